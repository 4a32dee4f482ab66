"""`vedette demo`: an example crisis on a desk of its own, opened in the browser."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.progress import bar
from vedette.cli.serve import PORT, Browser, Port, open_desk
from vedette.cli.status import CannotBeginError, ending

DEMO = Path("vedette-demo")


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where the example's desk shall be.")] = DEMO,
    *,
    port: Port = PORT,
    browser: Browser = True,
    once: Annotated[bool, typer.Option("--once", help="Make the desk, say what is on it, and end.")] = False,
) -> None:
    """Open a desk with an example crisis: the north of Kosovo in 2022 and 2023, reported by invented outlets.

    The desk is an ordinary one; what you judge on it stays in its folder, and the next `vedette demo` goes on with it.

    [bold]Example[/]  vedette demo
    """
    with ending("demo"):
        from vedette.intake import take
        from vedette.store import Desk

        desk = Desk.init(folder)
        for _ in desk.add(take([_reports()])):
            pass
        with bar("reading") as (advance, _):
            record = desk.record(progress=advance)
        links = record.links
        typer.echo(
            f"{len(record.reports):,} reports, {len(links.origins):,} independent origins, "
            f"{len(links.incidents):,} incidents, {len(links.disputes):,} disputes in {folder}"
        )
        if once:
            typer.echo(f"to open the desk: vedette demo {folder}")
            return
        open_desk(desk, port=port, browser=browser, analyst="", banner=True)


def _reports() -> Path:
    """The example's reports: shipped with the program, or beside its source."""
    shipped = Path(str(resources.files("vedette") / "desk" / "data" / "example.jsonl"))
    beside = Path(str(resources.files("vedette"))).parents[1] / "examples" / "kosovo" / "reports.jsonl"
    found = next((path for path in (shipped, beside) if path.is_file()), None)
    if found is None:
        raise CannotBeginError("the example's reports were not installed")
    return found
