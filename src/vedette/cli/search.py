"""`vedette search`: the reports that hold some words."""

from typing import Annotated

import typer

from vedette.cli import options
from vedette.cli.status import ending


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words; "two words" side by side; begin*.')],
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Published by this day.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="From this outlet only.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="No more than so many reports.")] = 20,
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
) -> None:
    """Find reports by their words, the best first; letters are folded, so that Vucic finds Вучић.

    [bold]Example[/]  vedette search Zvecan "town hall" --since 2023-05-01
    """
    with ending("search"):
        from rich.text import Text

        from vedette.cli.text import plain, stdout
        from vedette.cli.views import name_of
        from vedette.store import Desk, Filter
        from vedette.store import search as find

        only = Filter(since=since, until=until, outlet=outlet)
        hits = find(Desk.open(desk), " ".join(map(_part, words)), only=only, as_known_at=as_known_at, limit=limit)
        console = stdout()
        for hit in hits:
            day = (hit.report.published or "undated")[:10]
            console.print(Text.assemble((f"{day}  ", "dim"), name_of({hit.report.id: hit.report}, hit.report.id)))
            line, at = Text("    "), hit.stretch.start
            for start, end in hit.marks:
                line.append(_between(hit.report.text, at, start)).append(plain(hit.report.text[start:end]), "bold")
                at = end
            console.print(line.append(_between(hit.report.text, at, hit.stretch.end)), soft_wrap=True)
        if not hits:
            console.print("no report holds these words")


def _part(word: str) -> str:
    """An argument of several words is a phrase."""
    return f'"{word}"' if " " in word and '"' not in word else word


def _between(text: str, start: int, end: int) -> str:
    """The text between two marks on one line, with the spaces at its ends."""
    from vedette.cli.text import plain

    part = text[start:end]
    inner = plain(part)
    if not inner:
        return " " if part else ""
    return f"{' ' * part[0].isspace()}{inner}{' ' * part[-1].isspace()}"
