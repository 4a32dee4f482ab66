"""The desk at a glance: what is new, what is disputed, what waits for a decision, and how many really know."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.disputes import DisputeView, dispute_view
from vedette.desk.views.parts import Asked, Cite, Row, cite, row
from vedette.desk.views.reports import ReportRow, report_row
from vedette.desk.views.review import waiting
from vedette.record import Incident, LedgerCounts, Point, Series
from vedette.watch.alert import Alert

_NEW, _FIGURES, _DISPUTES, _BARS, _ALERTS = 8, 8, 4, 24, 6
_TOLLS = ("killed", "injured", "missing", "detained", "displaced", "strength", "participants")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """The latest value of a series; `number` is the series'."""

    number: int
    label: str
    value: str
    as_of: str
    speaker: str
    flags: tuple[str, ...]
    voices: int
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginBar:
    """One origin in the bar: how many reports go back to it, and where it starts, in reports."""

    number: int
    reports: int
    start: int
    first: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """A warning that nobody has answered: why it was raised, what would lower it, and the mentions it stands on."""

    level: str
    label: str
    raised_at: str
    why: str
    lower: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The desk at a glance; `since` is None when the desk has never been marked as read."""

    since: str | None
    reports: int
    origins: int
    incidents: int
    happened: int
    period: str
    open_disputes: int
    waiting: int
    judgements: int
    unfit: int
    ledger: LedgerCounts
    new_reports: tuple[ReportRow, ...]
    new_count: int
    new_incidents: tuple[Row, ...]
    alerts: tuple[AlertView, ...]
    figures: tuple[KeyFigure, ...]
    disputes: tuple[DisputeView, ...]
    bars: tuple[OriginBar, ...]


def home(index: Index, asked: Asked, *, alerts: Sequence[tuple[str, Alert]] = ()) -> Home:
    """The desk at a glance.

    `since` is the moment up to which everything was read, `alerts` are those that wait for an answer, with the moment
    when each was raised.
    """
    record, since = index.record, _moment(asked.get("since"))
    fresh = _fresh(index, since)
    return Home(
        since=since,
        reports=len(record.reports),
        origins=len(record.links.origins),
        incidents=len(record.links.incidents),
        happened=len(index.once("weighty", lambda: _weighty(index))),
        period=_period(index),
        open_disputes=len(record.links.disputes),
        waiting=len(waiting(index)),
        judgements=len(record.judgements),
        unfit=len(record.unfit),
        ledger=record.ledger,
        new_reports=tuple(report_row(index, report) for report in fresh[:_NEW]),
        new_count=len(fresh),
        new_incidents=tuple(row(index, held) for held in _new_incidents(index, set(fresh))),
        alerts=tuple(_alert(index, *one) for one in alerts if one[0] <= (record.as_known_at or "~"))[:_ALERTS],
        figures=_key_figures(index),
        disputes=tuple(dispute_view(index, n) for n in range(min(_DISPUTES, len(record.links.disputes)))),
        bars=_bars(index),
    )


def _alert(index: Index, raised_at: str, alert: Alert) -> AlertView:
    return AlertView(
        level=alert.level,
        label=alert.label,
        raised_at=raised_at,
        why=alert.why,
        lower=alert.lower,
        mentions=tuple(mention for mention in alert.mentions if mention in index.holders),
    )


def _moment(given: str | None) -> str | None:
    """The moment that was asked for; None for what is no moment."""
    try:
        return given if given and datetime.fromisoformat(given) else None
    except ValueError:
        return None


def _fresh(index: Index, since: str | None) -> list[str]:
    """The reports recorded after a moment, the latest first."""
    dated = index.once("recorded", lambda: _recorded(index))
    if since is None:
        return [report for _, report in dated]
    return [report for _, report in takewhile(lambda one: one[0] > since, dated)]


def _recorded(index: Index) -> tuple[tuple[str, str], ...]:
    """(moment, report), the latest first."""
    moments = zip(index.record.recorded_at, index.record.reports, strict=False)
    return tuple(sorted(((moment, report.id) for moment, report in moments), reverse=True))


def _new_incidents(index: Index, fresh: Set[str]) -> list[Incident]:
    """The weightiest incidents that the new reports tell of."""
    found = (held for held in index.once("weighty", lambda: _weighty(index)) if _told_by(held, fresh))
    return list(islice(found, _NEW))


def _weighty(index: Index) -> tuple[Incident, ...]:
    """All that happened, the weightiest first."""
    return tuple(sorted((i for i in index.record.links.incidents if i.type and i.status == "actual"), key=weight))


def _told_by(held: Incident, reports: Set[str]) -> bool:
    return any(mention.rpartition("#")[0] in reports for mention in held.mentions)


def weight(held: Incident) -> tuple[float | str, ...]:
    """Sort key, heaviest first: the dead, the injured, how many origins know."""
    dead, hurt = ((toll.best or toll.low or 0) if toll else 0 for toll in (held.killed, held.injured))
    return (-dead, -hurt, -held.origins, -held.reports, held.id)


def _period(index: Index) -> str:
    dated = [(a.published.earliest, a.published.latest) for a in index.record.annotations]
    known = [(first, last) for first, last in dated if first and last]
    if not known:
        return f"date {words.NOT_KNOWN}"
    return words.interval(min(first for first, _ in known), max(last for _, last in known))


def _key_figures(index: Index) -> tuple[KeyFigure, ...]:
    """The last value of the series that most voices speak of, the dead first."""
    ranked = sorted(
        (_TOLLS.index(series.measure), -len(series.points), n, series)
        for n, series in enumerate(index.record.links.series)
        if series.measure in _TOLLS and series.points
    )
    return tuple(_key_figure(index, n, series) for _, _, n, series in ranked[:_FIGURES])


def _key_figure(index: Index, number: int, series: Series) -> KeyFigure:
    last = max(series.points, key=lambda p: (p.as_of.latest or p.as_of.earliest or "", p.report, p.start))
    return KeyFigure(
        number=number,
        label=f"{series.measure}: {series.of or words.NOT_KNOWN}",
        value=words.count(last.low, last.best, last.high),
        as_of=words.interval(last.as_of.earliest, last.as_of.latest),
        speaker=last.speaker or f"{index.sources.outlet(last.report)} (own voice)",
        flags=last.flags,
        voices=_voices(index, series.points),
        cite=cite(index, last.report, last.start, last.end),
    )


def _voices(index: Index, points: tuple[Point, ...]) -> int:
    return len({p.speaker or index.sources.outlet(p.report) for p in points})


def _bars(index: Index) -> tuple[OriginBar, ...]:
    """The origins with the most reports; the rest of the bar is for the others."""
    groups = sorted(enumerate(index.record.links.origins, 1), key=lambda one: (-len(one[1]), one[0]))[:_BARS]
    bars, start = [], 0
    for number, group in groups:
        first = index.first_of(group)
        name = index.sources.outlet(first)
        bars.append(OriginBar(number=number, reports=len(group), start=start, first=first, name=name))
        start += len(group)
    return tuple(bars)
