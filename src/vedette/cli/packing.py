"""`vedette pack` and `vedette unpack`: a desk, or one incident with its evidence, as one file that can be verified."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.output import open_output
from vedette.cli.status import ending

if TYPE_CHECKING:
    from vedette.record import DeskRecord
    from vedette.store.packing import Manifest


def pack(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all.")],
    *,
    incident: Annotated[
        str | None, typer.Option("--incident", metavar="ID", help="Only this incident, with all that it stands on.")
    ] = None,
    desk: options.DeskFolder = options.DESK,
    as_known_at: options.AsKnownAt = None,
) -> None:
    """Write the desk, or one incident with its evidence, as one file in which every byte can be verified.

    A ZIP of plain members: the original bytes, all facts, where every value comes from (W3C PROV), and a manifest with
    the SHA-256 of each and the ends of the chains of custody. It holds the reports whole.

    [bold]Example[/]  vedette pack --desk kosovo --incident i4 -o i4.zip
    """
    with ending("pack"):
        import tempfile

        from vedette.cli.show import load
        from vedette.export import Options, document
        from vedette.store import Desk, incident_named, part_of
        from vedette.store import pack as write

        opened = Desk.open(desk)
        record = load(opened, as_known_at)
        part = None if incident is None else part_of(record, incident_named(record, incident))
        provenance = document(part or record, "prov", Options(claims=True, full_text=True))
        with open_output(output) as sink, tempfile.TemporaryFile() as file:
            made = write(opened, file, as_known_at=as_known_at, part=part, provenance=provenance)
            file.seek(0)
            while block := file.read(1 << 20):
                sink.write(block)
        typer.echo(f"{output}: {_inside(made.manifest)}\nseal {made.seal}")


def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `vedette pack` wrote.")],
    desk: Annotated[
        str | None, typer.Option("--desk", metavar="NEW", help="The new desk: a folder, or a postgresql:// address.")
    ] = None,
) -> None:
    """Verify every byte of a pack and make a new desk of it; without --desk, verify it only.

    Refused, with the reason: a changed byte, a member too many, missing, twice, compressed, or with a name that leads
    elsewhere.

    [bold]Example[/]  vedette unpack i4.zip --desk i4
    """
    with ending("unpack"):
        from vedette.store.unpack import opened
        from vedette.store.unpack import unpack as restore

        with file.open("rb") as stream, opened(stream) as checked:
            typer.echo(f"whole: {_inside(checked.manifest)}\nseal {checked.seal}")
            if desk is None:
                return
            made = restore(checked, desk)
            typer.echo(f"desk at {made.place}")
            part = checked.incident()
            if part is not None:
                from vedette.cli.show import load

                typer.echo(_found_again(part, load(made, None), made.place))


def _inside(manifest: "Manifest") -> str:
    """What is in a pack, in one line."""
    ledger, judgements = manifest.chains["ledger"], manifest.chains["judgements"]
    scope = "the desk" if manifest.incident is None else f"incident {manifest.incident}"
    of = f" of {ledger.of:,}" if ledger.partial else ""
    until = f" as known at {manifest.as_known_at}" if manifest.as_known_at else ""
    return f"{scope}{until}, {ledger.entries:,}{of} entries of the ledger, {judgements.entries:,} judgements"


def _found_again(part: "DeskRecord", record: "DeskRecord", desk: str) -> str:
    """Which incident of the small desk is the one that was packed."""
    (packed,) = part.links.incidents
    shared = [
        (len(set(packed.mentions) & set(one.mentions)), -n, one.id) for n, one in enumerate(record.links.incidents)
    ]
    most = max(shared, default=(0, 0, ""))
    if not most[0]:
        return f"incident {packed.id} of the pack is not read as one by this program; its values are in the pack"
    return f"incident {packed.id} of the pack is {most[2]} here: vedette show incident {most[2]} --desk {desk}"
