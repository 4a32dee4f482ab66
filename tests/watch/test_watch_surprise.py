"""The statistic: what it warns of on invented years, and what it keeps quiet about."""

from statistics import mean, median

import numpy as np
import pytest

from vedette.watch.surprise import ALERT, baseline, surprise

YEAR = 365
WARM_UP = 182


def bursty(rng: np.random.Generator, rate: float, days: int) -> np.ndarray:
    """Daily counts with bursts: negative binomial of size .7."""
    return rng.negative_binomial(0.7, 0.7 / (0.7 + rate), days).astype(float)


def alarms(counts: np.ndarray, start: int) -> list[int]:
    """The days with an alert, each at least a week after the one before."""
    found: list[int] = []
    last = -99
    for day in range(start, len(counts)):
        week = surprise(counts[: day + 1])
        if week is not None and week.count >= 3 and week.p < ALERT:
            if day - last > 7:
                found.append(day)
            last = day
    return found


@pytest.mark.parametrize("rate", [0.3, 1.0, 3.0])
def test_forty_bursty_years_bring_at_most_one_false_alert_a_year(rate: float) -> None:
    rng = np.random.default_rng(7)
    false = [len(alarms(bursty(rng, rate, WARM_UP + YEAR), WARM_UP)) for _ in range(40)]
    assert mean(false) <= 1


@pytest.mark.parametrize("rate", [0.3, 1.0, 3.0])
def test_a_jump_to_five_times_the_rate_is_found_within_eight_days(rate: float) -> None:
    rng = np.random.default_rng(11)
    delays = []
    for _ in range(40):
        counts = np.concatenate([bursty(rng, rate, 200), bursty(rng, 5 * rate, 60)])
        delays.append(next((day - 199 for day in alarms(counts, 200)), 99))
    assert median(delays) <= 8


def test_no_number_is_given_below_sixty_days_of_history() -> None:
    assert baseline(np.ones(59)) is None
    assert surprise(np.ones(66)) is None
    assert surprise(np.ones(67)) is not None


def test_a_quiet_week_is_no_surprise() -> None:
    week = surprise(np.ones(200))
    assert week is not None
    assert week.count == 7
    assert week.p > 0.3
