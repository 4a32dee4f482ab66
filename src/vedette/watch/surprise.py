"""How surprising a week is: its count against the half year before, by the negative binomial distribution.

Method and settings: CONVENTIONS C (182 days of baseline; dispersion from weekly sums, prior .3 worth four weeks).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WEEK = 7
BASELINE = 182
SHORTEST = 60
FEWEST = 3
WATCH, ALERT = 0.01, 0.002
QUIET = 0.1
_PRIOR, _PRIOR_WEEKS = 0.3, 4.0

Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Weekly mean and dispersion (variance = mean + dispersion * mean squared) of the weeks before."""

    mean: float
    dispersion: float
    weeks: int

    @property
    def daily(self) -> float:
        """The mean of one day."""
        return self.mean / WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """The count of the last seven days, what was usual, and the probability of so many or more by chance."""

    count: int
    baseline: Baseline
    p: float


def baseline(counts: Counts) -> Baseline | None:
    """What the days of `counts` (oldest first) lead to expect of a week; None below 60 days: too short for a number."""
    days = counts[-BASELINE:]
    if len(days) < SHORTEST:
        return None
    return fit(weekly(days))


def weekly(days: Counts) -> Counts:
    """Sums of whole weeks, counted back from the newest day."""
    weeks = len(days) // WEEK
    sums: Counts = days[len(days) - weeks * WEEK :].reshape(weeks, WEEK).sum(axis=1)
    return sums


def fit(sums: Counts) -> Baseline:
    """Mean and dispersion of at least two weekly sums."""
    weeks = len(sums)
    mean = (float(sums.sum()) + 0.5) / weeks
    excess = max(0.0, (float(sums.var(ddof=1)) - mean) / mean**2)
    dispersion = (weeks * excess + _PRIOR_WEEKS * _PRIOR) / (weeks + _PRIOR_WEEKS)
    return Baseline(mean=mean, dispersion=dispersion, weeks=weeks)


def surprise(counts: Counts) -> Surprise | None:
    """The last seven of `counts` against those before; None where the baseline is too short.

    The uncertainty of the mean, which comes from a limited number of weeks, widens the distribution.
    """
    usual = baseline(counts[:-WEEK])
    if usual is None:
        return None
    count = int(counts[-WEEK:].sum())
    return Surprise(count=count, baseline=usual, p=tail(count, usual))


def tail(count: int, usual: Baseline) -> float:
    """P(so many or more) in one week: for the negative binomial a regularised incomplete beta function."""
    from scipy.special import betainc

    size, chance = parameters(usual)
    return float(betainc(count, size, 1.0 - chance)) if count > 0 else 1.0


def parameters(usual: Baseline) -> tuple[float, float]:
    """Size and chance of the predictive negative binomial of one week, the doubt about its mean included."""
    spread = usual.dispersion + (1.0 / usual.mean + usual.dispersion) / usual.weeks
    return 1.0 / spread, 1.0 / (1.0 + spread * usual.mean)
