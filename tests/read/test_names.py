"""Names: voting within the report and the knowledge files overrule the parser."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.read import Reader
from vedette.read.names.headlines import is_title_case
from vedette.read.reading import Name
from vedette.record import Report


def names(reader: Reader, text: str) -> tuple[Name, ...]:
    doc = next(reader.parser.parse([text]))
    return reader.run(Report(id="x", text=text), doc).names


def kinds(reader: Reader, text: str) -> dict[str, str]:
    return {text[n.start : n.end]: n.kind for n in names(reader, text)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ABab čЖ.,'’\n\t-U.S😀\x00٣"), max_size=60))
def test_names_are_slices_in_order_and_apart(reader: Reader, text: str) -> None:
    found = names(reader, text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Vučić said on Monday that Serbia was calm. President Aleksandar Vučić then left.", "Vučić", "person"),
        ("KFOR patrols were seen near Leposavić.", "KFOR", "organisation"),
        ("Belgrade rejected the offer.", "Belgrade", "place"),
        ("Clashes broke out in Pristina overnight.", "Pristina", "place"),
        ("Thousands of Serbs gathered.", "Serbs", "nationality"),
        ("Shelling was reported near Tal Merva and in Tal Merva itself.", "Tal Merva", "place"),
        ("The Northern Water Board closed the dam.", "Northern Water Board", "organisation"),
        ("The Ministry of Trade and the bank disagreed.", "Ministry of Trade", "organisation"),
    ],
)
def test_kinds(reader: Reader, text: str, name: str, kind: str) -> None:
    assert kinds(reader, text).get(name) == kind


def test_titles_and_states_are_cut_from_persons(reader: Reader) -> None:
    found = kinds(reader, "NATO Secretary-General Jens Holt met Serbian President Ana Anić.")
    assert found["Jens Holt"] == found["Ana Anić"] == "person"
    assert found["NATO"] == "organisation"


def test_headline_junk_is_dropped(reader: Reader) -> None:
    text = (
        "NATO Ready To Act And Calls For Calm Amid Rising Tension\n\nNATO is ready to act, the alliance said on Monday."
    )
    assert set(kinds(reader, text)) == {"NATO"}


def test_title_case() -> None:
    assert is_title_case("Police Fire Tear Gas At Angry Crowd")
    assert not is_title_case("Police fired tear gas at an angry crowd")
    assert not is_title_case("")
