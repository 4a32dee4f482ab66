"""Pairs of reports by the million: held as arrays, a few bytes each, and read like a mapping."""

from bisect import bisect_left
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

V = TypeVar("V")
Pair = tuple[int, int]
Numbers = npt.NDArray[np.int64]
_BITS = 32
_LOW = (1 << _BITS) - 1


def code(one: Numbers, two: Numbers) -> Numbers:
    """Pairs of report numbers, each as a single number that sorts like the pair with its lower number first."""
    return np.minimum(one, two).astype(np.int64) << _BITS | np.maximum(one, two)


def ends(codes: Numbers) -> tuple[Numbers, Numbers]:
    """The lower and the higher report of each pair."""
    return codes >> _BITS, codes & _LOW


class Pairs(Mapping[Pair, V]):
    """Pairs, lower number first, in order, each with what is known of it: `column` goes with `codes`, row by row."""

    __slots__ = ("_sought", "codes", "column")

    def __init__(self, codes: Numbers, column: Sequence[V]) -> None:
        """`codes` sorted, each once."""
        self.codes = codes
        self.column = column
        self._sought = np.ascontiguousarray(codes).data

    @classmethod
    def of(cls, codes: Numbers, values: npt.NDArray[np.generic]) -> "Pairs[V]":
        """Pairs with a number each."""
        return cls(codes, cast("Sequence[V]", np.ascontiguousarray(values).data))

    def __getitem__(self, pair: Pair) -> V:
        wanted = pair[0] << _BITS | pair[1]
        at = bisect_left(self._sought, wanted)
        if at == len(self._sought) or self._sought[at] != wanted:
            raise KeyError(pair)
        return self.column[at]

    def __iter__(self) -> Iterator[Pair]:
        return ((both >> _BITS, both & _LOW) for both in self._sought)

    def __len__(self) -> int:
        return len(self._sought)

    def items(self) -> ItemsView[Pair, V]:
        """The pairs with their values, in order."""
        return _Rows(self)

    def where(self, kept: npt.NDArray[np.bool_]) -> "Pairs[V]":
        """Those of the pairs, each with a number, for which it is true."""
        return Pairs.of(self.codes[kept], self.numbers[kept])

    @property
    def numbers(self) -> npt.NDArray[Any]:
        """The numbers that go with the pairs."""
        return np.asarray(self.column)


class _Rows(ItemsView[Pair, V]):
    """The rows of `Pairs` in order, without a search for each."""

    _mapping: Pairs[V]

    def __iter__(self) -> Iterator[tuple[Pair, V]]:
        return zip(self._mapping, self._mapping.column, strict=True)


def highest(codes: Numbers, scores: npt.NDArray[np.generic], most: Numbers | int) -> npt.NDArray[np.bool_]:
    """Which pairs are among the `most` of highest score for one of their two reports; of equals the lower other."""
    one, two = ends(codes)
    side, other = np.concatenate((one, two)), np.concatenate((two, one))
    order = np.lexsort((other, -np.concatenate((scores, scores)), side))
    rank = np.arange(len(order)) - np.searchsorted(side[order], side[order])
    row = order % max(1, len(codes))
    kept = np.zeros(len(codes), dtype=np.bool_)
    kept[row[rank < (most if isinstance(most, int) else most[row])]] = True
    return kept


def closest(scores: Pairs[float], most: int) -> Pairs[float]:
    """The pairs that are among the `most` highest for one of the two."""
    return scores.where(highest(scores.codes, scores.numbers, most))
