"""`vedette link`: what the reports say together."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli import options
from vedette.cli.status import REFUSED, CannotBeginError, ending

Parts = Annotated[
    Path | None,
    typer.Option("--parts", metavar="DIR", help="Link the parts that `annotate --shards` made, without reading again."),
]

Memory = Annotated[
    str,
    typer.Option(
        "--memory", metavar="SIZE", help="With --parts: memory for the search of pairs; what needs more goes to disk."
    ),
]


def link(
    reports: options.ReportsFile = None,
    *,
    output: options.Output = None,
    keep_going: options.KeepGoing = False,
    model: options.Model = None,
    parts: Parts = None,
    memory: Memory = "1GB",
) -> None:
    """Link reports: what they say together.

    One JSON object comes out: stories, lineage and independent origins, incidents, figure series and disputes.

    [bold]Example[/]  vedette link reports.jsonl -o links.json
    """
    with ending("link"):
        if parts is not None:
            from vedette.cli.shards import link_archive

            link_archive(parts, output, memory=memory)
            return
        if reports is None:
            raise CannotBeginError("name a file of reports, or parts with --parts")
        from vedette.cli.reading import link_file

        if link_file(reports, output, keep_going=keep_going, model=model):
            raise typer.Exit(REFUSED)
