from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import NewPlace
from tests.stub_engine import StubEngine, Ticking, candidate
from tests.wire_engine import WireEngine
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.errors import InputError
from vedette.record import Ruling
from vedette.store import Desk, Filter, derive, derived, search
from vedette.store.clock import stamp
from vedette.store.words import query, snippet, words_of

TEXTS = [
    "Vučić spoke in Zvečan. Nobody was hurt.",
    "Вучић је говорио. The town hall stayed closed.",
    "The hall of the town was closed, said Vucic in the old town near the river.",
    "Путин met a guest from the north.",
    "KFOR's 4,500 soldiers stayed.",
]


@pytest.fixture
def desk(new_place: NewPlace) -> Desk:
    made = Desk.init(new_place(), clock=Ticking(), engine=StubEngine())
    days = ["2023-06-12", "2023-06-13T08:00:00Z", "2023-06-14", None, None]
    outlets = ["Border Wire", "Šar Daily", "Border Wire", None, None]
    for text, published, outlet in zip(TEXTS, days, outlets, strict=True):
        list(made.add([candidate(text, published=published, outlet=outlet)]))
    return made


def found(desk: Desk, words: str, **more: object) -> set[int]:
    return {TEXTS.index(hit.report.text) for hit in search(desk, words, **more)}


@pytest.mark.parametrize("name", ["Vucic", "vučić", "Вучић", "ВУЧИЋ", "Vuc\u030cic\u0301"])
def test_a_name_is_found_however_it_is_written(desk: Desk, name: str) -> None:
    assert found(desk, name) == {0, 1, 2}
    for hit in search(desk, name):
        assert {hit.report.text[start:end] for start, end in hit.marks} <= {"Vučić", "Вучић", "Vucic"}
        assert hit.marks


@pytest.mark.parametrize(
    ("words", "reports"),
    [
        ("town hall", {1, 2}),
        ('"town hall"', {1}),
        ("zvec*", {0}),
        ("zvec", set()),
        ("putin", {3}),
        ("KFOR", {4}),
        ("KFOR's 4,500", {4}),
        ("hall OR hurt", set()),
        ("text:hall", set()),
        ('hall "', {1, 2}),
        ("hall -closed", {1, 2}),
        ("(hall)", {1, 2}),
    ],
)
def test_words_phrases_and_beginnings(desk: Desk, words: str, reports: set[int]) -> None:
    assert found(desk, words) == reports


@pytest.mark.parametrize("words", ["", "  ", '""', "* - !", "😀"])
def test_no_word_is_no_search(desk: Desk, words: str) -> None:
    with pytest.raises(InputError, match="no word to search for"):
        search(desk, words)


def test_the_better_match_comes_first(desk: Desk) -> None:
    list(desk.add([candidate("Hall. Hall. Hall.")]))
    assert search(desk, "hall")[0].report.text == "Hall. Hall. Hall."
    assert len(search(desk, "hall", limit=1)) == 1


def test_filters(desk: Desk) -> None:
    assert found(desk, "vucic", only=Filter(since="2023-06-13")) == {1, 2}
    assert found(desk, "vucic", only=Filter(until="2023-06-13")) == {0, 1}
    assert found(desk, "vucic", only=Filter(since="2023-06-13", until="2023-06-13")) == {1}
    assert found(desk, "vucic", only=Filter(outlet="sar daily")) == {1}
    assert found(desk, "putin", only=Filter(since="2000-01-01")) == set()
    with pytest.raises(InputError, match="not a day"):
        Filter(since="soon")


def test_reports_that_nobody_read_yet_are_found_and_the_index_may_vanish(desk: Desk) -> None:
    assert found(desk, "putin") == {3}
    assert desk.engine.read == 0
    desk.forget_derived()
    assert found(desk, "putin") == {3}
    desk.record()
    assert found(desk, "putin") == {3}


def test_a_busy_desk_can_be_searched(desk: Desk) -> None:
    desk.forget_derived()
    with desk.store.writer("derived"):
        assert found(desk, "putin") == {3}
    assert derive.find(desk.store, derived.count_indexed) in (0, None)


def test_what_is_recorded_is_in_the_index_and_what_is_not_is_searched_all_the_same(desk: Desk) -> None:
    assert derive.find(desk.store, derived.count_indexed) == len(TEXTS)
    with desk.store.writer("derived") as session:
        session.run("forget_reached", what="text")
        session.run("put_reached", what="text", seq=2)
    with desk.store.writer("derived"):
        assert found(desk, "putin") == {3}
        assert found(desk, "vucic") == {0, 1, 2}
    assert found(desk, "putin") == {3}


WIRE = ["3 hurt at Dolna. Officers closed at Dolna.", "5 hurt at Gornja. Troops left.", "Troops left at Šar."]


@pytest.fixture
def wire(new_place: NewPlace) -> Desk:
    made = Desk.init(new_place(), clock=Ticking(), engine=WireEngine())
    days = ["2023-06-12", "2023-06-13", None]
    for text, day in zip(WIRE, days, strict=True):
        list(made.add([candidate(text, published=day, outlet=f"Wire {day}")]))
    return made


