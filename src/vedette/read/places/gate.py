"""Gate: whether a mention is a place of this report at all, and whether the choice made for it can be trusted."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.read.gazetteer import key
from vedette.read.places.lexicon import words
from vedette.read.places.mentions import Mention, opens
from vedette.read.places.resolve import Choice
from vedette.read.reading import Reading
from vedette.read.words import Words

_STEPS = (0.3, 0.5, 0.7, 0.85, 0.95, 0.99)
_SHARES = (0.001, 0.1, 0.3, 0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """How often each name of the report is read as each kind of name, and the report's words in small letters."""

    kinds: Counter[tuple[str, str]]
    lower: frozenset[str]


def votes(said: Words, mentions: Sequence[Mention]) -> Ballots:
    """The ballots of one report."""
    kinds: Counter[tuple[str, str]] = Counter((key(mention.text), mention.kind or "none") for mention in mentions)
    return Ballots(kinds=kinds, lower=frozenset(word.text for word in said.all if word.text.islower()))


def features(reading: Reading, choice: Choice, ballots: Ballots) -> list[str]:
    """What speaks for and against the mention: the name, the words beside it, the choice made."""
    mention, every = choice.mention, reading.words.all
    root, text, name = mention.root, mention.text, key(mention.text)
    length = mention.last - mention.first
    before = every[mention.first - 1] if mention.first else None
    after = every[mention.last] if mention.last < len(every) else None
    known = any(reading.doc[at].has_vector for at in range(mention.first, mention.last))
    places, others = (
        ballots.kinds[(name, "place")],
        sum(ballots.kinds[(name, k)] for k in ("person", "organisation", "none")),
    )
    source = f"{mention.source}/{mention.kind}"
    sort = _sort(choice)
    said = [
        f"src={source}",
        f"ent={root.ent or '-'}",
        f"len={min(length, 4)}",
        f"prev={before.lower if before is not None else '^'}",
        f"next={after.lower if after is not None else '$'}",
        f"prevpos={before.pos if before is not None else '^'}",
        f"nextpos={after.pos if after is not None else '$'}|{after.text[:1].isupper() if after is not None else ''}",
        f"dep={root.dep}|{mention.source}",
        f"pos={root.pos}|{source}",
        f"head={root.head.lemma.lower()}",
        f"headdep={root.dep}|{root.head.pos}",
        f"start={opens(every[mention.first])}|{source}",
        f"caps={text.isupper()}|{len(text) > 3}",
        f"sort={sort}",
        f"sort={sort}|{source}",
        f"sure={_step(choice.sure, _STEPS)}|{mention.source}",
        f"support={_step(choice.support, _SHARES) if choice.company else '-'}|{mention.source}",
        f"support={_step(choice.support, _SHARES) if choice.company else '-'}|{_sort_only(choice)}",
        f"locative={before is not None and before.lower in words('leads')}|{source}",
        f"known={known}|{source}",
        f"lower={text.lower() in ballots.lower}|{mention.source}",
        f"votes={min(places, 3)}|{min(others, 3)}|{mention.source}",
        f"options={min(choice.options, 30) // 5}|{mention.source}",
        f"last={every[mention.last - 1].lower if length > 1 else '-'}",
        f"nextcap={after.text[:1].isupper() if after is not None else False}|{source}|{sort}",
    ]
    if mention.around is not None:
        first, last = mention.around
        said += [
            f"tail={every[last - 1].lower}",
            f"at={mention.first == first}|{mention.last == last}|{root.ent}|{sort}",
            f"rest={min(last - first, 6)}",
        ]
    return said


def _sort(choice: Choice) -> str:
    """The sort of place chosen: its kind, size and whether the name is its own."""
    if choice.candidate is None:
        return "none"
    entry = choice.candidate.entry
    size = int(math.log10(entry.population + 1))
    return f"{entry.kind.name}|{size}|{choice.candidate.primary}|{choice.candidate.people}"


def _sort_only(choice: Choice) -> str:
    return "none" if choice.candidate is None else f"{choice.candidate.entry.kind.name}|{choice.candidate.primary}"


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value >= step for step in steps)
