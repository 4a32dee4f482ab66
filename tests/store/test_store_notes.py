"""Notes: what programs leave for the next look is kept in order, in its own chain, and changes no view."""

from tests.store.conftest import NewPlace
from tests.stub_engine import StubEngine, Ticking, candidate

from vedette.store import Desk, verify


def test_notes_come_back_in_order_and_the_newest_of_a_key_is_known(new_place: NewPlace) -> None:
    desk = Desk.init(new_place(), clock=Ticking(), engine=StubEngine())
    desk.note([("source", "wire", b'{"n": 1}'), ("page", "https://wire.example/\u0416", b'{"n": 2}')])
    desk.note([("source", "wire", b'{"n": 3}')])
    assert [(n.number, n.key, n.body) for n in desk.notes("source")] == [
        (1, "wire", '{"n": 1}'),
        (3, "wire", '{"n": 3}'),
    ]
    assert desk.latest_notes("source")["wire"].body == '{"n": 3}'
    assert list(desk.latest_notes("page")) == ["https://wire.example/\u0416"]
    assert desk.latest_notes("alert") == {}
    assert desk.latest_notes("source", ["wire", "nobody"])["wire"].number == 3
    assert desk.latest_notes("page", ["wire"]) == {}


def test_notes_are_in_custody_and_change_no_view(new_place: NewPlace) -> None:
    desk = Desk.init(new_place(), clock=Ticking(), engine=StubEngine())
    list(desk.add([candidate("Wire story one.")]))
    before = desk.record()
    desk.note([("source", "wire", b"{}")])
    assert desk.record() == before
    assert verify(desk.place).problems == ()
