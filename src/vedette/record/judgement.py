"""Judgements: what analysts decide about the record; kept as facts and replayed over whatever the desk reads next.

A judgement names what it is about by words in a report, never by a number of the present record: incidents are numbered
anew whenever reports come or rules change, the words of a report stay.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vedette.errors import InputError
from vedette.record.spans import Span, check_span

Act = Literal[
    "merge", "split", "retype", "relocate", "redate", "rename", "set-figure", "reject", "confirm", "rate-source",
    "rate-item", "note", "dispute", "set-point",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Toll = Literal["killed", "injured"]
Grade = Literal["A", "B", "C", "D", "E", "F", "1", "2", "3", "4", "5", "6"]

_NEEDED: dict[Act, tuple[str, ...]] = {
    "retype": ("type",),
    "relocate": ("site",),
    "rename": ("name", "to"),
    "set-figure": ("measure",),
    "rate-source": ("name", "grade"),
    "rate-item": ("grade",),
}
_WITHOUT_TARGET: tuple[Act, ...] = ("rename", "rate-source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One mention of an event: the words that trigger it, in a report that is named by its content.

    `nth` tells apart several events that one trigger stands for.
    """

    report: str
    start: int
    end: int
    nth: int = 0

    def __post_init__(self) -> None:
        check_span(Span(self.start, self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place as the analyst gives it; coordinates and what holds it are None when they are not known."""

    name: str
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    country: str | None = None
    admin1: str | None = None
    precision: Literal[1, 2, 3, 4, 5, 6, 7] = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What is decided; each act uses its own fields. Raises `InputError` for a ruling that decides nothing."""

    act: Act
    type: EventType | None = None
    mode: str | None = None
    site: Site | None = None
    earliest: str | None = None
    latest: str | None = None
    name: str | None = None
    to: str | None = None
    measure: Toll | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    grade: Grade | None = None

    def __post_init__(self) -> None:
        for name in _NEEDED.get(self.act, ()):
            if not getattr(self, name):
                raise InputError(f"{self.act} needs: {name}")
        if self.act == "redate":
            _check_days(self.earliest, self.latest)
        if self.act in ("set-figure", "set-point"):
            _check_range([number for number in (self.low, self.best, self.high) if number is not None])
        if self.grade is not None and self.grade not in list("ABCDEF" if self.act == "rate-source" else "123456"):
            raise InputError(f"a source is rated A to F, an item 1 to 6; not {self.grade}")
        if self.site is not None:
            _check_site(self.site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision with its analyst, moment (ISO, UTC) and reason; `ruling` is None when it undoes another.

    Each target is one incident or mention: the anchors of all its mentions when the judgement was made.
    """

    number: int
    recorded_at: str
    analyst: str
    reason: str
    ruling: Ruling | None = None
    targets: tuple[tuple[Anchor, ...], ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """A judgement that finds nothing to hold on to in the present record, and why."""

    judgement: Judgement
    why: str


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements and undoings that nobody has undone, oldest first; undoing an undoing brings the first back."""
    undone: set[int] = set()
    for judgement in reversed(judgements):
        if judgement.undoes is not None and judgement.number not in undone:
            undone.add(judgement.undoes)
    return tuple(judgement for judgement in judgements if judgement.number not in undone)


def in_force(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that say something about the record today, oldest first."""
    return tuple(judgement for judgement in standing(judgements) if judgement.ruling is not None)


def check_targets(ruling: Ruling, targets: Sequence[object]) -> None:
    """Raise `InputError` unless the ruling has as many targets as it needs."""
    if ruling.act in _WITHOUT_TARGET:
        if targets:
            raise InputError(f"{ruling.act} is about a name, not about an incident")
    elif ruling.act == "merge":
        if len(targets) < 2:
            raise InputError("merge needs two incidents or more")
    elif not targets or (len(targets) > 1 and ruling.act != "split"):
        what = {"split": "mentions", "set-point": "one figure"}.get(ruling.act, "one incident")
        raise InputError(f"{ruling.act} needs {what}")


def _check_days(earliest: str | None, latest: str | None) -> None:
    try:
        days = [date.fromisoformat(day) for day in (earliest, latest) if day is not None]
    except ValueError as error:
        raise InputError(f"not a day: {error} (write 2023-06-14)") from error
    if not days:
        raise InputError("redate needs an earliest or a latest day")
    if days != sorted(days):
        raise InputError(f"the earliest day {earliest} is after the latest {latest}")


def _check_range(numbers: list[int]) -> None:
    if not numbers:
        raise InputError("a figure needs a low, best or high number")
    if numbers != sorted(numbers) or numbers[0] < 0:
        raise InputError("a figure needs 0 <= low <= best <= high")


def _check_site(site: Site) -> None:
    if not site.name.strip():
        raise InputError("a place needs a name")
    if (site.lat is None) != (site.lon is None):
        raise InputError("a place has both a latitude and a longitude, or neither")
    if site.lat is not None and site.lon is not None:
        inside = math.isfinite(site.lat) and math.isfinite(site.lon) and abs(site.lat) <= 90 and abs(site.lon) <= 180
        if not inside:
            raise InputError(f"no such point on earth: {site.lat}, {site.lon}")
