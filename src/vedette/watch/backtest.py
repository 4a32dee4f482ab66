"""How good the alerts are: the record replayed as known on each day, and what was warned of in time or in vain."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from vedette.record import DeskRecord
from vedette.watch.alert import Alert, unseen
from vedette.watch.alerts import alerts
from vedette.watch.definitions import Indicator

EARLY = timedelta(days=30)
LATE = timedelta(days=2)
_YEAR = 365.25

Known = Callable[[date], DeskRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert and the day on which it would have been sent."""

    on: date
    alert: Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the alerts of a replay were worth against the days on which the crisis did escalate.

    An onset is found by an alert up to 30 days before it or 2 days after; `leads` are days of warning (negative: late).
    """

    days: int
    onsets: int
    found: int
    leads: tuple[int, ...]
    false: int

    @property
    def recall(self) -> float | None:
        """Onsets found; None where there were none."""
        return self.found / self.onsets if self.onsets else None

    @property
    def false_a_year(self) -> float:
        """Alerts that no onset followed, in a year of such days."""
        return self.false * _YEAR / self.days if self.days else 0.0

    @property
    def lead(self) -> float | None:
        """The median of the days of warning; None where nothing was found."""
        return median(self.leads) if self.leads else None


def replay(
    known: Known,
    indicators: Sequence[Indicator],
    days: Iterable[date],
    *,
    tick: Callable[[date, DeskRecord], None] = lambda day, record: None,
) -> tuple[Raised, ...]:
    """Each cause once, on the first day on which the record, as it was known then, gave reason to warn.

    `tick` is told each day and what was known on it.
    """
    raised: list[Raised] = []
    for day in days:
        record = known(day)
        new = unseen(alerts(record, indicators, today=day), [r.alert for r in raised])
        raised += [Raised(on=day, alert=alert) for alert in new]
        tick(day, record)
    return tuple(raised)


def judge(raised: Sequence[Raised], onsets: Sequence[date], *, days: int, bound: float | None = None) -> Verdict:
    """The worth of the alerts (watches are not judged); `bound` keeps only statistical alerts with p below it.

    An alert counts for the first onset that it can have warned of, and for no later one.
    """
    mine = [r for r in raised if r.alert.level == "alert" and (bound is None or (r.alert.p or 0.0) < bound)]
    meant = [next((onset for onset in sorted(onsets) if _finds(r, onset)), None) for r in mine]
    leads = {onset: max((onset - r.on).days for r, o in zip(mine, meant, strict=True) if o == onset)
             for onset in meant if onset is not None}  # fmt: skip
    return Verdict(
        days=days,
        onsets=len(onsets),
        found=len(leads),
        leads=tuple(leads[onset] for onset in sorted(leads)),
        false=meant.count(None),
    )


def recall_at(
    raised: Sequence[Raised], onsets: Sequence[date], *, days: int, rates: Sequence[float] = (0.5, 1.0, 2.0)
) -> dict[float, float | None]:
    """The best recall that some bound on p reaches with at most so many false alerts a year."""
    bounds = sorted({r.alert.p for r in raised if r.alert.p is not None})
    verdicts = [judge(raised, onsets, days=days, bound=bound + 1e-12) for bound in (0.0, *bounds)]
    return {
        rate: max((v.recall or 0.0 for v in verdicts if v.false_a_year <= rate), default=None) if onsets else None
        for rate in rates
    }


def _finds(one: Raised, onset: date) -> bool:
    return onset - EARLY <= one.on <= onset + LATE
