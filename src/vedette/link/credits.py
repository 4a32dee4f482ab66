"""Credits: the sources that a report itself names, and its marks of having been copied."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vedette.link.shingles import data, fold
from vedette.record import Report, Span

_EDGE = 400
"""Characters at each end of a text in which credit lines stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A named source: `copied` when the text was taken from it, `heard` when only a statement was."""

    name: str
    how: Literal["copied", "heard"]
    known: bool
    span: Span


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.MULTILINE) for p in data("credits.yaml")[kind])


@cache
def _agencies() -> dict[str, str]:
    """Every spelling of an agency or paper -> its usual short name."""
    found = {}
    for name, others in data("credits.yaml")["agencies"].items():
        found.update({plain(n): name for n in (name, *others)})
    return found


def plain(name: str) -> str:
    """A name as bare folded letters, without the article."""
    words = [fold(w) for w in re.findall(r"\w+", name)]
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def credits_of(report: Report) -> tuple[Credit, ...]:
    """The sources that the report names, in order; a source named twice is given once, as copied if once so."""
    found: dict[str, Credit] = {}
    for credit in (*_copied(report.text), *_heard(report.text)):
        found.setdefault(credit.name, credit)
    return tuple(sorted(found.values(), key=lambda c: c.span))


def is_marked(report: Report) -> bool:
    """Does the report bear a mark of having been copied ("Source link") that names nobody?"""
    tail = report.text[-_EDGE:]
    return any(p.search(tail) for p in _patterns("marks"))


def _copied(text: str) -> Iterator[Credit]:
    """Credit lines at the head or the foot of the text."""
    for low, part in _edges(text):
        for pattern in _patterns("copied"):
            for match in pattern.finditer(part):
                name = match["name"].strip()
                known = _agencies().get(plain(name))
                yield Credit(
                    name=known or name,
                    how="copied",
                    known=known is not None,
                    span=Span(low + match.start("name"), low + match.end("name")),
                )


def _edges(text: str) -> Iterable[tuple[int, str]]:
    """The head and the foot of a text, with the offset where each begins."""
    if len(text) <= 2 * _EDGE:
        return ((0, text),)
    return ((0, text[:_EDGE]), (len(text) - _EDGE, text[-_EDGE:]))


def _heard(text: str) -> Iterator[Credit]:
    """News organisations to whom somebody spoke, or who are named as the source of a statement."""
    for pattern in _patterns("heard"):
        for match in pattern.finditer(text):
            name = _longest_known(match["name"])
            if name is not None:
                yield Credit(name=name, how="heard", known=True, span=Span(match.start("name"), match.end("name")))


def _longest_known(words: str) -> str | None:
    """The news organisation with which the words begin."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        known = _agencies().get(plain(" ".join(parts[:size])))
        if known is not None:
            return known
    return None


def names_outlet(name: str, outlet: str | None) -> bool:
    """Is the credited name this outlet, in full or by its initials ("AW": Atlantic Wire)?"""
    if not outlet:
        return False
    words = [w for w in re.findall(r"\w+", outlet) if w.lower() != "the"]
    initials = "".join(w[0] for w in words)
    return plain(name) == plain(outlet) or (len(words) > 1 and name.replace(".", "").casefold() == initials.casefold())
