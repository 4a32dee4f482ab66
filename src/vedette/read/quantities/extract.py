"""From text to quantities: numbers, ranges, single people and units of force, vague words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc

from vedette.read.quantities.bounds import Bound, bound
from vedette.read.quantities.concept import concept
from vedette.read.quantities.guards import Dates, guarded, word_at
from vedette.read.quantities.items import Item, items
from vedette.read.quantities.tables import counted, numerals
from vedette.record import Quantity, Span, Time


def read_quantities(doc: Doc, text: str, times: Sequence[Time], made_by: str) -> tuple[Quantity, ...]:
    """All quantities of one report in order of the text; none overlaps another."""
    dates = Dates(times)
    found: list[Quantity] = []
    for item in items(text):
        if guarded(doc, text, item, dates) is None:
            before = (found[-1].end, found[-1].bound) if found else None
            found.append(_quantity(doc, text, item, before, made_by))
    return tuple(_apart(found, _vague(doc, text, made_by)))


def _apart(numbers: list[Quantity], vague: Iterator[Quantity]) -> Iterator[Quantity]:
    """All in order; a vague one that shares a character with a number gives way."""
    rows = sorted([(q.start, 0, q) for q in numbers] + [(q.start, 1, q) for q in vague], key=lambda row: row[:2])
    end = 0
    for n, (start, rank, quantity) in enumerate(rows):
        ahead = rows[n + 1][0] if rank and n + 1 < len(rows) else quantity.end
        if start >= end and ahead >= quantity.end:
            end = quantity.end
            yield quantity


def _quantity(doc: Doc, text: str, item: Item, before: tuple[int, Bound] | None, made_by: str) -> Quantity:
    sign, start, end = bound(text, item, before)
    unit, span = item.unit, None
    noun = concept(doc, item)
    if noun is not None:
        span = noun[0]
        unit = unit or noun[1].lower_
    return Quantity(
        start=start,
        end=end,
        value=_plain(item.value),
        low=_plain(item.low),
        high=_plain(item.high),
        bound=sign,
        unit=unit,
        concept=span,
        made_by=made_by,
        rule=item.rule,
    )


def _plain(value: float | None) -> float | int | None:
    """Whole numbers as int."""
    return int(value) if value is not None and value == value and abs(value) < 1e15 and value == int(value) else value


@cache
def _vague_pattern() -> re.Pattern[str]:
    data = counted()
    people = "|".join(sorted(map(re.escape, data["people"]), key=len, reverse=True))
    one = "|".join(sorted(map(re.escape, data["one"]), key=len, reverse=True))
    words = "|".join(sorted(map(re.escape, numerals()["vague"]), key=len, reverse=True))
    free = "".join(f"(?<!{word} )" for word in ("how", "so", "as", "too", "not"))
    some = rf"{free}(?P<vague>{words})(?P<gap> (?:[A-Za-z'’-]+ ){{0,2}}?)(?P<people>{people})"
    single = rf"(?P<article>an?|another)(?P<between> (?:[A-Za-z-]+ ){{0,2}}?)(?P<one>{one})"
    other = r"(?P<other>another)(?= (?:was|is|had|has|died|remains?|suffered)\b)"
    return re.compile(rf"\b(?:{some}|{single}|{other})\b(?!-)", re.I)


def _vague(doc: Doc, text: str, made_by: str) -> Iterator[Quantity]:
    """ "several people", "a policeman", "another battalion"."""
    for match in _vague_pattern().finditer(text):
        if match["vague"]:
            yield _several(match, made_by)
        elif match["other"]:
            yield _another(match, made_by)
        elif _ends_phrase(doc, match.end()):
            yield _single(match, made_by)


def _ends_phrase(doc: Doc, offset: int) -> bool:
    """Is the noun that ends here the head: "a policeman", not "a police officer training scheme"?"""
    return word_at(doc, offset) not in ("NN", "NNS", "HYPH", "NNP")


def _several(match: re.Match[str], made_by: str) -> Quantity:
    low, high = numerals()["vague"][match["vague"].lower()]
    return Quantity(
        start=match.start(),
        end=match.end("vague"),
        value=None,
        low=low,
        high=high,
        bound="~",
        unit=match["people"].lower(),
        concept=Span(match.start("gap") + 1, match.end("people")),
        made_by=made_by,
        rule="vague",
    )


def _single(match: re.Match[str], made_by: str) -> Quantity:
    concept = Span(match.start("between") + 1, match.end("one"))
    return _one(match, made_by, unit=match["one"].lower(), concept=concept)


def _another(match: re.Match[str], made_by: str) -> Quantity:
    """ "... and another was wounded": one more of those named before."""
    return _one(match, made_by, unit=None, concept=None)


def _one(match: re.Match[str], made_by: str, *, unit: str | None, concept: Span | None) -> Quantity:
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=1,
        low=1,
        high=1,
        bound="=",
        unit=unit,
        concept=concept,
        made_by=made_by,
        rule="single",
    )
