"""`vedette diff`: what was added, changed and withdrawn between two moments, or in the text of one report."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.status import CannotBeginError, ending

if TYPE_CHECKING:
    from vedette.record import DeskRecord
    from vedette.store import Change
    from vedette.store.diff import Kind

_SIGNS: dict["Kind", str] = {"added": "+", "changed": "~", "withdrawn": "-"}
_WORDS = 60


def diff(
    earlier: Annotated[str | None, typer.Argument(metavar="[T1]", help="A day (its end, UTC) or a date-time.")] = None,
    later: Annotated[str | None, typer.Argument(metavar="[T2]", help="A later one; without it, now.")] = None,
    *,
    report: Annotated[
        str | None, typer.Option("--report", metavar="ID", help="Instead: the versions of this report, word by word.")
    ] = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """What was added (+), changed (~) and withdrawn (-) between two moments of the desk.

    With --report: what an outlet changed in a text after it had put it out under the same address.

    [bold]Example[/]  vedette diff 2023-06-14 2023-06-15
    """
    with ending("diff"):
        if (earlier is None) == (report is None):
            raise CannotBeginError("say a moment (vedette diff 2023-06-14) or a report (vedette diff --report ID)")
        if report is not None:
            _print_versions(desk, report)
        else:
            _print_moments(desk, str(earlier), later)


def _print_moments(desk: str, earlier: str, later: str | None) -> None:
    from vedette.cli.show import load
    from vedette.cli.text import stdout
    from vedette.store import Desk, compare

    opened = Desk.open(desk)
    before, after = load(opened, earlier), load(opened, later)
    found = compare(before, after)
    counts = Counter(change.kind for change in found)
    until = after.as_known_at or "now"
    console = stdout()
    console.print(f"{before.as_known_at} to {until}: " + ", ".join(f"{counts[kind]:,} {kind}" for kind in _SIGNS))
    for change in found:
        for line in _lines(change, before, after):
            console.print(line, soft_wrap=True)


def _print_versions(desk: str, report: str) -> None:
    from vedette.cli.show import load
    from vedette.cli.text import stdout
    from vedette.cli.versions_view import versions
    from vedette.store import Desk

    console = stdout()
    for part in versions(load(Desk.open(desk), None), report):
        console.print(part, soft_wrap=True)


def _lines(change: "Change", before: "DeskRecord", after: "DeskRecord") -> list[str]:
    """What it is about, and under it each value before and after."""
    from vedette.cli.text import plain

    record, name = (before, change.before) if change.now is None else (after, change.now)
    told = _told(change, record, str(name))
    lines = [f"{_SIGNS[change.kind]} {change.what} {plain(f'{name}  {told}')}"]
    return lines + [f"    {field}: {_value(was)} → {_value(now)}" for field, was, now in change.values]


def _told(change: "Change", record: "DeskRecord", name: str) -> str:
    """The words that tell a reader what this is."""
    from vedette.cli.views import first_words, name_of, what

    reports = {report.id: report for report in record.reports}
    if change.what == "report":
        return name_of(reports, name).plain.removesuffix(name)
    if change.what == "incident":
        held = next(i for i in record.links.incidents if i.id == name)
        return f"{what(held)} {first_words(record, held)}"
    if change.what == "judgement":
        made = next(j for j in record.judgements if str(j.number) == name)
        return f"{made.ruling.act if made.ruling else 'undo'} by {made.analyst}: {made.reason}"
    if change.what == "dispute":
        sides = record.links.disputes[int(name.partition(".")[0])].sides
        return "; ".join(f"{side.speaker or 'outlet'}: {side.says}" for side in sides)
    return ""


def _value(value: object) -> str:
    """One value in one line."""
    from vedette.cli.text import low_best_high, plain, span_of_days
    from vedette.record import Interval, Place, Range, Side

    match value:
        case None | ():
            return "none"
        case Range():
            return low_best_high(value.low, value.best, value.high)
        case Place():
            point = "" if value.lat is None else f" ({value.lat}, {value.lon})"
            return plain(value.name, limit=_WORDS) + point
        case Interval():
            return span_of_days(value.earliest, value.latest)
        case Side():
            return plain(f"{value.speaker or 'outlet'}: {value.says}", limit=_WORDS)
        case tuple():
            return "; ".join(map(_value, value))
    return plain(str(value), limit=2 * _WORDS)
