"""Mentions: which words of the text may name a place, from the names of the report and from the gazetteer itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from vedette.read.gazetteer import Gazetteer, key
from vedette.read.places.lexicon import words
from vedette.read.reading import NameKind, Reading
from vedette.read.words import Word, Words

Source = Literal["name", "inside", "scan", "context"]
LONGEST = 6
_CUTS = {",", "/", "(", ")", ";", "|"}
_TRIM_LEFT = {"the", "a", "an", "of", "in"}
_POSSESSIVE = {"'s", "’s", "'", "’", ",", ".", ";", ":", "-", "–", "—", "(", ")", '"', "“", "”"}
_WORDY = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words [first, last) that may name a place, their text, and the word on which they hang.

    `kind`: the kind of the name around them, None when there is none. `source`: a name of its own, words inside a
    longer name, words that only the gazetteer knows, or an unknown name where a place is due ("the village of X").
    `says`: the name in full where the text has a short form ("Tex."), with its `country`.
    """

    first: int
    last: int
    text: str
    root: Word
    kind: NameKind | None
    source: Source
    around: tuple[int, int] | None = None
    says: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """The words of a report, and where a name may begin, and where by a capital."""

    text: str
    words: Words
    capital: list[bool]
    begins: list[bool]

    @classmethod
    def of(cls, text: str, words: Words) -> "_Said":
        capital = [_capital(word) for word in words.all]
        begins = [capital[at] or _article(words.all, at) for at in range(len(words.all))]
        return cls(text, words, capital, begins)

    def says(self, first: int, last: int) -> str:
        """The text of the words [first, last), of which there is at least one."""
        return self.text[self.words.all[first].start : self.words.all[last - 1].end]

    def mention(self, first: int, last: int, kind: NameKind | None, source: Source) -> Mention:
        """The words [first, last) as a mention."""
        start, end = self.words.all[first].start, self.words.all[last - 1].end
        root = self.words.root(start, end) or self.words.all[first]
        return Mention(first=first, last=last, text=self.text[start:end], root=root, kind=kind, source=source)


