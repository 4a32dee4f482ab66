"""Pairs: how each word of a stretch stands to a cue (distance, sentence, paragraph, and way through the parse)."""

import numpy as np

from vedette.read.attributions.features import Ints, Words

SELF = 1
ELSEWHERE = 0
_NEAR = 16
_FAR = 38
_DEEPEST = 200


def relations(words: Words, cue: tuple[int, int], first: int, last: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Four numbers a word: distance from the cue, its branch, the branch of the cue, and its place in the page."""
    a, b = cue
    at = np.arange(first, last)
    distance = _bucket(np.where(at < a, at - a, np.where(at >= b, at - b + 1, 0)))
    sentence = np.clip(words.sentence[first:last] - words.sentence[a], -3, 3) + 3
    paragraph = np.clip(words.paragraph[first:last] - words.paragraph[a], -1, 1) + 1
    mine, theirs = branches(words, cue_head(words, a, b), first, last)
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


def branches(words: Words, head: int, first: int, last: int) -> tuple[Ints, Ints]:
    """How each word of a stretch hangs together with a cue's head in the parse.

    First array: the label of the word's branch under their lowest common ancestor (`SELF`: the word is the ancestor);
    second: the label of the cue's branch there. `ELSEWHERE` for words of other sentences and without a parse.
    """
    mine = np.zeros(last - first, dtype=np.int64)
    theirs = np.zeros(last - first, dtype=np.int64)
    if words.head[head] < 0:
        return mine, theirs
    below: dict[int, tuple[int, int]] = {head: (SELF, SELF)}
    node = head
    while words.head[node] >= 0 and words.head[node] != node and int(words.head[node]) not in below:
        parent = int(words.head[node])
        below[parent] = (SELF, int(words.dep[node]) + 1)
        node = parent
    lo = max(first, int(np.searchsorted(words.sentence, words.sentence[head], side="left")))
    hi = min(last, int(np.searchsorted(words.sentence, words.sentence[head], side="right")))
    for i in range(lo, hi):
        mine[i - first], theirs[i - first] = _branch(words, i, below)
    return mine, theirs


def _branch(words: Words, word: int, below: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Walk up until the known part of the tree, and remember the way."""
    chain: list[int] = []
    node = word
    while node not in below:
        chain.append(node)
        parent = int(words.head[node])
        if parent < 0 or parent == node or len(chain) > 200:
            for n in chain:
                below[n] = (ELSEWHERE, ELSEWHERE)
            return ELSEWHERE, ELSEWHERE
        node = parent
    top = below[node]
    if chain:
        is_ancestor = top[0] == SELF
        for n in reversed(chain):
            label = int(words.dep[chain[-1]]) + 1 if is_ancestor else top[0]
            below[n] = (label, top[1])
        return below[word]
    return top
