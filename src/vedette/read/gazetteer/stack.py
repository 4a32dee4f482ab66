"""The gazetteer that the readers ask: the world as shipped, our crisis pack, and what the user imported."""

import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from vedette.read.gazetteer.build import entries
from vedette.read.gazetteer.keys import key
from vedette.read.gazetteer.pack import pack, read, write
from vedette.read.gazetteer.sources import Harvest, from_csv, read_file
from vedette.read.gazetteer.table import Entry, Hit, Kind, Table

FOLDER_VARIABLE = "VEDETTE_GAZETTEER"
SUFFIX = ".places.npz"
_DATA = "vedette.read.gazetteer"
_PACKS = ("crisis.csv", "regions.csv")


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Tables one over the other: a place of a later table replaces the one with its GeoNames id in an earlier."""

    tables: tuple[Table, ...]

    def find(self, name: str) -> tuple[Hit, ...]:
        """Every place that bears the name in any spelling, the later tables first."""
        return self.find_key(key(name))

    def find_key(self, wanted: str) -> tuple[Hit, ...]:
        """Every place filed under the key, the later tables first."""
        found: list[Hit] = []
        seen: set[int] = set()
        for table in reversed(self.tables):
            for hit in table.find_key(wanted):
                if hit.entry.geonameid and hit.entry.geonameid in seen:
                    continue
                seen.add(hit.entry.geonameid)
                found.append(hit)
        return tuple(found)

    def has_key(self, wanted: str) -> bool:
        """Whether any place is filed under the key."""
        return any(table.has_key(wanted) for table in self.tables)


def user_folder() -> Path:
    """Where imported places live: `$VEDETTE_GAZETTEER`, else the user's data folder."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "vedette" / "gazetteer"


def load(folder: Path | None = None) -> Gazetteer:
    """The gazetteer with what was imported into `folder` (default: the user's); opened once a process."""
    place = user_folder() if folder is None else folder
    imported = sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else []
    return _load(tuple((path, path.stat().st_mtime_ns) for path in imported))


@cache
def world() -> Table:
    """The world's places as shipped."""
    with as_file(files(_DATA) / "data" / "world.npz") as path:
        return read(path)


@cache
def alpha3() -> dict[str, str]:
    """ISO alpha-2 to alpha-3 (Kosovo XK to XKX), as GeoNames dumps need it."""
    text = (files(_DATA) / "data" / "iso.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@cache
def country_ids() -> dict[str, int]:
    """The GeoNames id of each country, by alpha-3."""
    return {entry.country: entry.geonameid for entry in world().entries(Kind.COUNTRY)}


def bring_in(path: Path, *, folder: Path | None = None) -> tuple[Path, Harvest]:
    """Import a GeoNames dump or a CSV; the same file again replaces itself. Returns where it went and what it held."""
    harvest = read_file(path, countries=alpha3())
    target = (user_folder() if folder is None else folder) / f"{path.stem}{SUFFIX}"
    write(target, pack(_unique(harvest.entries)))
    return target, harvest


def rebuild(folder: Path | None = None) -> Path:
    """Build the world anew from the packages installed, into the user's folder, where it goes over the one shipped."""
    target = (user_folder() if folder is None else folder) / f"world{SUFFIX}"
    write(target, pack(entries()))
    return target


def stock(folder: Path | None = None) -> tuple[tuple[str, int, int], ...]:
    """What each table holds: its name, its places and its names; raises `InputError` for a broken file."""
    place = user_folder() if folder is None else folder
    imported = [(path.name, read(path)) for path in sorted(place.glob(f"*{SUFFIX}"))] if place.is_dir() else []
    tables = [("world", world()), *zip(_PACKS, _packs(), strict=True), *imported]
    return tuple((name, len(table), len(table.keys)) for name, table in tables)


def _unique(entries: tuple[Entry, ...]) -> list[Entry]:
    """The last row of each GeoNames id, in the order of the file."""
    last = {entry.geonameid: entry for entry in entries if entry.geonameid}
    return [entry for entry in entries if not entry.geonameid or last[entry.geonameid] is entry]


@cache
def _packs() -> tuple[Table, ...]:
    texts = [(files(_DATA) / "data" / name).read_text(encoding="utf-8") for name in _PACKS]
    return tuple(Table.of(pack(from_csv(text.split("\n")).entries)) for text in texts)


@cache
def _load(imported: tuple[tuple[Path, int], ...]) -> Gazetteer:
    return Gazetteer((world(), *_packs(), *(read(path) for path, _ in imported)))
