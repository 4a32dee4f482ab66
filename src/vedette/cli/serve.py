"""`vedette desk`: the desk in the browser, for this machine alone."""

import os
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.status import CannotBeginError, ending, say
from vedette.cli.watch import Settings, follow_beside, settings_file

if TYPE_CHECKING:
    from vedette.store import Desk

PORT = 8600
TOKEN = "VEDETTE_API_TOKEN"

Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65000, help="The port; 0 takes any free one.")]
Browser = Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")]
Analyst = Annotated[
    str, typer.Option("--analyst", metavar="NAME", envvar="VEDETTE_ANALYST", help="Who judges; else your login name.")
]


def desk(
    folder: options.DeskFolder = options.DESK,
    *,
    port: Port = PORT,
    browser: Browser = True,
    analyst: Analyst = "",
    host: Annotated[
        list[str] | None,
        typer.Option("--host", metavar="NAME", help="A further name that the desk answers to, behind a proxy."),
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch/--no-fetch", help="Let users add pages by address, fetched from the network.")
    ] = False,
    team: Annotated[
        Path | None,
        typer.Option("--team", metavar="FILE", help="People who must sign in, made with `vedette team add`."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch/--no-watch", help="Also follow the sources of the desk, as `vedette watch` does.")
    ] = False,
    settings: Settings = None,
) -> None:
    """Open the desk in the browser: overview, map, incidents, figures, claims, lineage, review, search, brief.

    It listens on this machine only (127.0.0.1), asks nothing of any network unless --fetch or --watch lets it, and ends
    with Ctrl-C. Its JSON interface takes judgements only with the token in $VEDETTE_API_TOKEN; else it only reads.

    [bold]Example[/]  vedette desk --desk kosovo
    """
    with ending("desk"):
        from vedette.store import Desk

        names = tuple(host or ())
        opened = Desk.open(folder)
        if watch:
            follow_beside(folder, settings_file(folder, settings))
        open_desk(opened, port=port, browser=browser, analyst=analyst, hosts=names, fetch=fetch, team=team)


def open_desk(
    desk: "Desk",
    *,
    port: int,
    browser: bool,
    analyst: str,
    hosts: tuple[str, ...] = (),
    banner: bool = False,
    fetch: bool = False,
    team: Path | None = None,
) -> None:
    """Serve a desk until the user ends it; raises `CannotBeginError` when parts of the program are missing."""
    try:
        from vedette.desk.app import build
        from vedette.desk.around import Settings
        from vedette.desk.safety import LOCAL_NAMES
        from vedette.desk.serving import address, listener, serve
        from vedette.desk.team import load
    except ImportError as error:
        raise CannotBeginError(f"the desk needs {error.name}: pip install 'vedette[desk]'") from error
    settings = Settings(
        hosts=(*LOCAL_NAMES, *hosts),
        analyst=analyst or _login(),
        token=os.environ.get(TOKEN) or None,
        banner=banner,
        fetch=fetch,
        people=load(team) if team is not None else (),
    )
    listening = listener(port)
    say("desk", f"open at {address(listening)} (Ctrl-C ends it)")
    if browser:
        typer.launch(address(listening))
    serve(build(desk, settings=settings), listening)


def _login() -> str:
    try:
        return getuser()
    except (OSError, KeyError):
        return "analyst"
