from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import NewPlace
from tests.stub_engine import StubEngine, Ticking, candidate
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.errors import InputError
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
    with desk.store.writer("derived"):
        assert found(desk, "putin") == {3}
    assert derive.find(desk.store, derived.count_indexed) in (0, None)


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
    assert lines[0].startswith("2023-06-13  Šar Daily, 2023-06-13: Вучић је говорио.")
    assert lines[1] == "    Вучић је говорио. The town hall stayed closed."
    assert len(lines) == 2
    assert len(run("hall", "--limit", "1").stdout.splitlines()) == 2
    assert run("nothing").stdout == "no report holds these words\n"
    assert run("hall", "--as-known-at", "2001-01-01").stdout == "no report holds these words\n"
    empty = run("!")
    assert (empty.exit_code, "no word to search for" in empty.stderr) == (1, True)
    assert run("hall", "--since", "soon").exit_code == 1
