"""Reads numbers in digits and words out of plain text, in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vedette.read.quantities.tables import numerals, units

_WORDS = r"[A-Za-z]+"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*|(?<![\w.])\.\d+"
_PIECE = re.compile(rf"(?P<digits>{_DIGITS})|(?P<vulgar>[½⅓⅔¼¾⅛])|(?P<word>{_WORDS})")
_JOIN = re.compile(r"[ \t\u00a0\u2009\u202f]{1,2}|-|\u2011| and |-and-")
_TOO_LARGE = 1e18
_HALF = re.compile(r" and a (half|quarter)\b(?: (hundred|thousand|million|billion|trillion|dozen)\b)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number in the text; `value` None when the words give a range only ("dozens")."""

    start: int
    end: int
    low: float | None
    value: float | None
    high: float | None
    words: bool
    rule: str
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: str
    value: float


@cache
def _lexicon() -> dict[str, tuple[str, float]]:
    data = numerals()
    table: dict[str, tuple[str, float]] = {}
    for kind in ("units", "tens", "scales", "dozen", "fractions"):
        for word, value in data[kind].items():
            table[word] = (kind, float(value))
    for word in data["plurals"]:
        table[word] = ("plurals", 0)
    return table


def numbers(text: str) -> Iterator[Numeral]:
    """Every number in the text, left to right, none inside another; raises nothing, whatever the text."""
    pieces = list(_pieces(text))
    at = 0
    while at < len(pieces):
        found, used = _number(text, pieces, at)
        if found is not None and abs(found.high or found.low or 0.0) < _TOO_LARGE:
            yield found
        at += max(used, 1)


def _pieces(text: str) -> Iterator[_Piece]:
    lexicon, vulgar = _lexicon(), numerals()["vulgar"]
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match["digits"]:
            yield _Piece(start, end, "digits", _digits(match["digits"]))
        elif match["vulgar"]:
            yield _Piece(start, end, "vulgar", vulgar[match["vulgar"]])
        else:
            entry = lexicon.get(match["word"].lower())
            before = text[start - 1] if start else " "
            if entry and (before.isdigit() or not (before.isalnum() or before == "_")):
                yield _Piece(start, end, *entry)


def _digits(surface: str) -> float:
    """The value; "50.000" and "1.200.000" are thousands written with points."""
    plain = re.sub(r"[,\u00a0\u2009\u202f]", "", surface)
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}|\d{1,3}\.000", plain):
        plain = plain.replace(".", "")
    try:
        return float(plain)
    except ValueError:
        return float("nan")


def _joined(text: str, left: _Piece, right: _Piece) -> str | None:
    """What stands between two pieces, when it may stand inside a number."""
    gap = text[left.end : right.start]
    return gap if len(gap) <= 5 and (gap == "" or _JOIN.fullmatch(gap)) else None


def _number(text: str, pieces: list[_Piece], at: int) -> tuple[Numeral | None, int]:
    first = pieces[at]
    if first.kind == "plurals":
        return _plural(text, pieces, at)
    if first.kind == "fractions":
        return _bare_fraction(text, pieces, at)
    if first.kind in ("scales", "dozen"):
        return _with_article(text, pieces, at)
    if first.kind == "vulgar":
        return _made(text, first.start, first.end, first.value, rule="fraction"), 1
    return _counted(text, pieces, at)


