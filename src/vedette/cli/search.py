"""`vedette search`: the reports that hold some words, or tell of somebody or something."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.status import ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from vedette.store import Hit


def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS...]", help='Words; "two words" side by side; begin*.')
    ] = None,
    *,
    actor: Annotated[str | None, typer.Option("--actor", metavar="NAME", help="That name this actor.")] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="That name this place.")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="That tell of a PLOVER type.")] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="That quote this speaker.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Published by this day.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="From this outlet only.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="No more than so many reports.")] = 20,
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
) -> None:
    """Find reports by their words, the best first, and by what they tell of; Vucic finds Вучић.

    [bold]Example[/]  vedette search "town hall" --actor KFOR --type ASSAULT --since 2023-05-01
    """
    with ending("search"):
        from vedette.cli.text import stdout
        from vedette.store import Desk, Filter
        from vedette.store import search as find

        facets = {"actor": actor, "place": place, "type": kind, "speaker": speaker}
        only = Filter(since=since, until=until, outlet=outlet, **facets)
        text = " ".join(map(_part, words or ()))
        hits = find(Desk.open(desk), text, only=only, as_known_at=as_known_at, limit=limit)
        console = stdout()
        for hit in hits:
            for line in _lines(hit):
                console.print(line, soft_wrap=True)
        if not hits:
            console.print("no report holds these words")


def _lines(hit: "Hit") -> "Iterator[Text]":
    """The report, and under it the stretch of its text with the words."""
    from rich.text import Text

    from vedette.cli.text import plain
    from vedette.cli.views import name_of

    yield name_of({hit.report.id: hit.report}, hit.report.id)
    line, at = Text("    "), hit.stretch.start
    for start, end in hit.marks:
        line.append(_between(hit.report.text, at, start)).append(plain(hit.report.text[start:end]), "bold")
        at = end
    yield line.append(_between(hit.report.text, at, hit.stretch.end))


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