def find(reading: Reading, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions of the report in order of place, none overlapping another."""
    said = _Said.of(reading.report.text, reading.words)
    found = list(_short_forms(said))
    taken = [False] * len(said.words.all)
    for mention in found:
        taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    for name in reading.names:
        run = said.words.within(name.start, name.end)
        if not run or name.kind == "other":
            continue
        for first, last in _parts(said, run[0].i, run[-1].i + 1, taken):
            found += _of_name(said, first, last, name.kind, gazetteer)
            taken[first:last] = [True] * (last - first)
    found += _scan(said, taken, gazetteer)
    found += _due(said, [(m.first, m.last) for m in found])
    return tuple(sorted(found, key=lambda mention: mention.first))


def opens(word: Word) -> bool:
    """Whether a sentence begins with the word."""
    return word.before is None or word.before.sentence != word.sentence


def _parts(said: _Said, first: int, last: int, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """A name cut at commas, line ends and at words that are already read."""
    for at in range(first, last + 1):
        if at == last or taken[at] or said.words.all[at].text in _CUTS or said.words.all[at].is_space:
            if at > first:
                yield first, at
            first = at + 1


def _short_forms(said: _Said) -> Iterator[Mention]:
    """Short forms of units ("Ga.", "TX") after a comma, in brackets, or with their full stop."""
    forms = _abbreviations()
    for at, token in enumerate(said.words.all):
        found = forms.get(token.text)
        if found is None or not at:
            continue
        before = said.words.all[at - 1].text
        if before in (",", "(") or (token.text.endswith(".") and before[:1].isupper()):
            country, name = found
            yield replace(said.mention(at, at + 1, "place", "name"), says=name, country=country)


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    """Short form -> (country, name of the unit)."""
    text = (files("vedette.read.places") / "data" / "abbreviations.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines() if line and not line.startswith(("#", "country"))]
    return {form: (country, name) for country, name, forms in rows for form in forms.split("|")}


def _of_name(said: _Said, first: int, last: int, kind: NameKind, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A name as mentions: places and nationalities whole, organisations and persons by the places inside them."""
    first, last = _trimmed(said.words.all, first, last)
    if first >= last:
        return
    if kind in ("place", "nationality"):
        yield said.mention(first, last, kind, "name")
        return
    if kind == "person":
        if gazetteer.has_key(key(said.says(first, last))):
            yield said.mention(first, last, kind, "name")
        return
    for begin, end in _known(said, first, last, gazetteer):
        if (begin, end) == (first, last):
            yield said.mention(first, last, kind, "name")
        else:
            yield replace(said.mention(begin, end, kind, "inside"), around=(first, last))


def _scan(said: _Said, taken: list[bool], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Capitalised words that no name covers and that the gazetteer knows."""
    first, length = 0, len(said.words.all)
    while first < length:
        if taken[first] or not said.begins[first]:
            first += 1
            continue
        last = first
        while last < length and not taken[last] and last - first < 4 * LONGEST and _joins(said, first, last):
            last += 1
        known = tuple(_known(said, first, last, gazetteer))
        for begin, end in known:
            yield said.mention(begin, end, None, "scan")
        first = max(last, first + 1)


def _joins(said: _Said, first: int, at: int) -> bool:
    """Whether the token goes on with a run of capitalised words."""
    token = said.words.all[at]
    if at > first and opens(token):
        return False
    return said.capital[at] or token.text in ("-", "–") or (token.lower in _particles() and at > first)


@cache
def _particles() -> frozenset[str]:
    return words("particles") | {"and"}


def _article(tokens: Sequence[Word], at: int) -> bool:
    """Whether an Arabic article in small letters begins a name here ("al-Bab")."""
    text = tokens[at].text
    if text[:3] in ("al-", "el-"):
        return text[3:4].isupper()
    marked = text in words("articles") and at + 2 < len(tokens) and tokens[at + 1].text == "-"
    return marked and _capital(tokens[at + 2])


def _capital(word: Word) -> bool:
    text = word.text
    return bool(text[:1].isupper() and _WORDY.search(text))


def _known(said: _Said, first: int, last: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The longest known names within [first, last), from the left."""
    at = first
    while at < last:
        end = _longest(said, at, last, gazetteer) if said.begins[at] else None
        if end is not None:
            yield at, end
        at = end or at + 1


def _longest(said: _Said, at: int, last: int, gazetteer: Gazetteer) -> int | None:
    for end in range(min(last, at + LONGEST), at, -1):
        if said.words.all[end - 1].text not in _POSSESSIVE and gazetteer.has_key(key(said.says(at, end))):
            return end
    return None


def _due(said: _Said, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Names that nothing knows, where the words beside them ask for a place: "the village of X", "in X district"."""
    covered = {at for first, last in taken for at in range(first, last)}
    at, length = 0, len(said.words.all)
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
        if said.words.all[last - 1].pos == "PROPN" and _is_due(said.words.all, at, last):
            yield said.mention(at, last, None, "context")
        at = end


def _is_due(tokens: Sequence[Word], first: int, last: int) -> bool:
    before = tokens[first - 1].lower if first else ""
    earlier = tokens[first - 2].lower if first > 1 else ""
    if tokens[first].ent in ("DATE", "TIME"):
        return False
    after = tokens[last].lower if last < len(tokens) else ""
    settled = before in words("settings") or before in words("localities")
    return settled or after in words("localities") or (before == "of" and earlier in words("localities"))


def _trimmed(tokens: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """The name without articles before and marks or possessives behind."""
    while first < last and (tokens[first].lower in _TRIM_LEFT or not _WORDY.search(tokens[first].text)):
        first += 1
    while last > first and (tokens[last - 1].text in _POSSESSIVE or not _WORDY.search(tokens[last - 1].text)):
        last -= 1
    return first, last
