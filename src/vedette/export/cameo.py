"""CAMEO rows in the columns of Phoenix and of GDELT: codes of events and of sides."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from vedette.export import codes
from vedette.export.rows import Party, Row, View
from vedette.export.values import Values, point

_IGO = "IGO"


def first(parties: Sequence[Party]) -> Party | None:
    """The side that stands for all, where a format has room for one: the first that has a code."""
    return next((p for p in parties if _entity(p) or _role(p)), parties[0] if parties else None)


def _entity(party: Party) -> str | None:
    """Country code, or IGO for an international organisation; None when neither is known."""
    return codes.country(party.country, "cameo") or (_IGO if party.kind == "igo" else None)


def _role(party: Party) -> str | None:
    return codes.cameo_roles().get(party.sector or "")


def _side(party: Party | None) -> tuple[str | None, str | None, str | None]:
    """(whole code, entity, role) of one side."""
    if party is None:
        return None, None, None
    entity, role = _entity(party), _role(party)
    return f"{entity or ''}{role or ''}" or None, entity, role


def values(row: Row, shared: Values) -> Values:
    """The values of a CAMEO row in the columns of Phoenix."""
    code = codes.cameo(row.incident.type, row.incident.mode)
    source, target = _side(first(row.actors)), _side(first(row.recipients))
    day = shared["day"]
    country = row.incident.place.country if row.incident.place else None
    return {
        "cameo.date": day.replace("-", "") if isinstance(day, str) else None,
        "cameo.code": code,
        "cameo.base": (code or "")[:3] or None,
        "cameo.root": (code or "")[:2] or None,
        "cameo.quad": codes.quad(code, "phoenix"),
        "cameo.goldstein": codes.goldstein(code),
        "cameo.country": codes.country(country, "cameo"),
        **dict(zip(("cameo.source", "cameo.source_entity", "cameo.source_role"), source, strict=True)),
        **dict(zip(("cameo.target", "cameo.target_entity", "cameo.target_role"), target, strict=True)),
    }


def gdelt(held: View, row: Row, shared: Values) -> Values:
    """The values of a row in the columns of GDELT, beside those of `values`."""
    code = codes.cameo(row.incident.type, row.incident.mode)
    year, month = shared["year"], shared["month"]
    day = shared["day"]
    added = shared["recorded_at"]
    found: Values = {
        "gdelt.id": number(row.key),
        "gdelt.sqldate": int(day.replace("-", "")) if isinstance(day, str) else None,
        "gdelt.monthyear": int(f"{year}{month:02}") if year and month else None,
        "gdelt.fraction": _fraction(day) if isinstance(day, str) else None,
        "gdelt.quad": codes.quad(code, "gdelt"),
        "gdelt.isroot": int(any(_leads(held, e.report.id, e.sentence) for e in row.evidence)),
        "gdelt.sources": len({report.outlet or report.id for report in row.reports}),
        "gdelt.added": _moment(added) if isinstance(added, str) else None,
        "gdelt.url": next((report.url for report in row.reports if report.url), None),
        **_place(row),
    }
    for name, party in (("actor1", first(row.actors)), ("actor2", first(row.recipients))):
        whole, _, role = _side(party)
        found |= {
            f"gdelt.{name}_code": whole,
            f"gdelt.{name}_name": party.name.upper() if party else None,
            f"gdelt.{name}_country": codes.country(party.country, "cameo") if party else None,
            f"gdelt.{name}_role": role,
        }
    return found


def number(key: str) -> int:
    """A whole number of at most 15 digits for the words that stand for an incident."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:16], 16) % 10**15


def _fraction(day: str) -> float:
    return round(int(day[:4]) + (int(day[5:7]) * 30 + int(day[8:10])) / 365, 4)


def _moment(recorded_at: str) -> int:
    return int(datetime.fromisoformat(recorded_at).strftime("%Y%m%d%H%M%S"))


def _leads(held: View, report_id: str, sentence: int) -> bool:
    """Is it the headline, or the first sentence of prose?"""
    sentences = held.index.annotation(report_id).sentences
    first = next((n for n, s in enumerate(sentences, 1) if s.layer == "body"), 1)
    return sentence <= first


def _place(row: Row) -> Values:
    place = row.incident.place
    found = codes.countries().get(place.country or "") if place else None
    if place is None:
        return {"gdelt.geo_type": None, "gdelt.geo_name": None, "gdelt.geo_country": None}
    usa = place.country == "USA"
    if point(place):
        kind: int | None = 3 if usa else 4
    else:
        kind = {4: 2 if usa else 5, 6: 1}.get(place.precision)
    name = ", ".join(dict.fromkeys(n for n in (place.name, place.admin1, found.name if found else None) if n))
    return {"gdelt.geo_type": kind, "gdelt.geo_name": name, "gdelt.geo_country": found.fips if found else None}
