"""The story so far: what each expression is reckoned from, as the report is read from beginning to end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedette.read.times.calendar import days_of
from vedette.read.times.direction import Directions
from vedette.read.times.frame import Frame, Reckoned
from vedette.read.times.quoted import Sayings
from vedette.read.times.reckon import reckon
from vedette.read.times.recognise import Mention

_ASIDE: Final = frozenset({"earlier", "quarter-year-ago"})
_LOOKS: Final = frozenset({"date", "month", "weekday", "season", "quarter", "weekend", "holiday", "day_of_month"})
_BY_DAY: Final = frozenset({"date", "daypart", "weekday", "day_of_month"})
_NEAR: Final = 40
_LONG_AGO: Final = 300


@dataclass(slots=True)
class _Story:
    day: date | None = None
    value: str | None = None
    quarter: str | None = None

    def learn(self, found: Reckoned, *, aside: bool) -> None:
        """Move on to a date that the narrative has named."""
        if found.kind not in ("date", "time"):
            return
        days = days_of(found.value)
        if days is None:
            if found.value.startswith("XXXX"):
                self.day, self.value = None, found.value
            return
        self.value = found.value.split("T")[0]
        if "-Q" in found.value and not aside:
            self.quarter = found.value
        if days[0] == days[1]:
            self.day = days[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """What is needed to tell the story of one report: its expressions, its quoted words, the way its sentences look."""

    mentions: Sequence[Mention]
    directions: Directions
    sayings: Sayings

    def reckon_from(self, today: date | None) -> tuple[Reckoned | None, ...]:
        """The value of every expression, in order, with this day as the report's own."""
        story, found = _Story(), []
        for index, mention in enumerate(self.mentions):
            result = self._one(index, mention, story, today)
            found.append(result)
            if result is not None and mention.rule not in _ASIDE:
                story.learn(result, aside=mention.rule == "ago")
            if mention.rule == "duration" and mention.slots.get("unit") in ("M", "Y"):
                story.quarter = None
        return tuple(found)

    def _one(self, index: int, mention: Mention, story: _Story, today: date | None) -> Reckoned | None:
        ahead = self.directions.ahead(mention.start, mention.end) if mention.make in _LOOKS else 0
        spoken = self._day_of_saying(mention, today)
        by_day = mention.make in _BY_DAY or mention.slots.get("unit") in ("D", "day")
        named = days_of(story.value) if story.value else None
        base = story.day if by_day else named[0] if named else None
        if mention.rule == "clock":
            base = self._day_beside(index, today) or base
        frame = Frame(
            today=spoken or today,
            story=base,
            story_value=story.value,
            quarter=story.quarter,
            ahead=ahead,
            quoted=spoken is not None,
        )
        if mention.make == "deictic" and self._means_nowadays(index, today):
            return Reckoned(
                kind="date", value="PRESENT_REF", anchor=frame.spoken, first=today, last=today, open_days=True
            )
        return reckon(mention.make, mention.slots, frame)

    def _day_of_saying(self, mention: Mention, today: date | None) -> date | None:
        """The day on which the quoted words around a mention were said, where the text gives it."""
        dated_by = self.sayings.around(mention)
        if dated_by is None or dated_by is mention or today is None:
            return None
        ahead = min(0, self.directions.ahead(dated_by.start, dated_by.end))
        result = reckon(dated_by.make, dated_by.slots, Frame(today=today, ahead=ahead))
        days = days_of(result.value) if result is not None else None
        return days[0] if days and days[0] == days[1] and days[0] <= today else None

    def _day_beside(self, index: int, today: date | None) -> date | None:
        """The day named right after an hour (`at 10:35 local time on Friday`)."""
        if index + 1 >= len(self.mentions):
            return None
        here, after = self.mentions[index], self.mentions[index + 1]
        if after.start - here.end > _NEAR or after.make not in ("weekday", "date", "deictic") or after.rule == "clock":
            return None
        if any(mark in self.directions.text[here.end : after.start] for mark in ".\n;"):
            return None
        result = reckon(after.make, after.slots, Frame(today=today))
        days = days_of(result.value) if result is not None else None
        return days[0] if days and days[0] == days[1] else None

    def _means_nowadays(self, index: int, today: date | None) -> bool:
        """`26,000 in 2003 and today about 3,800`: a today set against years long past means these days."""
        mention = self.mentions[index]
        if mention.slots.get("deictic") != 0 or set(mention.slots) != {"deictic"} or today is None or index == 0:
            return False
        before = self.mentions[index - 1]
        between = self.directions.text[before.end : mention.start]
        if before.slots.get("y") is None or len(between) > 80 or ". " in between or "\n" in between:
            return False
        return (today.year - int(before.slots["y"])) * 365 > _LONG_AGO
