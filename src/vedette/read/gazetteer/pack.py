"""Packing: places to arrays and back to one file, the same bytes for the same places."""

import io
import os
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vedette.errors import InputError
from vedette.read.gazetteer.keys import key
from vedette.read.gazetteer.table import NO_POINT, SCALE, Entry, Table

FORMAT = 1
Arrays = dict[str, NDArray[np.generic]]
_MOST = 1 << 30
"""Bytes that a table may hold when it is unfolded."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(entries: Iterable[Entry]) -> Arrays:
    """The arrays of a table: one row a place, and for each name key the rows that bear it."""
    rows = list(entries)
    pool = _Pool()
    arrays: Arrays = {
        "format": np.array([FORMAT], dtype=np.uint16),
        "gid": np.array([e.geonameid for e in rows], dtype=np.uint32),
        "lat": np.array([_scaled(e.lat) for e in rows], dtype=np.int32),
        "lon": np.array([_scaled(e.lon) for e in rows], dtype=np.int32),
        "population": np.array([max(e.population, 0) for e in rows], dtype=np.uint32),
        "kind": np.array([e.kind for e in rows], dtype=np.uint8),
        "capital": np.array([e.capital for e in rows], dtype=np.uint8),
        "country": np.array([pool.index(e.country) for e in rows], dtype=np.uint32),
        "admin1": np.array([pool.index(e.admin1) for e in rows], dtype=np.uint32),
        "admin2": np.array([pool.index(e.admin2) for e in rows], dtype=np.uint32),
    }
    arrays |= _strings("name", [e.name for e in rows])
    arrays |= _strings("pool", pool.words)
    return arrays | _postings(rows)


def write(path: Path, arrays: Arrays) -> None:
    """Write a table file at once or not at all; equal arrays give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_zip(arrays))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path) -> Table:
    """The table in a file; raises `InputError` for anything else."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST:
                raise InputError(f"{path}: unfolds to more than {_MOST >> 20} MiB")
        with np.load(path, allow_pickle=False) as data:
            arrays: Arrays = {name: data[name] for name in data.files}
        if int(arrays["format"][0]) != FORMAT:
            raise InputError(f"{path}: gazetteer format {int(arrays['format'][0])}; this version reads {FORMAT}")
        return Table.of(arrays)
    except (OSError, ValueError, KeyError, EOFError, IndexError, MemoryError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"{path}: not a gazetteer file ({error.__class__.__name__})") from error


class _Pool:
    """Each distinct string once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._at: dict[str, int] = {}

    def index(self, word: str) -> int:
        """Where the string stands in the pool."""
        if word not in self._at:
            self._at[word] = len(self.words)
            self.words.append(word)
        return self._at[word]


def _scaled(degrees: float | None) -> int:
    return NO_POINT if degrees is None else round(degrees * SCALE)


def _strings(part: str, words: Sequence[str]) -> Arrays:
    encoded = [word.encode() for word in words]
    sizes = np.array([len(word) for word in encoded], dtype=np.uint16)
    return {
        f"{part}_blob": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        f"{part}_low": (sizes & 255).astype(np.uint8),
        f"{part}_high": (sizes >> 8).astype(np.uint8),
    }


def _postings(rows: Sequence[Entry]) -> Arrays:
    """For each key the rows that bear it; the lowest bit marks a row's own name."""
    filed: defaultdict[bytes, dict[int, int]] = defaultdict(dict)
    for row, entry in enumerate(rows):
        for primary, name in ((1, entry.name), *((0, other) for other in entry.also)):
            bearer = key(name).encode()
            if bearer:
                filed[bearer][row] = filed[bearer].get(row, 0) | primary
    order = sorted(filed)
    postings = [[(row << 1) | flag for row, flag in sorted(filed[bearer].items())] for bearer in order]
    counts = np.array([len(posting) for posting in postings], dtype=np.uint16)
    flat = np.array([value for posting in postings for value in posting], dtype=np.uint32)
    arrays: Arrays = {"posting": flat, "posting_count": counts}
    return arrays | _strings("key", [bearer.decode() for bearer in order])


def _zip(arrays: Arrays) -> bytes:
    """What `numpy.savez_compressed` writes, with fixed times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, member.getvalue(), compresslevel=9)
    return buffer.getvalue()
