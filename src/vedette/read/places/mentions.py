"""Mentions: which words of the text may name a place, from the names of the report and from the gazetteer itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from vedette.read.gazetteer import Gazetteer, key
from vedette.read.reading import NameKind, Reading

Source = Literal["name", "inside", "scan"]
LONGEST = 6
_LOCATIVE = {
    "in",
    "at",
    "near",
    "from",
    "to",
    "around",
    "outside",
    "inside",
    "toward",
    "towards",
    "into",
    "across",
    "over",
}
_TRIM_LEFT = {"the", "a", "an", "of", "in"}
_POSSESSIVE = {"'s", "’s", "'", "’", ",", ".", ";", ":", "-", "–", "—", "(", ")", '"', "“", "”"}
_WORDY = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens [first, last) that may name a place; `kind` is the kind of the name around them, None when there is none.

    `source`: a name of its own, words inside a longer name, or words that only the gazetteer knows.
    """

    first: int
    last: int
    kind: NameKind | None
    source: Source
    around: tuple[int, int] | None = None


def find(reading: Reading, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions of the report in order of place, none overlapping another."""
    doc = reading.doc
    found: list[Mention] = []
    taken = [False] * len(doc)
    for name in reading.names:
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None or name.kind == "other" or any(taken[span.start : span.end]):
            continue
        found += _of_name(span, name.kind, gazetteer)
        taken[span.start : span.end] = [True] * len(span)
    found += _scan(doc, taken, gazetteer)
    return tuple(sorted(found, key=lambda mention: mention.first))


def _of_name(span: Span, kind: NameKind, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A name as mentions: places and nationalities whole, organisations and persons by the places inside them."""
    first, last = _trimmed(span)
    if first >= last:
        return
    if kind in ("place", "nationality"):
        yield Mention(first=first, last=last, kind=kind, source="name")
        return
    if kind == "person" and not _misread(span.doc, first, last, gazetteer):
        return
    if kind == "person":
        yield Mention(first=first, last=last, kind=kind, source="name")
        return
    for begin, end in _known(span.doc, first, last, gazetteer):
        whole = (begin, end) == (first, last)
        yield Mention(
            first=begin,
            last=end,
            kind=kind,
            source="name" if whole else "inside",
            around=None if whole else (first, last),
        )


def _misread(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether a "person" is a place after all: known to the gazetteer and led in by a locative preposition."""
    before = doc[first - 1].lower_ if first else ""
    return before in _LOCATIVE and gazetteer.has_key(key(doc[first:last].text))


def _scan(doc: Doc, taken: list[bool], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Capitalised words that no name covers and that the gazetteer knows."""
    first = 0
    while first < len(doc):
        if taken[first] or not _capital(doc[first]):
            first += 1
            continue
        last = first
        while last < len(doc) and not taken[last] and last - first < 4 * LONGEST and _joins(doc, first, last):
            last += 1
        for begin, end in _known(doc, first, last, gazetteer):
            yield Mention(first=begin, last=end, kind=None, source="scan")
        first = max(last, first + 1)


def _joins(doc: Doc, first: int, at: int) -> bool:
    """Whether the token goes on with a run of capitalised words."""
    token = doc[at]
    if at > first and token.is_sent_start:
        return False
    return (
        _capital(token)
        or token.text in ("-", "–")
        or (token.lower_ in ("of", "al", "el", "de", "la", "and") and at > first)
    )


def _capital(token: Token) -> bool:
    return bool(token.text[:1].isupper() and _WORDY.search(token.text))


def _known(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The longest known names within [first, last), from the left."""
    at = first
    while at < last:
        end = _longest(doc, at, last, gazetteer) if _capital(doc[at]) else None
        if end is not None:
            yield at, end
        at = end or at + 1


def _longest(doc: Doc, at: int, last: int, gazetteer: Gazetteer) -> int | None:
    for end in range(min(last, at + LONGEST), at, -1):
        if doc[end - 1].text not in _POSSESSIVE and gazetteer.has_key(key(doc[at:end].text)):
            return end
    return None


def _trimmed(span: Span) -> tuple[int, int]:
    """The span without articles before and marks or possessives behind."""
    first, last = span.start, span.end
    while first < last and (span.doc[first].lower_ in _TRIM_LEFT or not _WORDY.search(span.doc[first].text)):
        first += 1
    while last > first and (span.doc[last - 1].text in _POSSESSIVE or not _WORDY.search(span.doc[last - 1].text)):
        last -= 1
    return first, last
