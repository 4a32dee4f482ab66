import hashlib
import multiprocessing
import os

import pytest
from tests.store.conftest import NewPlace
from tests.stub_engine import StubEngine, Ticking, candidate, refused

from vedette.errors import StoreError
from vedette.store import Desk, derive, derived, export, load, search, verify
from vedette.store.facts import append


@pytest.fixture
def desk(new_place: NewPlace) -> Desk:
    made = Desk.init(new_place(), clock=Ticking(), engine=StubEngine())
    list(made.add([candidate("Bridge closed", published="2023-06-14"), candidate("Troops left"), refused("x.pdf")]))
    return made


def test_original_bytes_are_kept_by_content_hash(desk: Desk) -> None:
    with desk.store.reader("facts") as session:
        kept = dict(session.all("all_contents"))
    assert len(kept) == 2
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in kept.items())
    assert candidate("Troops left").origin.content in kept


def test_init_leaves_a_desk_as_it_is(desk: Desk) -> None:
    lines = list(export(desk))
    Desk.init(desk.place)
    assert list(export(desk)) == lines


def test_the_second_writer_is_told_to_wait(desk: Desk) -> None:
    with (
        desk.store.writer("facts"),
        pytest.raises(StoreError, match=rf"another vedette is writing to the desk at .* \(.*process {os.getpid()} of "),
        desk.store.writer("facts", wait=0.1),
    ):
        pass


def test_a_busy_desk_can_still_be_looked_at(desk: Desk) -> None:
    desk.forget_derived()
    with desk.store.writer("derived"):
        record = desk.record()
    assert len(record.annotations) == 2
    assert derive.find(desk.store, derived.count_indexed) in (0, None)


def _add(place: str, name: str) -> None:
    desk = Desk.open(place, engine=StubEngine())
    for number in range(20):
        list(desk.add([candidate(f"Report {number} of {name}")]))


def test_two_writers_are_serialised_and_lose_nothing(desk: Desk) -> None:
    started = multiprocessing.get_context("fork")
    writers = [started.Process(target=_add, args=(desk.place, name)) for name in ("one", "two")]
    for process in writers:
        process.start()
    for process in writers:
        process.join(60)
    assert len(desk.record().reports) == 2 + 40
    assert verify(desk.place).problems == ()


def test_a_batch_that_fails_leaves_nothing_behind(desk: Desk) -> None:
    lines = list(export(desk))

    def broken():
        yield candidate("Good report")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(desk.add(broken()))
    assert list(export(desk)) == lines


def test_the_fullest_sighting_describes_the_report(desk: Desk) -> None:
    list(
        desk.add(
            [candidate("Troops left", source="b.html", outlet="Border Wire", published="2023-06-20", url="https://b")]
        )
    )
    report = next(r for r in desk.record().reports if r.text == "Troops left")
    assert (report.outlet, report.published, report.url) == ("Border Wire", "2023-06-20", "https://b")
    assert desk.record().ledger.duplicate == 1


def test_one_changed_byte_breaks_the_chain_of_custody(desk: Desk, new_place: NewPlace) -> None:
    lines = list(export(desk))
    changed = [line.replace("x.pdf", "y.pdf") for line in lines]
    with pytest.raises(StoreError, match="broken at entry 3 of the ledger"):
        load(new_place(), changed)
    with pytest.raises(StoreError, match="broken at entry"):
        load(new_place(), [line for line in lines if '"seq":2' not in line])
    with pytest.raises(StoreError, match="line 1: not an export"):
        load(new_place(), ['{"a": 1}'])
    with pytest.raises(StoreError, match="line 2: not a fact"):
        load(new_place(), [lines[0], "nonsense"])


def test_an_id_taken_by_another_text_is_quarantined(desk: Desk) -> None:
    other = candidate("Troops left")
    clash = type(other)(
        origin=other.origin, kind="text", original=b"", identity=other.identity[:16] + "f" * 48, report=other.report
    )
    (entry,) = desk.add([clash])
    assert (entry.outcome, entry.report) == ("quarantined", None)
    assert "taken by another text" in entry.reason


def test_words_are_found_without_their_marks(desk: Desk) -> None:
    list(desk.add([candidate("Three hurt in Zvečan on Monday")]))
    assert [hit.report.text for hit in search(desk, "zvecan")] == ["Three hurt in Zvečan on Monday"]


def test_as_known_at_takes_a_day_or_a_moment(desk: Desk) -> None:
    assert desk.record(as_known_at="2023-05-31").reports == ()
    assert len(desk.record(as_known_at="2023-06-01T23:00").reports) == 2
    assert desk.record(as_known_at="2023-06-01T01:00+02:00").reports == ()
    with pytest.raises(StoreError, match="not a date"):
        desk.record(as_known_at="yesterday")


def test_append_counts_within_one_batch(desk: Desk) -> None:
    assert append.__doc__
    ends = [entry.outcome for entry in desk.add([candidate("New one", line=1), candidate("New\u00a0one", line=2)])]
    assert ends == ["accepted", "duplicate"]
