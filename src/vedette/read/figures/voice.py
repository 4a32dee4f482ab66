"""In whose words a figure stands."""

from bisect import bisect_right
from collections.abc import Sequence

from vedette.record import Attribution

_BACK = 12


class Voices:
    """The contents of the report's attributions, in order of the text."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._spans = sorted((s.start, s.end, n) for n, row in enumerate(attributions) for s in row.content)
        self._starts = [start for start, _, _ in self._spans]

    def at(self, offset: int) -> int | None:
        """The innermost attribution whose content holds this place."""
        upto = bisect_right(self._starts, offset)
        holding = [(end - start, n) for start, end, n in self._spans[max(0, upto - _BACK) : upto] if offset < end]
        return min(holding)[1] if holding else None
