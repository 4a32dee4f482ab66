"""Forecasts made again from what was known on each day of a replay, and judged by what came."""

from collections.abc import Sequence
from datetime import date, timedelta

from vedette.record import DeskRecord
from vedette.watch.counts import DailySeries, series, span
from vedette.watch.definitions import Indicator
from vedette.watch.forecast import SHORTEST_WEEKS, Case
from vedette.watch.occurrences import occurrences
from vedette.watch.surprise import WEEK, Counts, weekly


class Trials:
    """Collects, once a week of a replay, what each count was known to be; `cases` sets it against what came."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._indicators = [one for one in indicators if one.kind == "count"]
        self._known: list[tuple[date, str, Counts]] = []

    def look(self, day: date, record: DeskRecord) -> None:
        """Take note of a day: the first of every seven on which something was known."""
        if not self._known or (day - self._known[-1][0]).days >= WEEK:
            self._known += [(day, one.indicator.id, weekly(one.counts)) for one in self._whole(record, day)]

    def cases(self, record: DeskRecord) -> dict[str, tuple[Case, ...]]:
        """For each indicator the forecasts of one week ahead; `record`: all that is known in the end."""
        found = span(occurrences(record))
        final = {one.indicator.id: one for one in self._whole(record, found[1])} if found else {}
        made: dict[str, list[Case]] = {name: [] for name in final}
        for day, name, known in self._known:
            line = final.get(name)
            if line is not None and len(known) >= SHORTEST_WEEKS and day + timedelta(days=WEEK) <= line.last:
                made[name].append(Case(known=known, ahead=1, truth=_next_week(line, day)))
        return {name: tuple(cases) for name, cases in made.items()}

    def _whole(self, record: DeskRecord, day: date) -> Sequence[DailySeries]:
        """The indicators, not cut, up to a day."""
        found = occurrences(record)
        known = span(found)
        return (
            [one for one in series(self._indicators, found, first=known[0], last=day) if not one.cut] if known else ()
        )


def _next_week(line: DailySeries, day: date) -> float:
    start = (day - line.first).days + 1
    return float(line.counts[start : start + WEEK].sum())
