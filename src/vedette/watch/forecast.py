"""How many origins to expect in the weeks ahead: four plain models, each with interval and skill on the past."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vedette.watch.surprise import Baseline, Counts, fit, parameters, tail, weekly

HORIZONS = tuple(range(1, 13))
SHORTEST_WEEKS = 12
"""Weeks of history below which no forecast is given."""
INTERVAL = 0.9
_WINDOW = 26
_HALF_LIFE = 3.0
_FADE = 0.8
_GROUPS = (0.05, 0.1, 0.2, 0.4)

Model = Callable[[Counts, int], Baseline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The count of one week ahead (1 = the next seven days) by one model: mean and 90 % interval."""

    model: str
    week: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """How a model did on the past, `cases` forecasts of that many weeks ahead.

    `crps`: continuous ranked probability score, in origins, 0 is perfect. `skill`: 1 - crps / crps of climatology.
    `coverage`: share of outcomes inside the 90 % interval. `brier`: of the probability that the week exceeds its
    usual mark, 0 is perfect.
    """

    model: str
    week: int
    cases: int
    crps: float
    skill: float
    coverage: float
    brier: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One forecast to be made again: the weekly sums that were known, how far ahead, and what came."""

    known: Counts
    ahead: int
    truth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Of `cases` weeks that were given about the probability `said` to exceed their usual mark, how many did."""

    said: float
    came: float
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The probability that the next seven days exceed `mark`, by the model that did best on the series' past."""

    mark: int
    p: float
    skill: Skill


def climatology(weeks: Counts, ahead: int) -> Baseline:
    """Every week is like all weeks so far."""
    return fit(weeks)


def last_value(weeks: Counts, ahead: int) -> Baseline:
    """Every week is like the last one."""
    usual = fit(weeks)
    return Baseline(mean=max(float(weeks[-1]), 0.5), dispersion=usual.dispersion, weeks=usual.weeks)


def rolling(weeks: Counts, ahead: int) -> Baseline:
    """Every week is like those of the last half year."""
    return fit(weeks[-_WINDOW:])


def fading(weeks: Counts, ahead: int) -> Baseline:
    """The newest weeks weigh most; what they have above the usual fades with each week ahead."""
    usual = rolling(weeks, ahead)
    ages = np.arange(len(weeks))[::-1]
    weights = 0.5 ** (ages / _HALF_LIFE)
    now = float((weights * weeks).sum() / weights.sum())
    mean = max(usual.mean + (now - usual.mean) * _FADE**ahead, 0.1)
    return Baseline(mean=mean, dispersion=usual.dispersion, weeks=usual.weeks)


MODELS: Mapping[str, Model] = {
    "climatology": climatology,
    "last value": last_value,
    "rolling": rolling,
    "fading": fading,
}


def forecast(counts: Counts, *, horizons: Sequence[int] = HORIZONS) -> tuple[Forecast, ...]:
    """The weeks after the last day of a daily series by every model; empty below twelve weeks of history."""
    weeks = weekly(counts)
    if len(weeks) < SHORTEST_WEEKS:
        return ()
    return tuple(_forecast(name, MODELS[name](weeks, ahead), ahead) for name in MODELS for ahead in horizons)


def skill(counts: Counts, *, horizons: Sequence[int] = HORIZONS) -> tuple[Skill, ...]:
    """Every model on the series' own past: at each week it saw only the weeks before."""
    weeks = weekly(counts)
    return tuple(
        row
        for ahead in horizons
        for row in judged(
            [
                Case(known=weeks[:at], ahead=ahead, truth=weeks[at + ahead - 1])
                for at in range(SHORTEST_WEEKS, len(weeks) - ahead + 1)
            ]
        )
    )


def judged(cases: Sequence[Case]) -> tuple[Skill, ...]:
    """Every model on the same cases, which look equally far ahead; none where there are no cases."""
    if not cases:
        return ()
    scores = {name: _score([model(case.known, case.ahead) for case in cases], cases) for name, model in MODELS.items()}
    base = scores["climatology"][0]
    return tuple(
        Skill(
            model=name,
            week=cases[0].ahead,
            cases=len(cases),
            crps=crps,
            skill=1 - crps / base if base else 0.0,
            coverage=coverage,
            brier=brier,
        )
        for name, (crps, coverage, brier) in scores.items()
    )


def reliability(cases: Sequence[Case], model: str) -> tuple[Reliability, ...]:
    """What a model said of weeks beyond their mark against what came, in five groups of probability."""
    said = np.array([above(MODELS[model](case.known, case.ahead), usual_mark(case.known)) for case in cases])
    came = np.array([case.truth > usual_mark(case.known) for case in cases], dtype=float)
    groups = np.digitize(said, _GROUPS)
    return tuple(
        Reliability(said=float(said[mine].mean()), came=float(came[mine].mean()), cases=int(mine.sum()))
        for group in range(len(_GROUPS) + 1)
        if (mine := groups == group).any()
    )


def outlook(counts: Counts) -> Outlook | None:
    """How probable it is that the next week is more than usual; None below the history that shows a model's skill."""
    best = min(skill(counts, horizons=(1,)), key=lambda row: row.crps, default=None)
    if best is None:
        return None
    weeks = weekly(counts)
    mark = usual_mark(weeks)
    return Outlook(mark=mark, p=above(MODELS[best.model](weeks, 1), mark), skill=best)


def usual_mark(weeks: Counts) -> int:
    """The count that nine of ten weeks like those of the last half year do not exceed."""
    return int(_quantiles(INTERVAL, [rolling(weeks, 1)])[0])


def above(usual: Baseline, mark: int) -> float:
    """The probability of more than `mark`."""
    return tail(mark + 1, usual)


def _forecast(name: str, usual: Baseline, ahead: int) -> Forecast:
    low, high = _interval([usual])
    return Forecast(model=name, week=ahead, mean=usual.mean, low=int(low[0]), high=int(high[0]))


def _interval(usual: Sequence[Baseline]) -> tuple[Counts, Counts]:
    outside = (1 - INTERVAL) / 2
    return _quantiles(outside, usual), _quantiles(1 - outside, usual)


def _quantiles(share: float, usual: Sequence[Baseline]) -> Counts:
    from scipy.stats import nbinom

    sizes, chances = np.array([parameters(one) for one in usual]).T
    found: Counts = nbinom.ppf(share, sizes, chances)
    return found


def _score(usual: Sequence[Baseline], cases: Sequence[Case]) -> tuple[float, float, float]:
    """Mean CRPS, coverage, Brier score."""
    import scoringrules

    truth = np.array([case.truth for case in cases])
    marks = [usual_mark(case.known) for case in cases]
    sizes, chances = np.array([parameters(one) for one in usual]).T
    low, high = _interval(usual)
    crps = scoringrules.crps_negbinom(truth, sizes, chances)
    said = np.array([above(one, mark) for one, mark in zip(usual, marks, strict=True)])
    brier = scoringrules.brier_score((truth > marks).astype(float), said)
    return float(np.mean(crps)), float(np.mean((low <= truth) & (truth <= high))), float(np.mean(brier))
