"""Texts as the linker compares them: folded words with their places, word shingles, sentences and anchors."""

import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from vedette.read.knowledge import fold as fold_name
from vedette.record import Annotation, Report, Span

Keys = npt.NDArray[np.uint64]

GRAM = 5
"""Words in a shingle."""
FINE = 3
_TELLING = 5
_STEM = 5
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_PRIME = np.uint64(1099511628211)
_END = re.compile(r"[.!?][\"'”’)]*\s+|\n+")
_FEW = 12


@cache
def data(name: str) -> Any:
    """One of the room's data files."""
    return yaml.safe_load((resources.files("vedette.link") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without case, marks or script: what is spelled alike in Latin and Cyrillic is the same."""
    if word[0].isdigit():
        return word.replace(",", "").replace(".", "") if _THOUSANDS.fullmatch(word) else word.replace(",", ".")
    return re.sub(r"'s?$|'", "", fold_name(word)) or word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The beginning of a word, enough to bring its forms (and its cousins in other languages) together."""
    return word if word[0].isdigit() else word[:_STEM]


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) | 1 << 33


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One report's words: `starts` and `ends` are their offsets in the text, `sentences` ranges of words.

    Hashed runs of words: `grams` of five; `fine` of three; `masked` of three with all numbers alike; `inner` likewise
    but without those that cross a sentence's end, the headline, and credit lines.
    """

    id: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    upper: frozenset[int]
    grams: Keys
    fine: Keys
    masked: Keys
    inner: Keys
    sentences: tuple[tuple[int, int], ...]
    language: str | None

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` up to, not including, word `last`."""
        return Span(self.starts[first], self.ends[last - 1])


def read_text(report: Report, annotation: Annotation, *, quiet: Sequence[Span] = ()) -> Text:
    """Cut one report into comparable words; `quiet` are the places of its credit lines."""
    found = [(fold(m.group()), *m.span()) for m in _WORD.finditer(report.text)]
    words, starts, ends = zip(*found, strict=True) if found else ((), (), ())
    sentences = _sentences(report, annotation, starts)
    keys = _keys(words)
    masked = _runs(_masked(words, keys), FINE)
    mute = {i for c in quiet for i in range(bisect_left(starts, c.start), bisect_left(starts, c.end))}
    return Text(
        id=report.id,
        words=words,
        starts=starts,
        ends=ends,
        upper=frozenset(i for i, start in enumerate(starts) if report.text[start].isupper()),
        grams=_distinct(_runs(keys, GRAM)),
        fine=_distinct(_runs(keys, FINE)),
        masked=_distinct(masked),
        inner=_distinct(masked[_inside(len(masked), sentences, mute)]),
        sentences=sentences,
        language=guess_language(words),
    )


def masked_runs(words: tuple[str, ...]) -> Keys:
    """The runs of three words, all numbers alike, hashed, in the order of the text; a shorter text is one run."""
    return _runs(_masked(words, _keys(words)), FINE)


def _keys(words: tuple[str, ...]) -> Keys:
    return np.array([_key(word) for word in words], dtype=np.uint64)


def _masked(words: tuple[str, ...], keys: Keys) -> Keys:
    """The keys with all numbers alike."""
    return np.where([word[0].isdigit() for word in words], np.uint64(_key("0")), keys)


def _runs(keys: Keys, size: int) -> Keys:
    """The runs of `size` words, hashed, in the order of the text; a shorter text is one run."""
    size = min(size, len(keys))
    run = np.zeros(len(keys) - size + 1 if size else 0, dtype=np.uint64)
    for offset in range(size):
        run = run * _PRIME + keys[offset : offset + len(run)]
    return run


def _distinct(runs: Keys) -> Keys:
    """Each run once, sorted: for the few of one text quicker than `np.unique`."""
    found = np.sort(runs)
    distinct: Keys = found[np.concatenate((np.ones(len(found[:1]), dtype=np.bool_), found[1:] != found[:-1]))]
    return distinct


def _inside(count: int, sentences: tuple[tuple[int, int], ...], quiet: set[int]) -> npt.NDArray[np.int64]:
    """Where runs begin that stay within one telling sentence; the first sentence, a headline, tells nothing."""
    telling = sentences[1:] if len(sentences) > 2 else sentences
    spans = [
        range(a, min(count, b - FINE + 1)) for a, b in telling if b - a >= _TELLING and quiet.isdisjoint(range(a, b))
    ]
    return np.array([i for span in spans for i in span], dtype=np.int64)


def _sentences(report: Report, annotation: Annotation, starts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Ranges of words, one a sentence; without an annotation, cut at stops and line ends."""
    cuts = [s.start for s in annotation.sentences] or [m.end() for m in _END.finditer(report.text)]
    bounds = sorted({0, len(starts), *(bisect_left(starts, cut) for cut in cuts)})
    return tuple(pairwise(bounds))


def held(mine: Keys, other: Keys) -> npt.NDArray[np.bool_]:
    """For each run whether the other, sorted, holds it."""
    if not len(other):
        return np.zeros(len(mine), dtype=np.bool_)
    at = np.minimum(np.searchsorted(other, mine), len(other) - 1)
    return np.asarray(other[at] == mine)


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Function word -> the languages that have it."""
    found: dict[str, list[str]] = {}
    for code, line in data("function_words.yaml").items():
        for word in dict.fromkeys(line.split()):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def guess_language(words: tuple[str, ...]) -> str | None:
    """The language whose function words are met most; None for a text too short or too strange to tell."""
    if len(words) < _FEW:
        return None
    table = _languages()
    scores = Counter(code for word in words for code in table.get(word, ()))
    best = max(scores, key=lambda code: (scores[code], code == "en", code), default=None)
    return best if best is not None and scores[best] >= len(words) * 0.12 else None
