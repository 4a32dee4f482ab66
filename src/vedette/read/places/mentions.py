"""Mentions: which words of the text may name a place, from the names of the report and from the gazetteer itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Doc, Token

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
    """Tokens [first, last) that may name a place, and their text.

    `kind`: the kind of the name around them, None when there is none. `source`: a name of its own, words inside a
    longer name, words that only the gazetteer knows, or an unknown name where a place is due ("the village of X").
    `says`: the name in full where the text has a short form ("Tex."), with its `country`.
    """

    first: int
    last: int
    text: str
    kind: NameKind | None
    source: Source
    around: tuple[int, int] | None = None
    says: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of a report, each made once, and whether a name may begin there, and whether by a capital."""

    text: str
    tokens: list[Token]
    capital: list[bool]
    begins: list[bool]

    @classmethod
    def of(cls, doc: Doc, text: str) -> "_Words":
        tokens = list(doc)
        capital = [_capital(token) for token in tokens]
        begins = [capital[at] or _article(tokens, at) for at in range(len(tokens))]
        return cls(text, tokens, capital, begins)

    def says(self, first: int, last: int) -> str:
        """The text of the tokens [first, last), of which there is at least one."""
        end = self.tokens[last - 1]
        return self.text[self.tokens[first].idx : end.idx + len(end)]


def find(reading: Reading, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions of the report in order of place, none overlapping another."""
    doc = reading.doc
    said = _Words.of(doc, reading.report.text)
    found = list(_short_forms(said))
    taken = [False] * len(doc)
    for mention in found:
        taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    for name in reading.names:
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None or name.kind == "other":
            continue
        for first, last in _parts(said, span.start, span.end, taken):
            found += _of_name(said, first, last, name.kind, gazetteer)
            taken[first:last] = [True] * (last - first)
    found += _scan(said, taken, gazetteer)
    found += _due(said, [(m.first, m.last) for m in found])
    return tuple(sorted(found, key=lambda mention: mention.first))


def _parts(said: _Words, first: int, last: int, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """A name cut at commas, line ends and at words that are already read."""
    for at in range(first, last + 1):
        if at == last or taken[at] or said.tokens[at].text in _CUTS or said.tokens[at].is_space:
            if at > first:
                yield first, at
            first = at + 1


def _short_forms(said: _Words) -> Iterator[Mention]:
    """Short forms of units ("Ga.", "TX") after a comma, in brackets, or with their full stop."""
    forms = _abbreviations()
    for at, token in enumerate(said.tokens):
        found = forms.get(token.text)
        if found is None or not at:
            continue
        before = said.tokens[at - 1].text
        if before in (",", "(") or (token.text.endswith(".") and before[:1].isupper()):
            country, name = found
            yield Mention(
                first=at, last=at + 1, text=token.text, kind="place", source="name", says=name, country=country
            )


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    """Short form -> (country, name of the unit)."""
    text = (files("vedette.read.places") / "data" / "abbreviations.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines() if line and not line.startswith(("#", "country"))]
    return {form: (country, name) for country, name, forms in rows for form in forms.split("|")}


def _of_name(said: _Words, first: int, last: int, kind: NameKind, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A name as mentions: places and nationalities whole, organisations and persons by the places inside them."""
    first, last = _trimmed(said.tokens, first, last)
    if first >= last:
        return
    if kind in ("place", "nationality"):
        yield Mention(first=first, last=last, text=said.says(first, last), kind=kind, source="name")
        return
    if kind == "person":
        if gazetteer.has_key(key(said.says(first, last))):
            yield Mention(first=first, last=last, text=said.says(first, last), kind=kind, source="name")
        return
    for begin, end in _known(said, first, last, gazetteer):
        whole = (begin, end) == (first, last)
        yield Mention(
            first=begin,
            last=end,
            text=said.says(begin, end),
            kind=kind,
            source="name" if whole else "inside",
            around=None if whole else (first, last),
        )


def _scan(said: _Words, taken: list[bool], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Capitalised words that no name covers and that the gazetteer knows."""
    first, length = 0, len(said.tokens)
    while first < length:
        if taken[first] or not said.begins[first]:
            first += 1
            continue
        last = first
        while last < length and not taken[last] and last - first < 4 * LONGEST and _joins(said, first, last):
            last += 1
        known = tuple(_known(said, first, last, gazetteer))
        for begin, end in known:
            yield Mention(first=begin, last=end, text=said.says(begin, end), kind=None, source="scan")
        first = max(last, first + 1)


def _joins(said: _Words, first: int, at: int) -> bool:
    """Whether the token goes on with a run of capitalised words."""
    token = said.tokens[at]
    if at > first and token.is_sent_start:
        return False
    return said.capital[at] or token.text in ("-", "–") or (token.lower_ in _particles() and at > first)


@cache
def _particles() -> frozenset[str]:
    return words("particles") | {"and"}


def _article(tokens: list[Token], at: int) -> bool:
    """Whether an Arabic article in small letters begins a name here ("al-Bab")."""
    text = tokens[at].text
    if text[:3] in ("al-", "el-"):
        return text[3:4].isupper()
    marked = text in words("articles") and at + 2 < len(tokens) and tokens[at + 1].text == "-"
    return marked and _capital(tokens[at + 2])


def _capital(token: Token) -> bool:
    text = token.text
    return bool(text[:1].isupper() and _WORDY.search(text))


def _known(said: _Words, first: int, last: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The longest known names within [first, last), from the left."""
    at = first
    while at < last:
        end = _longest(said, at, last, gazetteer) if said.begins[at] else None
        if end is not None:
            yield at, end
        at = end or at + 1


def _longest(said: _Words, at: int, last: int, gazetteer: Gazetteer) -> int | None:
    for end in range(min(last, at + LONGEST), at, -1):
        if said.tokens[end - 1].text not in _POSSESSIVE and gazetteer.has_key(key(said.says(at, end))):
            return end
    return None


def _due(said: _Words, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Names that nothing knows, where the words beside them ask for a place: "the village of X", "in X district"."""
    covered = {at for first, last in taken for at in range(first, last)}
    at, length = 0, len(said.tokens)
    while at < length:
        if at in covered or not said.begins[at]:
            at += 1
            continue
        end = at
        while end < length and end not in covered and end - at < LONGEST and _joins(said, at, end):
            end += 1
        end = max(end, at + 1)
        last = end
        while last > at + 1 and not said.capital[last - 1]:
            last -= 1
        if said.tokens[last - 1].pos_ == "PROPN" and _is_due(said.tokens, at, last):
            yield Mention(first=at, last=last, text=said.says(at, last), kind=None, source="context")
        at = end


def _is_due(tokens: list[Token], first: int, last: int) -> bool:
    before = tokens[first - 1].lower_ if first else ""
    earlier = tokens[first - 2].lower_ if first > 1 else ""
    if tokens[first].ent_type_ in ("DATE", "TIME"):
        return False
    after = tokens[last].lower_ if last < len(tokens) else ""
    settled = before in words("settings") or before in words("localities")
    return settled or after in words("localities") or (before == "of" and earlier in words("localities"))


def _trimmed(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """The name without articles before and marks or possessives behind."""
    while first < last and (tokens[first].lower_ in _TRIM_LEFT or not _WORDY.search(tokens[first].text)):
        first += 1
    while last > first and (tokens[last - 1].text in _POSSESSIVE or not _WORDY.search(tokens[last - 1].text)):
        last -= 1
    return first, last
