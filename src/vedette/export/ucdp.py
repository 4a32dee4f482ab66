"""UCDP-like rows: type of violence, its codes of precision and clarity, low, best and high deaths."""

import math

from vedette.export import acled, codes
from vedette.export.rows import Row
from vedette.export.values import Values, days, point

_STATE, _CIVILIANS, _EXTERNAL = 1, 7, 8
_ORGANISED = frozenset({2, 3, 4})
_UNARMED = frozenset({5, 6, 7})


def is_event(row: Row) -> bool:
    """A UCDP event is an act of force with at least one death."""
    killed = row.incident.killed
    return row.incident.type == "ASSAULT" and killed is not None and max(killed.low or 0, killed.best or 0) >= 1


def violence(row: Row) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None when the sides do not say which."""
    acting, hit = acled.sides(row)
    one, two = ({k for _, k in side if k} for side in (acting, hit))
    if two and two <= _UNARMED and one & (_ORGANISED | {_STATE, _EXTERNAL}):
        return 3
    if (one & {_STATE, _EXTERNAL} and two & _ORGANISED) or (one & _ORGANISED and two & {_STATE, _EXTERNAL}):
        return 1
    return 2 if one & _ORGANISED and two & _ORGANISED else None


def values(row: Row) -> Values:
    """The values of a UCDP-like row."""
    place = row.incident.place
    country = place.country if place else None
    kind = violence(row)
    side_a = "; ".join(party.name for party in row.actors) or None
    side_b = "Civilians" if kind == 3 else "; ".join(party.name for party in row.recipients) or None
    at = point(place)
    killed = row.incident.killed
    dead = None if killed is None else (killed.best if killed.best is not None else killed.low)
    return {
        "ucdp.status": "Check" if row.is_claim or row.disputed else "Clear",
        "ucdp.violence": kind,
        "ucdp.side_a": side_a,
        "ucdp.side_b": side_b,
        "ucdp.dyad": f"{side_a} - {side_b}" if side_a and side_b else None,
        "ucdp.where": place.precision if place else 7,
        "ucdp.wkt": f"POINT ({at[1]} {at[0]})" if at else None,
        "ucdp.priogrid": _priogrid(*at) if at else None,
        "ucdp.country": codes.gleditsch_ward(country),
        "ucdp.region": codes.ucdp_region(country),
        "ucdp.clarity": 1 if side_a and side_b and place and not row.disputed else 2,
        "ucdp.date_prec": _date_precision(row),
        "ucdp.civilians": dead if kind == 3 else None,
        "ucdp.unknown": None if kind == 3 else dead,
        "ucdp.gwnoa": _government(row, 0),
        "ucdp.gwnob": None if kind == 3 else _government(row, 1),
    }


def _government(row: Row, side: int) -> int | None:
    """The number of the state whose forces that side are, when they are one state's."""
    owners = {party.country for party, kind in acled.sides(row)[side] if kind == _STATE and party.country}
    return codes.gleditsch_ward(owners.pop()) if len(owners) == 1 else None


def _date_precision(row: Row) -> int:
    span = days(row.incident.earliest, row.incident.latest)
    if span is None:
        return 5
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if span <= most), 5)


def _priogrid(lat: float, lon: float) -> int:
    """The half-degree cell that holds a point, numbered from the south-west corner of the earth, 720 a row."""
    row, column = math.floor((lat + 90) * 2), math.floor((lon + 180) * 2)
    return min(row, 359) * 720 + min(column, 719) + 1
