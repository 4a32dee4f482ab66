"""Slashed dates that may be read two ways (`06/07/2023`): day first or month first, by what the report itself shows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from vedette.read.times.formats import Stamp, habits
from vedette.read.times.recognise import Mention

Habit = Literal["day", "month"]

_SOON: Final = timedelta(days=1)
_LATELY: Final = timedelta(days=10)


def settle(mentions: Sequence[Mention], *, url: str | None, given: date | None) -> tuple[Mention, ...]:
    """Decide each open date by its weekday, the report's own day, or its habit; else leave it open."""
    if not any(_open(m) for m in mentions):
        return tuple(mentions)
    habit = _habit(mentions, url)
    return tuple(_settled(m, habit, given) if _open(m) else m for m in mentions)


def _open(mention: Mention) -> bool:
    stamp = mention.slots.get("stamp")
    return isinstance(stamp, Stamp) and stamp.either


def _settled(mention: Mention, habit: Habit | None, given: date | None) -> Mention:
    stamp: Stamp = mention.slots["stamp"]
    readings = (stamp, stamp.turned())
    fits = [r for r in readings if r.as_date.isoweekday() == mention.slots.get("wd")]
    told = [r for r in readings if given is not None and r.as_date <= given + _SOON]
    near = [r for r in told if given is not None and r.as_date >= given - _LATELY]
    if len(fits) == 1:
        chosen = fits[0]
    elif len(told) == 1:
        chosen = told[0]
    elif habit is not None:
        chosen = readings[0] if habit == "day" else readings[1]
    elif len(near) == 1:
        chosen = near[0]
    else:
        return mention
    return replace(mention, slots=dict(mention.slots) | {"stamp": replace(chosen, either=False)})


def _habit(mentions: Sequence[Mention], url: str | None) -> Habit | None:
    """Which comes first where this report writes dates; None where nothing tells, or where it does both."""
    signs = {sign for mention in mentions if (sign := _sign(mention)) is not None}
    address = _address_sign(url)
    signs |= {address} if address else set()
    return signs.pop() if len(signs) == 1 else None


def _sign(mention: Mention) -> Habit | None:
    """What one other date shows: figures that read one way only, a day before its month's name, an American clock."""
    slots = mention.slots
    stamp = slots.get("stamp")
    if isinstance(stamp, Stamp):
        return habits()["formats"].get(stamp.rule) if not stamp.either else None
    if slots.get("zone") in habits()["american_zones"]:
        return "month"
    return "day" if mention.make == "date" and {"d", "m", "y"} <= set(slots) and _day_leads(slots) else None


def _day_leads(slots: Mapping[str, Any]) -> bool:
    """Slots keep the order in which the words stand."""
    order = list(slots)
    return order.index("d") < order.index("m")


def _address_sign(url: str | None) -> Habit | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    last = host.rpartition(".")[2]
    if last in habits()["american_addresses"]:
        return "month"
    return "day" if len(last) == 2 and last.isalpha() and last not in habits()["worldwide_addresses"] else None
