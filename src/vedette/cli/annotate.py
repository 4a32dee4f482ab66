"""`vedette annotate`: what each report says."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli import options
from vedette.cli.status import REFUSED, CannotBeginError, ending

Shards = Annotated[
    Path | None,
    typer.Option("--shards", metavar="DIR", help="Read an archive instead: each file or folder in DIR becomes a part."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the parts of an archive go.")]
Engine = Annotated[str, typer.Option("--engine", metavar="NAME", help="Who reads an archive: local or dask.")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="The Dask scheduler: tcp://HOST:PORT.")
]
Processes = Annotated[int, typer.Option("--processes", min=1, help="How many processes the local engine takes.")]


def annotate(
    reports: options.ReportsFile = None,
    *,
    output: options.Output = None,
    keep_going: options.KeepGoing = False,
    profile: options.WithProfile = False,
    explain: options.Explain = None,
    model: options.Model = None,
    shards: Shards = None,
    out: Out = None,
    engine: Engine = "local",
    scheduler: Scheduler = None,
    processes: Processes = 1,
) -> None:
    """Read reports: what each one says, line by line.

    One JSON line comes out for each line that goes in, in the same order: sentences, times, quantities, figures,
    attributions, actors, places and events, each with its place in the text.

    [bold]Example[/]  vedette annotate reports.jsonl -o annotations.jsonl

    [bold]Example[/]  vedette annotate --shards archive/ --out parts/ --processes 4
    """
    with ending("annotate"):
        if shards is not None:
            from vedette.cli.shards import annotate_archive

            if reports is not None or out is None:
                raise CannotBeginError("an archive is read with --shards DIR --out DIR and no file of reports")
            if annotate_archive(shards, out, engine=engine, scheduler=scheduler, processes=processes, model=model):
                raise typer.Exit(REFUSED)
            return
        if reports is None:
            raise CannotBeginError("name a file of reports, or an archive with --shards")
        from vedette.cli.reading import annotate_file, explain_report

        if explain is not None:
            explain_report(reports, explain, model=model)
        elif annotate_file(reports, output, keep_going=keep_going, profile=profile, model=model):
            raise typer.Exit(REFUSED)
