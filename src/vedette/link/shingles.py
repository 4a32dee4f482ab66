"""Texts as the linker compares them: folded words with their places, word shingles, sentences and anchors."""

import re
import zlib
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
    found = [(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(report.text)]
    words = tuple(word for word, _, _ in found)
    starts = tuple(start for _, start, _ in found)
    sentences = _sentences(report, annotation, starts)
    masked = shingles(mask(words), size=FINE)
    mute = frozenset(i for c in quiet for i, s in enumerate(starts) if c.start <= s < c.end)
    return Text(
        id=report.id,
        words=words,
        starts=starts,
        ends=tuple(end for _, _, end in found),
        upper=frozenset(i for i, start in enumerate(starts) if report.text[start].isupper()),
        grams=np.unique(shingles(words)),
        fine=np.unique(shingles(words, size=FINE)),
        masked=np.unique(masked),
        inner=np.unique(masked[_inside(len(masked), sentences, mute)]),
        sentences=sentences,
        language=guess_language(words),
    )


def shingles(words: tuple[str, ...], size: int = GRAM) -> Keys:
    """The runs of `size` words, hashed, in the order of the text; a shorter text is one run."""
    if not words:
        return np.zeros(0, dtype=np.uint64)
    keys = np.array([_key(word) for word in words], dtype=np.uint64)
    size = min(size, len(words))
    run = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for offset in range(size):
        run = run * _PRIME + keys[offset : offset + len(run)]
    return run


def mask(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with all numbers alike."""
    return tuple("0" if w[0].isdigit() else w for w in words)


def _inside(count: int, sentences: tuple[tuple[int, int], ...], quiet: frozenset[int]) -> npt.NDArray[np.int64]:
    """Where runs begin that stay within one telling sentence; the first sentence, a headline, tells nothing."""
    telling = [
        (a, b) for k, (a, b) in enumerate(sentences) if b - a >= _TELLING and not (k == 0 and len(sentences) > 2)
    ]
    at = [i for a, b in telling if not quiet & set(range(a, b)) for i in range(a, b - FINE + 1)]
    return np.array([i for i in at if i < count], dtype=np.int64)


def _sentences(report: Report, annotation: Annotation, starts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Ranges of words, one a sentence; without an annotation, cut at stops and line ends."""
    cuts = [s.start for s in annotation.sentences] or [0, *(m.end() for m in _END.finditer(report.text))]
    at = np.unique(np.searchsorted(np.array(starts, dtype=np.int64), np.array([0, *cuts], dtype=np.int64)))
    bounds = [int(b) for b in at if b < len(starts)] + [len(starts)]
    return tuple((a, b) for a, b in pairwise(bounds) if a < b)


def held(mine: Keys, other: Keys) -> npt.NDArray[np.bool_]:
    """For each run whether the other, sorted, holds it."""
    if not len(other):
        return np.zeros(len(mine), dtype=np.bool_)
    at = np.minimum(np.searchsorted(other, mine), len(other) - 1)
    return np.asarray(other[at] == mine)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    """Language -> its function words."""
    return {code: frozenset(line.split()) for code, line in data("function_words.yaml").items()}


def guess_language(words: tuple[str, ...]) -> str | None:
    """The language whose function words are met most; None for a text too short or too strange to tell."""
    counts = Counter(words)
    scores = {code: sum(counts[w] for w in found) for code, found in _function_words().items()}
    best = max(scores, key=lambda code: (scores[code], code == "en", code))
    return best if len(words) >= _FEW and scores[best] >= len(words) * 0.12 else None
