"""`vedette link`: what the reports say together."""

import typer

from vedette.cli import options
from vedette.cli.status import REFUSED, ending


def link(
    reports: options.ReportsFile,
    *,
    output: options.Output = None,
    keep_going: options.KeepGoing = False,
    model: options.Model = None,
) -> None:
    """Link reports: what they say together.

    One JSON object comes out: stories, lineage and independent origins, incidents, figure series and disputes.

    [bold]Example[/]  vedette link reports.jsonl -o links.json
    """
    with ending("link"):
        from vedette.cli.reading import link_file

        if link_file(reports, output, keep_going=keep_going, model=model):
            raise typer.Exit(REFUSED)
