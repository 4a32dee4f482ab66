"""Stories: reports of one seminal happening and its direct aftermath."""

from collections.abc import Iterable

import numpy as np

from vedette.link import vectors
from vedette.link.clustering import average_link
from vedette.link.desk import Desk
from vedette.link.pairs import Pair, Pairs, code

ALIKE = 0.24


def likeness(desk: Desk) -> Pairs[float]:
    """Cosine of the weighted words of each pair of neighbours, names and leads counting more; in [0, 1]."""
    return Pairs[float].of(desk.around.codes, vectors.likeness(desk.vectors, desk.around.codes))


def group(desk: Desk, alike: Pairs[float], joined: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """Copies stand together, and reports that are alike on average."""
    copies = np.array(sorted(joined), dtype=np.int64).reshape(-1, 2)
    codes, row = np.unique(np.concatenate((alike.codes, code(*copies.T))), return_inverse=True)
    scores = np.zeros(len(codes))
    np.maximum.at(scores, row, np.concatenate((alike.numbers, np.ones(len(copies)))))
    groups = average_link(len(desk.reports), Pairs[float].of(codes, scores), least=ALIKE)
    return tuple(sorted(tuple(sorted(desk.reports[n].id for n in part)) for part in groups))
