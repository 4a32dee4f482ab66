"""Each profile in each format: cited, marked, linked within itself, the same bytes again; and what may not be sent."""

import io
import re
import zipfile
from dataclasses import replace

import docx as word
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.crisis import HOSTILE, crisis

from vedette.brief import compose, docx, html, likelihood, markdown, pdf, words
from vedette.brief.arrange import arrange, profiles
from vedette.brief.document import Bullets, Document, Note, Section
from vedette.brief.lint import check, problems
from vedette.brief.parts import PARTS
from vedette.brief.setting import Assessment, Setting, read_assessments
from vedette.errors import InputError
from vedette.record import DeskRecord, Links

LIKELY = Assessment(statement="the barricades stay", p=0.7, confidence="moderate", why="two origins say so")
PROFILES = sorted(profiles())
STRANGE = "قال المتحدث إن ثلاثين أصيبوا. שלושים חיילים. Тридесет војника. \x00\x0b\ud800 😀 ﷺ 中文"


@pytest.fixture(scope="module")
def record() -> DeskRecord:
    return crisis()


def setting(profile: str, **more: object) -> Setting:
    return Setting(profile=profile, number="7", by="Ana", assessments=(LIKELY,), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("scale", ["icd203", "phia"])
def test_every_profile_may_be_sent(profile: str, scale: str, record: DeskRecord) -> None:
    document = arrange(compose(record, setting=setting(profile, scale=scale), before=_before(record)))
    assert problems(document) == ()
    assert [c.number for c in document.citations] == list(range(1, len(document.citations) + 1))
    assert {row["part"] for row in profiles()[profile]["parts"]} <= set(PARTS)  # type: ignore[index]


@pytest.mark.parametrize("profile", PROFILES)
def test_an_empty_desk_has_a_brief_of_every_profile(profile: str) -> None:
    empty = DeskRecord(reports=(), annotations=(), links=Links())
    made = compose(empty, setting=Setting(profile=profile))  # type: ignore[arg-type]
    assert problems(arrange(made)) == ()
    assert b"".join((docx(made), pdf(made), html(made).encode(), markdown(made).encode()))


def _before(record: DeskRecord) -> DeskRecord:
    """The record before the second report came."""
    links = replace(record.links, incidents=record.links.incidents[1:], disputes=(), series=())
    moment = "2031-03-11T08:30:00.000000Z"
    return replace(record, links=links, judgements=(), as_known_at=moment)


def test_what_changed_since_the_last_brief_is_told_and_marked(record: DeskRecord) -> None:
    brief = compose(record, before=_before(record))
    assert brief.changes is not None
    assert brief.changes.since == "110830Z MAR 31"
    assert [line.text.startswith("New: 10 Mar 2031, Vrelna") for line in brief.changes.lines] == [True]
    assert brief.changes.rest == ("1 dispute new", "1 figure new", "1 judgement new")
    assert [i.change for day in brief.days for i in day.incidents if i.id == "i1"] == ["new"]
    assert "Nothing has changed since" in markdown(compose(record, before=record))


def test_demands_and_reinforcements_are_listed(record: DeskRecord) -> None:
    brief = compose(record)
    assert [(row.who, row.whom, row.state) for row in brief.demands] == [(HOSTILE[2], "guards", "refused")]
    assert [(row.unit, row.stage) for row in brief.forces] == [("battalion", "authorised (10 Mar 2031)")]
    assert all(row.cites for row in (*brief.demands, *brief.forces))


def test_an_intrep_is_about_one_incident(record: DeskRecord) -> None:
    made = compose(record, setting=Setting(profile="intrep"), about="i3")
    assert made.subject is not None
    assert made.subject.item.id == "i3"
    assert [dispute.slot for dispute in made.subject.disputes] == ["Whether it happened"]
    with pytest.raises(InputError, match="no incident 'i9'"):
        compose(record, setting=Setting(profile="intrep"), about="i9")


@pytest.mark.parametrize("profile", PROFILES)
def test_word_files_hold_their_links(profile: str, record: DeskRecord) -> None:
    made = compose(record, setting=setting(profile, banner="EXERCISE", full_text=True), title=STRANGE)
    data = docx(made)
    assert docx(made) == data
    word.Document(io.BytesIO(data))
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    anchors, marks = re.findall(r'w:anchor="(c\d+)"', body), re.findall(r'bookmarkStart [^>]*w:name="(c\d+)"', body)
    assert anchors
    assert set(anchors) == set(marks)
    header = zipfile.ZipFile(io.BytesIO(data)).read("word/header1.xml").decode()
    assert "TLP:AMBER" in header
    assert "EXERCISE" in header


@pytest.mark.parametrize("profile", PROFILES)
def test_pdf_files_hold_their_links(profile: str, record: DeskRecord) -> None:
    made = compose(record, setting=setting(profile, tlp="RED"), title=STRANGE)
    data = pdf(made)
    assert pdf(made) == data
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "TLP:RED" in text
    assert "Тридесет војника" in text
    links = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    assert len(links) >= len(arrange(made).citations) > 0
    assert all("/Dest" in link or "/A" in link for link in links)


def test_whole_reports_are_given_only_when_asked_for(record: DeskRecord) -> None:
    long = replace(record.reports[0], text=record.reports[0].text + " Never cited, never shown." * 3)
    held = replace(record, reports=(long, *record.reports[1:]))
    assert "Never cited" not in html(compose(held)) + markdown(compose(held))
    assert 'id="reports"' in html(compose(held, setting=Setting(full_text=True)))


def _with(document: Document, note: Note) -> Document:
    return replace(document, sections=(Section(name="x", title="X", blocks=(Bullets(items=(note,)),)),), citations=())


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (Note(text="Ten were hurt.", kind="fact"), "no sentence is cited"),
        (Note(text="COMMENT: x. COMMENT ENDS.", kind="record"), "fact and comment in one paragraph"),
        (Note(text="It is likely that x.", kind="comment"), "not between its two marks"),
        (Note(text=likelihood.marked("It is highly likely that x (85 %)."), kind="comment"), "is no word of ICD 203"),
        (Note(text=likelihood.marked("It is probably so."), kind="comment"), "is no word of ICD 203"),
        (
            Note(text=likelihood.marked("It is very likely, with high confidence, that x."), kind="comment"),
            "likelihood and confidence in one sentence",
        ),
        (Note(text="Ten were hurt.", kind="fact", cites=(9,)), r"\[9\] is not in the list of sources"),
    ],
)
def test_the_linter_finds_each_breach(note: Note, said: str, record: DeskRecord) -> None:
    document = _with(arrange(compose(record)), note)
    assert re.search(said, " ".join(problems(document)))
    with pytest.raises(InputError, match="breaks the rules of briefs"):
        check(document)


