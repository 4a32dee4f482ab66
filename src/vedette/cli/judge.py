"""`vedette judge`: what an analyst decides, kept with name and reason and replayed over every run."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, cast

import typer

from vedette.cli import options
from vedette.cli.status import ending

if TYPE_CHECKING:
    from vedette.record import Judgement, Ruling
    from vedette.record.judgement import Act, EventType, Grade

app = typer.Typer(
    help="Judge the record: merge, split and correct incidents, rename actors, rate sources; undo, list.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

Incident = Annotated[str, typer.Argument(metavar="ID", help="An incident's id, as `vedette show incidents` gives it.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="VEDETTE_ANALYST", help="Who judges.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept with the judgement.")]
SeenAt = Annotated[
    str | None,
    typer.Option("--seen-at", metavar="DATE", help="The ids are those of the record as known then; see --as-known-at."),
]
Best = Annotated[str, typer.Argument(metavar="NUMBER", help="The number; ? when there is only a range.")]
Low = Annotated[int | None, typer.Option("--low", help="No fewer than this.")]
High = Annotated[int | None, typer.Option("--high", help="No more than this.")]


class Measure(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    INJURED = "injured"


@app.command()
def merge(
    ids: Annotated[list[str], typer.Argument(metavar="ID ID...", help="Incidents that are one; the first leads.")],
    *,
    by: By,
    why: Why,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """Several incidents are one; where they differ, the first one named is believed.

    [bold]Example[/]  vedette judge merge i4 i9 --by Ana --why "same attack"
    """
    with ending("judge merge"):
        from vedette.record import Ruling

        _judge(desk, Ruling(act="merge"), ids, by=by, why=why, seen_at=seen_at)


@app.command()
def split(
    mentions: Annotated[
        list[str], typer.Argument(metavar="MENTION...", help="Mentions, as `vedette show incident ID` names them.")
    ],
    *,
    by: By,
    why: Why,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """Some mentions of an incident are another incident; both are told anew from their own words.

    [bold]Example[/]  vedette judge split 9f86d081884c7d65#3 --by Ana --why "a later attack"
    """
    with ending("judge split"):
        from vedette.record import Ruling

        _judge(desk, Ruling(act="split"), mentions, by=by, why=why, seen_at=seen_at)


@app.command()
def retype(
    incident: Incident,
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="A PLOVER type, as ASSAULT.")],
    *,
    by: By,
    why: Why,
    mode: Annotated[str | None, typer.Option("--mode", metavar="MODE", help="Its mode.")] = None,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """An incident is of another type.

    [bold]Example[/]  vedette judge retype i4 PROTEST --by Ana --why "nobody was attacked"
    """
    with ending("judge retype"):
        from typing import get_args

        from vedette.errors import InputError
        from vedette.record import Ruling
        from vedette.record.judgement import EventType

        if kind not in get_args(EventType):
            raise InputError(f"no such type: {kind!r}; the types are {', '.join(get_args(EventType))}")
        ruling = Ruling(act="retype", type=cast("EventType", kind), mode=mode)
        _judge(desk, ruling, [incident], by=by, why=why, seen_at=seen_at)


@app.command()
def relocate(
    incident: Incident,
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A place; its point is taken from the reports.")],
    *,
    by: By,
    why: Why,
    lat: Annotated[float | None, typer.Option("--lat", help="Its latitude, when the reports do not tell.")] = None,
    lon: Annotated[float | None, typer.Option("--lon", help="Its longitude.")] = None,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """An incident happened elsewhere; the point of a place that no report knows stays unknown unless it is given.

    [bold]Example[/]  vedette judge relocate i4 Zvečan --by Ana --why "the film shows the town hall"
    """
    with ending("judge relocate"):
        from vedette.record import Ruling, Site
        from vedette.store import Desk
        from vedette.store.replay import site_named

        if lat is None and lon is None:
            site = site_named(Desk.open(desk).record(as_known_at=seen_at), place)
        else:
            site = Site(name=place, lat=lat, lon=lon, precision=1)
        _judge(desk, Ruling(act="relocate", site=site), [incident], by=by, why=why, seen_at=seen_at)


@app.command()
def redate(
    incident: Incident,
    earliest: Annotated[str, typer.Argument(metavar="DAY", help="The day, or the first of two; ? when not known.")],
    latest: Annotated[str | None, typer.Argument(metavar="[DAY]", help="The last day; ? when not known.")] = None,
    *,
    by: By,
    why: Why,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """An incident happened on another day, or between two days.

    [bold]Example[/]  vedette judge redate i4 2023-05-29 2023-05-30 --by Ana --why "hospital log"
    """
    with ending("judge redate"):
        from vedette.record import Ruling

        first, last = (None if day == "?" else day for day in (earliest, latest or earliest))
        _judge(desk, Ruling(act="redate", earliest=first, latest=last), [incident], by=by, why=why, seen_at=seen_at)


@app.command()
def rename(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An actor's name in the record, in any spelling.")],
    to: Annotated[str, typer.Argument(metavar="NEW", help="What to call the actor; it may be another actor's name.")],
    *,
    by: By,
    why: Why,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """An actor has another name, in all reports and all that come later; the old name stays as an alias.

    [bold]Example[/]  vedette judge rename "Security Force" KSF --by Ana --why "one body"
    """
    with ending("judge rename"):
        from vedette.record import Ruling

        _judge(desk, Ruling(act="rename", name=name, to=to), [], by=by, why=why)


@app.command("set-figure")
def set_figure(
    incident: Incident,
    measure: Annotated[Measure, typer.Argument(help="What it counts.")],
    best: Best,
    *,
    by: By,
    why: Why,
    low: Low = None,
    high: High = None,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """Another number were killed or injured in an incident.

    [bold]Example[/]  vedette judge set-figure i4 injured 30 --high 41 --by Ana --why "hospital list"
    """
    with ending("judge set-figure"):
        from vedette.record import Ruling

        number = _number(best)
        ruling = Ruling(
            act="set-figure", measure=measure.value, low=_or(low, number), best=number, high=_or(high, number)
        )
        _judge(desk, ruling, [incident], by=by, why=why, seen_at=seen_at)


@app.command("set-point")
def set_point(
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="REPORT@START, as `vedette show figures` ends.")],
    best: Best,
    *,
    by: By,
    why: Why,
    low: Low = None,
    high: High = None,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """A figure of a series is another number; its words stay its evidence.

    [bold]Example[/]  vedette judge set-point 9f86d081884c7d65@128 4511 --by Ana --why "a slip of the pen"
    """
    with ending("judge set-point"):
        from vedette.record import Ruling

        number = _number(best)
        ruling = Ruling(act="set-point", low=_or(low, number), best=number, high=_or(high, number))
        _judge(desk, ruling, [figure], by=by, why=why, seen_at=seen_at)


def _plain(act: "Act", help_: str) -> None:
    """A command that says one thing of an incident and needs no more than its id."""

    @app.command(act, help=help_)
    def command(
        incident: Incident, *, by: By, why: Why, seen_at: SeenAt = None, desk: options.DeskFolder = options.DESK
    ) -> None:
        with ending(f"judge {act}"):
            from vedette.record import Ruling

            _judge(desk, Ruling(act=act), [incident], by=by, why=why, seen_at=seen_at)


_plain(
    "reject",
    """An incident did not happen, or is none: it leaves every view; the judgement stays on file.

    [bold]Example[/]  vedette judge reject i4 --by Ana --why "an exercise, not an attack"
    """,
)
_plain(
    "confirm",
    """An incident stands as it is; the analyst's word is shown with it.

    [bold]Example[/]  vedette judge confirm i4 --by Ana --why "both films"
    """,
)
_plain(
    "note",
    """Write a note beside an incident; the note is what --why says.

    [bold]Example[/]  vedette judge note i4 --by Ana --why "ask the hospital again"
    """,
)
_plain(
    "dispute",
    """Mark an incident as disputed on an analyst's word; what the reports say of it stays as it is.

    [bold]Example[/]  vedette judge dispute i4 --by Ana --why "the mayor's office says otherwise"
    """,
)


@app.command("rate-source")
def rate_source(
    outlet: Annotated[str, typer.Argument(metavar="OUTLET", help="An outlet, as its reports name it.")],
    grade: Annotated[str, typer.Argument(metavar="A-F", help="A reliable ... E unreliable, F cannot be judged.")],
    *,
    by: By,
    why: Why,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """Rate an outlet; an incident is as reliable as the best rated outlet that tells of it.

    [bold]Example[/]  vedette judge rate-source "Border Wire" B --by Ana --why "mostly right since 2020"
    """
    with ending("judge rate-source"):
        from vedette.record import Ruling

        ruling = Ruling(act="rate-source", name=outlet, grade=cast("Grade", grade.upper()))
        _judge(desk, ruling, [], by=by, why=why)


@app.command("rate-item")
def rate_item(
    incident: Incident,
    grade: Annotated[str, typer.Argument(metavar="1-6", help="1 confirmed ... 5 improbable, 6 cannot be judged.")],
    *,
    by: By,
    why: Why,
    seen_at: SeenAt = None,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """Rate how credible an incident is.

    [bold]Example[/]  vedette judge rate-item i4 2 --by Ana --why "fits the satellite image"
    """
    with ending("judge rate-item"):
        from vedette.record import Ruling

        ruling = Ruling(act="rate-item", grade=cast("Grade", grade))
        _judge(desk, ruling, [incident], by=by, why=why, seen_at=seen_at)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="A judgement, as `vedette judge list` numbers it.")],
    *,
    by: By,
    why: Why,
    desk: options.DeskFolder = options.DESK,
) -> None:
    """Take a judgement back; to bring it back, undo the undoing.

    [bold]Example[/]  vedette judge undo 3 --by Ana --why "the film was old"
    """
    with ending("judge undo"):
        from vedette.store import Desk

        _tell(Desk.open(desk).undo(number, by=by, why=why))


@app.command("list")
def list_(desk: options.DeskFolder = options.DESK, as_known_at: options.AsKnownAt = None) -> None:
    """All judgements, oldest first: in force, undone, or finding nothing in the present record.

    [bold]Example[/]  vedette judge list --as-known-at 2023-06-20
    """
    with ending("judge list"):
        from vedette.cli.judgements import listing
        from vedette.cli.show import load
        from vedette.cli.text import stdout
        from vedette.store import Desk

        opened = Desk.open(desk)
        console = stdout()
        for part in listing(load(opened, as_known_at), opened.judgements(as_known_at=as_known_at)):
            console.print(part)


def _number(text: str) -> int | None:
    """A whole number; `?` is none. Raises `InputError`."""
    from vedette.errors import InputError

    if text != "?" and not (text.isascii() and text.isdigit()):
        raise InputError(f"not a whole number: {text!r}")
    return None if text == "?" else int(text)


def _or(given: int | None, number: int | None) -> int | None:
    return number if given is None else given


def _judge(desk: str, ruling: "Ruling", targets: list[str], *, by: str, why: str, seen_at: str | None = None) -> None:
    from vedette.store import Desk

    _tell(Desk.open(desk).judge(ruling, targets, by=by, why=why, seen_at=seen_at))


def _tell(judgement: "Judgement") -> None:
    typer.echo(f"judgement {judgement.number}; to take it back: vedette judge undo {judgement.number}")
