"""A number with its unit: "$40bn", "15 km", "five per cent", "a 12-page ..."."""

import re
from dataclasses import dataclass, replace
from functools import cache

from vedette.read.quantities.numerals import Numeral, numbers
from vedette.read.quantities.tables import Unit, units

_LONGEST = 3
_RIGHT = re.compile(
    r"(?P<gap>[ \u00a0\u2009\u202f]?-?|-)(?P<word>[A-Za-z.²³μµ/]+(?:-old|-ft|2|3)?|[%$€£¥°℃℉″′”₹₽₴₺₪﹪٪]+[CF]?)"
)
_PER = re.compile(
    r" ?(?:(?:US|U\.S\.|CAD) )?(?:per|an?|/)[ -]?"
    r"(?P<unit>share|barrel|day|week|month|year|hour|minute|second|person|head|capita|century|night|kilo|litre|tonne)\b"
)


_MINUS = re.compile(r"(?:\bminus[ -]|(?<=\s)[-−])$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One number (or range) with its unit, before bound and concept are read; `start`, `end` take in the unit."""

    start: int
    end: int
    low: float | None
    value: float | None
    high: float | None
    number: Numeral
    unit: str | None
    kind: str | None
    rule: str
    last: Numeral | None = None


@cache
def _left() -> re.Pattern[str]:
    """A currency right before a number; a letter form must stand free."""
    forms = [f for f, u in units().items() if u.kind == "money" and not (len(f) == 1 and f.isalpha())]
    codes = "|".join(
        re.escape(f)
        for f in sorted(forms, key=len, reverse=True)
        if len(f) <= 5 and f.lower() not in ("try", "cent", "won", "real", "mark")
    )
    return re.compile(rf"(?:(?<![A-Za-z])(?:usd\$|{codes})|[$€£¥]) ?$", re.I)


def items(text: str) -> list[Item]:
    """All numbers of the text with their units, ranges joined."""
    found = [_item(text, number) for number in numbers(text)]
    return _ranges(text, found)


def _item(text: str, number: Numeral) -> Item:
    start, end, unit = number.start, number.end, None
    before = _left().search(text[max(0, start - 7) : start])
    if before:
        unit = units().get(before[0].strip().lower(), Unit("dollar", "money"))
        start -= len(before[0])
    after = _unit_after(text, end)
    if after and (unit is None or after[0].kind == unit.kind):
        unit, end = after
    if unit and unit.kind != "time" and (minus := _MINUS.search(text[max(0, start - 7) : start])) and number.value:
        start -= len(minus[0])
        number = replace(number, low=-number.value, value=-number.value, high=-number.value)
    name = unit.name if unit else None
    per = _PER.match(text, end) if unit and unit.kind not in ("share", "time", "age") else None
    if per and name:
        name, end = f"{name} per {per['unit']}", per.end()
    return Item(
        start=start,
        end=end,
        low=number.low,
        value=number.value,
        high=number.high,
        number=number,
        unit=name,
        kind=unit.kind if unit else None,
        rule=number.rule,
    )


def _unit_after(text: str, at: int) -> tuple[Unit, int] | None:
    """The longest unit of the table that follows at `at`, glued, after a space or after a hyphen."""
    match = _RIGHT.match(text, at)
    if not match or not match["word"]:
        return None
    ends = [match.end()]
    for _ in range(_LONGEST - 1):
        more = re.compile(r"[ -][A-Za-z.]+").match(text, ends[-1])
        if not more:
            break
        ends.append(more.end())
    if match["word"] == "”" and _closes_quote(text, at):
        return None
    for end in reversed(ends):
        unit = _lookup(text[match.start("word") : end].rstrip("."), glued=match["gap"] == "")
        if unit is not None:
            return unit, match.start("word") + len(text[match.start("word") : end].rstrip("."))
    return None


def _closes_quote(text: str, at: int) -> bool:
    """Does the mark after a number end a quotation that was opened before, or is it the sign of inches?"""
    before = text[max(0, at - 600) : at]
    return before.rfind("“") > before.rfind("”") or bool(re.search(r"\d{3}$", before))


def _lookup(form: str, *, glued: bool) -> Unit | None:
    table = units()
    if len(form) == 1:
        if form.isalpha() and not glued and form not in "mlCp":
            return None
        return table.get(form)
    return table.get(form.lower()) or (table.get(form.lower().replace("-", " ")) if "-" in form else None)


_DASH = re.compile(r" ?(?:-|–|—|‑|to|to-|or|/|through|up to) ?", re.I)
_FROM = re.compile(
    r"\b(?:between|from|ranging from)(?: (?:about|around|some|roughly|approximately|an estimated))? $", re.I
)


_YEAR = re.compile(r"\b(?:in|since|of) (?:19|20)\d\d$")


def _ranges(text: str, found: list[Item]) -> list[Item]:
    joined: list[Item] = []
    for item in found:
        previous = joined[-1] if joined else None
        pair = _range(text, previous, item) if previous else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(item)
    return joined


def _range(text: str, left: Item, right: Item) -> Item | None:
    """One item for "500 to 650", "between $12m and $20m", "15-20%"; None when the two are not one range."""
    gap = text[left.end : right.start]
    if len(gap) > 8 or left.value is None or right.value is None or left.last or "\n" in gap:
        return None
    begun = _FROM.search(text[max(0, left.start - 40) : left.start])
    between = begun and "between" in begun[0].lower()
    if not ((between and gap.strip() == "and") or (_DASH.fullmatch(gap) and (gap != " " and gap))):
        return None
    same = left.unit == right.unit or (right.unit or "").startswith(f"{left.unit} per ")
    if left.unit and not same and (right.unit or left.kind != "money"):
        return None
    if left.unit is None and right.number.scale > 1 and _YEAR.search(text[max(0, left.start - 5) : left.end]):
        return None
    if gap.strip().lower() == "or" and not (left.number.words and right.number.words and right.value - left.value == 1):
        return None
    low, high = left.value, right.value
    if right.number.scale > 1 and left.number.scale == 1 and low < 1000 and low < high / right.number.scale + 1:
        low *= right.number.scale
    if not low < high:
        return None
    if gap.strip() in ("-", "–", "—", "‑", "/") and not left.unit and left.number.words != right.number.words:
        return None
    unit = right if right.unit else left
    start = left.start - len(begun[0]) if begun and between else left.start
    return replace(
        left,
        start=start,
        end=right.end,
        low=low,
        value=None,
        high=high,
        unit=unit.unit,
        kind=unit.kind,
        rule="range",
        last=right.number,
    )
