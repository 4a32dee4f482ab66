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
    from vedette.record import DeskRecord
    from vedette.watch.backtest import Raised
    from vedette.watch.counts import DailySeries
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
    from vedette.watch.forecast import forecast, skill

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

    With --onsets the alerts are judged: lead time, onsets found, false alerts a year.

    [bold]Example[/]  vedette backtest --desk kosovo --onsets days.txt
    """
    with ending("backtest"):
        from vedette.store import Desk
        from vedette.watch.backtest import replay
        from vedette.watch.definitions import indicators as defined
        from vedette.watch.replayed import days_of, known_on

        record = Desk.open(desk).record()
        days = days_of(record)
        with bar("replaying") as (advance, _):
            raised = replay(
                known_on(record), defined(own), days, tick=lambda day: advance((day - days[0]).days, len(days))
            )
        _report(record, days, raised, _onsets(onsets) if onsets else None)


def _report(record: "DeskRecord", days: list[date], raised: "tuple[Raised, ...]", onsets: list[date] | None) -> None:
    from vedette.watch.backtest import judge, recall_at

    console = stdout()
    for one in raised:
        console.print(f"{one.on}  {one.alert.level.upper():5}  {plain(one.alert.label)}: {plain(one.alert.why)}")
    console.print(f"{len(days)} days, {len(record.reports)} reports, {len(raised)} alerts and watches")
    if onsets is None:
        return
    verdict = judge(raised, onsets, days=len(days))
    lead = "none" if verdict.lead is None else f"median {verdict.lead:g} days before"
    console.print(
        f"onsets found {verdict.found} of {verdict.onsets}; lead {lead}; false alerts a year {verdict.false_a_year:.1f}"
    )
    for rate, recall in recall_at(raised, onsets, days=len(days)).items():
        console.print(f"recall at {rate:g} false alerts a year: {'none' if recall is None else f'{recall:.2f}'}")


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