def test_the_linter_wants_marking_and_moment(record: DeskRecord) -> None:
    document = replace(arrange(compose(record)), marking="SECRET", dtg="today")
    assert len(problems(document)) == 2


@pytest.mark.parametrize(
    ("p", "icd", "phia"),
    [
        (0.0, "almost no chance", "remote chance"),
        (0.1, "very unlikely", "highly unlikely"),
        (0.3, "unlikely", "unlikely"),
        (0.5, "roughly even chance", "realistic possibility"),
        (0.525, "roughly even chance", "likely"),
        (0.7, "likely", "likely"),
        (0.9, "very likely", "highly likely"),
        (1.0, "almost certain", "almost certain"),
    ],
)
def test_numbers_have_their_words(p: float, icd: str, phia: str) -> None:
    assert likelihood.band(p, "icd203").word == icd
    assert likelihood.band(p, "phia").word == phia


def test_a_comment_keeps_likelihood_and_confidence_apart() -> None:
    assert likelihood.comment(LIKELY, "icd203") == (
        "COMMENT: It is likely that the barricades stay (70 %). Confidence in this judgement is moderate: "
        "two origins say so. COMMENT ENDS."
    )


@pytest.mark.parametrize(
    "text",
    ["{", "a: b", "- {statement: x}", "- {statement: x, p: 2, confidence: low, why: y}",
     "- {statement: x, p: .5, confidence: certain, why: y}", "- {statement: '', p: .5, confidence: low, why: y}"],
)  # fmt: skip
def test_assessments_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="assessment"):
        read_assessments(text)


def test_assessments_are_read() -> None:
    text = "- {statement: the barricades stay., p: 0.7, confidence: moderate, why: two origins say so}"
    assert read_assessments(text) == (LIKELY,)


@given(p=st.floats(min_value=0, max_value=1), scale=st.sampled_from(["icd203", "phia"]))
def test_every_probability_makes_a_comment_that_may_be_sent(p: float, scale: str) -> None:
    text = likelihood.comment(replace(LIKELY, p=p), scale)  # type: ignore[arg-type]
    empty = compose(DeskRecord(reports=(), annotations=(), links=Links()))
    document = replace(arrange(empty), scale=scale)  # type: ignore[arg-type]
    assert problems(_with(document, Note(text=text, kind="comment"))) == ()


@settings(max_examples=15, deadline=None)
@given(title=st.text(max_size=60))
def test_no_title_breaks_a_word_file(title: str) -> None:
    made = compose(DeskRecord(reports=(), annotations=(), links=Links()), title=title)
    assert word.Document(io.BytesIO(docx(made)))


def test_date_time_groups() -> None:
    assert words.dtg("2023-09-29T14:30:00Z") == "291430Z SEP 23"
    assert words.dtg("2023-09-29T16:30:00+02:00") == "291430Z SEP 23"
    assert words.dtg(None) == "date not known"
