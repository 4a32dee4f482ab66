"""What looks like a quantity and is none: dates, clock times, ordinals, names, scores, codes."""

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from vedette.read.quantities.concept import tagged
from vedette.read.quantities.items import Item
from vedette.read.quantities.tables import guard, guards
from vedette.record import Span, Time

_COUNTED = ("NN", "NNS", "NNPS", "JJ", "JJR", "VBN", "VBG", "CD", "HYPH", "$")


def guarded(doc: Doc, text: str, item: Item, dates: "Dates") -> str | None:
    """Why this number is no quantity, or None when it is one."""
    number = item.number
    if dates.hold(number.start, (item.last or number).end):
        return "time"
    left, right = text[max(0, number.start - 40) : number.start], text[(item.last or number).end :][:40]
    digits = number.end > number.start and text[number.start].isdigit()
    for name, test in (("code", _code), ("clock", _clock)):
        if digits and test(text, item, left, right):
            return name
    if digits and _date(doc, text, item, left, right):
        return "date"
    if digits and _name(doc, text, item, left, right):
        return "name"
    if item.number.rule == "fraction" and guard("ordinal_left").search(left):
        return "part"
    if not digits and _idiom(text, item, left, right):
        return "idiom"
    return None


class Dates:
    """The spans of dates, clock times and sets that the times layer has found, in order."""

    def __init__(self, times: Sequence[Time]) -> None:
        self._spans = sorted(Span(t.start, t.end) for t in times if t.kind in ("date", "time", "set"))
        self._at = 0

    def hold(self, start: int, end: int) -> bool:
        """Does a date share a character with this span? Spans must be asked for from left to right."""
        while self._at < len(self._spans) and self._spans[self._at].end <= start:
            self._at += 1
        return any(s.start < end and start < s.end for s in self._spans[self._at : self._at + 3])


def _code(text: str, item: Item, left: str, right: str) -> bool:
    """Letters or hyphens glued to it (A320, T-72, 737s), ordinals, versions, phone numbers, addresses, list numbers."""
    if item.kind == "money" and item.start < item.number.start:
        return False
    if left.endswith("#") and item.number.scale > 1:
        return False
    if guard("slashes_left").search(left) or guard("slashes_right").match(right):
        return item.unit is None
    if guard("glued_left").search(left) and not guard("free_left").search(left):
        return True
    if guard("list_left").search(left) and guard("list_right").match(right):
        return True
    if item.unit is not None:
        return False
    if item.number.scale == 1 and (guard("glued_right").match(right) or (right.startswith(")") and left.endswith("("))):
        return True
    return bool(guard("variant").match(right) or (item.last is None and guard("phone").match(right)))


def _clock(text: str, item: Item, left: str, right: str) -> bool:
    return bool(guard("clock").match(right))


def _date(doc: Doc, text: str, item: Item, left: str, right: str) -> bool:
    """A year, or a day beside a month's name."""
    number = item.number
    if item.unit or number.scale > 1:
        return False
    if _after_month().search(left) or _before_month().match(right):
        return not guard("people_right").match(right)
    year = guard("year").fullmatch(text[number.start : number.end])
    if not year:
        return False
    if item.last is not None:
        return bool(guard("year_end").fullmatch(text[item.last.start : item.last.end]))
    if guard("year_right").match(right) or guard("year_left").search(left):
        return not guard("people_right").match(right) and not guard("plural_right").match(right)
    return not guard("people_right").match(right) and word_at(doc, number.end) not in ("NNS", "JJ", "VBN", "NNPS")


@cache
def _after_month() -> re.Pattern[str]:
    return re.compile(rf"\b{guards()['patterns']['month']} (?:\d\d?(?:-|–| to | and ))?$")


@cache
def _before_month() -> re.Pattern[str]:
    return re.compile(rf"(?:st|nd|rd|th)? (?:of )?{guards()['patterns']['month']}")


@cache
def _namers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, guards()['numbered']))})\.? ?$", re.I)


def _name(doc: Doc, text: str, item: Item, left: str, right: str) -> bool:
    """The number is part of a name: "Boeing 747", "Section 427", "Resolution 1244"."""
    if item.unit or item.number.scale > 1 or item.last:
        return False
    if _namers().search(left):
        return True
    if _airliner(text, item) or _compound(doc, item.number.start):
        return True
    before = guard("name_left").search(left)
    if not before or before[1] in guards()["not_names"] or guard("people_right").match(right):
        return False
    if guard("first_word_left").search(left) and not _is_named(doc, item.number.start):
        return False
    if _after_person(doc, item):
        return False
    following = word_at(doc, item.number.end)
    if following is None:
        return not guard("phrase_right").match(right) or bool(guard("name_right").match(right))
    return following not in _COUNTED or bool(guard("named_after").match(right))


def _airliner(text: str, item: Item) -> bool:
    """A type of airliner, where the words around speak of flying: "60 Boeing 787 Dreamliners"."""
    number = item.number
    around = text[max(0, number.start - 80) : number.end + 60]
    return bool(guard("airliner").fullmatch(text[number.start : number.end]) and guard("aviation").search(around))


def _compound(doc: Doc, offset: int) -> bool:
    """Does a name before the number go with the noun after it: "Rolls-Royce Trent 900 engines"?"""
    token = _token_before(doc, offset)
    return token is not None and token.tag_ == "NNP" and token.dep_ == "compound" and token.head.idx > offset


def _after_person(doc: Doc, item: Item) -> bool:
    """ "Jane Doe 44 has": an age."""
    token = _token_before(doc, item.number.start)
    return token is not None and token.ent_type_ == "PERSON" and 1 < (item.value or 0) < 110


def _token_before(doc: Doc, offset: int) -> Token | None:
    span = doc.char_span(max(0, offset - 2), offset, alignment_mode="expand") if offset else None
    tokens = [t for t in span if t.idx < offset and not t.is_space] if span is not None else []
    return tokens[-1] if tokens else None


def word_at(doc: Doc, offset: int) -> str | None:
    """The tag of the word that begins here or after one space; None without a tagger."""
    if not tagged(doc):
        return None
    for at in (offset, offset + 1):
        span = doc.char_span(at, at + 1, alignment_mode="expand")
        if span is not None and len(span) and span[0].idx >= offset and not span[0].is_space:
            return span[0].tag_
    return ""


def _is_named(doc: Doc, offset: int) -> bool:
    """Is the word before this place part of a name, although a sentence begins with it?"""
    token = _token_before(doc, offset)
    return token is not None and token.ent_type_ in ("ORG", "PRODUCT", "FAC", "LAW")


@cache
def _idioms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = ("|".join(guards()[key]) for key in ("idiom_left", "idiom_right"))
    return re.compile(rf"\b(?:{before}) $", re.I), re.compile(rf"(?:{after})", re.I)


def _idiom(text: str, item: Item, left: str, right: str) -> bool:
    """ "no one", "one another", "the one", "one day": words that count nothing."""
    if guard("compound_left").search(left) and not guard("free_left").search(left):
        return True
    if text[item.number.start : item.number.end].lower() != "one" or item.last:
        return False
    before, after = _idioms()
    if before.search(left) or after.match(right):
        return True
    return item.unit is None and not guard("noun_right").match(right)