def _counted(text: str, pieces: list[_Piece], at: int) -> tuple[Numeral | None, int]:
    """Digits or number words, with their scales: "1.2 million", "two hundred and five"."""
    first = pieces[at]
    if not first.value < _TOO_LARGE:
        return None, 1
    total, current, last, used = 0.0, first.value, first, 1
    scale, limit = 1.0, float("inf")
    while at + used < len(pieces):
        piece = pieces[at + used]
        gap = _joined(text, last, piece)
        if gap is None:
            break
        step = _step(first, last, piece, gap, current, total, limit)
        if step is None:
            break
        total, current, limit = step
        scale *= piece.value if piece.kind in ("scales", "dozen") else 1.0
        last, used = piece, used + 1
    value, end = total + current, last.end
    if at + used < len(pieces) and pieces[at + used].kind == "fractions":
        fraction = _fraction_after(text, last, pieces[at + used], value)
        if fraction is not None:
            return _made(text, first.start, pieces[at + used].end, fraction, rule="fraction"), used + 1
    outof = _share_of(text, pieces, at, used, value)
    if outof is not None:
        return outof
    half = _HALF.match(text, end)
    if half:
        value = (value + (0.5 if half[1] == "half" else 0.25)) * _lexicon().get(half[2] or "", ("", 1.0))[1]
        used += sum(p.start < half.end() for p in pieces[at + used : at + used + 3])
        return _made(text, first.start, half.end(), value, rule="fraction"), used
    if first.kind == "digits" and used == 1:
        glued = _glued(text, first)
        if glued is not None:
            return glued, 1
    return _made(text, first.start, end, value, words=first.kind != "digits", scale=scale), used


def _step(
    first: _Piece, last: _Piece, piece: _Piece, gap: str, current: float, total: float, limit: float
) -> tuple[float, float, float] | None:
    """The sums after one more piece, or None when the piece begins something else."""
    if piece.kind == "vulgar":
        return (
            (total, current + piece.value, limit)
            if gap in ("", " ") and last is first and first.kind == "digits"
            else None
        )
    if piece.kind in ("scales", "dozen"):
        if (gap == "" and first.kind != "digits") or "and" in gap:
            return None
        if piece.value == 100:
            return (total, current * 100, limit) if last.kind in ("units", "digits") else None
        if last.kind in ("scales",) and last.value != 100 and last is not first:
            return (0.0, (total + current) * piece.value, limit) if piece.value > last.value else None
        return (total + current * piece.value, 0.0, piece.value) if piece.value < limit else None
    if first.kind == "digits" or piece.kind not in ("units", "tens"):
        return None
    if last.kind == "tens" and piece.kind == "units" and piece.value < 10 and "and" not in gap:
        return total, current + piece.value, limit
    if last.kind == "scales" and gap != "-":
        return total, current + piece.value, limit
    return None


def _share_of(text: str, pieces: list[_Piece], at: int, used: int, value: float) -> tuple[Numeral, int] | None:
    """ "one in four", "nine out of ten"."""
    if at + used >= len(pieces) or not 1 <= value <= 20 or value != int(value):
        return None
    piece = pieces[at + used]
    gap = text[pieces[at + used - 1].end : piece.start].lower()
    if gap != " out of " and not (gap == " in " and value == 1 and pieces[at].kind == "units"):
        return None
    if not value < piece.value <= 1000 or piece.kind not in ("units", "tens", "digits"):
        return None
    return _made(text, pieces[at].start, piece.end, value / piece.value, words=True, rule="fraction"), used + 1


def _fraction_after(text: str, last: _Piece, piece: _Piece, value: float) -> float | None:
    """ "two-thirds", "three quarters": parts of one, when they are parts of something or stand alone as such."""
    gap = text[last.end : piece.start]
    if gap not in (" ", "-") or not 1 <= value <= 20 or value != int(value):
        return None
    plural = text[piece.start : piece.end].lower().endswith("s")
    if (value > 1) != plural:
        return None
    return value / piece.value


def _glued(text: str, piece: _Piece) -> Numeral | None:
    """Digits with a scale glued to them: "$40bn", "25k", "35m"."""
    match = re.compile(r"(?:mn|mln|Mn|bn|Bn|bln|tn|trn|million|billion|trillion|[kKmMbBtT])(?![A-Za-z0-9²³])").match(
        text, piece.end
    )
    if not match:
        return None
    data, word = numerals(), match[0]
    money = _money_before(text, piece.start)
    factor = data["glued"].get(word)
    if factor is None:
        if not money and not (word in "mM" and _counts_after(text, match.end())):
            return None
        factor = data["glued_money"][word]
    return _made(text, piece.start, match.end(), piece.value * factor, scale=factor)


def _money_before(text: str, at: int) -> bool:
    word = re.compile(r"[^\s\d(]{1,4}\s?$").search(text[max(0, at - 6) : at])
    if not word:
        return False
    unit = units().get(word[0].strip().lower())
    return unit is not None and unit.kind == "money"


