"""What an event has to do with: the PLOVER contexts of its act, its sides and the words around it.

The words are data (`data/contexts.yaml`): some speak for their whole sentence, some only for the clause they stand in.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vedette.read.events.lexicon import DATA, Code
from vedette.read.tables import from_yaml
from vedette.read.words import Word, Words
from vedette.record import Participant, Span

_MOST_WORDS = 5
_PUNCTUATION = ("-", "–", "'", "’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that follow a first word, the context they speak of, and how near to the event they must stand."""

    context: str
    rest: tuple[str, ...]
    reach: Literal["clear", "clause"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The contexts in the manual's order; cues by their first word; contexts by act, by act abroad and by sector."""

    order: Mapping[str, int]
    cues: Mapping[str, tuple[Cue, ...]]
    acts: Mapping[str, tuple[str, ...]]
    abroad: Mapping[str, tuple[str, ...]]
    sectors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A cue found in a sentence."""

    span: Span
    cue: Cue


@dataclass(frozen=True, slots=True)
class Marks:
    """The cues of one report in order of the text."""

    starts: tuple[int, ...]
    found: tuple[Mark, ...]

    def within(self, scope: Span) -> tuple[Mark, ...]:
        """Those that begin inside this stretch."""
        return self.found[bisect_left(self.starts, scope.start) : bisect_left(self.starts, scope.end)]


@cache
def lexicon() -> Lexicon:
    """The context lexicon, read once."""
    raw = from_yaml((DATA / "contexts.yaml").read_text(encoding="utf-8"))
    cues: dict[str, list[Cue]] = defaultdict(list)
    listed: dict[str, dict[str, list[str]]] = {key: defaultdict(list) for key in ("acts", "abroad", "sectors")}
    for context, rows in raw.items():
        for reach in ("clear", "clause"):
            for phrase in _listed(rows, reach):
                first, *rest = phrase.split()
                cues[first].append(Cue(context=context, rest=tuple(rest), reach=reach))
        for key, found in listed.items():
            for entry in _listed(rows, key):
                found[entry].append(context)
    return Lexicon(
        order={context: number for number, context in enumerate(raw)},
        cues={word: tuple(found) for word, found in cues.items()},
        **{key: {entry: tuple(of) for entry, of in found.items()} for key, found in listed.items()},
    )


def _listed(rows: Mapping[str, str], key: str) -> list[str]:
    return [" ".join(entry.split()) for entry in rows.get(key, "").split(",") if entry.strip()]


def marks(words: Words) -> Marks:
    """The words of a report that speak of a context, in order."""
    first = lexicon().cues
    found = tuple(mark for w in words.all if w.lower in first or w.lemma in first for mark in _marks_at(words, w))
    return Marks(tuple(mark.span.start for mark in found), found)


def _marks_at(words: Words, token: Word) -> Iterator[Mark]:
    cues = [cue for name in {token.lower: 0, token.lemma.lower(): 0} for cue in lexicon().cues.get(name, ())]
    more = any(cue.rest for cue in cues)
    ahead = words.all[token.i + 1 : token.i + 1 + 2 * _MOST_WORDS] if more else ()
    following = [t for t in ahead if t.text not in _PUNCTUATION]
    for cue in cues:
        rest = following[: len(cue.rest)]
        if len(rest) == len(cue.rest) and all(map(_is, rest, cue.rest)):
            last = rest[-1] if rest else token
            yield Mark(span=Span(token.start, last.end), cue=cue)


def _is(token: Word, word: str) -> bool:
    return token.lower == word or token.lemma.lower() == word


def contexts(code: Code, sides: Sequence[Participant], clause: Span, spoken: Sequence[Mark]) -> tuple[str, ...]:
    """The contexts of one event, in the manual's order."""
    known = lexicon()
    acts = (code.type, f"{code.type}:{code.mode}")
    abroad = len({side.country for side in sides if side.country}) > 1
    found = {context for act in acts for context in known.acts.get(act, ())}
    found.update(context for act in acts if abroad for context in known.abroad.get(act, ()))
    for side in sides:
        found.update(known.sectors.get(side.sector or "", ()))
    found.update(mark.cue.context for mark in spoken if mark.cue.reach == "clear" or clause.holds(mark.span))
    return tuple(sorted(found, key=known.order.__getitem__))
