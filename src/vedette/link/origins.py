"""Origins: which reports know for themselves, and which repeat one of those."""

from collections.abc import Iterable, Sequence

from vedette.link.groups import partition
from vedette.record import Report


def group(reports: Sequence[Report], joined: Iterable[tuple[int, int]]) -> tuple[tuple[str, ...], ...]:
    """The partition of the reports that lineage's joins make."""
    return tuple(tuple(reports[n].id for n in part) for part in partition(len(reports), joined))
