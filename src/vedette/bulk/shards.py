"""Shards: the files, web archives and folders of an archive, each known by what is in it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import InputError

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One piece of work: a file or a folder, and the SHA-256 (16 hex digits) over its names and bytes."""

    path: str
    digest: str

    @property
    def name(self) -> str:
        """The name of the file or folder, without its endings."""
        return Path(self.path).name.partition(".")[0] or "shard"


def find(folder: Path) -> tuple[Shard, ...]:
    """Each file and each folder directly under `folder` is a shard; hidden ones are left out. Sorted by name.

    Raises `InputError` when there is none.
    """
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        found = tuple(Shard(path=str(path), digest=_digest(path)) for path in inside)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from error
    if not found:
        raise InputError(f"{folder}: no shards; put files of reports, web archives or folders of pages into it")
    return found


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    for file in _files(path):
        digest.update(f"{file.relative_to(path.parent)}\0{file.stat().st_size}\0".encode("utf-8", "surrogateescape"))
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()[:16]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from sorted(child for child in path.rglob("*") if child.is_file())
