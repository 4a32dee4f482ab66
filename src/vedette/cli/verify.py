"""`vedette verify`: is every fact on the desk as it was recorded?"""

import typer

from vedette.cli import options
from vedette.cli.status import REFUSED, ending, say

_SHOWN = 20


def verify(desk: options.DeskFolder = options.DESK) -> None:
    """Check that no fact was changed, removed or moved since it was recorded.

    Original bytes and texts are held against their hashes, each entry of the ledger and each judgement against the one
    before it.

    [bold]Example[/]  vedette verify --desk kosovo
    """
    with ending("verify"):
        from vedette.store import verify as look

        found = look(desk)
        for problem in found.problems[:_SHOWN]:
            say("verify", problem)
        if len(found.problems) > _SHOWN:
            say("verify", f"and {len(found.problems) - _SHOWN:,} more")
        if found.problems:
            raise typer.Exit(REFUSED)
        typer.echo(f"whole: {found.entries:,} entries, {found.reports:,} reports, {found.judgements:,} judgements")
        typer.echo(f"ledger ends with {found.ledger_end}\njudgements end with {found.judgements_end}")
