"""Daily series of the indicators: origins, not articles; each day leads back to its incidents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from vedette.watch.definitions import Indicator
from vedette.watch.occurrences import Occurrence, cuts, meets
from vedette.watch.surprise import Counts

SHARE_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class DailySeries:
    """One indicator, or one cut of it, day by day from `first`; `days` holds the occurrences of each day that has some.

    `undated` counts the incidents that have no day and therefore stand in no day's number.
    """

    indicator: Indicator
    cut: str
    value: str
    first: date
    counts: Counts
    days: Mapping[int, tuple[Occurrence, ...]]
    undated: int = 0

    @property
    def last(self) -> date:
        """The newest day of the series."""
        return self.first + timedelta(days=len(self.counts) - 1)

    @property
    def label(self) -> str:
        """`Material conflict`, or `Material conflict, place Brodac`."""
        return f"{self.indicator.name}, {self.cut} {self.value}" if self.cut else self.indicator.name

    def within(self, days: int) -> tuple[Occurrence, ...]:
        """The occurrences of the last so many days, oldest first."""
        start = len(self.counts) - days
        return tuple(one for at in sorted(self.days) if at >= start for one in self.days[at])


def parts(daily: DailySeries, at: int) -> tuple[tuple[Occurrence, float], ...]:
    """The incidents of a day and what each adds to its number; the sum is the number of a count or an intensity.

    An origin that tells of several incidents counts for the worst of them, the first where they are equal.
    """
    happened = daily.days.get(at, ())
    added = [0.0] * len(happened)
    for origin in _origins(happened):
        mine = [n for n, one in enumerate(happened) if origin in one.origins]
        worst = max(mine, key=lambda n: (happened[n].hostility, -n))
        added[worst] += happened[worst].hostility if daily.indicator.kind == "intensity" else 1.0
    return tuple(zip(happened, added, strict=True))


def span(found: Iterable[Occurrence]) -> tuple[date, date] | None:
    """From the first dated report to the last; None where nothing is dated."""
    known = [one.known for one in found if one.known is not None]
    return (min(known), max(known)) if known else None


def series(
    indicators: Sequence[Indicator], found: Sequence[Occurrence], *, first: date, last: date
) -> tuple[DailySeries, ...]:
    """The daily series of all counted indicators, cuts after the whole, from `first` to `last`."""
    made: list[DailySeries] = []
    for indicator in indicators:
        if indicator.kind not in ("count", "intensity", "share"):
            continue
        groups: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
        for one in found:
            if matches(indicator, one):
                for key in (("", ""), *cuts(one, indicator.by)):
                    groups[key].append(one)
        groups.setdefault(("", ""), [])
        made += [_series(indicator, key, groups[key], found, first=first, last=last) for key in sorted(groups)]
    return tuple(made)


def matches(indicator: Indicator, one: Occurrence) -> bool:
    """Does the incident belong to the indicator?"""
    return meets(one, indicator.where) and not (indicator.without is not None and meets(one, indicator.without))


def _series(
    indicator: Indicator,
    key: tuple[str, str],
    mine: Sequence[Occurrence],
    everything: Sequence[Occurrence],
    *,
    first: date,
    last: date,
) -> DailySeries:
    days = _by_day(mine, first=first, last=last)
    length = (last - first).days + 1
    counts = np.zeros(length)
    for at, happened in days.items():
        counts[at] = _worst(happened) if indicator.kind == "intensity" else len(_origins(happened))
    if indicator.kind == "share":
        counts = _share(counts, _by_day(everything, first=first, last=last))
    undated = sum(one.day is None for one in mine)
    return DailySeries(
        indicator=indicator, cut=key[0], value=key[1], first=first, counts=counts, days=days, undated=undated
    )


def _by_day(found: Iterable[Occurrence], *, first: date, last: date) -> dict[int, tuple[Occurrence, ...]]:
    days: dict[int, list[Occurrence]] = defaultdict(list)
    for one in found:
        if one.day is not None and first <= one.day <= last:
            days[(one.day - first).days].append(one)
    return {at: tuple(happened) for at, happened in days.items()}


def _origins(happened: Iterable[Occurrence]) -> set[int]:
    return {origin for one in happened for origin in one.origins}


def _worst(happened: Sequence[Occurrence]) -> float:
    """For each origin the worst that it tells of, summed."""
    return sum(max(one.hostility for one in happened if origin in one.origins) for origin in _origins(happened))


def _share(mine: Counts, everything: Mapping[int, tuple[Occurrence, ...]]) -> Counts:
    """Sum of the last 28 days over that of all origins; 0 where nobody told of anything."""
    whole = np.zeros(len(mine))
    for at, happened in everything.items():
        whole[at] = len(_origins(happened))
    window = np.ones(SHARE_DAYS)
    part, all_ = (np.convolve(days, window)[: len(mine)] for days in (mine, whole))
    return np.divide(part, all_, out=np.zeros(len(mine)), where=all_ > 0)
