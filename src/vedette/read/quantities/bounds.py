"""How a number is bounded: at least, about, up to, rose by."""

import re
from functools import cache
from typing import Literal

from vedette.read.quantities.items import Item
from vedette.read.quantities.tables import bounds

Bound = Literal["=", "~", "<", ">", "up", "down"]

_WINDOW = 48
_SIGNS: tuple[Bound, ...] = ("~", "<", ">")


@cache
def _before() -> re.Pattern[str]:
    rows = [(phrase, sign) for sign, phrases in bounds()["before"].items() for phrase in phrases]
    rows.sort(key=lambda row: -len(row[0]))
    alternatives = "|".join(re.escape(phrase) for phrase, _ in rows)
    fillers = "a|an|the|another|some|all|its|of|total of|a total of|by|to|an additional|a further"
    begin = r"(?:^|(?<=[\s(—–\"“'-])|(?<=[,;:]))"
    return re.compile(rf"{begin}(?P<phrase>{alternatives}) ?(?P<filler>(?:{fillers}) )?$", re.I)


@cache
def _sign_of(phrase: str) -> Bound:
    for sign in _SIGNS:
        if phrase.lower() in bounds()["before"][sign]:
            return sign
    return "="


@cache
def _after() -> re.Pattern[str]:
    groups = {"~": "near", "<": "low", ">": "high"}
    parts = [rf"(?P<{groups[s]}>{'|'.join(re.escape(p) for p in bounds()['after'][s])})" for s in _SIGNS]
    return re.compile(rf" ?(?:people |persons |men )?(?:{'|'.join(parts)})(?![A-Za-z])", re.I)


@cache
def _change() -> re.Pattern[str]:
    near = "|".join(re.escape(p) for p in bounds()["before"]["~"] + bounds()["before"]["<"])
    up, down = ("|".join(re.escape(w) for w in sorted(bounds()[k], key=len, reverse=True)) for k in ("up", "down"))
    return re.compile(
        rf"\b(?:(?P<up>{up})|(?P<down>{down}))(?: by| another| a further| an additional| a)?(?: (?:{near}))?(?: to)? $",
        re.I,
    )


def bound(text: str, item: Item) -> tuple[Bound, int, int]:
    """The sign and the span of the number with its bounding words."""
    left = text[max(0, item.start - _WINDOW) : item.start]
    line = left.rfind("\n")
    left = left[line + 1 :] if line >= 0 else left
    found = _before().search(left)
    sign: Bound = _sign_of(found["phrase"]) if found else "="
    start = item.start - (len(left) - found.start("phrase")) if found else item.start
    after = _after().match(text, item.end) or _after().match(text, (item.last or item.number).end)
    end = item.end
    if after and sign == "=":
        sign = "~" if after["near"] else "<" if after["low"] else ">"
        end = max(end, after.end())
    if sign != ">" and item.kind not in ("time", "age", "length") and _may_change(text, item):
        change = _change().search(left)
        signed = re.search(r"(?:^|[\s(])([+])$", left)
        if signed or (change and not re.search(r"\bup to $|\bto $", left)):
            sign = "up" if signed or (change and change["up"]) else "down"
    return sign, start, end


def _may_change(text: str, item: Item) -> bool:
    """Amounts of change are shares, money, points and bare numbers; counted things are counted."""
    return item.kind is not None or bool(re.compile(r" (?:points?|degrees?)\b|[ ,.;)]|$").match(text, item.end))