def _counts_after(text: str, at: int) -> bool:
    """Does "35m" go on like a count ("of its devices", "combined sales") and not like a length?"""
    match = re.compile(
        r" (of|[a-z]+ing|[a-z]+ed|[a-z]+s|people|men|women|children|digital|new|more|residents)\b"
    ).match(text, at)
    return match is not None and match[1] not in ("across", "towers", "is", "was", "has", "above", "sprints", "towards")


def _plural(text: str, pieces: list[_Piece], at: int) -> tuple[Numeral | None, int]:
    """ "dozens", "hundreds", "tens of thousands": one order of their kind."""
    first = pieces[at]
    data = numerals()["plurals"]
    low, high = data[text[first.start : first.end].lower()]
    end, used = first.end, 1
    while (
        at + used < len(pieces)
        and text[end : pieces[at + used].start] == " of "
        and pieces[at + used].kind == "plurals"
    ):
        piece = pieces[at + used]
        factor = data[text[piece.start : piece.end].lower()][0]
        low, high, end, used = low * factor, high * factor, piece.end, used + 1
    return Numeral(start=first.start, end=end, low=low, value=None, high=high, words=True, rule="order"), used


def _with_article(text: str, pieces: list[_Piece], at: int) -> tuple[Numeral | None, int]:
    """ "a hundred", "half a million", "a dozen"; a scale with nothing before it is no number of its own."""
    first = pieces[at]
    before = text[max(0, first.start - 24) : first.start]
    vague = re.compile(r"\b(several|a few|a couple of|many)[ ]$", re.I).search(before)
    if vague:
        few = vague[1].lower() == "a couple of"
        return Numeral(
            start=first.start - len(vague[0]),
            end=first.end,
            low=2 * first.value,
            value=None,
            high=(2 if few else 10) * first.value,
            words=True,
            rule="order",
        ), 1
    article = re.compile(r"(?:\b(half|quarter) (?:of )?)?\b(an?|another)[ ]$", re.I).search(before)
    if not article or text[first.start : first.end] == "score" or text[first.start : first.end] == "gross":
        return None, 1
    parts = {"half": 0.5, "quarter": 0.25}.get((article[1] or "").lower(), 1.0)
    start = first.start - len(article[0])
    value, end, used = parts * first.value, first.end, 1
    rest = _rest(text, pieces, at) if parts == 1.0 and first.kind == "scales" else None
    if rest is not None:
        value, end, used = rest
    return _made(text, start, end, value, words=True, scale=first.value), used


def _rest(text: str, pieces: list[_Piece], at: int) -> tuple[float, int, int] | None:
    """What follows "a hundred": "... and twenty", "... thousand"."""
    one = _Piece(pieces[at].start - 1, pieces[at].start - 1, "units", 1.0)
    found, used = _counted(text, [one, *pieces[at : at + 8]], 0)
    if found is None or found.value is None or used < 2:
        return None
    return found.value, found.end, used - 1


def _bare_fraction(text: str, pieces: list[_Piece], at: int) -> tuple[Numeral | None, int]:
    """ "a third of", "half of"; "a third" alone is an ordinal."""
    first = pieces[at]
    word = text[first.start : first.end].lower()
    if at + 1 < len(pieces) and text[first.end : pieces[at + 1].start].lower() in (" a ", " an "):
        return None, 1
    if not re.compile(r" (?:of|the)\b").match(text, first.end):
        return None, 1
    article = re.compile(r"\b(an?|one) $", re.I).search(text[max(0, first.start - 5) : first.start])
    if word == "half":
        if not text.startswith(" of", first.end):
            return None, 1
    elif not article or not text.startswith(" of", first.end):
        return None, 1
    start = first.start - (len(article[0]) if article else 0)
    return _made(text, start, first.end, 1 / first.value, words=True, rule="fraction"), 1


def _made(
    text: str, start: int, end: int, value: float, *, words: bool = False, scale: float = 1.0, rule: str = "number"
) -> Numeral:
    number = round(value, 9) if abs(value) < 1e15 and rule == "number" else value
    return Numeral(start=start, end=end, low=number, value=number, high=number, words=words, rule=rule, scale=scale)
