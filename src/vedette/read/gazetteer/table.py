"""The gazetteer in memory: arrays of places and a sorted table of name keys, searched without unpacking them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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


class _Strings(Sequence[bytes]):
    """Strings laid end to end in one array, read one at a time."""

    def __init__(self, blob: bytes, ends: NDArray[np.uint32]) -> None:
        self._blob, self._ends = blob, ends

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]
        begin = int(self._ends[index - 1]) if index else 0
        return self._blob[begin : int(self._ends[index])]


@dataclass(frozen=True, slots=True)
class Table:
    """A set of places with their names; `find` is a binary search and unpacks only what it returns."""

    columns: dict[str, NDArray[np.generic]]
    ends: NDArray[np.uint32]
    names: _Strings
    keys: _Strings
    pools: _Strings
    landmarks: tuple[bytes, ...]

    @classmethod
    def of(cls, arrays: dict[str, NDArray[np.generic]]) -> "Table":
        """The table over the arrays that `pack` made."""

        def strings(part: str) -> _Strings:
            sizes = arrays[f"{part}_low"].astype(np.uint32) + 256 * arrays[f"{part}_high"].astype(np.uint32)
            return _Strings(arrays[f"{part}_blob"].tobytes(), np.cumsum(sizes, dtype=np.uint32))

        ends = np.cumsum(arrays["posting_count"], dtype=np.uint32)
        keys = strings("key")
        landmarks = tuple(keys[at] for at in range(0, len(keys), _STRIDE))
        return cls(arrays, ends, strings("name"), keys, strings("pool"), landmarks)

    def __len__(self) -> int:
        return len(self.names)

    def find(self, wanted: str) -> tuple[Hit, ...]:
        """Every entry filed under the key of `wanted`, in the order of the file."""
        return self.find_key(key(wanted))

    def find_key(self, wanted: str) -> tuple[Hit, ...]:
        """Every entry filed under this very key."""
        at = self._position(wanted)
        if at is None:
            return ()
        begin = int(self.ends[at - 1]) if at else 0
        rows = self.columns["posting"][begin : int(self.ends[at])].tolist()
        return tuple(Hit(self.entry(row >> 1), bool(row & 1)) for row in rows)

    def has_key(self, wanted: str) -> bool:
        """Whether anything is filed under this key."""
        return self._position(wanted) is not None

    def entry(self, row: int) -> Entry:
        """One entry, unpacked."""
        c = self.columns
        lat, lon = int(c["lat"][row]), int(c["lon"][row])
        return Entry(
            name=self.names[row].decode(),
            kind=Kind(int(c["kind"][row])),
            geonameid=int(c["gid"][row]),
            lat=None if lat == NO_POINT else lat / SCALE,
            lon=None if lon == NO_POINT else lon / SCALE,
            country=self.pools[int(c["country"][row])].decode(),
            admin1=self.pools[int(c["admin1"][row])].decode(),
            admin2=self.pools[int(c["admin2"][row])].decode(),
            population=int(c["population"][row]),
            capital=bool(c["capital"][row]),
        )

    def entries(self) -> Iterator[Entry]:
        """All entries, in the order of the file."""
        return (self.entry(row) for row in range(len(self)))

    def _position(self, wanted: str) -> int | None:
        if not wanted:
            return None
        sought = wanted.encode()
        block = max(0, bisect_right(self.landmarks, sought) - 1) * _STRIDE
        end = min(block + _STRIDE, len(self.keys))
        at = bisect_left(self.keys, sought, block, end)
        return at if at < end and self.keys[at] == sought else None
