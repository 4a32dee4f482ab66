"""A brief cites every line, shows nothing unescaped, and needs nothing from outside."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.brief import Brief, compose, html, markdown, words
from vedette.brief.setting import Setting
from vedette.record import (
    Annotation,
    Attribution,
    DeskRecord,
    Dispute,
    Event,
    Figure,
    Incident,
    Interval,
    LedgerCounts,
    Lineage,
    Links,
    Outside,
    Passage,
    Point,
    Published,
    Range,
    Refusal,
    Report,
    Sentence,
    Series,
    Side,
    Span,
    Speaker,
)
from vedette.record.judgement import Judgement, Ruling, Unfit

FIRST = "Thirty soldiers were injured in Lirna. <b>Police</b> did not say how many more will come."
SECOND = "Only 28 soldiers were injured, the hospital said."
DAY = Interval(earliest="2031-03-10", latest="2031-03-10")


def annotation(report: Report, **found: object) -> Annotation:
    ends = [m.end() for m in re.finditer(r"\.(?= |$)", report.text)]
    starts = [0, *(e + 1 for e in ends[:-1])]
    sentences = tuple(Sentence(start=s, end=e, layer="body", made_by="t/1") for s, e in zip(starts, ends, strict=True))
    published = Published(earliest=None, latest=None, basis="unknown")
    return Annotation(id=report.id, published=published, sentences=sentences, **found)  # type: ignore[arg-type]


@pytest.fixture
def record() -> DeskRecord:
    one = Report(id="one", text=FIRST, outlet="<script>alert(1)</script>", url="javascript:alert(1)")
    two = Report(id="two", text=SECOND, outlet="Lirna | Post")
    told = Event(
        start=0, end=37, trigger=Span(21, 28), type="ASSAULT", mode=None, quad=4, intensity=-9, status="actual",
        made_by="t/1",
    )  # fmt: skip
    planned = replace(told, start=39, end=60, trigger=Span(39, 45), type="MOBILIZE", status="planned")
    silent = Figure(
        start=57, end=80, quantity=None, measure="change", of="soldiers", unit=None, low=None, best=None, high=None,
        as_of=DAY, made_by="t/1",
    )  # fmt: skip
    said = Attribution(
        start=0, end=49, speaker=Speaker(text="the hospital", start=31, end=43, actor="hospital"), cue=None,
        content=(Span(0, 29),), form="indirect", act="state", made_by="t/1",
    )  # fmt: skip
    point = {"as_of": DAY, "qualifier": None, "speaker": None}
    incident = Incident(
        id="i1", mentions=("one#0",), type="ASSAULT", mode=None, status="actual", actors=(), recipients=("soldiers",),
        place=None, earliest="2031-03-10", latest="2031-03-10", killed=None, injured=Range(low=28, best=30, high=30),
        reports=2, origins=2, reliability="F", credibility=6, disputes=(0,),
    )  # fmt: skip
    links = Links(
        origins=(("one",), ("two",)),
        lineage=(
            Lineage(
                child="two", parent=Outside(outside="Wire"), kind="quotes", score=0.5,
                evidence=(Passage(child=Span(0, 9), parent=None),),
            ),
        ),
        incidents=(
            incident,
            replace(incident, id="i2", mentions=("one#1",), type="MOBILIZE", status="planned", disputes=()),
        ),
        series=(
            Series(
                measure="injured", of="soldiers",
                points=(
                    Point(low=30, best=30, high=30, report="one", start=0, end=15, **point),
                    Point(low=28, best=28, high=28, report="two", start=5, end=16, flags=("conflict",), **point),
                ),
            ),
        ),
        disputes=(
            Dispute(
                about=0, slot="count",
                sides=(
                    Side(speaker=None, says="30", report="one", start=0, end=15),
                    Side(speaker="hospital", says="28", report="two", start=5, end=16),
                ),
            ),
        ),
    )  # fmt: skip
    return DeskRecord(
        reports=(one, two),
        annotations=(
            annotation(one, events=(told, planned), figures=(silent,)),
            annotation(two, attributions=(said,)),
        ),
        links=links,
        as_known_at="2031-03-12T00:00:00Z",
        ledger=LedgerCounts(accepted=2, duplicate=1, quarantined=1),
        refusals=(Refusal(source="x.bin", reason="binary"),),
    )


class Page(HTMLParser):
    """Ids, link targets, tags and outside addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.targets += [v or "" for k, v in attrs if k in ("href", "src", "action", "data", "poster")]


