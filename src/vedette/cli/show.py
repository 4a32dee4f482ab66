"""`vedette show`: the desk's record in the terminal."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.progress import bar
from vedette.cli.status import ending

if TYPE_CHECKING:
    from rich.console import RenderableType

    from vedette.record import DeskRecord
    from vedette.store import Desk

app = typer.Typer(
    help="Show the desk's record: a summary, or incidents, figures, disputes, demands, lineage, one incident.",
    rich_markup_mode="rich",
)


@app.callback(invoke_without_command=True)
def summary(
    context: typer.Context,
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
) -> None:
    """Show the desk's record; without a further word, a summary: what is new, key figures, open disputes and demands.

    [bold]Example[/]  vedette show --desk kosovo
    """
    if context.invoked_subcommand is None:
        from vedette.cli.summary import summary as view

        _print(view, desk, as_known_at)


@app.command()
def incidents(desk: options.DeskFolder = options.DESK, as_known_at: options.AsKnownAt = None) -> None:
    """What happened: one line for each incident, by day.

    [bold]Example[/]  vedette show incidents --as-known-at 2023-06-20
    """
    from vedette.cli.views import incidents as view

    _show(view, desk, as_known_at)


@app.command()
def figures(desk: options.DeskFolder = options.DESK, as_known_at: options.AsKnownAt = None) -> None:
    """The figures: dated series with their ranges, speakers and sentences.

    [bold]Example[/]  vedette show figures --desk kosovo
    """
    from vedette.cli.views import figures as view

    _show(view, desk, as_known_at)


@app.command()
def disputes(desk: options.DeskFolder = options.DESK, as_known_at: options.AsKnownAt = None) -> None:
    """Where the voices differ: both sides, each with its sentence.

    [bold]Example[/]  vedette show disputes
    """
    from vedette.cli.disputes_view import disputes as view

    _show(view, desk, as_known_at)


@app.command()
def lineage(desk: options.DeskFolder = options.DESK, as_known_at: options.AsKnownAt = None) -> None:
    """Who copied whom: the independent origins and the reports drawn from each.

    [bold]Example[/]  vedette show lineage
    """
    from vedette.cli.lineage_view import lineage as view

    _show(view, desk, as_known_at)


@app.command()
def demands(desk: options.DeskFolder = options.DESK, as_known_at: options.AsKnownAt = None) -> None:
    """Who asked or promised what of whom, and what became of it; forces authorised, assigned, deployed.

    [bold]Example[/]  vedette show demands --desk kosovo
    """
    from vedette.cli.demands_view import demands as view

    _show(view, desk, as_known_at)


@app.command()
def incident(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="The incident's id, as `vedette show incidents` gives it.")
    ],
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
    *,
    why: Annotated[
        bool, typer.Option("--why", help="Also say why its mentions are one, and which sentence gives which value.")
    ] = False,
) -> None:
    """One incident with every sentence that tells of it.

    [bold]Example[/]  vedette show incident i-3f2a --why
    """
    from vedette.cli.one_incident import incident as view
    from vedette.cli.one_incident import reasons

    _show(lambda record: [*view(record, wanted), *(reasons(record, wanted) if why else [])], desk, as_known_at)


def _show(view: "Callable[[DeskRecord], list[RenderableType]]", desk: str, as_known_at: str | None) -> None:
    """Load the record, and print one view of it under its heading."""
    _print(lambda record: [heading(record), *view(record)], desk, as_known_at)


def _print(view: "Callable[[DeskRecord], list[RenderableType]]", desk: str, as_known_at: str | None) -> None:
    with ending("show"):
        from vedette.cli.text import stdout
        from vedette.store import Desk

        console = stdout()
        for part in view(load(Desk.open(desk), as_known_at)):
            console.print(part)


def load(desk: "Desk", as_known_at: str | None) -> "DeskRecord":
    """The desk's record, with a bar while reports must still be read."""
    with bar("reading") as (advance, _):
        return desk.record(as_known_at=as_known_at, progress=advance)


def heading(record: "DeskRecord") -> str:
    """What the record holds, in one line."""
    known = f"as known at {record.as_known_at}" if record.as_known_at else "all that is known"
    links = record.links
    counts = f"{len(record.reports):,} reports, {len(links.origins):,} independent origins"
    judged = f", judgements in force: {len(record.judgements):,}" if record.judgements else ""
    unfit = f" ({len(record.unfit):,} do not fit: see `vedette judge list`)" if record.unfit else ""
    return f"{counts}, {len(links.incidents):,} incidents{judged}{unfit}; {known}"
