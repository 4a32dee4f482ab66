"""Triggers: the trained encoder that turns a trigger in its window into a vector, and the judge of two vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from vedette.link.windows import Window
from vedette.read.encoder import Graph, load_graph

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
_ROWS = 4096
_BEND, _CUBE = np.float32(np.sqrt(2 / np.pi)), np.float32(0.044715)


@dataclass(frozen=True, slots=True)
class Judge:
    """A small network over what is alike and what differs in each dimension of two vectors."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats

    def odds(self, one: Floats, two: Floats) -> Floats:
        """Log odds that two triggers are one event; rows of unit vectors in, one number for each row out."""
        x = np.concatenate([one * two, np.abs(one - two)], axis=1) * np.float32(one.shape[1] ** 0.5)
        x = x @ self.first.T + self.first_bias
        x = x * (1 + np.tanh(_BEND * (x + _CUBE * x**3))) / 2
        found: Floats = (x @ self.second.T + self.second_bias)[:, 0]
        return found


@dataclass(frozen=True, slots=True)
class Triggers:
    """The loaded encoder and its judge."""

    reader: Graph
    judge: Judge

    def vectors(self, windows: Sequence[Window]) -> Floats:
        """Unit vectors, one a row. Each window is read by itself, so that no other window touches its numbers."""
        return np.concatenate([self._vector(one) for one in windows])

    def _vector(self, window: Window) -> Floats:
        rows = {name: np.array([getattr(window, name)], dtype=np.int64) for name in ("ids", "marks", "inside")}
        (vector,) = self.reader.run(**rows)
        found: Floats = vector
        return found

    def compare(self, vectors: Floats, pairs: Numbers) -> tuple[Floats, Floats]:
        """Cosine and log odds of each pair (rows of two row numbers)."""
        if not len(pairs):
            return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32)
        parts = [pairs[n : n + _ROWS] for n in range(0, len(pairs), _ROWS)]
        sides = [(vectors[part[:, 0]], vectors[part[:, 1]]) for part in parts]
        cosine = np.concatenate([(one * two).sum(axis=1) for one, two in sides])
        return cosine, np.concatenate([self.judge.odds(one, two) for one, two in sides])


@cache
def load_triggers() -> Triggers | None:
    """The shipped encoder; None where it is not installed."""
    data = files("vedette.link") / "data"
    if not (data / "triggers.onnx").is_file():
        return None
    with as_file(data / "triggers.onnx") as network, as_file(data / "triggers.npz") as numbers:
        table = np.load(numbers, allow_pickle=False)
        names = ("first_weight", "first_bias", "second_weight", "second_bias")
        return Triggers(load_graph(network), Judge(*(table[name].astype(np.float32) for name in names)))
