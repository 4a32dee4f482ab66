"""Packing: a whole desk, or one incident with its evidence, as one file that anybody can verify."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from typing import BinaryIO

import msgspec

from vedette.errors import StoreError
from vedette.record import DeskRecord, encode
from vedette.store.backend import Session
from vedette.store.chain import FIRST
from vedette.store.clock import FOREVER, known_at
from vedette.store.desk import Desk
from vedette.store.exchange import line_of
from vedette.store.packing import (
    FACTS,
    INCIDENT,
    MANIFEST,
    MOMENT,
    ORIGINALS,
    PROVENANCE,
    SCHEMA,
    TABLES,
    Chain,
    Manifest,
    Member,
    Neighbours,
    Row,
    seal_of,
)

_STATEMENTS = {"ledger": "entries", "judgements": "all_judgements", "notes": "all_notes", "reports": "all_reports"}
_CHAINED = ("ledger", "judgements", "notes")
_WHOLE = (
    "All facts of the desk up to the moment named. Each chain is whole from its first entry to its end, so that a "
    "removed, moved or changed entry is found."
)
_PART = (
    "One incident with the reports that tell of it. The chains are PARTIAL: only the entries about these reports are "
    "here, each with its own hash and those of its neighbours, so that each can be checked against the whole chain, "
    "whose end is named. That nothing else about the incident was on the desk cannot be seen from this file. Unpacked, "
    "the entries get a chain of their own, and the entries as they are here are kept as notes. Lineage and values are "
    "those that the desk had found."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was packed, and the SHA-256 that ends the file; kept elsewhere it shows that the file is the same one."""

    manifest: Manifest
    seal: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """The rows to be packed, by table."""

    rows: Mapping[str, Sequence[Row]]
    chains: Mapping[str, Chain]
    contents: Sequence[str]


@dataclass(slots=True)
class _Writer:
    archive: zipfile.ZipFile
    members: list[Member] = field(default_factory=list)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one member piece by piece and remember its hash."""
        digest, size = hashlib.sha256(), 0
        with self.archive.open(zipfile.ZipInfo(name, MOMENT), "w", force_zip64=True) as stream:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                stream.write(piece)
        self.members.append(Member(name=name, size=size, sha256=digest.hexdigest()))


def pack(
    desk: Desk,
    file: BinaryIO,
    *,
    as_known_at: str | None = None,
    part: DeskRecord | None = None,
    provenance: Iterable[bytes] = (),
) -> Packed:
    """Write a desk, or with `part` (see `part_of`) one incident of it, into an open file that can be read back.

    `provenance` is where the values come from, as PROV-JSON. The same facts give the same bytes. Raises `StoreError`.
    """
    until = FOREVER if as_known_at is None else known_at(as_known_at, clock=desk.clock)
    with desk.store.reader("facts") as session:
        choice = _choose(session, until, part)
        with zipfile.ZipFile(file, "w") as archive:
            writer = _Writer(archive)
            for name in choice.contents:
                writer.add(ORIGINALS + name, _original(session, name))
            writer.add(FACTS, _lines(choice.rows))
            if part is not None:
                writer.add(INCIDENT, [encode(part)])
            if pieces := [*provenance]:
                writer.add(PROVENANCE, pieces)
            manifest = Manifest(
                vedette="pack",
                schema=SCHEMA,
                program=metadata.version("vedette"),
                scope="desk" if part is None else "incident",
                incident=None if part is None else part.links.incidents[0].id,
                as_known_at=None if as_known_at is None else until,
                says=_WHOLE if part is None else _PART,
                chains=choice.chains,
                members=tuple(writer.members),
            )
            writer.add(MANIFEST, [msgspec.json.format(encode(manifest), indent=1)])
            archive.comment = b"0" * 64
    return Packed(manifest=manifest, seal=_seal(file))


def _seal(file: BinaryIO) -> str:
    """Put the hash of all that stands before it at the file's end, as the archive's comment."""
    file.seek(0, 2)
    size = file.tell() - len(FIRST)
    seal = seal_of(file, size)
    file.seek(size)
    file.write(seal.encode())
    return seal


def _choose(session: Session, until: str, part: DeskRecord | None) -> _Choice:
    whole = {table: [*session.rows(_STATEMENTS[table])] for table in _CHAINED}
    known = {table: [row for row in rows if str(row["recorded_at"]) <= until] for table, rows in whole.items()}
    rows = known if part is None else _about(known, part)
    told = None if part is None else {report.id for report in part.reports}
    reports = [
        row
        for row in session.rows(_STATEMENTS["reports"])
        if str(row["recorded_at"]) <= until and (told is None or row["id"] in told)
    ]
    contents = sorted({str(row["content"]) for row in rows["ledger"] if row["outcome"] != "quarantined"})
    chains = {table: _chain(known[table], rows[table]) for table in _CHAINED}
    return _Choice({"reports": reports, **rows}, chains, contents)


def _about(known: Mapping[str, list[Row]], part: DeskRecord) -> dict[str, list[Row]]:
    """The entries about the part's reports, the judgements in force that concern them, and no notes."""
    told = {report.id for report in part.reports}
    held = {judged.number for judged in part.judgements}
    return {
        "ledger": [row for row in known["ledger"] if row["report"] in told],
        "judgements": [row for row in known["judgements"] if row["seq"] in held],
        "notes": [],
    }


def _chain(whole: Sequence[Row], chosen: Sequence[Row]) -> Chain:
    partial = len(chosen) != len(whole)
    after = {row["previous"]: str(row["hash"]) for row in whole}
    neighbours = tuple(
        Neighbours(seq=int(str(row["seq"])), before=str(row["previous"]), after=after.get(row["hash"]))
        for row in (chosen if partial else ())
    )
    return Chain(
        entries=len(chosen),
        of=len(whole),
        end=str(whole[-1]["hash"]) if whole else FIRST,
        partial=partial,
        neighbours=neighbours,
    )


def _original(session: Session, name: str) -> Iterator[bytes]:
    row = session.one("content", hash=name)
    if row is None:
        raise StoreError(f"the original bytes {name[:16]} are gone; see `vedette verify`")
    yield bytes(row[0])


def _lines(rows: Mapping[str, Sequence[Row]]) -> Iterator[bytes]:
    for table in TABLES:
        for row in rows[table]:
            yield f"{line_of(table, row)}\n".encode()
