"""The program's commands, put together."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from vedette.cli import alerts, judge, show, team
from vedette.cli.annotate import annotate
from vedette.cli.brief import brief
from vedette.cli.demo import demo
from vedette.cli.desk import add, init
from vedette.cli.diff import diff
from vedette.cli.doctor import doctor
from vedette.cli.export import export, import_
from vedette.cli.link import link
from vedette.cli.outlook import backtest, indicators
from vedette.cli.packing import pack, unpack
from vedette.cli.rebuild import rebuild
from vedette.cli.search import search
from vedette.cli.serve import desk
from vedette.cli.status import INTERRUPTED, say
from vedette.cli.verify import verify
from vedette.cli.watch import watch

_GAZETTEER = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


class _Overview(TyperGroup):
    """The list of commands in plain lines: loading what draws boxes takes longer than all the rest."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help as the base class does, without the boxes."""
        super(TyperGroup, self).format_help(ctx, formatter)


app = typer.Typer(
    name="vedette",
    cls=_Overview,
    help="A desk that reads the news of a crisis and keeps one traceable record of it.",
    epilog="Exit status: 0 done, 1 some or all of the input could not be used, 2 the command could not begin.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("annotate")(annotate)
app.command("link")(link)
app.command("demo")(demo)
app.command("init")(init)
app.command("add")(add)
app.add_typer(show.app, name="show")
app.command("desk")(desk)
app.command("brief")(brief)
app.command("export")(export)
app.command("import")(import_)
app.add_typer(judge.app, name="judge")
app.command("search")(search)
app.command("diff")(diff)
app.command("verify")(verify)
app.command("doctor")(doctor)
app.command("rebuild")(rebuild)
app.command("pack")(pack)
app.command("unpack")(unpack)
app.command("watch")(watch)
app.add_typer(alerts.app, name="alerts")
app.add_typer(team.app, name="team")
app.command("indicators")(indicators)
app.command("backtest")(backtest)


@app.command("gazetteer", context_settings=_GAZETTEER, add_help_option=False)
def gazetteer(context: typer.Context) -> None:
    """Places: what the desk knows, and places of your own."""
    from vedette.cli.gazetteer import app as places

    typer.main.get_command(places).main(args=list(context.args), prog_name="vedette gazetteer")


def _version(wanted: bool) -> None:  # noqa: FBT001 - the form of an option's callback
    if wanted:
        from importlib import metadata

        typer.echo(f"vedette {metadata.version('vedette')}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """A desk that reads the news of a crisis and keeps one traceable record of it."""


def run() -> None:
    """Run the command that was asked for."""
    try:
        app()
    except KeyboardInterrupt as error:
        say("", "interrupted")
        raise SystemExit(INTERRUPTED) from error
