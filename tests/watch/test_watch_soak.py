"""The day of feeds in small: nothing lost, nothing doubled, whatever stops the watch on its way."""

from pathlib import Path

from tests.watch.soak_feeds import Plan, soak


def test_a_day_of_feeds_survives_kill_9_and_ctrl_c(tmp_path: Path) -> None:
    outcome = soak(Plan(items=500, feeds=5, rounds=8), tmp_path, stops=2)
    assert (outcome.stops, outcome.reports, outcome.lost, outcome.doubled) == (2, 500, 0, 0)
    assert outcome.handles[1] - outcome.handles[0] <= 2
