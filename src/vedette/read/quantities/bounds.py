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
    fillers = "a|an|another|some|all|its|of|total of|a total of|by|to|an additional|a further"
    begin = r"(?:^|(?<=[\s(—–\"“'-])|(?<=[,;:]))"
    return re.compile(rf"{begin}(?P<phrase>{alternatives}) ?(?P<filler>(?:{fillers}) )?$", re.I)


@cache
def _sign_of(phrase: str) -> Bound:
    for sign in _SIGNS:
        if phrase.lower() in bounds()["before"][sign]:
            return sign
    return "="


def _glued(phrase: str) -> str:
    """Signs and endings stand at the number, words after a space."""
    return re.escape(phrase) if not phrase[0].isalpha() else " " + re.escape(phrase)


@cache
def _after() -> re.Pattern[str]:
    groups = {"~": "near", "<": "low", ">": "high"}
    words = {s: "|".join(_glued(p) for p in bounds()["after"][s]) for s in _SIGNS}
    parts = [rf"(?P<{groups[s]}>{words[s]})" for s in _SIGNS]
    return re.compile(rf"(?:(?: (?!or |and |at )[a-z]+)?(?:{'|'.join(parts)}))(?![A-Za-z])", re.I)


@cache
def _change() -> re.Pattern[str]:
    near = "|".join(re.escape(p) for p in bounds()["before"]["~"] + bounds()["before"]["<"])
    up, down = ("|".join(re.escape(w) for w in sorted(bounds()[k], key=len, reverse=True)) for k in ("up", "down"))
    verb = rf"(?:(?P<up>{up})|(?P<down>{down}))"
    return re.compile(
        rf"\b{verb}(?: by| another| a further| an additional| a|(?: [\w%-]+){{1,3}} by)?(?: (?:{near}))?(?: to)? $",
        re.I,
    )


@cache
def _particle() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(bounds()['particles'])})(?: \w+)? (?:up|down)(?: a)? $", re.I)


def bound(text: str, item: Item, before: tuple[int, Bound] | None) -> tuple[Bound, int, int]:
    """The sign, and the span of the number with its bounding words; `before`: end and sign of the number before it."""
    left = text[max(0, item.start - _WINDOW) : item.start]
    left = left[left.rfind("\n") + 1 :]
    found = _before().search(left)
    sign: Bound = _sign_of(found["phrase"]) if found else "="
    start = item.start - (len(left) - found.start("phrase")) if found else item.start
    end = item.end
    after = _after().match(text, item.end) or _after().match(text, (item.last or item.number).end)
    if after and sign == "=":
        sign = "~" if after["near"] else "<" if after["low"] else ">"
        end = max(end, after.end())
    if sign != ">":
        sign = _direction(text, item, left) or _carried(text, item, sign, before) or sign
    return sign, start, end


def _direction(text: str, item: Item, left: str) -> Bound | None:
    """ "rose 60%", "was down 2.1%", "+0.2%": amounts of change are shares, money, points and bare numbers."""
    if item.kind in ("time", "age") or not _may_change(text, item):
        return None
    if re.search(r"(?:^|[\s(])\+$", left):
        return "up"
    change = _change().search(left)
    if not change or re.search(r"\b(?:up )?to $", left) or _particle().search(left):
        return None
    return "up" if change["up"] else "down"


def _carried(text: str, item: Item, sign: Bound, before: tuple[int, Bound] | None) -> Bound | None:
    """ "lost 190 points, or 0.6%": the same change said again; "A fell 2%, B by 3%": the verb left out."""
    if before is None or sign != "=" or before[1] not in ("up", "down") or item.start - before[0] > 60:
        return None
    gap = text[before[0] : item.start]
    if re.fullmatch(r"(?: points?)?,? or ", gap) or (item.kind == "share" and re.fullmatch(r"[^.;]* by ", gap)):
        return before[1]
    return None


def _may_change(text: str, item: Item) -> bool:
    """Counted things are counted, not changed."""
    return item.kind is not None or bool(re.compile(r" (?:points?|degrees?)\b|[ ,.;)]|$").match(text, item.end))
