"""Unpacking: everything in a pack is held against its hashes before any of it becomes a desk."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from vedette.errors import InputError, StoreError
from vedette.intake import identity
from vedette.record import DeskRecord, decode
from vedette.store import custody
from vedette.store.chain import FIRST, entry_hash
from vedette.store.clock import Clock, system_clock
from vedette.store.desk import Desk
from vedette.store.engine import Engine
from vedette.store.exchange import header, line_of, load
from vedette.store.packing import FACTS, INCIDENT, MANIFEST, NAME, ORIGINALS, SCHEMA, TABLES, Manifest, Row, seal_of
from vedette.store.place import Place

NOTE = "pack"
"""The kind of the notes that keep what stood in a pack of one incident, as it stood there."""
LIMIT = 64 << 30
"""Bytes of a pack that are read; a larger one is refused."""
_MANIFEST_LIMIT = 256 << 20
_BLOCK = 1 << 20
_ODD = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    RecursionError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)
"""What the reading of a file raises that is no pack."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was checked: what it says of itself, and what it holds."""

    archive: zipfile.ZipFile
    manifest: Manifest
    seal: str

    def incident(self) -> DeskRecord | None:
        """Of a pack of one incident: its values as the desk had them."""
        return None if self.manifest.scope == "desk" else decode(self.archive.read(INCIDENT), DeskRecord)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The facts beside the original bytes, by table."""
        with self.archive.open(FACTS) as stream:
            for line in stream:
                entry = json.loads(line)
                yield entry["table"], entry["row"]


@contextmanager
def opened(file: BinaryIO) -> Iterator[Pack]:
    """A pack whose every byte was checked; raises `StoreError` that says what is wrong with it.

    Nothing of it is written anywhere. A name that leads out of the pack, a name twice, a compressed or encrypted member
    and sizes that the file does not have are refused unread.
    """
    try:
        size = file.seek(0, 2)
        if size > LIMIT:
            raise StoreError(f"the file is larger than {LIMIT >> 30} GiB")
        with zipfile.ZipFile(file) as archive:
            seal = archive.comment.decode("ascii", "replace")
            if len(seal) != len(FIRST) or seal_of(file, size - len(FIRST)) != seal:
                raise StoreError("the file was changed: the seal at its end does not fit it")
            _check_directory(archive.infolist(), size)
            pack = Pack(archive, _manifest(archive), seal)
            _check_members(pack)
            _check_facts(pack)
            yield pack
    except _ODD as error:
        raise StoreError(f"not a pack of Vedette, or not all of one ({error})") from error


def unpack(pack: Pack, place: Place, *, clock: Clock = system_clock, engine: Engine | None = None) -> Desk:
    """A new desk from a pack: a whole one as it was, or a small one that knows what one incident stands on.

    Raises `StoreError` when there is a desk already or the facts do not fit together.
    """
    desk = load(place, _lines(pack), clock=clock, engine=engine)
    problems = custody.verify(place).problems
    if problems:
        raise StoreError(f"the facts in the pack do not fit together: {problems[0]}")
    return desk


def _check_directory(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        if name.startswith(("/", "\\")) or ".." in name or ":" in name:
            raise StoreError(f"a name in the file leads out of it: {name!r}")
        if not NAME.fullmatch(name):
            raise StoreError(f"{name!r} has no place in a pack")
        if name in seen:
            raise StoreError(f"{name} is in the file twice")
        seen.add(name)
        if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1:
            raise StoreError(f"{name} is compressed or encrypted; in a pack nothing is")
        if member.file_size != member.compress_size:
            raise StoreError(f"{name} claims another size than it has")
    if sum(member.file_size for member in members) > size:
        raise StoreError("the members claim more bytes than the file has")
    for name in (MANIFEST, FACTS):
        if name not in seen:
            raise StoreError(f"not a pack of Vedette: it has no {name}")


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > _MANIFEST_LIMIT:
        raise StoreError(f"{MANIFEST} is too long")
    data = archive.read(MANIFEST)
    schema = json.loads(data).get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise StoreError(f"packed by a newer Vedette (schema {schema}; this one knows {SCHEMA}): update Vedette")
    try:
        return decode(data, Manifest)
    except InputError as error:
        raise StoreError(f"{MANIFEST} cannot be read: {error}") from error


def _check_members(pack: Pack) -> None:
    listed = {member.name: member for member in pack.manifest.members}
    held = {name for name in pack.archive.namelist() if name != MANIFEST}
    if held != set(listed) or len(listed) != len(pack.manifest.members):
        raise StoreError(f"the manifest does not fit the members: {', '.join(sorted(held ^ set(listed))[:3])}")
    if (INCIDENT in held) != (pack.manifest.scope == "incident"):
        raise StoreError(f"a pack of one {pack.manifest.scope} that has the members of another kind")
    for name, member in listed.items():
        found = _sha256(pack.archive, name)
        if found != member.sha256 or (name.startswith(ORIGINALS) and name != ORIGINALS + found):
            raise StoreError(f"{name} was changed: its SHA-256 is not the one in the manifest")


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _check_facts(pack: Pack) -> None:
    """Texts against their identities, entries against their own hashes and those of their neighbours."""
    last: dict[str, tuple[int, str]] = {}
    counts = dict.fromkeys(pack.manifest.chains, 0)
    before = {(name, one.seq): one.before for name, chain in pack.manifest.chains.items() for one in chain.neighbours}
    for table, row in pack.rows():
        if table == "reports":
            if identity(str(row["text"])) != row["identity"] or not str(row["identity"]).startswith(str(row["id"])):
                raise StoreError(f"the text of report {row['id']} was changed")
            continue
        if table not in TABLES or table not in counts:
            raise StoreError(f"not a fact: a row of {table!r}")
        seq, previous = int(str(row["seq"])), str(row["previous"])
        held = last.get(table, (0, FIRST))
        follows = previous == held[1] if seq == held[0] + 1 else previous == before.get((table, seq))
        if entry_hash(row) != row["hash"] or seq <= held[0] or not follows:
            raise StoreError(f"entry {seq} of the {table} was changed, or moved")
        last[table] = seq, str(row["hash"])
        counts[table] += 1
    for table, chain in pack.manifest.chains.items():
        if counts[table] != chain.entries or (not chain.partial and last.get(table, (0, FIRST))[1] != chain.end):
            raise StoreError(f"entries of the {table} are missing")


def _lines(pack: Pack) -> Iterator[str]:
    """The pack as `load` reads an export."""
    yield header()
    for name in sorted(pack.archive.namelist()):
        if name.startswith(ORIGINALS):
            yield line_of("contents", {"hash": name.removeprefix(ORIGINALS), "bytes": pack.archive.read(name)})
    rows = pack.rows() if pack.manifest.scope == "desk" else _small(pack)
    for table, row in rows:
        yield line_of(table, row)


def _small(pack: Pack) -> Iterator[tuple[str, Row]]:
    """The facts of one incident in chains of their own; what stood in the pack is kept word for word as notes."""
    ends: dict[str, tuple[int, str]] = {}
    kept: list[tuple[str, Row]] = []
    for table, row in pack.rows():
        if table == "reports":
            yield table, row
        else:
            kept.append((f"{table} {row['seq']}", row))
            yield table, _chained(row, ends, table)
    moment = max((str(row["recorded_at"]) for _, row in kept), default=None)
    manifest = cast("Row", json.loads(pack.archive.read(MANIFEST)))
    for key, body in [("manifest", manifest), *kept] if moment else ():
        note: Row = {"recorded_at": moment, "kind": NOTE, "key": key, "body": json.dumps(body, ensure_ascii=False)}
        yield "notes", _chained(note, ends, "notes")


def _chained(row: Row, ends: dict[str, tuple[int, str]], table: str) -> Row:
    """The row as the next one of a new chain."""
    seq, previous = ends.get(table, (0, FIRST))
    made = row | {"seq": seq + 1, "previous": previous}
    made["hash"] = entry_hash(made)
    ends[table] = seq + 1, str(made["hash"])
    return made
