"""The frame of a time expression: which day it is reckoned from, which way it looks, and what it comes out as."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from vedette.record import Span

Kind = Literal["date", "time", "duration", "set"]
Anchor = Literal["published", "quote", "context", "self"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an expression is reckoned from.

    `today` is the day of speaking (the report's, or that of the words quoted), None where it is not known;
    `story` the day the narrative has reached, `story_value` its value; `ahead` as in `Directions.ahead`.
    """

    today: date | None
    story: date | None = None
    story_value: str | None = None
    quarter: str | None = None
    ahead: int = 0
    quoted: bool = False

    @property
    def spoken(self) -> Anchor:
        """The name of the anchor that `today` stands for."""
        return "quote" if self.quoted else "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What an expression comes out as; `first` and `last` where they are not simply the days of the value."""

    kind: Kind
    value: str
    mod: str | None = None
    anchor: Anchor = "self"
    first: date | None = None
    last: date | None = None
    open_days: bool = False
    flags: tuple[str, ...] = ()
    relative_to: Span | None = None


def against(gap: int, ahead: int) -> int:
    """Days that a day so far off counts further off because its sentence looks the other way; news looks back."""
    if gap * ahead < 0:
        return 120 * abs(ahead)
    return 45 if gap > 0 and ahead == 0 else 0
