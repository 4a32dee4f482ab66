"""`vedette export` and `vedette import`: the record in the field's formats, and a whole desk moved elsewhere."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.output import open_output
from vedette.cli.status import CannotBeginError, ending, say

if TYPE_CHECKING:
    from vedette.export import Options
    from vedette.record import DeskRecord
    from vedette.store import Desk


class Format(StrEnum):
    """What an export is written as."""

    PLOVER = "plover"
    POLECAT = "polecat"
    CAMEO = "cameo"
    ACLED_LIKE = "acled-like"
    UCDP_LIKE = "ucdp-like"
    GDELT = "gdelt"
    GEOJSON = "geojson"
    PARQUET = "parquet"
    STIX = "stix"
    PROV = "prov"
    FTM = "ftm"
    CSV = "csv"
    JSONL = "jsonl"
    FACTS = "facts"


def export(
    written_as: Annotated[Format, typer.Argument(metavar="FORMAT", help="One of: " + ", ".join(Format) + ".")],
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file; for tables a folder. Without it standard output."),
    ] = None,
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Also what only a speaker vouches for, or a voice denies.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Text cells as they are, without the guard against formulas.")
    ] = False,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Whole texts; otherwise no more than 300 characters of each report.")
    ] = False,
    names: options.Names = "as-recorded",
    hxl: Annotated[bool, typer.Option("--hxl", help="Of csv: a row of HXL hashtags under the header.")] = False,
) -> None:
    """Write the record in a format of the field; every row keeps its incident and its sentences.

    Tables (acled-like, ucdp-like, polecat, cameo, gdelt, csv, parquet) go to a folder with a codebook,
    datapackage.json; the others are one file. docs/exports.md tells what each column holds.

    [bold]Example[/]  vedette export acled-like --desk kosovo -o kosovo-acled
    """
    with ending("export"):
        from vedette.cli.show import load
        from vedette.export import FORMATS, Options
        from vedette.store import Desk

        opened = Desk.open(desk)
        if written_as is Format.FACTS:
            _facts(opened, output, as_known_at, full_text=full_text)
            say("export", f"all facts of {desk}")
            return
        chosen = Options(claims=claims, raw=raw, full_text=full_text, names=names, hxl=hxl)
        _check(written_as, chosen)
        if FORMATS[written_as].tables is not None and (output is None or output.is_file()):
            raise CannotBeginError(f"{written_as} is several files: name a folder with -o")
        record = load(opened, as_known_at)
        if FORMATS[written_as].tables is None:
            _file(record, written_as, chosen, output)
        else:
            _folder(record, written_as, chosen, output or Path())


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `vedette export facts` wrote.")],
    place: Annotated[str, typer.Argument(metavar="DESK", help="The new desk: a folder, or a postgresql:// address.")],
) -> None:
    """Make a desk from the facts of another: the same ids, moments, judgements and chain of custody.

    Nothing is made when a line was changed, lost or added.

    [bold]Example[/]  vedette import kosovo.facts.jsonl kosovo-copy
    """
    with ending("import"):
        from vedette.store import load as load_facts

        with file.open(encoding="utf-8") as lines:
            made = load_facts(place, lines)
        typer.echo(f"desk at {made.store.place}")


def _check(written_as: Format, chosen: "Options") -> None:
    """Can this format do what is asked for?"""
    from vedette.read.gazetteer.names import DEFAULT

    if chosen.hxl and written_as is not Format.CSV:
        raise CannotBeginError("only csv has a row of hashtags")
    if chosen.names != DEFAULT and written_as is Format.JSONL:
        raise CannotBeginError("jsonl is the record itself, with its places as recorded")


def _file(record: "DeskRecord", format_: str, chosen: "Options", output: Path | None) -> None:
    from vedette.export import document

    with open_output(output) as sink:
        for piece in document(record, format_, chosen):
            sink.write(piece)


def _folder(record: "DeskRecord", format_: str, chosen: "Options", output: Path) -> None:
    from vedette.export import folder

    output.mkdir(parents=True, exist_ok=True)
    names = folder(record, format_, chosen, output)
    typer.echo(f"{output}: {', '.join(names)}")


def _facts(desk: "Desk", output: Path | None, as_known_at: str | None, *, full_text: bool) -> None:
    """All facts of the desk; they hold every text, and they are what they are at no other moment."""
    from vedette.store import export as all_facts

    if not full_text:
        raise CannotBeginError("facts hold every report whole: say --full-text when they may leave the desk")
    if as_known_at is not None:
        raise CannotBeginError("facts are all or nothing: --as-known-at has no meaning here")
    lines: Iterator[str] = all_facts(desk)
    with open_output(output) as sink:
        for line in lines:
            sink.write(f"{line}\n".encode())
