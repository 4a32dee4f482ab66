"""Texts as vectors of weighted stems: one by which neighbours are found, one by which stories are told apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from vedette.link.pairs import Numbers, ends
from vedette.link.shingles import Text, stem
from vedette.link.weights import Weights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
ONE = 1 << 20
"""A share of 1. Shares are whole numbers, so that their sums are the same in whatever order they are made."""
_COMMON_WORD, _MIN_COMMON = 0.08, 60
_STEMS = 48
"""Stems by which a text's neighbours are looked for."""
_FEWEST, _MOST, _LOOKED_AT = 2_000, 10_000, 100_000_000
_NAME, _LEAD = 2.0, 2.0
"""A name counts twice in a story, and so does what stands in the lead."""
_LEAD_WORDS = 60
_MANY = 200
"""Reports from which on a word met only once is taken to say nothing about what a report shares."""
_BLOCK = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """Two unit vectors a text over the stems (by number) that other texts hold too.

    The row of text `n` goes from `starts[n]` to `starts[n + 1]`, in the order of the stems. `shares` weigh a stem by
    how often the text has it, in parts of `ONE`; `told` gives names and the lead more, in [0, 1]. `held` counts the
    texts that hold each stem.
    """

    starts: Numbers
    stems: Ints
    shares: Ints
    told: Floats
    held: Numbers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def asked(self, number: int) -> tuple[Numbers, Numbers]:
        """The stems by which a text's neighbours are looked for, the weightiest first, with their shares."""
        row = slice(self.starts[number], self.starts[number + 1])
        stems, shares = self.stems[row].astype(np.int64), self.shares[row].astype(np.int64)
        entries = looked_at(len(self))
        rare = self.held[stems] <= min(entries, max(_MIN_COMMON, int(len(self) * _COMMON_WORD)))
        stems, shares = stems[rare], shares[rare]
        order = np.lexsort((stems, -shares))[:_STEMS]
        order = order[np.cumsum(self.held[stems[order]]) <= entries]
        return stems[order], shares[order]


def looked_at(total: int) -> int:
    """How many entries of the index are looked at for one text, the rarest stems first: fewer the more texts there are.

    An entry is a stem and a text that holds it.
    """
    return max(_FEWEST, min(_MOST, _LOOKED_AT // max(1, total)))


def lay(texts: Sequence[Text], weights: Weights) -> Vectors:
    """The vectors of all texts, block by block."""
    known = sorted(s for s, weight in weights.idf.items() if weight > 0)
    number = {s: n for n, s in enumerate(known)}
    rarity = np.array([weights.idf[s] for s in known], dtype=np.float64)
    held = np.array([weights.met[s] for s in known], dtype=np.int64)
    lone = np.where(held > 1, 1.0, max(0.0, 1 - len(texts) / _MANY))
    blocks = [_rows(block, number, rarity, lone, held > 1) for block in _blocks(texts)]
    sizes, stems, shares, told = (np.concatenate(parts) for parts in zip(_NOTHING, *blocks, strict=True))
    return Vectors(
        starts=np.concatenate(([0], np.cumsum(sizes))), stems=stems, shares=shares, told=told, held=held
    )  # fmt: skip


_Rows = tuple[Numbers, Ints, Ints, Floats]
_NOTHING: _Rows = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))


def _blocks(texts: Sequence[Text]) -> Iterator[list[Text]]:
    rest = iter(texts)
    while block := list(islice(rest, _BLOCK)):
        yield block


def _rows(
    texts: Sequence[Text], number: Mapping[str, int], rarity: Floats, lone: Floats, shared: npt.NDArray[np.bool_]
) -> _Rows:
    """How many stems each text shares with any other; those stems, text after text; their weights in both vectors."""
    at = np.array([number.get(s, -1) for text in texts for s in map(stem, text.words)], dtype=np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(text.words) for text in texts])
    emphasis = np.concatenate([_emphasis(text) for text in texts])
    telling = at >= 0
    cells, cell = np.unique(owner[telling] * max(1, len(rarity)) + at[telling], return_inverse=True)
    row, stems = np.divmod(cells, max(1, len(rarity)))
    often = np.bincount(cell, minlength=len(cells))
    loud = np.bincount(cell, weights=emphasis[telling], minlength=len(cells))
    shares = _unit(row, rarity[stems] * (1 + np.log(often)), len(texts))
    told = _unit(row, rarity[stems] * np.log1p(loud) * lone[stems], len(texts))
    kept = shared[stems]
    return (
        np.bincount(row[kept], minlength=len(texts)),
        stems[kept].astype(np.int32),
        np.rint(shares[kept] * ONE).astype(np.int32),
        told[kept],
    )


def _unit(row: Numbers, weights: Floats, count: int) -> Floats:
    """Rows of weights, each row made one long."""
    length = np.sqrt(np.bincount(row, weights=weights**2, minlength=count))
    return weights / np.where(length > 0, length, 1.0)[row]


def _emphasis(text: Text) -> Floats:
    """How much each word counts in a story."""
    loud = np.ones(len(text.words))
    loud[:_LEAD_WORDS] *= _LEAD
    loud[sorted(text.upper.difference(a for a, _ in text.sentences))] *= _NAME
    return loud


def likeness(vectors: Vectors, codes: Numbers) -> Floats:
    """Cosine of what each of the pairs tells; in [0, 1]."""
    one, two = ends(codes)
    row = np.zeros(len(vectors.held))
    found = np.zeros(len(codes))
    first, begins = np.unique(one, return_index=True)
    for number, (begin, end) in zip(first, pairwise((*begins, len(codes))), strict=True):
        mine = slice(vectors.starts[number], vectors.starts[number + 1])
        row[vectors.stems[mine]] = vectors.told[mine]
        cells, sizes = runs(vectors.starts, two[begin:end])
        products = row[vectors.stems[cells]] * vectors.told[cells]
        found[begin:end] = np.bincount(np.repeat(np.arange(len(sizes)), sizes), weights=products, minlength=len(sizes))
        row[vectors.stems[mine]] = 0.0
    return found


def runs(starts: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """The places of all cells of some rows, row after row, and how many cells each row has."""
    sizes = starts[rows + 1] - starts[rows]
    shift = starts[rows] - np.concatenate(([0], np.cumsum(sizes)[:-1]))
    return np.arange(sizes.sum()) + np.repeat(shift, sizes), sizes
