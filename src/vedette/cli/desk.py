"""`vedette init` and `vedette add`: make a desk, and put reports on it."""

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.progress import bar
from vedette.cli.status import REFUSED, CannotBeginError, ending

if TYPE_CHECKING:
    from vedette.store import Desk

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS...", help="Files, folders, or - for standard input; text, pages, JSON Lines, mail, PDF."
    ),
]


def init(
    folder: Annotated[
        str | None, typer.Argument(metavar="[FOLDER]", help="Where the desk shall be (default: desk).")
    ] = None,
    *,
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="ADDRESS", help="Keep it in this PostgreSQL database: postgresql://HOST/NAME."),
    ] = None,
    roles: Annotated[
        bool, typer.Option("--roles", help="Make the roles vedette_reader and vedette_analyst in the database as well.")
    ] = False,
) -> None:
    """Make a desk, in a folder or for a team in a database, that keeps reports and what was made of them.

    A desk that is there already is brought to this program's schema and else left as it is.

    [bold]Example[/]  vedette init kosovo
    """
    with ending("init"):
        from vedette.store import Desk

        if folder is not None and store is not None:
            raise CannotBeginError("name a folder or a --store, not both")
        desk = Desk.init(folder or store or options.DESK)
        if roles:
            desk.store.make_roles()
        typer.echo(f"desk at {desk.place}")


def add(
    paths: Paths,
    *,
    desk: options.DeskFolder = options.DESK,
    read: Annotated[
        bool, typer.Option("--read/--no-read", help="Read the new reports now, or at the next look.")
    ] = True,
) -> None:
    """Add reports to the desk: each item ends as accepted, duplicate or quarantined.

    The three counts add up to what was offered, and each quarantined item is named with its reason. The same text
    twice is one report.

    [bold]Example[/]  vedette add reports/ late.eml wire.jsonl
    """
    with ending("add"):
        from vedette.store import Desk

        opened = Desk.open(desk)
        counts = _record(opened, paths)
        accepted = counts["accepted"]
        total = sum(counts.values())
        ends = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in ("accepted", "duplicate", "quarantined"))
        typer.echo(f"{ends}: {total:,} offered")
        if accepted and read:
            with bar("reading") as (advance, _):
                opened.record(progress=advance)
        if not accepted and not counts["duplicate"]:
            raise typer.Exit(REFUSED)


def _record(desk: "Desk", paths: list[str]) -> Counter[str]:
    """Put everything that is offered on the desk; how many ended how. Reasons go to standard error."""
    from vedette.intake import take

    counts: Counter[str] = Counter()
    with bar("taking in") as (advance, tell):
        for entry in desk.add(take(paths, stdin=sys.stdin.buffer)):
            counts[entry.outcome] += 1
            advance(sum(counts.values()))
            if entry.outcome == "quarantined":
                tell(f"quarantined: {entry.item.origin}: {entry.reason}")
    return counts
