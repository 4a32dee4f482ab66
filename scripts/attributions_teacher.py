"""The teacher of the attribution tagger: its first version (four layers, kept in the project's history)."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.read.attributions.features import Words
from vedette.read.encoder import CLS, SEP, Graph, load_graph, load_wordpieces

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Teacher:
    """The networks of the first version: encoder.onnx and roles.onnx of one folder."""

    reader: Graph
    judge: Graph

    @classmethod
    def of(cls, folder: Path) -> "Teacher":
        """Load both."""
        return cls(load_graph(folder / "encoder.onnx"), load_graph(folder / "roles.onnx"))

    def read(self, words: Words, first: int, last: int) -> tuple[Floats, Floats]:
        """The vector (384) and the cue tags (3) of each word of a window; this version reads piece by piece."""
        alphabet = load_wordpieces()
        pieces = words.pieces[first:last]
        sizes = np.array([len(p) for p in pieces], dtype=np.int64)
        ids = [alphabet.ids[CLS], *(i for p in pieces for i in p), alphabet.ids[SEP]]
        inputs = {
            name: np.pad(np.repeat(getattr(words, name)[first:last], sizes), 1)[None]
            for name in ("pos", "dep", "quote", "shape")
        }
        starts = np.concatenate([[1], 1 + np.cumsum(sizes)[:-1]]).astype(np.int64)
        vectors, tags = self.reader.run(ids=np.array([ids], dtype=np.int64), first=starts, **inputs)
        return vectors, tags

    def roles(self, vectors: Floats, cues: Floats, near: Sequence[Ints]) -> Floats:
        """The role of each word for each cue: (cues, words, 3)."""
        names = ("rel", "mine", "theirs", "sent")
        (roles,) = self.judge.run(h=vectors, cues=cues, **dict(zip(names, near, strict=True)))
        return roles


def weights_of(path: Path) -> dict[str, NDArray[Any]]:
    """The weights of the first version's encoder.onnx in 32 bits, by the names of today's network."""
    onnx = importlib.import_module("onnx")
    graph = onnx.load(str(path)).graph
    raw = {tensor.name.removeprefix("m.enc."): onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {name: values for name, values in raw.items() if name.startswith(("layers", "norm", "place", "kind"))}
    found |= {f"extra.{name}": raw[name] for name in raw if name.startswith(("pos", "dep", "quote", "shape"))}
    found |= {"word.weight": raw["q"] * raw["sc"], "cue.bias": raw["m.cue.bias"]}
    parts = ("qkv", "out", "up", "down")
    products = [node.input[1].removesuffix("_quantized") for node in graph.node if node.op_type == "MatMulInteger"]
    for number, name in enumerate(products):
        layer, part = divmod(number, len(parts))
        matrix = raw[f"{name}_quantized"].astype(np.float32) * raw[f"{name}_scale"]
        found[f"layers.{layer}.{parts[part]}.weight" if name != products[-1] else "cue.weight"] = matrix.T
    return found
