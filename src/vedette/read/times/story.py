"""The story so far: what each expression is reckoned from, as the report is read from beginning to end."""

from dataclasses import dataclass
from datetime import date

from vedette.read.times.calendar import days_of
from vedette.read.times.direction import Directions
from vedette.read.times.frame import Frame, Reckoned
from vedette.read.times.reckon import reckon
from vedette.read.times.recognise import Mention

_BARE_MAKES = frozenset({"date", "month", "weekday", "season", "quarter", "weekend"})
_ASIDE = frozenset({"earlier", "quarter-year-ago"})
_BY_DAY = frozenset({"date", "daypart", "weekday"})


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
            return
        self.value = found.value.split("T")[0]
        if "-Q" in found.value and not aside:
            self.quarter = found.value
        if days[0] == days[1]:
            self.day = days[0]


def reckon_all(
    mentions: tuple[Mention, ...], today: date | None, directions: Directions
) -> tuple[Reckoned | None, ...]:
    """The value of every expression, in order, with the report's day as `today`."""
    story, found = _Story(), []
    for mention in mentions:
        ahead = directions.ahead(mention.start, mention.end) if mention.make in _BARE_MAKES else 0
        result = reckon(mention.make, mention.slots, _frame(mention, story, today, ahead))
        found.append(result)
        if result is not None and mention.rule not in _ASIDE:
            story.learn(result, aside=mention.rule == "ago")
        if mention.rule == "duration" and mention.slots.get("unit") in ("M", "Y"):
            story.quarter = None
    return tuple(found)


def _frame(mention: Mention, story: _Story, today: date | None, ahead: int) -> Frame:
    """By day where the expression counts days; else from the first day of whatever was named last."""
    by_day = mention.make in _BY_DAY or mention.slots.get("unit") in ("D", "day")
    named = days_of(story.value) if story.value else None
    base = story.day if by_day else named[0] if named else None
    return Frame(today=today, story=base, story_value=story.value, quarter=story.quarter, ahead=ahead)
