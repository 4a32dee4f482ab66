"""Matters: what is asked or promised, as far as a sentence names it in known words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from vedette.link import owners
from vedette.link.shingles import data
from vedette.record import Span

_APART = 70
"""Characters between the act and what it acts upon, at most."""
_PHRASE = re.compile(r"(?:[\w’'-]+ ){0,4}$")
_PHRASE_REACH = 200
"""Characters in which four words are looked for, so that one endless word costs nothing."""
_WORD = re.compile(r"\d{1,9}|[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    name: str
    act: re.Pattern[str]
    of: re.Pattern[str] | None
    lasting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter where a text names it: the act's place, the kind and number of what it acts upon, its other words.

    `lasting`: no single deed settles it. `whole`: from the first to the last word of act and thing.
    """

    name: str
    act: Span
    whole: Span
    kind: str
    numbers: frozenset[int]
    lasting: bool


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            name=name,
            act=re.compile(rf"\b(?:{row['act']})\b"),
            of=re.compile(rf"\b(?:{row['of']})\b") if "of" in row else None,
            lasting=row.get("lasting", False),
        )
        for name, row in data("matters.yaml")["matters"].items()
    )


@cache
def cue(name: str) -> re.Pattern[str]:
    """One of the cue patterns of `matters.yaml`."""
    return re.compile(data("matters.yaml")[name], re.IGNORECASE)


def find(text: str, within: Span, wanted: Collection[str] | None = None) -> Iterator[Matter]:
    """The matters named inside the span (all, or those wanted), each once, and one for each act."""
    said = text[within.start : within.end].lower()
    taken: list[Span] = []
    for pattern in _patterns() if len(said) == within.end - within.start else ():
        found = _named(pattern, said) if wanted is None or pattern.name in wanted else None
        if found is None or any(found[0].overlaps(act) for act in taken):
            continue
        act, thing = found
        taken.append(act)
        whole = Span(min(act.start, thing.start), max(act.end, thing.end))
        before = _PHRASE.search(said, max(0, thing.start - _PHRASE_REACH), thing.start)
        phrase = said[before.start() if before else thing.start : thing.end]
        yield Matter(
            name=pattern.name,
            act=_moved(act, within.start),
            whole=_moved(whole, within.start),
            kind=owners.kind_of(said[thing.start : thing.end]),
            numbers=_numbers(phrase),
            lasting=pattern.lasting,
        )


def _named(pattern: _Pattern, said: str) -> tuple[Span, Span] | None:
    """The act and the thing nearest to each other."""
    acts = [Span(*m.span()) for m in pattern.act.finditer(said)]
    if pattern.of is None:
        return (acts[0], acts[0]) if acts else None
    things = [Span(*m.span()) for m in pattern.of.finditer(said)] if acts else []
    pairs = [(_gap(a, t), a, t) for a in acts for t in things if not a.overlaps(t) and _gap(a, t) <= _APART]
    return min(pairs)[1:] if pairs else None


def _numbers(phrase: str) -> frozenset[int]:
    """The numbers of a phrase, in digits or words."""
    words, named = _WORD.findall(phrase), data("matters.yaml")["numbers"]
    return frozenset(int(w) if w.isdigit() else named[w] for w in words if w.isdigit() or w in named)


def _gap(one: Span, two: Span) -> int:
    return max(one.start, two.start) - min(one.end, two.end)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def same_thing(one: Matter, two: Matter) -> bool:
    """May the two be about the same people or things: of one kind, and not of different numbers?"""
    if one.name != two.name:
        return False
    vague = owners.UNKNOWN in (one.kind, two.kind)
    kinds = vague or one.kind == two.kind or owners.may_be_one(one.kind, two.kind)
    return kinds and (not one.numbers or not two.numbers or bool(one.numbers & two.numbers))
