"""Words as they are searched: folded one by one, so that a name is found however it is written."""

import re
import unicodedata
from dataclasses import dataclass

from vedette.errors import InputError
from vedette.read.knowledge import fold
from vedette.record import Span

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'"([^"]*)"|(\S+)')
_WINDOW = 200
_BEFORE = 60
_MARKS = 400

MOST_WORDS = 100
"""Words of one search; an index asked for thousands would keep everybody waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Folded words that stand side by side; the last one may be no more than a beginning."""

    words: tuple[str, ...]
    begins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: reports that hold all the phrases."""

    phrases: tuple[Phrase, ...]

    @property
    def whole(self) -> frozenset[str]:
        """The words that are looked for as they are."""
        return frozenset(word for one in self.phrases for word in (one.words[:-1] if one.begins else one.words))

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of words that are looked for."""
        return tuple(one.words[-1] for one in self.phrases if one.begins)


def words_of(text: str) -> list[str]:
    """A text's words, each folded by itself, so that it does not matter which words stand beside it."""
    return _WORD.findall(text.casefold() if text.isascii() else _WORD.sub(lambda word: _fold(word[0]), text))


def query(words: str) -> Query:
    """All the words, in any order; "several words" stand side by side; a word with * is the beginning of one.

    A word said again counts once. Raises `InputError` when there is no word in it, or more than `MOST_WORDS`.
    """
    parts = _PART.findall(unicodedata.normalize("NFC", words))
    phrases = ((words_of(phrase or single), single.endswith("*")) for phrase, single in parts)
    found = tuple(Phrase(words=tuple(held), begins=begins) for held, begins in phrases if held)
    if not found:
        raise InputError(f"no word to search for in {words[:80]!r}")
    once = tuple(dict.fromkeys(found))
    if (many := sum(len(phrase.words) for phrase in once)) > MOST_WORDS:
        raise InputError(f"{many:,} words to search for; at most {MOST_WORDS} are taken")
    return Query(phrases=once)


def snippet(text: str, wanted: Query) -> tuple[Span, tuple[Span, ...]]:
    """The stretch of a text that holds most of the words looked for, and the words in it."""
    whole, beginnings = wanted.whole, wanted.beginnings
    marks = []
    for word in _WORD.finditer(text):
        key = _fold(word[0])
        if key in whole or key.startswith(beginnings):
            marks.append((Span(*word.span()), key))
            if len(marks) == _MARKS:
                break
    windows = (
        ({key for span, key in marks[n : n + _MARKS // 10] if span.end <= first.start + _WINDOW}, -n)
        for n, (first, _) in enumerate(marks)
    )
    best = max(((len(keys), n) for keys, n in windows), default=(0, 0))
    anchor = marks[-best[1]][0].start if marks else 0
    start, end = _whole_words(text, max(0, anchor - _BEFORE), min(len(text), anchor + _WINDOW))
    return Span(start, end), tuple(span for span, _ in marks if start <= span.start and span.end <= end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the halves of words at its ends."""
    if start > 0:
        space = text.find(" ", start, start + _BEFORE)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > end - _BEFORE else end
    return start, end


def _fold(word: str) -> str:
    return word.casefold() if word.isascii() else fold(word)
