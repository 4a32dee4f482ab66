"""The values of one report by where they stand, so that looking near one word costs the same in a long report."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from vedette.record import Span

_NESTED = 48
"""How many spans that begin before a word are asked whether they hold it."""


@dataclass(frozen=True, slots=True)
class Index:
    """Spans with a number each, in the order of their starts."""

    starts: tuple[int, ...]
    rows: tuple[tuple[int, int, int], ...]

    def within(self, scope: Span) -> list[int]:
        """The numbers of the spans that lie inside this stretch, in order of their starts."""
        first, last = bisect_left(self.starts, scope.start), bisect_right(self.starts, scope.end)
        return [number for _, end, number in self.rows[first:last] if end <= scope.end]

    def holding(self, inner: Span) -> int | None:
        """The number of the shortest span that holds this stretch; None when none does."""
        last = bisect_right(self.starts, inner.start)
        held = [
            (end - start, number) for start, end, number in self.rows[max(0, last - _NESTED) : last] if end >= inner.end
        ]
        return min(held)[1] if held else None


def index(spans: Iterable[tuple[int, int, int]]) -> Index:
    """Order (start, end, number) rows once a report."""
    rows = tuple(sorted(spans))
    return Index(tuple(start for start, _, _ in rows), rows)
