"""Whole crises replayed: an alert for each day on which it did escalate, and none on quiet days."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from vedette.link import link
from vedette.read import Reader
from vedette.record import DeskRecord, report_from_json
from vedette.watch.backtest import LATE, Raised, judge, replay
from vedette.watch.definitions import indicators
from vedette.watch.replayed import days_of, known_on

EXAMPLE = Path(__file__).parents[2] / "examples" / "kosovo" / "reports.jsonl"
ESCALATIONS = [date(2023, 5, 29), date(2023, 6, 14), date(2023, 9, 24)]


def replayed(reader: Reader, file: Path) -> tuple[tuple[Raised, ...], list[date]]:
    reports = tuple(report_from_json(line) for line in file.read_text(encoding="utf-8").splitlines())
    annotations = tuple(reader.annotate(reports))
    record = DeskRecord(reports=reports, annotations=annotations, links=link(reports, annotations))
    days = days_of(record)
    return replay(known_on(record), indicators(), days), days


def check(raised: tuple[Raised, ...], onsets: list[date], days: list[date]) -> None:
    verdict = judge(raised, onsets, days=len(days))
    assert verdict.found == len(onsets)
    assert verdict.false == 0
    alerted = [r.on for r in raised if r.alert.level == "alert"]
    assert all(any(timedelta(0) <= on - onset <= LATE for on in alerted) for onset in onsets)


def test_the_example_crisis(reader: Reader) -> None:
    """The days are those of public record: Zvečan, the three officers, Banjska."""
    raised, days = replayed(reader, EXAMPLE)
    check(raised, ESCALATIONS, days)


def test_the_invented_crisis_of_the_development_data(reader: Reader, shared: Path) -> None:
    gold = json.loads((shared / "data" / "x_crisis_dev.gold.json").read_text(encoding="utf-8"))["groups"][0]
    raised, days = replayed(reader, shared / "data" / "x_crisis_dev.jsonl")
    onsets = list(map(date.fromisoformat, gold["escalation_days"]))
    if not onsets:
        pytest.fail("the development data name no escalation day")
    check(raised, onsets, days)
