"""The indicators as the desk draws them: week by week, each number with the incidents that it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from vedette.brief import words
from vedette.brief.likelihood import band
from vedette.desk.index import Index
from vedette.desk.views.parts import Asked, Row, row
from vedette.desk.views.scales import numbers
from vedette.errors import InputError, NotThereError
from vedette.watch import surprise as stats
from vedette.watch.counts import DailySeries, parts, series, span
from vedette.watch.definitions import indicators
from vedette.watch.occurrences import occurrences

WEEKS = 26
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 320, 92, 30, 6, 74


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of an indicator: a bar of its chart and a row of its table."""

    first: str
    begins: str
    label: str
    value: str
    incidents: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """One indicator, or one cut of it; `usual` says what the last week is set against, or why it is not."""

    id: str
    cut: str
    value: str
    label: str
    definition: str
    unit: str
    source: str
    usual: str
    undated: int
    weeks: tuple[Week, ...]
    up: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The weeks ahead of one indicator: a sentence, and forecasts with the skill that each model had."""

    label: str
    sentence: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """One number of an indicator taken apart: each incident with what it adds."""

    label: str
    definition: str
    unit: str
    first: str
    period: str
    total: str
    incidents: tuple[tuple[str, Row], ...]


def lines(index: Index, own: Path | None) -> tuple[DailySeries, ...]:
    """The daily series of the record; `own` is the user's file of indicators."""
    return index.once("watched", lambda: _lines(index, own))


def _lines(index: Index, own: Path | None) -> tuple[DailySeries, ...]:
    found = occurrences(index.record)
    known = span(found)
    return series(indicators(own), found, first=known[0], last=known[1]) if known else ()


def drawn(line: DailySeries) -> IndicatorView:
    """An indicator with its last 26 weeks."""
    starts = _starts(line)
    values = [_value(line, start) for start in starts]
    up, ticks = numbers(max(values, default=1), start=_BOTTOM, end=_TOP, wanted=2)
    step = (_WIDTH - _LEFT) / WEEKS
    weeks = []
    for n, (start, value) in enumerate(zip(starts, values, strict=True), WEEKS - len(starts)):
        first = line.first + timedelta(days=start)
        last = first + timedelta(days=stats.WEEK - 1)
        top = up.at(value)
        weeks.append(
            Week(
                first=first.isoformat(),
                begins=words.day(first.isoformat()),
                label=words.interval(first.isoformat(), last.isoformat()),
                value=_written(line, value),
                incidents=sum(len(line.days.get(at, ())) for at in range(start, start + stats.WEEK)),
                x=round(_LEFT + n * step, 1),
                y=top,
                width=round(step - 1.5, 1),
                height=round(_BOTTOM - top, 1),
            )
        )
    return IndicatorView(
        id=line.indicator.id,
        cut=line.cut,
        value=line.value,
        label=line.label,
        definition=line.indicator.definition,
        unit=_unit(line),
        source=line.indicator.source,
        usual=_usual(line),
        undated=line.undated,
        weeks=tuple(weeks),
        up=tuple((tick.at, tick.label) for tick in ticks),
    )


def week(index: Index, own: Path | None, asked: Asked) -> WeekView:
    """The incidents that one week's number is made of; without a question the newest week of the first indicator.

    Raises `NotThereError` for an indicator or a week that is not counted.
    """
    held = lines(index, own)
    wanted = tuple(asked.get(name, "") for name in ("indicator", "cut", "value"))
    line = next((one for one in held if not wanted[0] or (one.indicator.id, one.cut, one.value) == wanted), None)
    if line is None or not _starts(line):
        if any(wanted):
            raise NotThereError("no such indicator on this desk")
        return WeekView(label="Nothing is counted yet", definition="", unit="", first="", period="", total="0",
                        incidents=())  # fmt: skip
    start = _asked_start(line, asked.get("week", ""))
    first = line.first + timedelta(days=start)
    added: dict[str, float] = {}
    for at in range(start, start + stats.WEEK):
        for one, share in parts(line, at):
            added[one.incident] = added.get(one.incident, 0.0) + share
    return WeekView(
        label=line.label,
        definition=line.indicator.definition,
        unit=_unit(line),
        first=first.isoformat(),
        period=words.interval(first.isoformat(), (first + timedelta(days=stats.WEEK - 1)).isoformat()),
        total=_written(line, _value(line, start)),
        incidents=tuple(
            (f"{share:g}", row(index, index.incidents[name]))
            for name, share in sorted(added.items(), key=lambda one: (-one[1], one[0]))
            if name in index.incidents
        ),
    )


def outlooks(index: Index, held: Sequence[DailySeries]) -> tuple[Outlook, ...]:
    """What to expect of the counts that are not cut; raises `InputError` where a part of the program is missing."""
    return index.once("outlooks", lambda: tuple(one for line in held for one in _outlook(line)))


def _outlook(line: DailySeries) -> Sequence[Outlook]:
    if line.cut or line.indicator.kind != "count":
        return ()
    try:
        from vedette.watch.forecast import forecast, outlook, skill
    except ImportError as error:
        raise InputError(f"forecasts need {error.name}: pip install 'vedette[watch]'") from error
    ahead = (1, 4, 12)
    past = {(one.model, one.week): one for one in skill(line.counts, horizons=ahead)}
    rows = []
    for one in forecast(line.counts, horizons=ahead):
        known = past.get((one.model, one.week))
        if known is not None:
            worth = f"{known.skill:+.2f}", f"{known.coverage:.0%}", f"{known.brier:.3f}", str(known.cases)
            rows.append((str(one.week), one.model, f"{one.mean:.1f}", f"{one.low}-{one.high}", *worth))
    best = outlook(line.counts)
    if best is None:
        return ()
    said = band(best.p, "icd203").say
    sentence = f"{said} the next seven days bring more than {best.mark}, which nine of ten usual weeks do not exceed "
    sentence += f"({best.p:.0%}, by the model {best.skill.model!r})."
    return (Outlook(label=line.label, sentence=sentence, rows=tuple(rows)),)


def _starts(line: DailySeries) -> list[int]:
    """The first days of the last whole weeks, oldest first."""
    length = len(line.counts)
    weeks = min(WEEKS, length // stats.WEEK)
    return [length - n * stats.WEEK for n in range(weeks, 0, -1)]


def _asked_start(line: DailySeries, wanted: str) -> int:
    starts = _starts(line)
    if not wanted:
        return starts[-1]
    try:
        start = (date.fromisoformat(wanted) - line.first).days
    except ValueError as error:
        raise NotThereError(f"no week {wanted[:20]!r}") from error
    if start not in starts:
        raise NotThereError(f"no week of this indicator begins on {wanted}")
    return start


def _value(line: DailySeries, start: int) -> float:
    days = line.counts[start : start + stats.WEEK]
    return float(days[-1] * 100 if line.indicator.kind == "share" else days.sum())


def _written(line: DailySeries, value: float) -> str:
    return f"{value:.0f} %" if line.indicator.kind == "share" else f"{value:g}"


def _unit(line: DailySeries) -> str:
    return line.indicator.unit.replace("a day", "a week")


def _usual(line: DailySeries) -> str:
    """What the last week is set against."""
    if line.indicator.kind != "count":
        return ""
    found = stats.surprise(line.counts)
    if found is None:
        return "baseline too short"
    if found.baseline.daily < stats.QUIET:
        return f"usual {found.baseline.mean:.1f} a week: too quiet for a statistic, the rules speak instead"
    return f"usual {found.baseline.mean:.1f} a week, p = {found.p:.2g}"
