import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import NewPlace
from tests.stub_engine import StubEngine, Ticking, candidate
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.errors import NotThereError
from vedette.store import Desk, text_diff, versions_of

FIRST = "Police said 3 people were hurt in Dolna.\nThe road is closed.\n"
SECOND = "Police said 5 persons were hurt in Dolna.\nThe road is open again.\nThe mayor spoke.\n"
URL = "https://wire.example/dolna"


@pytest.fixture
def desk(new_place: NewPlace) -> Desk:
    made = Desk.init(new_place(), clock=Ticking(), engine=StubEngine())
    for text in (SECOND, FIRST):
        list(made.add([candidate(text, url=URL)]))
    list(made.add([candidate("Nothing to do with it."), candidate("Elsewhere.", url="https://wire.example/other")]))
    return made


def test_an_edited_report_is_kept_as_two_versions(desk: Desk) -> None:
    record = desk.record()
    named = {report.text.split()[0] + report.text[12:13]: report.id for report in record.reports}
    for name in (named["Police3"], named["Police5"]):
        assert [one.text for one in versions_of(record, name)] == [SECOND.strip(), FIRST.strip()], "as recorded"
    alone = next(report for report in record.reports if report.url is None)
    assert versions_of(record, alone.id) == (alone,)
    with pytest.raises(NotThereError, match="no report 'x'"):
        versions_of(record, "x")


def test_the_words_that_changed() -> None:
    changes = [
        (kind, FIRST[slice(*old)] if old else None, SECOND[slice(*new)] if new else None)
        for kind, old, new in text_diff(FIRST, SECOND)
        if kind != "same"
    ]
    assert changes == [
        ("changed", "3 people", "5 persons"),
        ("changed", "closed", "open again"),
        ("added", None, "The mayor spoke.\n"),
    ]
    assert text_diff(FIRST, FIRST) == (("same", (0, len(FIRST)), (0, len(FIRST))),)
    assert text_diff("", "") == ()


texts = st.text(alphabet="ab \nč.😀", max_size=60)


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_both_texts_stand_whole_in_the_stretches(before: str, after: str) -> None:
    found = text_diff(before, after)
    assert "".join(before[slice(*old)] for _, old, _ in found if old) == before
    assert "".join(after[slice(*new)] for _, _, new in found if new) == after
    for kind, old, new in found:
        assert {"added": (None, new), "removed": (old, None)}.get(kind, (old, new)) == (old, new)
        assert (kind == "same") == (bool(old and new) and before[slice(*old)] == after[slice(*new)])


def test_long_texts_that_share_nothing_are_one_change() -> None:
    before, after = "a b " * 3000, "c d " * 3000
    assert [kind for kind, _, _ in text_diff(before, after)] == ["changed"]


def test_the_command_shows_what_was_edited(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", StubEngine)

    def run(*args: str):
        return CliRunner().invoke(app, ["diff", "--desk", desk.place, *args])

    edited = next(report.id for report in desk.record().reports if report.text == FIRST.strip())
    shown = run("--report", edited).stdout
    assert shown.startswith(f"2 versions of {URL}\n")
    assert "[-5 persons-]{+3 people+}" in shown
    assert run("--report", "x").exit_code == 1
    assert run().exit_code == 2
    assert run("2023-06-14", "--report", edited).exit_code == 2
