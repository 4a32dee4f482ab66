"""`vedette brief`: the desk's record as a brief to send on, every sentence cited."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.output import open_output
from vedette.cli.status import CannotBeginError, ending

if TYPE_CHECKING:
    from vedette.brief import Brief
    from vedette.brief.setting import Assessment, Tlp


class Format(StrEnum):
    """How a brief is written."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


class Profile(StrEnum):
    """For whom a brief is written, which decides its parts and their order."""

    UN = "un"
    INTSUM = "intsum"
    INTREP = "intrep"
    TIMELINE = "timeline"


class Scale(StrEnum):
    """Where the probability words of comments come from."""

    ICD203 = "icd203"
    PHIA = "phia"


AsProfile = Annotated[
    Profile, typer.Option("--profile", help="UN situation report, INTSUM, INTREP (one incident), or timeline.")
]
AsFormat = Annotated[
    Format | None, typer.Option("--format", help="Markdown, HTML, Word or PDF; from FILE's name, else md.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Say what changed since the brief of that moment.")
]
About = Annotated[
    str | None, typer.Option("--incident", metavar="ID", help="Of an INTREP: its incident; else the gravest.")
]
Assessments = Annotated[
    Path | None,
    typer.Option("--assessments", metavar="FILE", help="Your judgements (YAML), to stand apart as comment."),
]
ByScale = Annotated[Scale, typer.Option("--scale", help="The probability words of comments: ICD 203 or PHIA.")]
Title = Annotated[str, typer.Option("--title", help="The title; the name of the crisis.")]
Number = Annotated[str, typer.Option("--number", help="The number of the brief.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who produced it.")]
Marking = Annotated[str, typer.Option("--tlp", help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED: how far it may go.")]
Banner = Annotated[str, typer.Option("--banner", help="A line above every page, such as a classification.")]
FullText = Annotated[
    bool, typer.Option("--full-text", help="Append the reports whole; otherwise only cited sentences are given.")
]
_SUFFIXES = {".html": Format.HTML, ".htm": Format.HTML, ".docx": Format.DOCX, ".pdf": Format.PDF}


def brief(
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
    *,
    profile: AsProfile = Profile.UN,
    written_as: AsFormat = None,
    output: options.Output = None,
    since: Since = None,
    incident: About = None,
    assessments: Assessments = None,
    scale: ByScale = Scale.ICD203,
    title: Title = "Situation brief",
    number: Number = "",
    by: By = "",
    tlp: Marking = "AMBER",
    banner: Banner = "",
    full_text: FullText = False,
    names: options.Names = "as-recorded",
) -> None:
    """Write a brief in which every figure and sentence leads to its source sentence.

    Facts stand apart from comment, and comment comes only from analysts: from notes on the record and --assessments.

    [bold]Example[/]  vedette brief --profile intsum --since 2023-06-01 --as-known-at 2023-06-20 -o brief.docx
    """
    with ending("brief"):
        from vedette.brief import compose
        from vedette.brief.setting import Setting
        from vedette.cli.show import load
        from vedette.read.gazetteer.names import labelled
        from vedette.store import Desk

        setting = Setting(
            profile=profile.value,
            tlp=_tlp(tlp),
            banner=banner,
            number=number,
            by=by,
            scale=scale.value,
            assessments=_assessments(assessments),
            full_text=full_text,
        )
        opened = Desk.open(desk)
        record = labelled(load(opened, as_known_at), names)
        before = labelled(load(opened, since), names) if since is not None else None
        made = compose(record, title=title, before=before, setting=setting, about=incident)
        written = _written(made, written_as or _by_name(output))
        with open_output(output) as sink:
            sink.write(written)


def _tlp(label: str) -> "Tlp":
    """The label of the Traffic Light Protocol, however it was typed."""
    from vedette.brief.setting import TLPS

    found = next((tlp for tlp in TLPS if tlp == label.upper().removeprefix("TLP:")), None)
    if found is None:
        raise CannotBeginError(f"no marking {label!r}; there are {', '.join(TLPS)}")
    return found


def _by_name(output: Path | None) -> Format:
    return _SUFFIXES.get(output.suffix.lower(), Format.MD) if output is not None else Format.MD


def _assessments(path: Path | None) -> "tuple[Assessment, ...]":
    from vedette.brief.setting import read_assessments

    return () if path is None else read_assessments(path.read_text(encoding="utf-8"))


def _written(made: "Brief", format_: Format) -> bytes:
    """The brief, held against the rules of briefs before it is written."""
    from vedette import brief as writers
    from vedette.brief.arrange import arrange
    from vedette.brief.lint import check

    check(arrange(made))
    if format_ is Format.DOCX:
        return writers.docx(made)
    if format_ is Format.PDF:
        return writers.pdf(made)
    return (writers.html if format_ is Format.HTML else writers.markdown)(made).encode("utf-8")
