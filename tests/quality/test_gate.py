"""The gate itself: no score below its floor, no floor lower than it ever was."""

import pytest

from tests.quality import gate, own, shared
from vedette.read import Reader


def test_our_own_gold_holds_its_floors(reader: Reader) -> None:
    scores = own.measure(reader)
    floors = gate.load()
    assert set(scores) == {m for m in (*floors.at_least, *floors.at_most) if m.startswith("own.")}
    assert gate.broken(scores, floors) == []


def test_the_development_data_hold_their_floors() -> None:
    if not shared.present():
        pytest.skip("../shared is not here: the floors on the development data were not checked")
    floors = gate.load()
    assert {s.name: s.digest for s in shared.SETS} == floors.data, "other data than the floors were measured on"
    scores = shared.measure()
    assert [m for m in (*floors.at_least, *floors.at_most) if not m.startswith("own.") and m not in scores] == []
    assert gate.broken(scores, floors) == []


def test_floors_only_rise() -> None:
    now = gate.load()
    assert [gate.lowered(now, gate.load(text)) for text in gate.history() if gate.lowered(now, gate.load(text))] == []


def test_a_fallen_floor_is_noticed() -> None:
    before = gate.Floors(at_least={"a": 0.5}, at_most={"b": 2}, data={})
    assert gate.lowered(gate.Floors(at_least={"a": 0.4}, at_most={"b": 3}, data={}), before) == ["a", "b"]
    assert gate.lowered(gate.Floors(at_least={"a": 0.6}, at_most={"b": 1}, data={}), before) == []
    assert gate.broken({"a": 0.45, "b": 1}, before) == ["a is 0.4500, floor 0.5000"]
