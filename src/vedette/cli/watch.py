"""`vedette watch`: follow sources, keep the record current, warn."""

from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.status import REFUSED, CannotBeginError, ending, say
from vedette.errors import VedetteError

if TYPE_CHECKING:
    from vedette.watch.alert import Alert
    from vedette.watch.follow import Tally

Settings = Annotated[
    Path | None,
    typer.Option(
        "--settings", metavar="FILE", help="What to follow and whom to tell (default: watch.yaml of the desk)."
    ),
]


def watch(
    *,
    desk: options.DeskFolder = options.DESK,
    settings: Settings = None,
    once: Annotated[bool, typer.Option("--once", help="Look at every source that is due, then stop.")] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Closed mode: folders and mailboxes only, no connection is opened.")
    ] = False,
    example: Annotated[bool, typer.Option("--example", help="Print an example of watch.yaml and stop.")] = False,
) -> None:
    """Follow feeds, folders and mailboxes: record what is new, and warn.

    Every look is noted in the record. Stopped with Ctrl-C, or by any crash, it goes on where it was. Alerts are sent
    on the channels of the settings; indicators of your own stand in indicators.yaml beside them.

    [bold]Example[/]  vedette watch --desk kosovo --once
    """
    with ending("watch"):
        if example:
            from vedette.watch.settings import EXAMPLE

            typer.echo(EXAMPLE, nl=False)
            return
        file = settings_file(desk, settings)
        if _follow(desk, file, once=once, offline=offline) and once:
            raise typer.Exit(REFUSED)


def settings_file(desk: str, given: Path | None) -> Path:
    """The settings of a desk; a desk in a database has no folder, so there they are named."""
    if given is None and "://" in desk:
        raise CannotBeginError("a desk in a database has no watch.yaml beside it: name one with --settings")
    return given or Path(desk) / "watch.yaml"


def follow_beside(desk: str, file: Path) -> None:
    """Follow in a thread of this process for as long as it lives; a wrong file of settings is said at once."""
    from vedette.watch.settings import load

    load(file)

    def run() -> None:
        try:
            _follow(desk, file, once=False, offline=False)
        except VedetteError as error:
            say("watch", f"ended: {error}")

    Thread(target=run, name="watch", daemon=True).start()


def _follow(desk: str, file: Path, *, once: bool, offline: bool) -> bool:
    """Follow until told to stop; in the last round, was anything refused?"""
    from vedette.store import Desk
    from vedette.watch.definitions import indicators
    from vedette.watch.run import watch as follow
    from vedette.watch.settings import load

    troubles: list[bool] = []

    def heard(tally: "Tally", new: "Sequence[Alert]", failed: int) -> None:
        ends = ", ".join(f"{tally.ends[end]:,} {end}" for end in ("accepted", "duplicate", "quarantined"))
        say("watch", f"{tally.looked} sources looked at: {ends}; {len(new)} new alerts")
        for refusal in tally.refused:
            say("watch", f"refused: {refusal}")
        if failed:
            say("watch", f"{failed} deliveries failed; they will be tried again")
        troubles.append(bool(tally.refused or failed))

    opened, read = Desk.open(desk), load(file)
    own = indicators(file.with_name("indicators.yaml"))
    follow(opened, read, own, base=file.parent, say=typer.echo, heard=heard, once=once, offline=offline)
    return bool(troubles and troubles[-1])
