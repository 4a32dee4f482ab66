"""Heads from the network: spaCy's greedy arc-eager parse, with the reports of a batch taken one step forward together.

spaCy's own loop gives the interpreter's lock away and asks for it back a hundred times a word; this one keeps it. What
a word adds to a state is computed once for all words and summed in spaCy's order, so the scores are spaCy's to the bit.
Source of the network: spaCy's `TransitionBasedParser`; the states and their actions stay spaCy's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc
from thinc.api import NumpyOps

from vedette.read.quick.vectors import Floats, parameter

_PIECES = 2


@dataclass(frozen=True, slots=True)
class QuickHeads:
    """A loaded parser; `looks` tells which words a state looks at."""

    component: DependencyParser
    looks: Callable[[Sequence[Any]], NDArray[np.int32]]
    weight: Floats
    padding: Floats
    bias: Floats
    score: tuple[Floats, Floats]

    @classmethod
    def of(cls, component: DependencyParser) -> "QuickHeads | None":
        """From spaCy's component; None when it is not built in the way that is known here."""
        model = component.model
        if component.cfg.get("beam_width") != 1 or not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
            return None
        _, lower, upper = model.layers
        if lower.get_dim("nP") != _PIECES or not isinstance(model.ops, NumpyOps):
            return None
        weight = parameter(lower, "W").transpose(3, 0, 2, 1)
        return cls(
            component=component,
            looks=model.predict([Doc(component.vocab, words=["-"])]).get_token_ids,
            weight=np.ascontiguousarray(weight.reshape(weight.shape[0], -1)),
            padding=np.ascontiguousarray(parameter(lower, "pad")[0].transpose(0, 2, 1)),
            bias=np.ascontiguousarray(parameter(lower, "b").T.reshape(-1)),
            score=(np.ascontiguousarray(parameter(upper, "W").T), parameter(upper, "b")),
        )

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set heads, labels and sentence starts; a batch in which some were set before is left to spaCy."""
        if any(doc.has_annotation("DEP") for doc in docs):
            list(self.component.pipe(docs, batch_size=len(docs)))
            return
        states = self.component.moves.init_batch(docs)
        unfinished = [state for state in states if not state.is_final()]
        table = self._table(docs) if unfinished else self.padding
        while unfinished:
            scores = self._scores(table, self.looks(unfinished))
            unfinished = self.component.transition_states(unfinished, scores)
        self.component.set_annotations(docs, states)

    def _table(self, docs: Sequence[Doc]) -> Floats:
        """((1 + words) * places, hidden numbers): what no word, and what each word, adds to a state at each place."""
        vectors: Any = self.component.model.layers[0].predict(docs)
        table = np.empty((1 + len(vectors), self.weight.shape[1]), dtype=np.float32)
        table[0] = self.padding.reshape(-1)
        np.matmul(vectors, self.weight, out=table[1:])
        return table.reshape(-1, len(self.bias))

    def _scores(self, table: Floats, words: NDArray[np.int32]) -> Floats:
        """(states, places) to (states, actions)."""
        states, places = words.shape
        if states == 1:
            return self._scores(table, words.repeat(2, axis=0))[:1]  # a row alone would be summed in another order
        hidden = table.take((words + 1) * places + np.arange(places), axis=0).sum(axis=1)
        hidden += self.bias
        half = hidden.shape[1] // _PIECES
        weight, bias = self.score
        scores: Floats = np.maximum(hidden[:, :half], hidden[:, half:]) @ weight
        scores += bias
        return scores
