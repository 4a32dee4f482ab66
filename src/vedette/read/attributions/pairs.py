"""Pairs: how each word of a stretch stands to a cue (distance, sentence, paragraph, and way through the parse)."""

from collections.abc import Sequence

import numpy as np

from vedette.read.attributions.features import Ints, Words

SELF = 1
ELSEWHERE = 0
_NEAR = 16
_FAR = 38
Relations = tuple[Ints, Ints, Ints, Ints]


def relations(words: Words, cues: Sequence[tuple[int, int]], first: int, last: int) -> Relations:
    """Four numbers for each cue and word of a stretch, each (cues, words).

    Distance from the cue, the word's branch, the cue's branch, and its place in the page.
    """
    a, b = (np.array([cue[side] for cue in cues], dtype=np.int64)[:, None] for side in (0, 1))
    at = np.arange(first, last)
    distance = _bucket(np.where(at < a, at - a, np.where(at >= b, at - b + 1, 0)))
    sentence = np.clip(words.sentence[first:last] - words.sentence[a], -3, 3) + 3
    paragraph = np.clip(words.paragraph[first:last] - words.paragraph[a], -1, 1) + 1
    mine, theirs = branches(words, [cue_head(words, *cue) for cue in cues], first, last)
    return distance, mine, theirs, sentence * 3 + paragraph


def _bucket(distance: Ints) -> Ints:
    """Exact up to 16 words, then in growing steps; words before the cue are numbered from 41."""
    size = np.abs(distance)
    steps = np.floor(np.log2(np.maximum(size, 1) / _NEAR) * 4).astype(np.int64)
    grown = np.where(size <= _NEAR, size, np.minimum(_NEAR + steps + 1, _FAR))
    return np.where(distance < 0, grown + 40, grown)


def cue_head(words: Words, a: int, b: int) -> int:
    """The word of a cue on which the others hang; the first one where there is no parse."""
    for i in range(a, b):
        if words.head[i] >= 0 and not a <= words.head[i] < b:
            return i
    return next((i for i in range(a, b) if words.head[i] == i), a)


def branches(words: Words, heads: Sequence[int], first: int, last: int) -> tuple[Ints, Ints]:
    """How each word of a stretch hangs together with the head of each cue in the parse, each (cues, words).

    First array: the label of the word's branch under their lowest common ancestor (`SELF`: the word is the ancestor);
    second: the label of the cue's branch there. `ELSEWHERE` for words of other sentences and without a parse.
    """
    size = last - first
    head = words.head[first:last] - first
    head = np.where((head < 0) | (head >= size), np.arange(size), head)
    below = _ways_up(head, words.dep[first:last], [n - first if words.head[n] >= 0 else None for n in heads])
    on_way = below != ELSEWHERE
    step = np.where(on_way | on_way[:, head], np.arange(size), head)
    top = step
    while True:
        higher = np.take_along_axis(top, top, axis=1)
        if np.array_equal(higher, top):
            break
        top = higher
    under = head[top]
    theirs = np.take_along_axis(below, np.where(on_way, top, under), axis=1)
    mine = np.where(on_way, SELF, np.where(theirs != ELSEWHERE, words.dep[first:last][top] + 1, ELSEWHERE))
    return mine, theirs


def _ways_up(head: Ints, dep: Ints, cues: Sequence[int | None]) -> Ints:
    """For each cue the words on its way up to the root, with the label of the way below them; 0 for all others."""
    below = np.full((len(cues), len(head)), ELSEWHERE, dtype=np.int64)
    parents, labels = head.tolist(), dep.tolist()
    for row, cue in enumerate(cues):
        node, label = cue, SELF
        while node is not None and below[row, node] == ELSEWHERE:
            below[row, node] = label
            node, label = parents[node], labels[node] + 1
    return below
