"""Alerts: early, rare, one for one cause, and blind to copies."""

from datetime import date, timedelta

import pytest

from tests.watch.made import Told, record
from vedette.errors import InputError
from vedette.watch.alert import Alert, unseen
from vedette.watch.alerts import alerts
from vedette.watch.backtest import judge, replay
from vedette.watch.counts import series, span
from vedette.watch.definitions import indicators
from vedette.watch.occurrences import occurrences

START = date(2021, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def quiet_half_year() -> list[Told]:
    """A protest every third day."""
    return [Told(day=day(n)) for n in range(0, 190, 3)]


def raised(acts: list[Told]) -> tuple[Alert, ...]:
    return alerts(record(acts), indicators())


def surprises(acts: list[Told]) -> list[Alert]:
    return [a for a in raised(acts) if a.cause == "surprise"]


def test_a_usual_week_raises_nothing() -> None:
    assert not raised(quiet_half_year())


def test_a_week_of_many_acts_raises_an_alert_that_explains_itself() -> None:
    acts = [*quiet_half_year(), *(Told(day=day(190 + n // 3), place="Brod") for n in range(18))]
    alert = next(a for a in surprises(acts) if a.indicator == "material-conflict//")
    assert alert.level == "alert"
    assert alert.count == 19
    assert alert.usual is not None
    assert alert.usual < 3
    assert len(alert.incidents) == 19
    assert alert.origins == 19
    assert "origins in seven days" in alert.lower


def test_a_wire_story_copied_fifty_times_raises_nothing() -> None:
    assert not surprises([*quiet_half_year(), Told(day=day(190), copies=50)])


def test_copies_leave_every_series_as_it_is() -> None:
    def numbers(acts: list[Told]) -> list[list[float]]:
        found = occurrences(record(acts))
        first, last = span(found) or pytest.fail("nothing dated")
        return [s.counts.tolist() for s in series(indicators(), found, first=first, last=last)]

    acts = [*quiet_half_year(), Told(day=day(190), type="ASSAULT", killed=2)]
    copied = [*quiet_half_year(), Told(day=day(190), type="ASSAULT", killed=2, copies=50)]
    assert numbers(acts) == numbers(copied)


def test_peacekeepers_who_arrive_stand_in_a_series_of_their_own() -> None:
    sent = Told(day=day(30), type="MOBILIZE", mode="troops", actor="KFOR", text="KFOR sent a battalion to the border.")
    found = occurrences(record([*quiet_half_year()[:11], sent]))
    first, last = span(found) or pytest.fail("nothing dated")
    sums = {s.indicator.id: s.counts.sum() for s in series(indicators(), found, first=first, last=last) if not s.cut}
    assert sums["third-party-reinforcement"] == 1
    assert sums["material-conflict"] == 11
    assert not [a for a in raised([sent]) if a.indicator == "troops-near-border"]


def test_rules_need_no_history() -> None:
    act = Told(
        day=day(0), type="COERCE", mode="arrest", text="Two officers were arrested.", actor="border guards",
        recipient="officers", recipient_sector="COP",
    )  # fmt: skip
    assert [(a.indicator, a.level) for a in raised([act])] == [("officers-seized", "alert")]


def test_the_first_assault_for_half_a_year_is_told_only_by_a_record_old_enough() -> None:
    first = Told(day=day(190), type="ASSAULT", text="A shop was set on fire.", place="Brod")
    assert [a.indicator for a in raised([*quiet_half_year(), first])] == ["first-assault"]
    assert "first-assault" not in {a.indicator for a in raised([Told(day=day(100)), first])}


def test_one_cause_is_told_once_and_again_only_when_it_grows() -> None:
    acts = [*quiet_half_year(), *(Told(day=day(190 + n // 3)) for n in range(18))]
    now = raised(acts)
    assert now
    assert not unseen(now, now)
    later = alerts(record([*acts, Told(day=day(196))]), indicators())
    assert not [a for a in unseen(later, now) if a.cause == "surprise" and a.indicator == "material-conflict//"]


def test_an_old_happening_that_becomes_known_today_is_no_news() -> None:
    act = Told(day=day(0), type="ASSAULT", text="A man was shot.", killed=1, reported=day(90))
    assert not raised([Told(day=day(0)), act])


def test_a_replay_warns_on_the_day_and_is_judged() -> None:
    shot = Told(day=day(120), type="ASSAULT", killed=1, text="A man was shot.")
    acts = sorted([*quiet_half_year(), shot], key=lambda act: act.day)

    def known(today: date) -> object:
        return record([a for a in acts if a.day <= today])

    days = [day(n) for n in range(100, 150)]
    found = replay(known, indicators(), days)  # type: ignore[arg-type]
    assert [r.on for r in found if r.alert.level == "alert"] == [day(120)]
    verdict = judge(found, [day(120)], days=len(days))
    assert (verdict.recall, verdict.false, verdict.lead) == (1.0, 0, 0)


def test_a_file_of_ones_own_adds_and_replaces(tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "indicators.yaml"
    own.write_text(
        "- id: strength\n  name: Strength\n  kind: figure\n  unit: persons\n  definition: d\n  source: s\n"
        "  where: {measures: [strength]}\n  above: 5000\n  level: alert\n",
        encoding="utf-8",
    )
    found = {one.id: one for one in indicators(own)}
    assert found["strength"].above == 5000
    assert "material-conflict" in found


@pytest.mark.parametrize(
    ("text", "told"),
    [("- id: a\n- id: [\n", "line"), ("id: a\n", "a list"), ("- id: a\n\n- id: b\n  nane: x\n", "line 1")],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path, text: str, told: str) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "indicators.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        indicators(own)
