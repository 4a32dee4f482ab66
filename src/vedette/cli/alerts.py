"""`vedette alerts`: what was warned of, and what analysts answered."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.status import ending
from vedette.cli.text import plain, stdout

if TYPE_CHECKING:
    from vedette.watch.warn import Act, Told

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", help="Alerts: list them, answer them.")

Which = Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id, as `vedette alerts list` shows it.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Your name.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Your reason.")]


@app.command("list")
def listing(*, desk: options.DeskFolder = options.DESK) -> None:
    """Every alert ever raised, newest first: why, on how many origins, what would lower it, who has it.

    [bold]Example[/]  vedette alerts list --desk kosovo
    """
    with ending("alerts"):
        from vedette.store import Desk
        from vedette.watch.warn import on_record

        console = stdout()
        told = on_record(Desk.open(desk))
        for one in reversed(told):
            _show(console.print, one)
        if not told:
            console.print("no alerts on record")


@app.command()
def acknowledge(alert: Which, *, by: By, why: Why, desk: options.DeskFolder = options.DESK) -> None:
    """Say that you have seen it.

    [bold]Example[/]  vedette alerts acknowledge 3f2a90c1d4e5 --by Ana --why "called the station"
    """
    _answer(desk, alert, "acknowledge", by=by, why=why)


@app.command()
def mute(alert: Which, *, by: By, why: Why, desk: options.DeskFolder = options.DESK) -> None:
    """Raise nothing more of this alert's indicator, until it is unmuted.

    [bold]Example[/]  vedette alerts mute 3f2a90c1d4e5 --by Ana --why "called the station"
    """
    _answer(desk, alert, "mute", by=by, why=why)


@app.command()
def unmute(alert: Which, *, by: By, why: Why, desk: options.DeskFolder = options.DESK) -> None:
    """Let this alert's indicator warn again.

    [bold]Example[/]  vedette alerts unmute 3f2a90c1d4e5 --by Ana --why "called the station"
    """
    _answer(desk, alert, "unmute", by=by, why=why)


@app.command()
def remark(alert: Which, *, by: By, why: Why, desk: options.DeskFolder = options.DESK) -> None:
    """Add a remark.

    [bold]Example[/]  vedette alerts remark 3f2a90c1d4e5 --by Ana --why "called the station"
    """
    _answer(desk, alert, "remark", by=by, why=why)


def _answer(desk: str, alert: str, act: "Act", *, by: str, why: str) -> None:
    with ending("alerts"):
        from vedette.store import Desk
        from vedette.watch.warn import answer

        answer(Desk.open(desk), alert, act, by=by, why=why)
        typer.echo(f"{alert}: {act} by {by}")


def _show(put, told: "Told") -> None:  # type: ignore[no-untyped-def]
    alert = told.alert
    put(f"{alert.id}  {alert.level.upper():5}  {alert.day.isoformat()}  {plain(alert.label)}")
    put(f"    {plain(alert.why)}")
    put(f"    origins: {alert.origins}   incidents: {', '.join(alert.incidents) or 'none'}")
    put(f"    lower: {plain(alert.lower)}")
    for delivery in told.deliveries:
        put(f"    {'sent to' if delivery.taken else 'not taken by'} {plain(delivery.channel)} {plain(delivery.reason)}")
    for one in told.answers:
        put(f"    {one.act} by {plain(one.by)}, {one.at[:16].replace('T', ' ')}: {plain(one.why)}")
