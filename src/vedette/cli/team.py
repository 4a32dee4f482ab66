"""`vedette team`: who may sign in to a desk that several people use."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from vedette.cli.status import CannotBeginError, ending

if TYPE_CHECKING:
    from vedette.desk.team import Role

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", help="People who sign in to a desk.")


@app.callback()
def team() -> None:
    """People who sign in to a desk.

    [bold]Example[/]  vedette team add Ana --people team.yaml --role analyst
    """


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name that judgements are signed with.")],
    *,
    people: Annotated[Path, typer.Option("--people", metavar="FILE", help="The file of the team; made if need be.")],
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="reader (looks) or analyst (adds and judges).")
    ] = "reader",
    password: Annotated[
        str,
        typer.Option(
            "--password",
            metavar="TEXT",
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            help="Asked for when it is not given.",
        ),
    ],
) -> None:
    """Add a person, or give one a new role and password; only an Argon2 hash of it is kept.

    [bold]Example[/]  vedette team add Ana --people team.yaml --role analyst
    """
    with ending("team"):
        try:
            from vedette.desk.team import add as put
        except ImportError as error:
            raise CannotBeginError(f"the team needs {error.name}: pip install 'vedette[desk]'") from error
        if role not in ("reader", "analyst"):
            raise CannotBeginError(f"no role {role!r}; there are reader and analyst")
        put(people, name, cast("Role", role), password)
        typer.echo(f"{name}: {role}")
