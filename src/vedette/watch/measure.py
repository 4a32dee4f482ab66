"""A backtest from end to end: the record replayed, its alerts and its forecasts judged, the figures in one value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedette.errors import InputError
from vedette.record import DeskRecord, encode
from vedette.store import Desk
from vedette.watch.backtest import judge, recall_at, replay
from vedette.watch.definitions import Indicator, Level
from vedette.watch.forecast import Reliability, Skill, judged, reliability
from vedette.watch.replayed import days_of, known_on
from vedette.watch.trials import Trials

BEST = "fading"
"""The model whose reliability is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One alert of the replay and the day on which it would have been sent."""

    on: date
    level: Level
    label: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The alerts against the days of escalation; `recall` at most so many false alerts a year (written as text)."""

    onsets: int
    found: int
    lead: float | None
    false_a_year: float
    recall: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """One indicator: each model a week ahead as known then, and how reliable the probabilities of the best one are."""

    label: str
    models: tuple[Skill, ...]
    reliability: tuple[Reliability, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a replay of the record showed; `worth` is None where nobody said on which days it did escalate."""

    days: int
    reports: int
    raised: tuple[Sent, ...]
    worth: Worth | None
    forecasts: tuple[Forecasts, ...]


def measure(
    record: DeskRecord,
    indicators: Sequence[Indicator],
    *,
    onsets: Sequence[date] | None = None,
    tick: Callable[[int, int], None] = lambda done, all_: None,
) -> Measured:
    """Replay the record day by day; `tick` is told how many of how many days are done."""
    days, trials = days_of(record), Trials(indicators)

    def look(day: date, known: DeskRecord) -> None:
        trials.look(day, known)
        tick((day - days[0]).days + 1, len(days))

    raised = replay(known_on(record), indicators, days, tick=look)
    worth = None
    if onsets is not None:
        verdict = judge(raised, onsets, days=len(days))
        worth = Worth(
            onsets=verdict.onsets,
            found=verdict.found,
            lead=verdict.lead,
            false_a_year=verdict.false_a_year,
            recall={f"{rate:g}": share for rate, share in recall_at(raised, onsets, days=len(days)).items()},
        )
    return Measured(
        days=len(days),
        reports=len(record.reports),
        raised=tuple(
            Sent(on=one.on, level=one.alert.level, label=one.alert.label, why=one.alert.why) for one in raised
        ),
        worth=worth,
        forecasts=_forecasts(record, indicators, trials),
    )


def _forecasts(record: DeskRecord, indicators: Sequence[Indicator], trials: Trials) -> tuple[Forecasts, ...]:
    names = {one.id: one.name for one in indicators}
    try:
        return tuple(
            Forecasts(label=names[name], models=judged(cases), reliability=reliability(cases, BEST))
            for name, cases in trials.cases(record).items()
            if cases
        )
    except ImportError as error:
        raise InputError(f"a backtest needs {error.name}: pip install 'vedette[watch]'") from error


def keep(desk: Desk, measured: Measured) -> None:
    """Note the result on the desk, whose page Watch shows the last one."""
    desk.note([("backtest", "record", encode(measured))])
