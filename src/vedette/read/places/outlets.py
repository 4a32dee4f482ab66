"""Outlets: where a paper is at home, so that its readers' "Springfield" is theirs."""

from contextlib import suppress
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from vedette.read.gazetteer import Entry, Gazetteer, Kind, key
from vedette.record import Report


def home_of(report: Report, gazetteer: Gazetteer) -> Entry | None:
    """The town or country that the report's outlet writes for; None when the outlet is not known."""
    for name in (report.outlet, report.url):
        found = _homes().get(_domain(name)) if name else None
        if found is not None:
            return _entry(*found, gazetteer)
    return None


@cache
def _homes() -> dict[str, tuple[str, str, str]]:
    """Outlet domain or name -> (town, unit, country alpha-3); the town is empty for a paper of a whole country."""
    text = (files("vedette.read.places") / "data" / "outlets.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines() if line and not line.startswith(("#", "outlet"))]
    return {row[0].casefold(): (row[1], row[2], row[3]) for row in rows}


def _domain(name: str) -> str:
    """The host of an address, else the name as it is."""
    host = None
    if name.isascii() and " " not in name:
        with suppress(ValueError):
            host = urlsplit(name if "//" in name else f"//{name}").hostname
    return (host or name).casefold().removeprefix("www.").strip()


def _entry(town: str, unit: str, country: str, gazetteer: Gazetteer) -> Entry:
    """The place of the home; a country alone has no point."""
    hits = [hit.entry for hit in gazetteer.find(town) if hit.entry.country == country and hit.entry.kind == Kind.CITY]
    near = [entry for entry in hits if not unit or key(entry.admin1) == key(unit)]
    if near:
        return max(near, key=lambda entry: entry.population)
    return Entry(name=country, kind=Kind.COUNTRY, country=country, admin1=unit)
