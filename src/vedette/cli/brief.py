"""`vedette brief`: the desk's record as a brief to send on, every sentence cited."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli import options
from vedette.cli.output import open_output
from vedette.cli.status import ending


class Format(StrEnum):
    """How a brief is written."""

    MD = "md"
    HTML = "html"


def brief(
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
    written_as: Annotated[
        Format | None, typer.Option("--format", help="Markdown or one HTML file; from FILE's name, else md.")
    ] = None,
    output: options.Output = None,
) -> None:
    """Write a brief in which every figure and sentence leads to its source sentence.

    [bold]Example[/]  vedette brief --as-known-at 2023-06-20 -o brief.html
    """
    with ending("brief"):
        from vedette.brief import compose, html, markdown
        from vedette.cli.show import load
        from vedette.store import Desk

        record = load(Desk.open(desk), as_known_at)
        as_page = (written_as or _by_name(output)) == Format.HTML
        written = (html if as_page else markdown)(compose(record))
        with open_output(output) as sink:
            sink.write(written.encode("utf-8"))


def _by_name(output: Path | None) -> Format:
    return Format.HTML if output is not None and output.suffix.lower() in (".html", ".htm") else Format.MD
