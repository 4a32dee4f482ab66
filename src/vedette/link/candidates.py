"""Candidate pairs: which reports are worth comparing at all, found through inverted indexes, in memory.

A `Bench` that finds them in another way goes by the rules that stand here, and finds the same.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from vedette.link.pairs import Numbers, Pairs, code, ends, highest
from vedette.link.shingles import Keys, Text
from vedette.link.vectors import ONE, Vectors, runs

_NEIGHBOURS, _FEWEST, _COMPARED = 40, 4, 20_000
BESIDE = 4
"""Steps, among all that hold a too common shingle, within which two are a pair: enough to keep them connected."""
_TWINS, _STORY = 16, 30
_SHINGLES = 20_000_000
"""Shingles that are sorted at once."""
NEAR_COPY = 0.3
"""Share of the smaller text's shingles from which two texts are near copies."""


def fan_out(total: int) -> int:
    """With how many others each report is compared closely: fewer the more there are, so that cost grows with them.

    In a large set the copies of a much copied text are compared with the closest of their kind alone.
    """
    return max(_FEWEST, min(_NEIGHBOURS, _COMPARED // max(1, total)))


def twins(total: int) -> int:
    """With how many near copies each report is compared closely."""
    return max(_TWINS, fan_out(total))


def common(total: int) -> int:
    """Holders of one shingle up to which each is paired with each."""
    return 2 * twins(total)


def shared_grams(texts: Sequence[Text]) -> Pairs[int]:
    """Pairs that share a not too common shingle, with how many; of each report those that share most with it.

    Shingles are counted part by part, so that memory grows with the pairs found and not with all shingles.
    """
    sizes = np.array([len(t.grams) for t in texts], dtype=np.int64)
    parts = 1 + int(sizes.sum()) // _SHINGLES
    found = [_counted(texts, part, parts) for part in range(parts)]
    codes, where = np.unique(np.concatenate([c for c, _ in found]), return_inverse=True)
    counts = np.bincount(where, weights=np.concatenate([n for _, n in found]), minlength=len(codes)).astype(np.int64)
    one, two = ends(codes)
    near = counts >= NEAR_COPY * np.minimum(sizes[one], sizes[two])
    room = np.where(near, twins(len(texts)), fan_out(len(texts)))
    return Pairs[int].of(codes, counts).where(highest(codes, counts, room))


def _counted(texts: Sequence[Text], part: int, parts: int) -> tuple[Numbers, Numbers]:
    """Pairs, and how many shingles of this part they share."""
    mine = [t.grams[t.grams % np.uint64(parts) == part] if parts > 1 else t.grams for t in texts]
    grams = np.concatenate([np.zeros(0, dtype=np.uint64), *mine])
    owner = np.repeat(np.arange(len(texts)), [len(m) for m in mine])
    order = np.lexsort((owner, grams))
    grams, owner = grams[order], owner[order]
    starts = np.flatnonzero(np.diff(grams, prepend=grams[:1] ^ np.uint64(1)))
    sizes = np.diff(starts, append=len(grams))
    found = [_beside(grams, owner, np.repeat(sizes > common(len(texts)), sizes))]
    for size in range(2, common(len(texts)) + 1):
        block = owner[starts[sizes == size][:, None] + np.arange(size)]
        i, j = np.triu_indices(size, 1)
        found.append(code(block[:, i].ravel(), block[:, j].ravel()))
    codes, counts = np.unique(np.concatenate(found), return_counts=True)
    return codes, counts


def _beside(grams: Keys, owner: Numbers, too_common: npt.NDArray[np.bool_]) -> Numbers:
    """Pairs of reports that stand near each other among all that hold a too common shingle."""
    found = []
    for step in range(1, BESIDE + 1):
        at = np.flatnonzero((grams[:-step] == grams[step:]) & too_common[step:])
        found.append(code(owner[at], owner[at + step]))
    return np.concatenate(found)


def near_in_words(vectors: Vectors) -> Pairs[float]:
    """Each text's nearest neighbours by the cosine of their rarest stems, enough to hold a story; in [0, 1]."""
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)), *_neighbours(vectors)]
    codes, row = np.unique(np.concatenate([c for c, _ in found]), return_inverse=True)
    products = np.zeros(len(codes), dtype=np.int64)
    np.maximum.at(products, row, np.concatenate([p for _, p in found]))
    return Pairs[float].of(codes, products / ONE**2)


def _neighbours(vectors: Vectors) -> Iterator[tuple[Numbers, Numbers]]:
    """Of each text the pairs with its nearest, and their products."""
    most = max(_STORY, fan_out(len(vectors)))
    order = np.argsort(vectors.stems, kind="stable")
    holders = np.repeat(np.arange(len(vectors)), np.diff(vectors.starts))[order]
    shares = vectors.shares[order].astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(vectors.held * (vectors.held > 1))))
    for number in range(len(vectors)):
        stems, mine = vectors.asked(number)
        cells, sizes = runs(starts, stems)
        others, row = np.unique(holders[cells], return_inverse=True)
        products = np.bincount(row, weights=shares[cells] * np.repeat(mine, sizes)).astype(np.int64)
        best = np.lexsort((others, -products))[: most + 1]
        best = best[(others[best] != number) & (products[best] > 0)][:most]
        yield code(others[best], np.full_like(best, number)), products[best]
