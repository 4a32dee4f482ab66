"""The store's laws: twice is once, order is nothing, the past stays, derived follows facts, a copy is the same."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import NewPlace
from tests.stub_engine import StubEngine, Ticking, candidate, refused

from vedette.intake import Candidate, Taken
from vedette.store import Desk, export, load, verify
from vedette.store.clock import stamp

QUICK = settings(max_examples=20, deadline=None)

words = st.sampled_from(["Bridge closed", "Bridge open", "Troops left", "Three hurt in Zvečan", "Šar: mir"])
dates = st.sampled_from([None, "2023-06-14", "2023-06-15"])
outlets = st.sampled_from([None, "Border Wire", "North Daily"])
sightings = st.builds(
    lambda text, source, line, published, outlet: candidate(
        text, source=source, line=line, published=published, outlet=outlet
    ),
    words,
    st.sampled_from(["a.jsonl", "b.txt"]),
    st.none() | st.integers(1, 3),
    dates,
    outlets,
)
items = st.lists(sightings | st.builds(refused, st.sampled_from(["x.pdf", "y.bin"])), max_size=8)


def desk(new_place: NewPlace, engine: StubEngine | None = None, clock: Ticking | None = None) -> Desk:
    return Desk.init(new_place(), clock=clock or Ticking(), engine=engine or StubEngine())


def offer(desk: Desk, offered: list[Taken]) -> list[str]:
    return [entry.outcome for entry in desk.add(offered)]


def view(desk: Desk) -> tuple[object, ...]:
    """What the desk knows, but for when and under which roof it was taken in."""
    record = desk.record()
    return record.reports, record.annotations, record.links, record.sources, record.refusals


@QUICK
@given(items)
def test_every_item_ends_in_one_of_three_ways(new_place: NewPlace, offered: list[Taken]) -> None:
    made = desk(new_place)
    ends = offer(made, offered)
    assert len(ends) == len(offered)
    assert ends.count("quarantined") == sum(not isinstance(item, Candidate) for item in offered)
    assert ends.count("accepted") == len({i.identity for i in offered if isinstance(i, Candidate)})
    assert ends.count("accepted") == len(made.record().reports)
    ledger = made.record().ledger
    assert ledger.offered == ledger.accepted + ledger.duplicate + ledger.quarantined <= len(offered)


@QUICK
@given(items)
def test_ingest_twice_is_once(new_place: NewPlace, offered: list[Taken]) -> None:
    made = desk(new_place)
    offer(made, offered)
    before, lines = made.record(), list(export(made))
    again = offer(made, offered)
    assert "accepted" not in again
    assert list(export(made)) == lines
    assert made.record() == before


@QUICK
@given(items, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(new_place: NewPlace, offered: list[Taken], chance: object) -> None:
    shuffled = list(offered)
    chance.shuffle(shuffled)
    one = desk(new_place)
    two = desk(new_place)
    offer(one, offered)
    for item in shuffled:
        offer(two, [item])
    assert view(one) == view(two)


@QUICK
@given(items, items, st.integers(0, 5))
def test_as_known_at_never_changes_afterwards(
    new_place: NewPlace, first: list[Taken], later: list[Taken], minutes: int
) -> None:
    clock = Ticking()
    made = desk(new_place, clock=clock)
    offer(made, first)
    moment = stamp(clock.now + timedelta(minutes=minutes))
    for _ in range(minutes):
        clock()
    then = made.record(as_known_at=moment)
    offer(made, later)
    assert made.record(as_known_at=moment) == then
    assert all(recorded <= moment for recorded in then.recorded_at)


@QUICK
@given(st.lists(items, max_size=4))
def test_no_report_is_known_before_it_was_recorded(new_place: NewPlace, batches: list[list[Taken]]) -> None:
    clock = Ticking()
    made = desk(new_place, clock=clock)
    moments = []
    for batch in batches:
        offer(made, batch)
        moments.append(stamp(clock()))
    last = made.record()
    for moment in moments:
        known = made.record(as_known_at=moment)
        expected = {r.id for r, at in zip(last.reports, last.recorded_at, strict=True) if at <= moment}
        assert {report.id for report in known.reports} == expected


@QUICK
@given(items, st.integers(0, 5))
def test_a_moment_asked_about_at_once_stays_as_it_was(new_place: NewPlace, offered: list[Taken], cut: int) -> None:
    """A clock that stands still must not let a later batch slip into an earlier answer."""
    clock = Ticking()
    made = desk(new_place, clock=lambda: clock.now)
    offer(made, offered[:cut])
    then = made.record(as_known_at=stamp(clock.now))
    offer(made, offered[cut:])
    assert made.record(as_known_at=stamp(clock.now)) == then


@QUICK
@given(items)
def test_derived_is_a_function_of_facts_and_versions(new_place: NewPlace, offered: list[Taken]) -> None:
    engine = StubEngine()
    made = desk(new_place, engine)
    offer(made, offered)
    before = made.record()
    read = engine.read
    assert made.record() == before
    assert engine.read == read, "nothing is read twice by the same versions"
    made.forget_derived()
    assert made.record() == before
    other = Desk.open(made.place, engine=StubEngine(versions="stub/2")).record()
    assert all(annotation.extractors == ("stub/2",) for annotation in other.annotations)
    assert made.record() == before


@QUICK
@given(items)
def test_export_then_import_is_the_identity(new_place: NewPlace, offered: list[Taken]) -> None:
    made = desk(new_place)
    offer(made, offered)
    lines = list(export(made))
    copy = load(new_place(), lines, engine=StubEngine())
    assert list(export(copy)) == lines
    assert copy.record() == made.record()
    assert verify(copy.place).problems == ()
