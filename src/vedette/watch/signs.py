"""Signs that need no statistic: a happening, the first for long, a figure past its mark, a standing question."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from vedette.read.knowledge.fold import fold
from vedette.record import DeskRecord, Point, Series
from vedette.watch.alert import Alert, Cause, Reason, alert_id, from_occurrences
from vedette.watch.counts import matches
from vedette.watch.definitions import Indicator
from vedette.watch.occurrences import Occurrence

FRESH = timedelta(days=7)
"""For so long after its first report a happening is news, if it is not older than twice that."""
SILENCE = 180
"""Days without such a happening at a place, after which the next one is told; also the least age of the record."""

_DISMISS = "a judgement that it is no such incident, or a denial that stands"


def happenings(indicator: Indicator, found: Sequence[Occurrence], *, first: date, last: date) -> Iterable[Alert]:
    """Rules and firsts: each matching incident that became known in the last days."""
    mine = [one for one in found if matches(indicator, one)]
    for one in mine:
        if not _fresh(one, last):
            continue
        note = _silence(one, mine, first) if indicator.kind == "first" else ""
        if note is None:
            continue
        cause: Cause = "rule" if indicator.kind == "rule" else "first"
        where = f" At {one.place}." if one.place else ""
        reason = Reason(why=f"{indicator.definition}{where}{note}", lower=_DISMISS, count=1)
        day = one.day or one.known or last
        yield from_occurrences(indicator.id, indicator.name, cause, indicator.level, day, (one,), reason)


def _fresh(one: Occurrence, last: date) -> bool:
    known = one.known or one.day
    return known is not None and last - FRESH < known <= last and (one.day is None or one.day > last - 2 * FRESH)


def _silence(one: Occurrence, mine: Sequence[Occurrence], first: date) -> str | None:
    """How long it was quiet there; None where it was not, or where the record is too young to say."""
    if one.day is None or one.place is None or (one.day - first).days < SILENCE:
        return None
    before = [o.day for o in mine if o.place == one.place and o.day is not None and o.day < one.day]
    if not before:
        return f" The first there on record, in {(one.day - first).days} days."
    quiet = (one.day - max(before)).days
    return f" The first there for {quiet} days." if quiet >= SILENCE else None


def figures(indicator: Indicator, lines: Iterable[Series]) -> Iterable[Alert]:
    """Each series of the indicator's measures with a dated figure above its mark."""
    if indicator.above is None:
        return
    for line in lines:
        past = [p for p in line.points if _value(p) > indicator.above and p.as_of.latest]
        if line.measure in indicator.where.measures and past:
            yield _figure(indicator, line, past, mark=indicator.above)


def _figure(indicator: Indicator, line: Series, past: Sequence[Point], *, mark: float) -> Alert:
    mentions = tuple(f"{p.report}@{p.start}" for p in past)
    return Alert(
        id=alert_id(indicator.id, mentions),
        indicator=indicator.id,
        label=f"{indicator.name}: {line.of}" if line.of else indicator.name,
        cause="threshold",
        level=indicator.level,
        day=date.fromisoformat(str(past[0].as_of.latest)[:10]),
        why=f"{line.measure} of {line.of or 'somebody not named'}: {_value(past[0]):g}, above {mark:g}.",
        lower=f"a later figure of {mark:g} or less",
        incidents=(),
        mentions=mentions,
        origins=len({p.report for p in past}),
        count=_value(past[0]),
    )


def _value(point: Point) -> float:
    return float(next((v for v in (point.best, point.low, point.high) if v is not None), 0.0))


def questions(indicator: Indicator, record: DeskRecord, *, last: date) -> Iterable[Alert]:
    """A standing question: each origin with a new report that holds all its words."""
    words = [f" {fold(word)}" for word in indicator.where.words]
    days = {a.id: date.fromisoformat(a.published.latest[:10]) for a in record.annotations if a.published.latest}
    hits = {
        report.id
        for report in record.reports
        if report.id in days
        and last - FRESH < days[report.id] <= last
        and all(word in f" {fold(report.text)}" for word in words)
    }
    for members in record.links.origins:
        told = sorted(hits.intersection(members), key=lambda report: (days[report], report))
        if told:
            mentions = tuple(f"{member}@0" for member in members)
            yield Alert(
                id=alert_id(indicator.id, mentions),
                indicator=indicator.id,
                label=indicator.name,
                cause="question",
                level=indicator.level,
                day=days[told[0]],
                why=f"Report {told[0]} holds every word of the question: {', '.join(indicator.where.words)}.",
                lower="muting the question",
                incidents=(),
                mentions=mentions,
                origins=1,
                count=len(told),
            )
