"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

ReportsFile = Annotated[
    str | None, typer.Argument(metavar="REPORTS.jsonl", help="Reports, one JSON object a line; - reads standard input.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write to FILE (it appears when it is whole) instead of standard output."
    ),
]
KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going", help="Answer the good lines when there are bad ones; the exit status is still 1."),
]
WithProfile = Annotated[
    bool, typer.Option("--profile", help="Say on standard error where the time went, layer by layer.")
]
Explain = Annotated[
    str | None,
    typer.Option(
        "--explain", metavar="ID", help="For the report ID alone: each value with its text, its layer and its rule."
    ),
]
Model = Annotated[
    Path | None,
    typer.Option("--model", metavar="PATH", help="Read with this spaCy pipeline instead of the installed one."),
]
DESK = "desk"
DeskFolder = Annotated[
    str, typer.Option("--desk", metavar="DESK", help="The desk: its folder, or its postgresql:// address.")
]
Names = Annotated[
    str,
    typer.Option(
        "--names", metavar="POLICY", help="How places are written: as-recorded, international, albanian or serbian."
    ),
]
AsKnownAt = Annotated[
    str | None,
    typer.Option(
        "--as-known-at", metavar="DATE", help="As the desk knew it at the end of that day (or at a date-time, UTC)."
    ),
]
