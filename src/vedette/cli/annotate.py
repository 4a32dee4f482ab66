"""`vedette annotate`: what each report says."""

import typer

from vedette.cli import options
from vedette.cli.status import REFUSED, ending


def annotate(
    reports: options.ReportsFile,
    *,
    output: options.Output = None,
    keep_going: options.KeepGoing = False,
    profile: options.WithProfile = False,
    explain: options.Explain = None,
    model: options.Model = None,
) -> None:
    """Read reports: what each one says, line by line.

    One JSON line comes out for each line that goes in, in the same order: sentences, times, quantities, figures,
    attributions, actors, places and events, each with its place in the text.

    [bold]Example[/]  vedette annotate reports.jsonl -o annotations.jsonl
    """
    with ending("annotate"):
        from vedette.cli.reading import annotate_file, explain_report

        if explain is not None:
            explain_report(reports, explain, model=model)
        elif annotate_file(reports, output, keep_going=keep_going, profile=profile, model=model):
            raise typer.Exit(REFUSED)
