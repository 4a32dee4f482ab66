"""The dyad model: hashed features in, PLOVER roots with probabilities out (model card: `data/MODEL.md`)."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_SENSE = 0.45**0.5


@dataclass(frozen=True, slots=True)
class DyadModel:
    """Weights of a multinomial logistic regression with one column a class.

    `weights` has one row a bucket of hashed features, `sense` one row a number of the word vectors' blocks.
    """

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    sense: NDArray[np.float32]

    def probabilities(self, names: Iterable[str], meaning: Floats) -> Floats:
        """One probability a class, in the order of `classes`; without features all are alike."""
        buckets, values = hashed(names, len(self.weights))
        scores = values @ self.weights[buckets].astype(np.float64) if len(buckets) else np.zeros(len(self.classes))
        scores = scores + weighed(meaning) @ self.sense.astype(np.float64)
        powers = np.exp(scores - scores.max())
        found: Floats = powers / powers.sum()
        return found


def weighed(meaning: Floats) -> Floats:
    """The word vectors at unit length, times what they count beside the hashed features."""
    length = float(np.linalg.norm(meaning))
    return meaning * (_SENSE / length) if length else meaning


def hashed(names: Iterable[str], size: int) -> tuple[NDArray[np.int64], Floats]:
    """Bucket numbers (CRC-32 modulo `size`) in rising order with values of unit length; repeats count once."""
    counts: dict[int, float] = {}
    for name in sorted(set(names)):
        bucket = zlib.crc32(name.encode("utf-8", "replace")) % size
        counts[bucket] = counts.get(bucket, 0.0) + 1.0
    buckets = np.array(sorted(counts), dtype=np.int64)
    values = np.array([counts[b] for b in sorted(counts)], dtype=np.float64)
    length = float(np.sqrt((values**2).sum()))
    return buckets, values / length if length else values


@cache
def load_model() -> DyadModel:
    """The shipped weights, read once."""
    with (files("vedette.read.dyad") / "data" / "dyad.npz").open("rb") as stream:
        stored = np.load(stream, allow_pickle=False)
        return DyadModel(
            tuple(str(name) for name in stored["classes"]),
            stored["weights"].astype(np.float32),
            stored["sense"].astype(np.float32),
        )
