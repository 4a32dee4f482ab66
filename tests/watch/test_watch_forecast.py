"""Forecasts: wide when the past was wild, and never shown without how they did before."""

import numpy as np
import pytest

from vedette.watch.forecast import MODELS, Case, forecast, judged, outlook, reliability, skill


def weeks_of(*sums: float) -> np.ndarray:
    """A daily series with these weekly sums."""
    return np.array([day for total in sums for day in (0, 0, 0, 0, 0, 0, total)], dtype=float)


def test_nothing_is_forecast_below_twelve_weeks() -> None:
    assert forecast(weeks_of(*[3] * 11)) == ()
    assert len(forecast(weeks_of(*[3] * 12))) == 12 * len(MODELS)


def test_an_interval_holds_its_mean_and_widens_with_bursts() -> None:
    calm = forecast(weeks_of(*[4] * 26), horizons=(1,))
    wild = forecast(weeks_of(*[0, 12, 0, 0] * 6, 0, 8), horizons=(1,))
    assert all(one.low <= one.mean <= one.high for one in (*calm, *wild))
    assert {o.model: o.high for o in wild}["rolling"] > {o.model: o.high for o in calm}["rolling"]


def test_a_fading_rise_is_above_the_usual_and_goes_back_to_it() -> None:
    rows = {o.week: o.mean for o in forecast(weeks_of(*[2] * 24, 10, 10)) if o.model == "fading"}
    assert rows[1] > rows[4] > rows[12] > 2


def test_skill_is_measured_on_weeks_that_the_model_had_not_seen() -> None:
    rng = np.random.default_rng(3)
    level = np.repeat([1.0, 1.0, 8.0, 8.0, 1.0, 1.0, 8.0, 8.0], 8)
    rows = {s.model: s for s in skill(weeks_of(*rng.poisson(level)), horizons=(1,))}
    assert rows["climatology"].skill == 0
    assert rows["fading"].skill > 0.1
    assert rows["fading"].cases == 64 - 12
    assert all(0 <= row.coverage <= 1 for row in rows.values())


def test_intervals_cover_what_they_promise_on_a_steady_series() -> None:
    rng = np.random.default_rng(5)
    rows = skill(weeks_of(*rng.negative_binomial(3, 3 / 7, 200)), horizons=(1, 4))
    assert [row.coverage for row in rows if row.model == "rolling"] == pytest.approx([0.9, 0.9], abs=0.07)


def test_probabilities_of_more_than_usual_come_true_as_often_as_said() -> None:
    weeks = np.random.default_rng(7).poisson(4.0, 400).astype(float)
    cases = [Case(known=weeks[:at], ahead=1, truth=weeks[at]) for at in range(40, 400)]
    groups = reliability(cases, "rolling")
    assert sum(group.cases for group in groups) == len(cases)
    assert all(abs(group.said - group.came) < 0.05 for group in groups if group.cases > 100)
    assert {row.model: row.brier for row in judged(cases)}["rolling"] < 0.1


def test_the_outlook_rises_with_the_last_weeks_and_needs_a_past() -> None:
    assert outlook(weeks_of(*[3] * 12)) is None
    bursts = [2.0, 3.0, 2.0, 2.0, 9.0, 8.0, 7.0, 8.0] * 6
    calm, wild = outlook(weeks_of(*bursts, 2, 2, 2)), outlook(weeks_of(*bursts, 12, 14, 16))
    assert calm is not None
    assert wild is not None
    assert wild.p > calm.p
