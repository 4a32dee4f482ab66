"""Mentions: which words of the text may name a place, from the names of the report and from the gazetteer itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Doc, Span, Token

from vedette.read.gazetteer import Gazetteer, key
from vedette.read.places.lexicon import words
from vedette.read.reading import NameKind, Reading

Source = Literal["name", "inside", "scan", "context"]
LONGEST = 6
_CUTS = {",", "/", "(", ")", ";", "|"}
_TRIM_LEFT = {"the", "a", "an", "of", "in"}
_POSSESSIVE = {"'s", "’s", "'", "’", ",", ".", ";", ":", "-", "–", "—", "(", ")", '"', "“", "”"}
_WORDY = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens [first, last) that may name a place; `kind` is the kind of the name around them, None when there is none.

    `source`: a name of its own, words inside a longer name, words that only the gazetteer knows,
    or an unknown name where a place is due ("the village of X"). `says`: the name in
    full where the text has a short form ("Tex."), with its `country`.
    """

    first: int
    last: int
    kind: NameKind | None
    source: Source
    around: tuple[int, int] | None = None
    says: str | None = None
    country: str | None = None


def find(reading: Reading, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions of the report in order of place, none overlapping another."""
    doc = reading.doc
    found = list(_short_forms(doc))
    taken = [False] * len(doc)
    for mention in found:
        taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    for name in reading.names:
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None or name.kind == "other":
            continue
        for part in _parts(span, taken):
            found += _of_name(part, name.kind, gazetteer)
            taken[part.start : part.end] = [True] * len(part)
    found += _scan(doc, taken, gazetteer)
    found += due(doc, [(m.first, m.last) for m in found])
    return tuple(sorted(found, key=lambda mention: mention.first))


def _parts(span: Span, taken: list[bool]) -> Iterator[Span]:
    """A name cut at commas, line ends and at words that are already read."""
    first = span.start
    for at in range(span.start, span.end + 1):
        if at == span.end or taken[at] or span.doc[at].text in _CUTS or span.doc[at].is_space:
            if at > first:
                yield span.doc[first:at]
            first = at + 1


def _short_forms(doc: Doc) -> Iterator[Mention]:
    """Short forms of units ("Ga.", "TX") after a comma, in brackets, or with their full stop."""
    forms = _abbreviations()
    for token in doc:
        found = forms.get(token.text)
        if found is None or not token.i:
            continue
        before = doc[token.i - 1]
        if before.text in (",", "(") or (token.text.endswith(".") and before.text[:1].isupper()):
            yield Mention(first=token.i, last=token.i + 1, kind="place", source="name", says=found[1], country=found[0])


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    """Short form -> (country, name of the unit)."""
    text = (files("vedette.read.places") / "data" / "abbreviations.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines() if line and not line.startswith(("#", "country"))]
    return {form: (country, name) for country, name, forms in rows for form in forms.split("|")}


def _of_name(span: Span, kind: NameKind, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A name as mentions: places and nationalities whole, organisations and persons by the places inside them."""
    first, last = _trimmed(span)
    if first >= last:
        return
    if kind in ("place", "nationality"):
        yield Mention(first=first, last=last, kind=kind, source="name")
        return
    if kind == "person":
        if gazetteer.has_key(key(span.doc[first:last].text)):
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


def _scan(doc: Doc, taken: list[bool], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Capitalised words that no name covers and that the gazetteer knows."""
    first = 0
    while first < len(doc):
        if taken[first] or not (_capital(doc[first]) or _article(doc, first)):
            first += 1
            continue
        last = first
        while last < len(doc) and not taken[last] and last - first < 4 * LONGEST and _joins(doc, first, last):
            last += 1
        known = tuple(_known(doc, first, last, gazetteer))
        for begin, end in known:
            yield Mention(first=begin, last=end, kind=None, source="scan")
        first = max(last, first + 1)


def _joins(doc: Doc, first: int, at: int) -> bool:
    """Whether the token goes on with a run of capitalised words."""
    token = doc[at]
    if at > first and token.is_sent_start:
        return False
    return _capital(token) or token.text in ("-", "–") or (token.lower_ in _particles() and at > first)


@cache
def _particles() -> frozenset[str]:
    return words("particles") | {"and"}


def _article(doc: Doc, at: int) -> bool:
    """Whether an Arabic article in small letters begins a name here ("al-Bab")."""
    token = doc[at]
    if token.text[:3] in ("al-", "el-"):
        return token.text[3:4].isupper()
    return token.text in words("articles") and at + 2 < len(doc) and doc[at + 1].text == "-" and _capital(doc[at + 2])


def _capital(token: Token) -> bool:
    return bool(token.text[:1].isupper() and _WORDY.search(token.text))


def _known(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The longest known names within [first, last), from the left."""
    at = first
    while at < last:
        end = _longest(doc, at, last, gazetteer) if _capital(doc[at]) or _article(doc, at) else None
        if end is not None:
            yield at, end
        at = end or at + 1


def _longest(doc: Doc, at: int, last: int, gazetteer: Gazetteer) -> int | None:
    for end in range(min(last, at + LONGEST), at, -1):
        if doc[end - 1].text not in _POSSESSIVE and gazetteer.has_key(key(doc[at:end].text)):
            return end
    return None


def due(doc: Doc, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Names that nothing knows, where the words beside them ask for a place: "the village of X", "in X district"."""
    covered = {at for first, last in taken for at in range(first, last)}
    at = 0
    while at < len(doc):
        if at in covered or not (_capital(doc[at]) or _article(doc, at)):
            at += 1
            continue
        end = at
        while end < len(doc) and end not in covered and end - at < LONGEST and _joins(doc, at, end):
            end += 1
        end = max(end, at + 1)
        last = end
        while last > at + 1 and not _capital(doc[last - 1]):
            last -= 1
        if doc[last - 1].pos_ == "PROPN" and _is_due(doc, at, last):
            yield Mention(first=at, last=last, kind=None, source="context")
        at = end


def _is_due(doc: Doc, first: int, last: int) -> bool:
    before = doc[first - 1].lower_ if first else ""
    earlier = doc[first - 2].lower_ if first > 1 else ""
    if doc[first].ent_type_ in ("DATE", "TIME"):
        return False
    after = doc[last].lower_ if last < len(doc) else ""
    settled = before in words("settings") or before in words("localities")
    return settled or after in words("localities") or (before == "of" and earlier in words("localities"))


def _trimmed(span: Span) -> tuple[int, int]:
    """The span without articles before and marks or possessives behind."""
    first, last = span.start, span.end
    while first < last and (span.doc[first].lower_ in _TRIM_LEFT or not _WORDY.search(span.doc[first].text)):
        first += 1
    while last > first and (span.doc[last - 1].text in _POSSESSIVE or not _WORDY.search(span.doc[last - 1].text)):
        last -= 1
    return first, last