def by(desk: Desk, words: str = "", as_known_at: str | None = None, **only: str) -> list[int]:
    return [WIRE.index(hit.report.text) for hit in search(desk, words, only=Filter(**only), as_known_at=as_known_at)]


@pytest.mark.parametrize(
    ("words", "only", "expected"),
    [
        ("", {"actor": "troops"}, [1, 2]),
        ("", {"actor": "ТРООПС"}, [1, 2]),
        ("", {"actor": "Troo"}, []),
        ("", {"place": "sar"}, [2]),
        ("", {"type": "ASSAULT"}, [1, 0]),
        ("", {"type": "assault", "actor": "officers"}, [0]),
        ("", {"speaker": "officers"}, []),
        ("", {"outlet": "wire 2023-06-12"}, [0]),
        ("", {"type": "ASSAULT", "since": "2023-06-13"}, [1]),
        ("hurt", {"actor": "troops"}, [1]),
        ("hurt", {"place": "dolna", "outlet": "wire 2023-06-13"}, []),
    ],
)
def test_reports_are_found_by_what_they_tell_of(
    wire: Desk, words: str, only: dict[str, str], expected: list[int]
) -> None:
    assert by(wire, words, **only) == expected
    read = wire.engine.read
    assert by(wire, words, **only) == expected
    assert wire.engine.read == read
    wire.forget_derived()
    with wire.store.writer("derived"):
        assert by(wire, words, **only) == expected, "nothing can be kept"


def test_a_name_that_an_analyst_gave_finds_the_old_one(wire: Desk) -> None:
    assert by(wire, actor="Border Army") == []
    before = wire.last_moment()
    wire.judge(Ruling(act="rename", name="Troops", to="Army"), by="Ana", why="one body")
    wire.judge(Ruling(act="rename", name="Army", to="Border Army"), by="Ana", why="its full name")
    assert by(wire, actor="border army") == by(wire, actor="Troops") == [1, 2]
    assert by(wire, actor="Border Army", as_known_at=before) == []


def test_what_a_report_told_at_a_moment_stays_when_more_is_known_of_it(wire: Desk) -> None:
    moment = wire.last_moment()
    then = search(wire, only=Filter(place="Šar"), as_known_at=moment)
    list(wire.add([candidate(WIRE[2], published="2023-07-01", source="later", outlet="Late Wire")]))
    now = search(wire, only=Filter(place="Šar"))
    assert [hit.report.published for hit in (*then, *now)] == [None, "2023-07-01"]
    assert search(wire, only=Filter(place="Šar"), as_known_at=moment) == then
    assert search(wire, only=Filter(outlet="Late Wire"), as_known_at=moment) == ()


texts = st.sampled_from([*TEXTS, "Hall.", "Town town.", "A hall in a town by the river. Hall."])


@settings(max_examples=25, deadline=None)
@given(st.lists(texts, max_size=5), st.lists(texts, max_size=5), st.sampled_from(["hall", "town", "v*", "hall town"]))
def test_what_was_found_for_a_moment_never_changes(
    new_place: NewPlace, first: list[str], later: list[str], words: str
) -> None:
    clock = Ticking()
    desk = Desk.init(new_place(), clock=clock, engine=StubEngine())
    list(desk.add(map(candidate, first)))
    moment = stamp(clock.now + timedelta(seconds=1))
    clock()
    then, now = search(desk, words, as_known_at=moment), search(desk, words)
    assert then == now
    list(desk.add(map(candidate, later)))
    search(desk, words)
    assert search(desk, words, as_known_at=moment) == then


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(alphabet="aбč *\"'x", max_size=12))
def test_any_text_and_any_words(text: str, words: str) -> None:
    words_of(text)
    try:
        wanted = query(words)
    except InputError:
        return
    (start, end), marks = snippet(text, wanted)
    assert 0 <= start <= end <= len(text)
    assert all(start <= a < b <= end for a, b in marks)


def test_the_stretch_is_where_most_of_the_words_are() -> None:
    text = "hall " + "word " * 200 + "the town has a hall here " + "word " * 200
    (start, end), marks = snippet(text, query("hall town"))
    assert [text[a:b] for a, b in marks] == ["town", "hall"]
    assert end - start <= 300


def test_the_command_shows_the_words(desk: Desk) -> None:
    def run(*args: str):
        return CliRunner().invoke(app, ["search", "--desk", desk.place, *args])

    lines = run("town hall", "--since", "2023-06-13").stdout.splitlines()
    assert lines[0].startswith("Šar Daily, 2023-06-13: Вучић је говорио.")
    assert lines[1] == "    Вучић је говорио. The town hall stayed closed."
    assert len(lines) == 2
    assert len(run("hall", "--limit", "1").stdout.splitlines()) == 2
    assert run("nothing").stdout == "no report holds these words\n"
    assert run("hall", "--as-known-at", "2001-01-01").stdout == "no report holds these words\n"
    empty = run("!")
    assert (empty.exit_code, "no word to search for" in empty.stderr) == (1, True)
    assert run("hall", "--since", "soon").exit_code == 1


def test_a_search_takes_so_many_words_and_each_once() -> None:
    assert query("Dolna dolna " * 900) == query("dolna")
    with pytest.raises(InputError, match="at most 100"):
        query(" ".join(f"word{n}" for n in range(101)))
