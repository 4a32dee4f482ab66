"""Stories: reports of one seminal happening and its direct aftermath."""

from collections.abc import Iterable, Mapping, Sequence

from vedette.link.candidates import Pair
from vedette.link.clustering import average_link
from vedette.record import Report

ALIKE = 0.12


def group(reports: Sequence[Report], near: Mapping[Pair, float], joined: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """Copies stand together, and reports that are close in words on average."""
    scores = {**near, **dict.fromkeys(joined, 1.0)}
    groups = average_link(len(reports), scores, least=ALIKE)
    return tuple(sorted(tuple(sorted(reports[n].id for n in part)) for part in groups))
