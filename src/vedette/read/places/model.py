"""The weights of the layer: small linear models over named and hashed features (`data/MODEL_CARD.md`)."""

import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

BUCKETS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Ranker (first and second look), and hashed models: is the choice right, is it a place, use, event places."""

    first: NDArray[np.float64]
    rank: NDArray[np.float64]
    gate: NDArray[np.float64]
    named: NDArray[np.float64]
    use: NDArray[np.float64]
    near: NDArray[np.float64]


def buckets(features: Iterable[str]) -> list[int]:
    """The bucket of each feature; the last bucket is the bias."""
    return [zlib.crc32(feature.encode()) % (BUCKETS - 1) for feature in features] + [BUCKETS - 1]


def probability(weights: NDArray[np.float64], features: Iterable[str]) -> float:
    """How likely the hashed model holds it, 0 to 1."""
    return likelihood(weights, buckets(features))


def likelihood(weights: NDArray[np.float64], found: list[int]) -> float:
    """The same, from the buckets of the features."""
    score = float(weights[found].sum())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def load() -> Model:
    """The weights as shipped."""
    with (
        as_file(files("vedette.read.places") / "data" / "weights.npz") as path,
        np.load(path, allow_pickle=False) as data,
    ):
        arrays = {name: data[name].astype(np.float64) for name in data.files}
    return Model(**arrays)
