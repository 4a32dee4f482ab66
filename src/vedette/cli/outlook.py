"""`vedette indicators` and `vedette backtest`: how things stand, what to expect, how good the alerts are."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.progress import bar
from vedette.cli.status import CannotBeginError, ending
from vedette.cli.text import plain, stdout

if TYPE_CHECKING:
    from vedette.watch.counts import DailySeries
    from vedette.watch.measure import Measured
    from vedette.watch.surprise import Surprise

Own = Annotated[
    Path | None, typer.Option("--indicators", metavar="FILE", help="Indicators of your own, added to ours.")
]


def indicators(
    *,
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
    own: Own = None,
    forecast: Annotated[
        bool, typer.Option("--forecast", help="Also the weeks ahead, with each model's skill.")
    ] = False,
) -> None:
    """Each indicator: the last seven days, what is usual, how surprising that is, and its incidents.

    [bold]Example[/]  vedette indicators --desk kosovo --forecast
    """
    with ending("indicators"):
        from vedette.store import Desk
        from vedette.watch.counts import series, span
        from vedette.watch.definitions import indicators as defined
        from vedette.watch.occurrences import occurrences

        console = stdout()
        record = Desk.open(desk).record(as_known_at=as_known_at)
        found = occurrences(record)
        known = span(found)
        if known is None:
            console.print("no dated report: nothing can be counted")
            return
        for daily in series(defined(own), found, first=known[0], last=known[1]):
            console.print(_row(daily))
            if forecast and not daily.cut:
                console.print(*_ahead(daily), sep="\n")


def _row(daily: "DailySeries") -> str:
    from vedette.watch import surprise as stats

    week = stats.surprise(daily.counts) if daily.indicator.kind == "count" else None
    value = f"{daily.counts[-1]:.2f}" if daily.indicator.kind == "share" else f"{daily.counts[-stats.WEEK :].sum():g}"
    usual = _usual(week) if daily.indicator.kind == "count" else daily.indicator.unit
    told = ", ".join(one.incident for one in daily.within(stats.WEEK)[-6:])
    undated = f"; {daily.undated} undated, not counted" if daily.undated else ""
    return f"{plain(daily.label, limit=48):48}  {value:>7}  {usual}{undated}  {told}"


def _usual(week: "Surprise | None") -> str:
    """What the week is set against; no p where the usual is nearly nothing and the rules speak instead."""
    from vedette.watch.surprise import QUIET

    if week is None:
        return "baseline too short"
    if week.baseline.daily < QUIET:
        return f"usual {week.baseline.mean:.1f}, too quiet for a statistic"
    return f"usual {week.baseline.mean:.1f}, p = {week.p:.2g}"


def _ahead(daily: "DailySeries") -> list[str]:
    from vedette.brief.likelihood import band
    from vedette.watch.forecast import forecast, outlook, skill

    weeks = (1, 4, 12)
    rows = forecast(daily.counts, horizons=weeks)
    if not rows:
        return ["    history too short for a forecast"]
    known = {(one.model, one.week): one for one in skill(daily.counts, horizons=weeks)}
    lines = []
    for row in rows:
        past = known.get((row.model, row.week))
        worth = (
            f"CRPS {past.crps:.2f}, skill {past.skill:+.2f}, covered {past.coverage:.0%}" if past else "not tried yet"
        )
        lines.append(
            f"    week {row.week:>2}  {row.model:12}  {row.mean:6.1f}  ({row.low}-{row.high}, 90 %)   past: {worth}"
        )
    best = outlook(daily.counts)
    if best is not None:
        said = band(best.p, "icd203").say
        lines.append(f"    {said} next week brings more than {best.mark}, the usual mark ({best.p:.0%}).")
    return lines


def backtest(
    *,
    desk: options.DeskFolder = options.DESK,
    onsets: Annotated[
        Path | None,
        typer.Option("--onsets", metavar="FILE", help="The days on which it did escalate, one ISO date a line."),
    ] = None,
    own: Own = None,
) -> None:
    """Replay the record, day by day, as its reports came out: what would have been warned of, and when.

    With --onsets the alerts are judged: lead time, onsets found, false alerts a year. Forecasts of one week, made from
    what was known then, are judged by CRPS, the coverage of their intervals, and the Brier score and reliability of the
    probability of more than usual. The result is kept for the desk's page Watch.

    [bold]Example[/]  vedette backtest --desk kosovo --onsets days.txt
    """
    with ending("backtest"):
        from vedette.store import Desk
        from vedette.watch.definitions import indicators as defined
        from vedette.watch.measure import keep, measure

        opened = Desk.open(desk)
        given = _onsets(onsets) if onsets else None
        with bar("replaying") as (advance, _):
            measured = measure(opened.record(), defined(own), onsets=given, tick=advance)
        keep(opened, measured)
        _report(measured)


def _report(measured: "Measured") -> None:
    console = stdout()
    for one in measured.raised:
        console.print(f"{one.on}  {one.level.upper():5}  {plain(one.label)}: {plain(one.why)}")
    console.print(f"{measured.days} days, {measured.reports} reports, {len(measured.raised)} alerts and watches")
    if measured.worth is not None:
        worth = measured.worth
        lead = "none" if worth.lead is None else f"median {worth.lead:g} days before"
        console.print(
            f"onsets found {worth.found} of {worth.onsets}; lead {lead}; false alerts a year {worth.false_a_year:.1f}"
        )
        for rate, recall in worth.recall.items():
            console.print(f"recall at {rate} false alerts a year: {'none' if recall is None else f'{recall:.2f}'}")
    if not measured.forecasts:
        console.print("forecasts: the record is too short to try them")
    for line in measured.forecasts:
        console.print(f"forecasts of one week, {plain(line.label)}, {line.models[0].cases} weeks:")
        for model in line.models:
            console.print(
                f"    {model.model:12}  CRPS {model.crps:.2f}  skill {model.skill:+.2f}"
                f"  covered {model.coverage:.0%} of 90 %  Brier {model.brier:.3f}"
            )
        told = ", ".join(f"said {one.said:.0%} came {one.came:.0%} ({one.cases})" for one in line.reliability)
        console.print(f"    more than usual, by the model fading: {told}")


def _onsets(path: Path) -> list[date]:
    try:
        return sorted(_dates(path.read_text(encoding="utf-8").splitlines(), path))
    except OSError as error:
        raise CannotBeginError(f"{path}: {error.strerror}") from error


def _dates(lines: Iterable[str], path: Path) -> Iterable[date]:
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            try:
                yield date.fromisoformat(line.strip())
            except ValueError as error:
                raise CannotBeginError(f"{path}, line {number}: not a date such as 2023-05-29") from error
