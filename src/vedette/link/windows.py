"""Windows: the word pieces around a trigger, as the encoder of triggers reads them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vedette.read.encoder import CLS, SEP, WordPieces
from vedette.record import Span

PIECES = 46
"""Word pieces of a window, the two ends left out."""
_LONGEST_TRIGGER = 12
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LINE = re.compile(r"[.!?][\"'”’)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Window:
    """Ids of the pieces, 1 for each piece of the trigger (else 0), 1 for each piece of its sentence (else 0)."""

    ids: tuple[int, ...]
    marks: tuple[int, ...]
    inside: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in word pieces: the pieces of each word, where each word begins and ends, where sentences begin."""

    words: tuple[tuple[int, ...], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]


def cut(text: str, alphabet: WordPieces) -> Pieces:
    """The words of a text in pieces."""
    found = list(_WORD.finditer(text))
    cutter = lru_cache(maxsize=None)(alphabet.cut)
    return Pieces(
        words=tuple(cutter(m.group()) for m in found),
        starts=tuple(m.start() for m in found),
        ends=tuple(m.end() for m in found),
        sentences=(0, *(m.end() for m in _LINE.finditer(text))),
    )


def window(pieces: Pieces, trigger: Span, alphabet: WordPieces) -> Window:
    """The sentence of the trigger, cut around it when long, filled up from before and then from behind when short."""
    first = bisect_right(pieces.ends, trigger.start)
    last = max(first, min(bisect_left(pieces.starts, trigger.end), first + _LONGEST_TRIGGER))
    number = bisect_right(pieces.sentences, trigger.start)
    low = bisect_left(pieces.starts, pieces.sentences[number - 1])
    high = bisect_left(pieces.starts, pieces.sentences[number]) if number < len(pieces.sentences) else len(pieces.words)
    high = max(high, last)
    sizes = [len(w) for w in pieces.words]
    begin, end = _around(sizes, (first, last), (low, high))
    ids, marks, inside = [alphabet.ids[CLS]], [0], [0]
    for n in range(begin, end):
        ids += pieces.words[n]
        marks += [int(first <= n < last)] * sizes[n]
        inside += [int(low <= n < high)] * sizes[n]
    most = PIECES + 1
    return Window((*ids[:most], alphabet.ids[SEP]), (*marks[:most], 0), (*inside[:most], 0))


def _around(sizes: Sequence[int], trigger: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """The words that fit: the trigger, its sentence evenly to both sides, then what comes before, then what follows."""
    begin, end = trigger
    room = PIECES - sum(sizes[begin:end])
    low, high = sentence
    while room > 0 and (begin > low or end < high):
        for step in (-1, 1):
            at = begin - 1 if step < 0 else end
            if low <= at < high and sizes[at] <= room:
                room -= sizes[at]
                begin, end = (at, end) if step < 0 else (begin, at + 1)
            elif low <= at < high:
                room = 0
    while begin > 0 and sizes[begin - 1] <= room:
        begin -= 1
        room -= sizes[begin]
    while end < len(sizes) and sizes[end] <= room:
        room -= sizes[end]
        end += 1
    return begin, end
