"""How many origins to expect in the weeks ahead: four plain models, each with interval and skill on the past."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import nbinom

from vedette.watch.surprise import Baseline, Counts, fit, parameters, weekly

HORIZONS = tuple(range(1, 13))
SHORTEST_WEEKS = 12
"""Weeks of history below which no forecast is given."""
INTERVAL = 0.9
_WINDOW = 26
_HALF_LIFE = 3.0
_FADE = 0.8

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
    """How a model did on this series' own past, `cases` forecasts of that many weeks ahead.

    `crps`: continuous ranked probability score, in origins, 0 is perfect. `skill`: 1 - crps / crps of climatology.
    `coverage`: share of outcomes inside the 90 % interval.
    """

    model: str
    week: int
    cases: int
    crps: float
    skill: float
    coverage: float


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
    rows: list[Skill] = []
    for ahead in horizons:
        starts = range(SHORTEST_WEEKS, len(weeks) - ahead + 1)
        if not starts:
            continue
        truth = np.array([weeks[at + ahead - 1] for at in starts])
        scores = {name: _score([model(weeks[:at], ahead) for at in starts], truth) for name, model in MODELS.items()}
        base = scores["climatology"][0]
        rows += [
            Skill(
                model=name, week=ahead, cases=len(truth), crps=crps, skill=1 - crps / base if base else 0.0, coverage=c
            )
            for name, (crps, c) in scores.items()
        ]
    return tuple(rows)


def _forecast(name: str, usual: Baseline, ahead: int) -> Forecast:
    low, high = _interval([usual])
    return Forecast(model=name, week=ahead, mean=usual.mean, low=int(low[0]), high=int(high[0]))


def _interval(usual: Sequence[Baseline]) -> tuple[Counts, Counts]:
    sizes, chances = np.array([parameters(one) for one in usual]).T
    outside = (1 - INTERVAL) / 2
    return nbinom.ppf(outside, sizes, chances), nbinom.ppf(1 - outside, sizes, chances)


def _score(usual: Sequence[Baseline], truth: Counts) -> tuple[float, float]:
    """Mean CRPS and coverage."""
    import scoringrules

    sizes, chances = np.array([parameters(one) for one in usual]).T
    low, high = _interval(usual)
    crps = scoringrules.crps_negbinom(truth, sizes, chances)
    return float(np.mean(crps)), float(np.mean((low <= truth) & (truth <= high)))
