"""The gazetteer in memory: arrays of places and a sorted table of name keys, searched without unpacking them."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vedette.read.gazetteer.keys import key

SCALE = 10_000
"""Coordinates are kept as whole ten-thousandths of a degree (11 m)."""
NO_POINT = 2**31 - 1
_STRIDE = 64
"""Every so many keys one is unpacked, so that a search begins among few."""
_COLUMNS = ("posting", "gid", "lat", "lon", "population", "kind", "capital", "country", "admin1", "admin2")


class Kind(IntEnum):
    """What sort of place an entry is; the numbers are written into the files."""

    CITY = 0
    COUNTRY = 1
    ADMIN1 = 2
    ADMIN2 = 3
    REGION = 4
    CONTINENT = 5
    WATER = 6
    SPOT = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer; `geonameid` 0 is none, coordinates None where no honest point exists.

    `country` is ISO alpha-3 (Kosovo XKX) or "", `admin1` and `admin2` are names or "".
    """

    name: str
    kind: Kind
    geonameid: int = 0
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    capital: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that bears the name asked for; `primary` when it is the entry's own name and not another spelling."""

    entry: Entry
    primary: bool


def _bounds(ends: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where each of the pieces begins that end there, and where the last one ends."""
    return np.concatenate((np.zeros(1, dtype=np.uint32), ends))


class _Strings:
    """Strings laid end to end in one array, read one at a time."""

    __slots__ = ("_blob", "_bounds")

    def __init__(self, blob: NDArray[np.generic], ends: NDArray[np.uint32]) -> None:
        self._blob, self._bounds = blob.tobytes(), _bounds(ends).data

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __getitem__(self, index: int) -> str:
        return self._blob[self._bounds[index] : self._bounds[index + 1]].decode()


class _Keys:
    """Name keys in order, one a line: a search looks among landmarks, then through the lines of one block."""

    __slots__ = ("_begins", "_landmarks", "_lines", "_size")

    def __init__(self, blob: NDArray[np.generic], ends: NDArray[np.uint32]) -> None:
        gaps = _bounds(ends) + np.arange(len(ends) + 1)
        lines = np.full(len(blob) + len(gaps), ord("\n"), dtype=np.uint8)
        in_keys = np.ones(len(lines), dtype=bool)
        in_keys[gaps] = False
        lines[in_keys] = blob
        self._lines, self._size = lines.tobytes(), len(ends)
        self._begins = [*gaps[:-1:_STRIDE].tolist(), len(lines) - 1]
        firsts = gaps[1::_STRIDE].tolist()
        self._landmarks = [self._lines[begin + 1 : end] for begin, end in zip(self._begins, firsts, strict=False)]

    def __len__(self) -> int:
        return self._size

    def position(self, wanted: str) -> int | None:
        """Where the key stands among all keys; None for the empty key and for one that is not there."""
        sought = wanted.encode()
        block = bisect_right(self._landmarks, sought) - 1
        if block < 0 or not sought:
            return None
        begin = self._begins[block]
        at = self._lines.find(b"\n%b\n" % sought, begin, self._begins[block + 1] + 1)
        return None if at < 0 else block * _STRIDE + self._lines.count(b"\n", begin, at)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A set of places with their names; `find` is a search in sorted keys and unpacks only what it returns.

    The columns are memory views, which give plain numbers.
    """

    columns: dict[str, memoryview]
    bounds: memoryview
    names: _Strings
    keys: _Keys
    pools: _Strings

    @classmethod
    def of(cls, arrays: dict[str, NDArray[np.generic]]) -> "Table":
        """The table over the arrays that `pack` made."""

        def parts(part: str) -> tuple[NDArray[np.generic], NDArray[np.uint32]]:
            sizes = arrays[f"{part}_low"].astype(np.uint32) + 256 * arrays[f"{part}_high"].astype(np.uint32)
            return arrays[f"{part}_blob"], np.cumsum(sizes, dtype=np.uint32)

        ends = np.cumsum(arrays["posting_count"], dtype=np.uint32)
        columns = {name: np.ascontiguousarray(arrays[name]).data for name in _COLUMNS}
        return cls(
            columns, _bounds(ends).data, _Strings(*parts("name")), _Keys(*parts("key")), _Strings(*parts("pool"))
        )

    def __len__(self) -> int:
        return len(self.names)

    def find(self, wanted: str) -> tuple[Hit, ...]:
        """Every entry filed under the key of `wanted`, in the order of the file."""
        return self.find_key(key(wanted))

    def find_key(self, wanted: str) -> tuple[Hit, ...]:
        """Every entry filed under this very key."""
        at = self.keys.position(wanted)
        if at is None:
            return ()
        rows = self.columns["posting"][self.bounds[at] : self.bounds[at + 1]]
        return tuple(Hit(self.entry(row >> 1), bool(row & 1)) for row in rows)

    def has_key(self, wanted: str) -> bool:
        """Whether anything is filed under this key."""
        return self.keys.position(wanted) is not None

    def entry(self, row: int) -> Entry:
        """One entry, unpacked."""
        c = self.columns
        lat, lon = c["lat"][row], c["lon"][row]
        return Entry(
            name=self.names[row],
            kind=Kind(c["kind"][row]),
            geonameid=c["gid"][row],
            lat=None if lat == NO_POINT else lat / SCALE,
            lon=None if lon == NO_POINT else lon / SCALE,
            country=self.pools[c["country"][row]],
            admin1=self.pools[c["admin1"][row]],
            admin2=self.pools[c["admin2"][row]],
            population=c["population"][row],
            capital=bool(c["capital"][row]),
        )

    def entries(self, kind: Kind | None = None) -> Iterator[Entry]:
        """All entries, or those of one kind, in the order of the file."""
        kinds = np.asarray(self.columns["kind"])
        rows = range(len(self)) if kind is None else np.flatnonzero(kinds == kind).tolist()
        return map(self.entry, rows)
