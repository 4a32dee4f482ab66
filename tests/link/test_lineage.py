"""Lineage and origins on small cascades written for this test."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.link import link
from vedette.record import Annotation, Figure, Interval, Lineage, Links, Outside, Published, Report, report_from_json

STORY = (
    "Bridge at Dolen closed after night clashes\n\n"
    "The bridge at Dolen was closed on Thursday after masked men threw petrol bombs at a patrol of the Vrana Mission. "
    "Two officers were treated for burns, the mission's spokesman Petar Oltan said. "
    "Traders in the market said that they had heard shots from the northern bank shortly before midnight. "
    "Mayor Lida Karan asked residents to stay at home and called the attack a gift to the enemies of the town. "
    "The crossing had been open for only eleven weeks. "
    "Engineers will inspect its railings on Saturday."
)
OTHER = (
    "Wheat prices fall in the Arsen valley\n\n"
    "Farmers in the Arsen valley sold wheat for less than last year, the chamber of agriculture said on Monday. "
    "Rain had delayed the harvest by three weeks and filled the silos of Mirovo. "
    "The ministry promised cheap credit to growers who lost more than half of their crop."
)
FIRST = Report(id="a", text=STORY, outlet="Valley Post", published="2031-05-02T08:00:00Z", language="en")


def linked(*reports: Report) -> Links:
    nowhen = Published(earliest=None, latest=None, basis="unknown")
    return link(reports, [Annotation(id=r.id, published=nowhen) for r in reports])


def edge(links: Links, child: str) -> Lineage:
    (found,) = [e for e in links.lineage if e.child == child and e.kind != "quotes"]
    return found


def later(text: str, **more: str | None) -> Report:
    return Report(id="b", text=text, **{"published": "2031-05-03T09:00:00Z", "outlet": "Hill Gazette", **more})


def test_a_copy_is_verbatim() -> None:
    links = linked(FIRST, later(STORY))
    assert (edge(links, "b").parent, edge(links, "b").kind) == ("a", "verbatim")
    assert links.origins == (("a", "b"),)


def test_part_of_a_text_is_an_excerpt() -> None:
    part = " ".join(STORY.split("\n\n")[1].split(". ")[:2]) + "."
    assert edge(linked(FIRST, later(part)), "b").kind == "excerpt"


def test_other_words_are_a_rewrite() -> None:
    told = STORY.replace("was closed", "was shut").replace("masked men threw", "hooded youths hurled")
    told = told.replace("asked residents to stay", "urged people to remain").replace("heard shots", "noticed gunfire")
    told = told.replace("were treated for burns", "needed care for burns").replace("will inspect", "are to check")
    assert edge(linked(FIRST, later(told)), "b").kind == "rewrite"


def test_a_credit_line_names_an_origin_outside_the_desk() -> None:
    links = linked(later(OTHER + "\n\n(Reuters)"))
    assert edge(links, "b").parent == Outside(outside="Reuters")


def test_a_credit_of_an_outlet_on_the_desk_is_no_outside_origin() -> None:
    links = linked(FIRST, later(STORY + "\n\nSource: Valley Post"))
    assert edge(links, "b").parent == "a"


def test_undated_trimmed_copy_is_the_child() -> None:
    links = linked(FIRST, later(STORY.split("\n\n")[1] + "\nSource link", published=None))
    assert edge(links, "b").parent == "a"


FICTIONAL = Path(__file__).parents[2] / "examples" / "fictional" / "reports.jsonl"


def test_a_back_translation_is_a_translation() -> None:
    reports = [report_from_json(line) for line in FICTIONAL.read_text(encoding="utf-8").splitlines()]
    found = edge(linked(*reports), "f05")
    assert (found.parent, found.kind) == ("f02", "translation")
    assert found.evidence


def test_short_reports_with_other_tolls_know_for_themselves() -> None:
    texts = (
        "Six sailors were killed on a patrol boat off Cape Toll.",
        "Nine sailors were killed on a boat off Cape Toll.",
    )
    reports = [Report(id=f"r{n}", text=text, published="2031-05-02") for n, text in enumerate(texts)]
    nowhen = Interval(earliest=None, latest=None)
    read = [
        Annotation(
            id=r.id,
            published=Published(earliest=None, latest=None, basis="unknown"),
            figures=(Figure(start=0, end=4, made_by="t/1", quantity=None, measure="killed", of="sailors", unit=None,
                            low=n, best=n, high=n, as_of=nowhen),),
        )
        for r, n in zip(reports, (6, 9), strict=True)
    ]  # fmt: skip
    assert len(link(reports, read).origins) == 2
    assert len(link(reports, [read[0], replace(read[0], id="r1")]).origins) == 1


def test_strangers_are_not_joined() -> None:
    links = linked(FIRST, later(OTHER))
    assert links.lineage == ()
    assert links.origins == (("a",), ("b",))


def test_cyrillic_and_latin_spellings_are_one() -> None:
    latin = "Most na Ibru zatvoren je u petak posle sukoba. Policija je privela dva lica, rekao je portparol misije."
    cyrillic = "Мост на Ибру затворен је у петак после сукоба. Полиција је привела два лица, рекао је портпарол мисије."
    assert linked(Report(id="a", text=latin), Report(id="b", text=cyrillic)).origins == (("a", "b"),)


SENTENCES = (STORY.split("\n\n")[1] + " " + OTHER.split("\n\n")[1]).split(". ")


@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=8, unique=True), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_copy_adds_no_origin(texts: list[list[str]]) -> None:
    reports = [
        Report(id=f"r{n}", text=". ".join(t) + ".", published=f"2031-05-{n + 1:02}") for n, t in enumerate(texts)
    ]
    copy = Report(id="copy", text=reports[0].text, published="2031-06-01")
    assert len(linked(*reports, copy).origins) == len(linked(*reports).origins)


@pytest.mark.parametrize("text", ["", "\x00", "🙂 🙂", "؟ مرحبا", "a" * 5000, "\n\n\n", '" " "'])
def test_any_text_is_survived(text: str) -> None:
    links = linked(FIRST, Report(id="x", text=text), Report(id="y", text=text))
    assert sorted(x for group in links.origins for x in group) == ["a", "x", "y"]
