"""Candidate pairs: which reports are worth comparing at all, found through inverted indexes in near-linear time."""

import heapq
import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vedette.link.pairs import Pair
from vedette.link.shingles import Keys, Text, stem
from vedette.link.weights import Weights

Numbers = npt.NDArray[np.int64]
_COMMON_WORD = 0.08
_MIN_COMMON = 60
_TERMS = 48
_NEIGHBOURS, _FEWEST, _BUDGET = 40, 4, 20_000
_BESIDE = 4
_TWINS, _STORY = 16, 30
_SHINGLES = 20_000_000
"""Shingles that are sorted at once."""
NEAR_COPY = 0.3
"""Share of the smaller text's shingles from which two texts are near copies."""


def shared_grams(texts: Sequence[Text]) -> dict[Pair, int]:
    """For each pair that shares a not too common shingle: how many such shingles they share.

    Shingles are counted part by part, so that memory grows with the pairs found and not with all shingles.
    """
    total = len(texts)
    parts = 1 + sum(len(t.grams) for t in texts) // _SHINGLES
    found = [_counted(texts, part, parts) for part in range(parts)] if total else []
    keys = np.concatenate([k for k, _ in found]) if found else np.zeros(0, dtype=np.int64)
    keys, where = np.unique(keys, return_inverse=True)
    weights = np.concatenate([n for _, n in found]) if found else np.zeros(0)
    counts = np.bincount(where, weights=weights, minlength=len(keys)).astype(np.int64)
    sizes = np.array([max(1, len(t.grams)) for t in texts], dtype=np.int64)
    kept = _closest(keys, counts, sizes) if total else keys
    return {divmod(key, total): n for key, n in zip(keys[kept].tolist(), counts[kept].tolist(), strict=True)}


def _counted(texts: Sequence[Text], part: int, parts: int) -> tuple[Numbers, Numbers]:
    """Pairs (as `a * total + b`) and how many shingles of this part they share."""
    mine = [t.grams[t.grams % np.uint64(parts) == part] if parts > 1 else t.grams for t in texts]
    grams = np.concatenate(mine)
    owner = np.repeat(np.arange(len(texts)), [len(m) for m in mine])
    order = np.lexsort((owner, grams))
    grams, owner = grams[order], owner[order]
    edges = np.flatnonzero(np.diff(grams)) + 1
    starts = np.concatenate(([0], edges))
    sizes = np.diff(np.concatenate((starts, [len(grams)])))
    common = 2 * max(_TWINS, fan_out(len(texts)))
    found = [_beside(grams, owner, np.repeat(sizes > common, sizes), len(texts))]
    for size in range(2, common + 1):
        rows = starts[sizes == size]
        if len(rows):
            block = owner[rows[:, None] + np.arange(size)]
            i, j = np.triu_indices(size, 1)
            found.append((block[:, i].astype(np.int64) * len(texts) + block[:, j]).ravel())
    keys, counts = np.unique(np.concatenate(found), return_counts=True)
    return keys, counts


def fan_out(total: int) -> int:
    """With how many others each report is compared closely: fewer the more there are, so that cost grows with them.

    In a large set the copies of a much copied text are compared with the closest of their kind alone.
    """
    return max(_FEWEST, min(_NEIGHBOURS, _BUDGET // max(1, total)))


def _beside(grams: Keys, owner: Numbers, common: npt.NDArray[np.bool_], total: int) -> Numbers:
    """Pairs of reports that stand side by side among all that hold a common shingle: enough to keep them connected."""
    found = []
    for step in range(1, _BESIDE + 1):
        at = np.flatnonzero((grams[:-step] == grams[step:]) & common[step:])
        found.append(owner[at].astype(np.int64) * total + owner[at + step])
    return np.concatenate(found)


def _closest(keys: Numbers, counts: Numbers, sizes: Numbers) -> Numbers:
    """The places of the pairs that are among those sharing most for one of the two; near copies have more room."""
    one, two = keys // len(sizes), keys % len(sizes)
    near = counts >= NEAR_COPY * np.minimum(sizes[one], sizes[two])
    side, other = np.concatenate((one, two)), np.concatenate((two, one))
    order = np.lexsort((other, -np.concatenate((counts, counts)), side))
    rank = np.arange(len(order)) - np.searchsorted(side[order], side[order])
    room = np.where(near[order % max(1, len(keys))], max(_TWINS, fan_out(len(sizes))), fan_out(len(sizes)))
    return np.unique(order[rank < room] % max(1, len(keys)))


def closest(scores: Mapping[Pair, float], most: int) -> dict[Pair, float]:
    """The pairs that are among the `most` highest for one of the two."""
    best: dict[int, list[tuple[float, int]]] = {}
    for (a, b), score in scores.items():
        best.setdefault(a, []).append((-score, b))
        best.setdefault(b, []).append((-score, a))
    kept = {(min(a, b), max(a, b)) for a, others in best.items() for _, b in heapq.nsmallest(most, others)}
    return {pair: score for pair, score in scores.items() if pair in kept}


def near_in_words(texts: Sequence[Text], weights: Weights) -> dict[Pair, float]:
    """Each text's nearest neighbours by the cosine of their weighted stems, enough to hold a story; in [0, 1]."""
    postings: dict[str, list[tuple[int, float]]] = {}
    vectors = [_vector(text, weights) for text in texts]
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            postings.setdefault(term, []).append((number, weight))
    limit = max(_MIN_COMMON, int(len(texts) * _COMMON_WORD))
    index = {t: (np.array([n for n, _ in p]), np.array([w for _, w in p])) for t, p in postings.items() if len(p) > 1}
    found: dict[Pair, float] = {}
    for number, vector in enumerate(vectors):
        for other, score in _neighbours(number, vector, index, limit, len(texts)):
            found[(min(number, other), max(number, other))] = score
    return dict(sorted(found.items()))


def _vector(text: Text, weights: Weights) -> dict[str, float]:
    """Unit vector over stems: weight x log frequency."""
    counts = Counter(stem(w) for w in text.words)
    raw = {s: weights.of(s) * (1 + math.log(n)) for s, n in sorted(counts.items()) if weights.of(s) > 0}
    norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    return {s: w / norm for s, w in raw.items()}


def _neighbours(
    number: int,
    vector: dict[str, float],
    index: dict[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]],
    limit: int,
    total: int,
) -> list[tuple[int, float]]:
    """The closest other texts of one text."""
    terms = [t for t in sorted(vector, key=lambda t: (-vector[t], t)) if t in index and len(index[t][0]) <= limit]
    if not terms:
        return []
    at = np.concatenate([index[t][0] for t in terms[:_TERMS]])
    by = np.concatenate([index[t][1] * vector[t] for t in terms[:_TERMS]])
    scores = np.bincount(at, weights=by, minlength=total)
    scores[number] = 0.0
    few = min(max(_STORY, fan_out(total)), total - 1)
    best = np.argpartition(-scores, few - 1)[:few] if few else np.zeros(0, dtype=np.int64)
    ranked = sorted(((float(scores[b]), -int(b)) for b in best if scores[b] > 0), reverse=True)
    return [(-minus, score) for score, minus in ranked]
