"""An alert: one warning, with all that an analyst needs to believe it or to dismiss it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vedette.watch.definitions import Level
from vedette.watch.occurrences import Occurrence

Cause = Literal["surprise", "rule", "first", "threshold", "question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One warning. `p` and `usual` (origins a week) only where a statistic raised it.

    `mentions` are the words it stands on: two alerts of one indicator that share a mention have one cause.
    """

    id: str
    indicator: str
    label: str
    cause: Cause
    level: Level
    day: date
    why: str
    lower: str
    incidents: tuple[str, ...]
    mentions: tuple[str, ...]
    origins: int
    count: float
    usual: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a warning is raised, what would lower it, and the numbers that it stands on."""

    why: str
    lower: str
    count: float
    usual: float | None = None
    p: float | None = None


def from_occurrences(
    indicator: str, label: str, cause: Cause, level: Level, day: date, happened: Sequence[Occurrence], reason: Reason
) -> Alert:
    """A warning that stands on incidents."""
    mentions = tuple(sorted({mention for one in happened for mention in one.mentions}))
    return Alert(
        id=alert_id(indicator, mentions),
        indicator=indicator,
        label=label,
        cause=cause,
        level=level,
        day=day,
        why=reason.why,
        lower=reason.lower,
        incidents=tuple(one.incident for one in happened),
        mentions=mentions,
        origins=len({origin for one in happened for origin in one.origins}),
        count=reason.count,
        usual=reason.usual,
        p=reason.p,
    )


def alert_id(indicator: str, mentions: Sequence[str]) -> str:
    """The same for the same cause: 12 hex digits over the indicator and the mentions."""
    return hashlib.sha256("\0".join((indicator, *mentions)).encode()).hexdigest()[:12]


def unseen(raised: Iterable[Alert], seen: Iterable[Alert]) -> tuple[Alert, ...]:
    """Those whose cause has not been told yet: a new cause, or a known one that has grown from watch to alert."""
    told: dict[tuple[str, str], Level] = {}
    for one in seen:
        for mention in one.mentions:
            if told.get((one.indicator, mention)) != "alert":
                told[one.indicator, mention] = one.level
    return tuple(one for one in raised if _new(one, told))


def _new(one: Alert, told: dict[tuple[str, str], Level]) -> bool:
    levels = {told.get((one.indicator, mention)) for mention in one.mentions} - {None}
    return not levels or (one.level == "alert" and "alert" not in levels)