def test_every_link_leads_to_an_anchor(record: DeskRecord) -> None:
    page = Page(html(compose(record)))
    assert len(page.ids) == len(set(page.ids))
    assert page.targets
    assert {t.removeprefix("#") for t in page.targets} <= set(page.ids)
    text = markdown(compose(record))
    anchors = set(re.findall(r'<a id="([^"]+)">', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_nothing_runs_and_nothing_is_fetched(record: DeskRecord) -> None:
    page = Page(html(compose(record, title="<img src=x onerror=alert(1)>")))
    assert not page.tags & {"script", "img", "link", "iframe", "object", "base", "form"}
    assert not [t for t in page.targets if not t.startswith("#")]
    text = markdown(compose(record))
    assert "<script" not in text
    assert "<b>" not in text


def test_every_line_of_fact_is_cited(record: DeskRecord) -> None:
    brief = compose(record, setting=Setting(full_text=True))
    facts = [*brief.highlights, *brief.figures, *(i for d in brief.days for i in d.incidents)]
    facts += [s for v in brief.voices for s in v.sayings] + [s for d in brief.disputes for s in d.sides]
    assert len(facts) == 7
    assert all(fact.cites for fact in facts)
    assert [c.number for c in brief.citations] == list(range(1, len(brief.citations) + 1))
    texts = {(s.report, n + 1): p for s in brief.sources for n, p in enumerate(s.pieces)}
    for citation in brief.citations:
        assert texts[citation.report, citation.sentence].cited == (citation.number,)


def test_planned_acts_are_no_events(record: DeskRecord) -> None:
    brief = compose(record)
    assert brief.events == 1
    assert [i.id for day in brief.days for i in day.incidents] == ["i1"]
    assert [i.id for group in brief.not_happened for i in group.incidents] == ["i2"]


def test_what_is_not_known_is_said(record: DeskRecord) -> None:
    said = " ".join(line.text for line in compose(record).unknown)
    assert "No date can be given for 2 reports: one, two." in said
    assert "Number not given (change: soldiers)." in said
    assert "x.bin (binary)" in said
    assert "4 offered: 2 accepted, 1 duplicate, 1 quarantined" in compose(record).ledger


def test_judgements_are_counted_and_those_that_do_not_fit_are_listed(record: DeskRecord) -> None:
    judged = Judgement(
        number=3, recorded_at="2031-03-12T00:00:00Z", analyst="Ana", reason="seen", ruling=Ruling(act="reject")
    )
    brief = compose(replace(record, judgements=(judged,), unfit=(Unfit(judgement=judged, why="no such words"),)))
    assert brief.ledger.endswith("1 judgement in force")
    assert "Judgement 3 by Ana no longer fits: no such words." in [line.text for line in brief.unknown]


def test_an_outside_origin_is_named(record: DeskRecord) -> None:
    assert "Wire, which is not in the desk" in compose(record).strip[1].reports[0].how


def test_an_empty_desk_gives_a_brief() -> None:
    brief: Brief = compose(DeskRecord(reports=(), annotations=(), links=Links()))
    assert "No event is recorded." in html(brief)
    assert "No event is recorded." in markdown(brief)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2023-05-29", "2023-05-29"), "29 May 2023"),
        (("2023-05-01", "2023-05-31"), "May 2023"),
        (("2023-01-01", "2023-12-31"), "2023"),
        (("2023-09-24", "2023-09-25"), "24-25 Sep 2023"),
        (("2023-09-30", "2023-10-01"), "30 Sep 2023 to 1 Oct 2023"),
        ((None, "2023-10-01"), "by 1 Oct 2023"),
        (("2023-10-01", None), "since 1 Oct 2023"),
        ((None, None), "date not known"),
    ],
)
def test_intervals(days: tuple[str | None, str | None], said: str) -> None:
    assert words.interval(*days) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((30, 30, 30), "30"),
        ((28, 30, 30), "30 (28-30)"),
        ((12, None, None), "at least 12"),
        ((None, None, 20), "up to 20"),
        ((500, None, 650), "500-650"),
        ((None, None, None), "number not known"),
        ((3.5, 3.5, 3.5), "3.5"),
        ((4511, 4511, 4511), "4,511"),
    ],
)
def test_counts(values: tuple[float | None, float | None, float | None], said: str) -> None:
    assert words.count(*values) == said


@given(st.text(max_size=400))
def test_excerpts_are_short_and_on_one_line(text: str) -> None:
    assert len(words.excerpt(text)) <= 300
    assert "\n" not in words.excerpt(text)
