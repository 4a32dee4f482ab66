"""Sources of places: GeoNames dumps and simple CSV, read row by row, and what could not be read told."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import InputError
from vedette.read.gazetteer.table import Entry, Kind

GEONAMES_COLUMNS = 19
CSV_COLUMNS = ("name", "aliases", "kind", "country", "admin1", "lat", "lon", "geonameid", "population")
ALPHA3 = 3
_CODES = {"ADM1": Kind.ADMIN1, "ADM2": Kind.ADMIN2, "PCLI": Kind.COUNTRY}
_CLASSES = {
    "P": Kind.CITY,
    "A": Kind.ADMIN2,
    "H": Kind.WATER,
    "L": Kind.REGION,
    "T": Kind.SPOT,
    "S": Kind.SPOT,
    "R": Kind.SPOT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """The places of one file, and for each line left out the number and the reason."""

    entries: tuple[Entry, ...]
    left_out: tuple[tuple[int, str], ...]


def read_file(path: Path, *, countries: dict[str, str]) -> Harvest:
    """The places in a GeoNames dump (19 columns, tabs) or in a CSV with a header.

    `countries` maps ISO alpha-2 to alpha-3. Raises `InputError` for a file of another form.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error.__class__.__name__})") from error
    lines = text.split("\n")
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if first.count("\t") == GEONAMES_COLUMNS - 1:
        return _harvest(
            enumerate(lines, 1), lambda line: from_geonames(line.rstrip("\r").split("\t"), countries=countries)
        )
    if "name" in [cell.strip().lower() for cell in first.split(",")]:
        return from_csv(lines)
    raise InputError(f"{path}: neither a GeoNames dump ({GEONAMES_COLUMNS} columns) nor a CSV with a `name` column")


def from_geonames(cells: list[str], *, countries: dict[str, str]) -> Entry:
    """One row of a GeoNames dump; raises `ValueError` that says what is wrong with it."""
    if len(cells) != GEONAMES_COLUMNS:
        raise ValueError(f"{len(cells)} columns")
    if cells[8] not in countries:
        raise ValueError(f"unknown country {cells[8]!r}")
    lat, lon = _point(cells[4], cells[5])
    return Entry(
        name=_named(cells[1]),
        kind=_CODES.get(cells[7], _CLASSES.get(cells[6], Kind.SPOT)),
        geonameid=int(cells[0]),
        lat=lat,
        lon=lon,
        country=countries[cells[8]],
        population=int(cells[14] or 0),
        capital=cells[7] == "PPLC",
        also=tuple(name for name in (cells[2], *cells[3].split(",")) if name.strip()),
    )


def from_csv(lines: Iterable[str]) -> Harvest:
    """A CSV with the columns of `CSV_COLUMNS` (only `name` is needed; lists are separated by "|")."""
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = [cell.strip().lower() for cell in next(csv.reader([numbered[0][1]]))] if numbered else []
    return _harvest(numbered[1:], lambda line: _from_row(dict(zip(header, next(csv.reader([line])), strict=False))))


def _from_row(row: dict[str, str]) -> Entry:
    country = row.get("country", "").strip().upper()
    if country and (len(country) != ALPHA3 or not country.isalpha()):
        raise ValueError(f"country {country!r} is not ISO alpha-3")
    kind = row.get("kind", "").strip().upper() or "CITY"
    if kind not in Kind.__members__:
        raise ValueError(f"unknown kind {kind.lower()!r}")
    lat, lon = _point(row.get("lat", ""), row.get("lon", ""))
    return Entry(
        name=_named(row.get("name", "")),
        kind=Kind[kind],
        geonameid=int(row.get("geonameid", "") or 0),
        lat=lat,
        lon=lon,
        country=country,
        admin1=row.get("admin1", "").strip(),
        population=int(row.get("population", "") or 0),
        also=tuple(name.strip() for name in row.get("aliases", "").split("|") if name.strip()),
    )


def _named(name: str) -> str:
    if not name.strip():
        raise ValueError("no name")
    return name.strip()


def _point(lat: str, lon: str) -> tuple[float | None, float | None]:
    if not lat.strip() and not lon.strip():
        return None, None
    point = float(lat), float(lon)
    if not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
        raise ValueError(f"not a point: {lat}, {lon}")
    return point


def _harvest(lines: Iterable[tuple[int, str]], read: Callable[[str], Entry]) -> Harvest:
    """Every line that can be read; the others with their reasons."""
    entries, left_out = [], []
    for number, line in lines:
        if not line.strip():
            continue
        try:
            entries.append(read(line))
        except (ValueError, csv.Error, StopIteration, OverflowError) as error:
            left_out.append((number, str(error)))
    return Harvest(entries=tuple(entries), left_out=tuple(left_out))
