"""Names from the network: spaCy's greedy reading of BILUO actions, without a step for each word outside a name.

Outside a name the scores of a word depend on that word alone, so they are computed for all words at once; only words
inside a name are read one after the other. Source of the rules: spaCy's `BiluoPushDown` transition system.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from vedette.read.quick.vectors import ContextVectors, Floats, parameter, whole_numbers

_FEATURES = 3
_PIECES = 2
_TAIL = ">>list2array>>linear"
_OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class _Moves:
    """The columns of the actions: `outside` is O; the others by label, in the order of `labels`."""

    labels: tuple[str, ...]
    begin: NDArray[np.int64]
    inside: NDArray[np.int64]
    last: NDArray[np.int64]
    unit: NDArray[np.int64]
    outside: int

    @classmethod
    def of(cls, names: list[str]) -> "_Moves":
        labels = tuple(name[2:] for name in names if name.startswith("B-") and len(name) > 2)
        column = {name: n for n, name in enumerate(names)}
        begin, inside, last, unit = (
            np.array([column[f"{move}-{label}"] for label in labels], dtype=np.int64) for move in "BILU"
        )
        return cls(labels, begin, inside, last, unit, column[_OUTSIDE])


@dataclass(frozen=True, slots=True)
class QuickEntities:
    """A loaded names component."""

    component: EntityRecognizer
    vectors: ContextVectors
    narrow: tuple[Floats, Floats]
    state: tuple[Floats, Floats, Floats]
    score: tuple[Floats, Floats]
    moves: _Moves

    @classmethod
    def of(cls, component: EntityRecognizer) -> "QuickEntities | None":
        """From spaCy's component; None when it is not built in the way that is known here."""
        model = component.model
        if component.cfg.get("beam_width") != 1 or not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
            return None
        chain, lower, upper = model.layers
        vectors = ContextVectors.of(chain.layers[0])
        if vectors is None or not chain.name.endswith(_TAIL) or _shape(lower) != (_FEATURES, _PIECES):
            return None
        linear = chain.layers[-1]
        names = [component.moves.get_class_name(n) for n in range(component.moves.n_moves)]
        return cls(
            component=component,
            vectors=vectors,
            narrow=(np.ascontiguousarray(parameter(linear, "W").T), parameter(linear, "b")),
            state=_state(lower),
            score=(np.ascontiguousarray(parameter(upper, "W").T), parameter(upper, "b")),
            moves=_Moves.of(names),
        )

    def __call__(self, doc: Doc) -> None:
        """Set `doc.ents`; a document in which names were set before is left to spaCy, which keeps to them."""
        if doc.has_annotation("ENT_IOB"):
            self.component(doc)
        elif len(doc):
            doc.set_ents([Span(doc, a, b, label=label) for a, b, label in self._names(doc)])

    def _names(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Begin, end and label of each name, from left to right."""
        products = self._products(doc)
        may_go_on = np.append(whole_numbers(doc, "SENT_START")[1:] != 1, [False])
        actions = self._outside(products, may_go_on, whole_numbers(doc, "IS_SPACE").astype(bool))
        starts = np.flatnonzero(actions != self.moves.outside)
        begin = {int(move): n for n, move in enumerate(self.moves.begin)}
        unit = {int(move): n for n, move in enumerate(self.moves.unit)}
        found: list[tuple[int, int, str]] = []
        free = 0
        for at in starts.tolist():
            if at < free:
                continue
            move = int(actions[at])
            if move in unit:
                label, free = unit[move], at + 1
            else:
                label = begin[move]
                free = self._end(products, at, label, may_go_on)
            found.append((at, free, self.moves.labels[label]))
        return found

    def _products(self, doc: Doc) -> Floats:
        """(words, features, hidden numbers): what a word adds to the state as the next, the first, or the last word."""
        weight, bias = self.narrow
        products = (self.vectors(doc) @ weight + bias) @ self.state[0]
        return np.reshape(products, (len(doc), _FEATURES, -1)).astype(np.float32, copy=False)

    def _outside(self, products: Floats, may_go_on: NDArray[np.bool_], blank: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The best action of each word where no name is open."""
        _, padding, bias = self.state
        scores = self._scores(products[:, 0] + padding + bias)
        moves = self.moves
        masked = np.full_like(scores, -np.inf)
        masked[:, moves.outside] = scores[:, moves.outside]
        masked[:, moves.unit] = np.where(blank[:, None], -np.inf, scores[:, moves.unit])
        masked[:, moves.begin] = np.where((may_go_on & ~blank)[:, None], scores[:, moves.begin], -np.inf)
        best: NDArray[np.int64] = masked.argmax(axis=1)
        return best

    def _end(self, products: Floats, first: int, label: int, may_go_on: NDArray[np.bool_]) -> int:
        """Where the name that begins at `first` ends: at the last word allowed, or where ending scores better."""
        inside, last = int(self.moves.inside[label]), int(self.moves.last[label])
        at = first + 1
        while may_go_on[at]:
            state = products[at, 0] + products[first, 1] + products[at - 1, 2] + self.state[2]
            scores = self._scores(state[None])[0]
            if scores[last] > scores[inside] or (scores[last] == scores[inside] and last < inside):
                break
            at += 1
        return at + 1

    def _scores(self, states: Floats) -> Floats:
        """(n, hidden numbers) to (n, actions)."""
        half = states.shape[1] // 2
        weight, bias = self.score
        scores: Floats = np.maximum(states[:, :half], states[:, half:]) @ weight + bias
        return scores


def _shape(lower: Any) -> tuple[int, int]:
    """How many words a state looks at, and how many pieces each of its numbers is the best of."""
    return lower.get_dim("nF"), lower.get_dim("nP")


def _state(lower: Any) -> tuple[Floats, Floats, Floats]:
    """The weights of the state, its padding where no name is open, its bias; the two pieces behind one another."""
    weight = parameter(lower, "W").transpose(3, 0, 2, 1)
    padding = parameter(lower, "pad")[0, 1:].sum(axis=0)
    return (
        np.ascontiguousarray(weight.reshape(weight.shape[0], -1)),
        np.ascontiguousarray(padding.T.reshape(-1)),
        np.ascontiguousarray(parameter(lower, "b").T.reshape(-1)),
    )
