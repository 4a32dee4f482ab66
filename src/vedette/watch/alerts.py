"""What the record gives reason to warn of on a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from vedette.record import DeskRecord
from vedette.watch import signs
from vedette.watch import surprise as stats
from vedette.watch.alert import Alert, Reason, from_occurrences
from vedette.watch.counts import DailySeries, series, span
from vedette.watch.definitions import Indicator, Level
from vedette.watch.occurrences import occurrences


def alerts(record: DeskRecord, indicators: Sequence[Indicator], *, today: date | None = None) -> tuple[Alert, ...]:
    """All warnings as of `today` (None: the day of the newest report), alerts before watches, the rarest first.

    A record without a dated report raises nothing.
    """
    found = occurrences(record)
    known = span(found)
    if known is None:
        return ()
    first, last = known[0], today or known[1]
    raised = [a for daily in series(indicators, found, first=first, last=last) for a in surprising(daily)]
    for indicator in indicators:
        match indicator.kind:
            case "rule" | "first":
                raised += signs.happenings(indicator, found, first=first, last=last)
            case "figure":
                raised += signs.figures(indicator, record.links.series)
            case "question":
                raised += signs.questions(indicator, record, last=last)
    return tuple(sorted(raised, key=lambda a: (a.level != "alert", a.p if a.p is not None else 0.0, a.day, a.id)))


def surprising(daily: DailySeries) -> Iterable[Alert]:
    """A warning where the last seven days of a count are out of the usual.

    None below 60 days of history, and none for a series that is nearly always 0: there the rules speak.
    """
    week = stats.surprise(daily.counts) if daily.indicator.kind == "count" else None
    if week is None or not _rare(week):
        return
    level: Level = "alert" if week.p < stats.ALERT else "watch"
    reason = Reason(
        why=f"{week.count} origins in seven days; {week.baseline.mean:.1f} are usual "
        f"(last {week.baseline.weeks} weeks). So many or more by chance: p = {week.p:.2g}.",
        lower=f"fewer than {_limit(week, stats.ALERT if level == 'alert' else stats.WATCH)} origins in seven days",
        count=week.count,
        usual=week.baseline.mean,
        p=week.p,
    )
    happened = daily.within(stats.WEEK)
    yield from_occurrences(
        f"{daily.indicator.id}/{daily.cut}/{daily.value}", daily.label, "surprise", level, daily.last, happened, reason
    )


def _rare(week: stats.Surprise) -> bool:
    return week.count >= stats.FEWEST and week.p < stats.WATCH and week.baseline.daily >= stats.QUIET


def _limit(week: stats.Surprise, bound: float) -> int:
    """The smallest weekly count that still raises the level of that bound."""
    count = week.count
    while count > stats.FEWEST and stats.tail(count - 1, week.baseline) < bound:
        count -= 1
    return count
