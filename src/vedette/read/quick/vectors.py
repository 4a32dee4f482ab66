"""Word vectors in context: spaCy's hashed embeddings and window convolutions, with numpy, one report at a time.

Two things make it quick: words that occur twice in a report are embedded once, and the matrix products of one report
fit into the processor's cache. Source of the architecture: spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vectors import Mode, Vectors  # type: ignore[import-not-found]
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]
_KNOWN = re.compile(
    r"extract_features>>list2ragged>>with_array\((\|?ints-getitem>>hashembed)+\)(\|static_vectors)?"
    r">>with_array\(maxout>>layernorm>>dropout\)>>ragged2list"
    r">>with_array\((>>)?residual\(expand_window>>maxout>>layernorm>>dropout\)"
    r"(>>residual\(expand_window>>maxout>>layernorm>>dropout\))*\)"
)
_ODD = 0x9E3779B97F4A7C15
_TINY = 1e-8
_BLOCK = 1024


def whole_numbers(doc: Doc, *attributes: str) -> NDArray[np.uint64]:
    """Attributes of the words: (words,) for one, (words, attributes) for several."""
    found: Any = doc.to_array(list(attributes) if len(attributes) > 1 else attributes[0])
    numbers: NDArray[np.uint64] = found
    return numbers


def parameter(node: Model[Any, Any], name: str) -> Floats:
    """One array of weights."""
    found: Any = node.get_param(name)
    return np.asarray(found, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Maxout:
    """One dense layer: the best of several products for each number, then brought to mean 0 and deviation 1."""

    weight: Floats
    bias: Floats
    width: int
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, maxout: Model[Any, Any], norm: Model[Any, Any]) -> "_Maxout":
        """From thinc's layers; the pieces are put behind one another, so that each is one block of columns."""
        weight, bias = parameter(maxout, "W"), parameter(maxout, "b")
        width, pieces, inputs = weight.shape
        return cls(
            weight=np.ascontiguousarray(weight.transpose(2, 1, 0).reshape(inputs, pieces * width)),
            bias=np.ascontiguousarray(bias.T.reshape(-1)),
            width=width,
            scale=parameter(norm, "G"),
            shift=parameter(norm, "b"),
        )

    def __call__(self, rows: Floats) -> Floats:
        """(n, inputs) to (n, width)."""
        products = rows @ self.weight
        products += self.bias
        best: Floats = products[:, : self.width].copy()
        for begin in range(self.width, products.shape[1], self.width):
            np.maximum(best, products[:, begin : begin + self.width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        deviation = np.einsum("ij,ij->i", best, best) / np.float32(self.width) + np.float32(_TINY)
        best *= (deviation ** np.float32(-0.5))[:, None]
        best *= self.scale
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class ContextVectors:
    """A loaded tok2vec: (words, width) for a document."""

    ops: NumpyOps
    columns: tuple[str, ...]
    tables: tuple[tuple[int, int, Floats], ...]
    static: Floats | None
    mix: _Maxout
    layers: tuple[_Maxout, ...]
    window: int

    @classmethod
    def of(cls, model: Model[Any, Any]) -> "ContextVectors | None":
        """From a thinc model; None when it is not built in the way that is known here."""
        nodes: dict[str, list[Model[Any, Any]]] = {}
        for node in model.walk(order="dfs_pre"):
            nodes.setdefault(node.name, []).append(node)
        if not _KNOWN.fullmatch(model.name) or not isinstance(model.ops, NumpyOps):
            return None
        dense = [_Maxout.of(*pair) for pair in zip(nodes["maxout"], nodes["layernorm"], strict=True)]
        static = nodes.get("static_vectors")
        return cls(
            ops=model.ops,
            columns=tuple(nodes["extract_features"][0].attrs["columns"]),
            tables=tuple((n.attrs["column"], n.attrs["seed"], parameter(n, "E")) for n in nodes["hashembed"]),
            static=np.ascontiguousarray(parameter(static[0], "W").T) if static else None,
            mix=dense[0],
            layers=tuple(dense[1:]),
            window=nodes["expand_window"][0].attrs["window_size"],
        )

    def __call__(self, doc: Doc) -> Floats:
        """The vectors of the words of one document."""
        if not len(doc):
            return np.zeros((0, self.mix.width), dtype=np.float32)
        return self._in_context(self._alone(doc))

    def _alone(self, doc: Doc) -> Floats:
        """Each word by itself; computed once for words that are alike in every feature."""
        features = whole_numbers(doc, *self.columns, "ORTH")
        odd = np.array([pow(_ODD, n, 1 << 64) for n in range(1, features.shape[1] + 1)], dtype=np.uint64)
        _, first, back = np.unique((features * odd).sum(axis=1), return_index=True, return_inverse=True)
        features = features[first]
        parts = [
            self.ops.gather_add(table, self.ops.hash(np.ascontiguousarray(features[:, column]), seed) % len(table))
            for column, seed, table in self.tables
        ]
        if self.static is not None:
            parts.append(_static(doc.vocab.vectors, features[:, -1], self.static))
        vectors: Floats = self.mix(np.hstack(parts))[back]
        return vectors

    def _in_context(self, vectors: Floats) -> Floats:
        """Layer by layer, each word sees its neighbours; the ends are padded as far as the last layer sees."""
        reach, width = self.window, vectors.shape[1]
        pad = reach * len(self.layers)
        rows = len(vectors) + 2 * pad
        seen = np.zeros((rows + 2 * reach, width), dtype=np.float32)
        seen[reach + pad : reach + pad + len(vectors)] = vectors
        shape, strides = (rows, (2 * reach + 1) * width), (seen.strides[0], seen.strides[1])
        wide = np.lib.stride_tricks.as_strided(seen, shape=shape, strides=strides, writeable=False)
        for layer in self.layers:
            new = [layer(np.ascontiguousarray(wide[begin : begin + _BLOCK])) for begin in range(0, rows, _BLOCK)]
            seen[reach : reach + rows] += np.concatenate(new)
        return seen[reach + pad : reach + pad + len(vectors)].copy()


def _static(vectors: Vectors, keys: NDArray[np.uint64], weight: Floats) -> Floats:
    """The published vectors of the words, made narrower; zeros for a word that has none."""
    if vectors.mode != Mode.default:
        found: Floats = vectors.get_batch(keys) @ weight
        return found
    rows = vectors.find(keys=keys)
    found = vectors.data[rows] @ weight
    found[rows < 0] = 0
    return found
