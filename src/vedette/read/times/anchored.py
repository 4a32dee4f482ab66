"""Times counted from an event (`two days after the attack`): from the day that the report gives that event."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from vedette.read.times.calendar import add_units, days_of
from vedette.read.times.frame import Reckoned
from vedette.read.times.lexicon import lexicon
from vedette.read.times.recognise import Mention
from vedette.read.times.slots import count_of, unit_name
from vedette.record import Span

_DAY: Final = timedelta(days=1)
_REACH: Final = 60
_SENTENCE: Final = 240
_COUNTED: Final = frozenset({"duration", "duration-one", "duration-vague", "earlier", "day-after-event"})
_LINK: Final = re.compile(r"\s+(?P<link>after|following|into|before|ahead of|prior to)\s+", re.IGNORECASE)
_AFTER: Final = frozenset({"after", "following", "into"})
_STOP: Final = re.compile(r"[.;:!?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    """The words that name the event, the way to count from it, and its day where the report gives one."""

    words: Span
    sign: int
    day: date | None


def count_from_events(
    text: str, mentions: Sequence[Mention], found: Sequence[Reckoned | None]
) -> tuple[Reckoned | None, ...]:
    """Give times that hang on an event the days that follow from it; the TIMEX3 value of a length stays a length."""
    told = list(found)
    known: dict[str, date] = {}
    learnt = 0
    for index, mention in enumerate(mentions):
        result = told[index]
        link = _link(text, mention) if result is not None else None
        if result is None or link is None:
            continue
        _learn(text, mentions[learnt:index], told[learnt:index], known)
        learnt = index
        anchor = _anchor(text, link, index, mentions, told, known)
        if anchor is not None:
            told[index] = _counted(result, mention, anchor)
    return tuple(told)


def _link(text: str, mention: Mention) -> re.Match[str] | None:
    named = _events().search(text, mention.start, mention.end) if mention.make == "event" else None
    if named is not None:
        return named
    return _LINK.match(text, mention.end) if mention.rule in _COUNTED else None


def _anchor(
    text: str,
    link: re.Match[str],
    index: int,
    mentions: Sequence[Mention],
    found: Sequence[Reckoned | None],
    known: dict[str, date],
) -> _Anchor | None:
    """The next day named in the clause, else an event noun; None where neither stands there."""
    way = link.groupdict().get("link")
    sign = 0 if way is None else 1 if way.lower() in _AFTER else -1
    stop = _STOP.search(text, link.end(), link.end() + _REACH)
    end = stop.start() if stop else min(link.end() + _REACH, len(text))
    following = index + 1
    if way is not None and following < len(mentions) and mentions[following].start < end:
        day = _one_day(found[following])
        if day is not None:
            return _Anchor(words=Span(mentions[following].start, mentions[following].end), sign=sign, day=day)
    noun = link if way is None else _events().search(text, link.end(), end)
    if noun is None:
        return None
    return _Anchor(words=Span(noun.start(), noun.end()), sign=sign, day=known.get(_stem(noun[0])))


def _counted(result: Reckoned, mention: Mention, anchor: _Anchor) -> Reckoned:
    """The days so far from the anchor; open where its day or the count is not known."""
    result = replace(result, relative_to=anchor.words, anchor="context", open_days=True)
    if mention.make == "event":
        day = anchor.day + _DAY * int(mention.slots.get("step", anchor.sign)) if anchor.day else None
        since = None if "since" in mention.slots else day
        return replace(result, value=day.isoformat() if day and since else result.value, first=day, last=since)
    count = count_of(mention.slots)
    if mention.rule == "earlier" and anchor.day is None:
        return replace(result, value="XXXX-XX-XX", first=None, last=None)
    if anchor.day is None or count is None or "unit" not in mention.slots:
        return replace(result, first=None, last=None)
    unit = unit_name(mention.slots["unit"])
    if unit.startswith("T"):
        near = sorted((anchor.day, anchor.day + _DAY * anchor.sign))
        return replace(result, first=near[0], last=near[1])
    moved = add_units(anchor.day, unit, anchor.sign * count)
    value = moved.isoformat() if moved and mention.rule == "earlier" and unit == "D" else result.value
    return replace(result, value=value, first=moved, last=moved)


def _learn(text: str, mentions: Sequence[Mention], found: Sequence[Reckoned | None], known: dict[str, date]) -> None:
    """Note the events told in one sentence with a day; what is told later counts."""
    for mention, result in zip(mentions, found, strict=True):
        day = _one_day(result)
        if day is None:
            continue
        before = max(text.rfind(mark, max(0, mention.start - _SENTENCE), mention.start) for mark in (". ", "\n"))
        stop = _STOP.search(text, mention.end, mention.end + _SENTENCE)
        end = stop.start() if stop else mention.end + _SENTENCE
        for noun in _events().finditer(text, max(before, mention.start - _SENTENCE, 0), min(end, len(text))):
            known[_stem(noun[0])] = day


def _one_day(result: Reckoned | None) -> date | None:
    if result is None or result.kind not in ("date", "time") or result.relative_to is not None:
        return None
    days = days_of(result.value)
    return days[0] if days is not None and days[0] == days[1] else None


def _stem(word: str) -> str:
    """The singular that stands for the noun in the lexicon."""
    word = word.lower()
    return str(lexicon().values["EVENT"].get(word, word))


@cache
def _events() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lexicon().values["EVENT"]) + r")\b", re.IGNORECASE)
