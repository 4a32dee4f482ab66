"""Each layer keeps its word: it fills what it says, writes its versioned name, and survives a blank parser."""

import msgspec
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laws import check
from vedette.read import LAYERS, Layer, Profile, Reader, Reading
from vedette.read.parse import RULES_ONLY, Parser
from vedette.read.reading import ASKED
from vedette.record import GivenDyad, Report, Span, encode

PIECES = st.sampled_from(
    [
        "Thirty soldiers were injured in Lirna on Monday, the mission said.",
        "“We did not fire,” General Anna Berg told the Kastar Express.",
        "Vučić denied it; Вучић је одбио.",
        "At least 12 people died between 3 and 5 May 2031.",
        "\u202bقال المتحدث إن الطريق مغلق\u202c",
        "#tag @handle http://x.y",
        "\x00\ufffd\u200b",
        "Police said that protesters would block the road if the mayor came.",
        "“An open quote that never",
        "\n\n",
        "1/2/3 -- 5,0,0 .. %% 10:99",
        "🙂🙂",
    ]
)
TEXTS = st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=6).map(" ".join))


def blank_reader() -> Reader:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("vedette_blocks")
    pipeline.add_pipe("sentencizer", config={"overwrite": False})
    return Reader(Parser(pipeline, RULES_ONLY))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, published=st.sampled_from([None, "2031-03-10", "2031-03-10T10:00:00Z", "soon"]))
def test_any_text_is_read(reader: Reader, text: str, published: str | None) -> None:
    report = Report(id="x", text=text, published=published)
    (annotation,) = reader.annotate([report])
    check(annotation, text)
    (again,) = reader.annotate([report])
    assert encode(again) == encode(annotation)


@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read_by_rules_alone(text: str) -> None:
    (annotation,) = BLANK.annotate([Report(id="x", text=text)])
    check(annotation, text)
    assert annotation.models == (RULES_ONLY,)


BLANK = blank_reader()


def test_a_batch_gives_what_single_reports_give(reader: Reader) -> None:
    texts = ["Shots were fired in Lirna on Monday.", "", "Two men were detained, police said."] * 7
    reports = [Report(id=str(n), text=text) for n, text in enumerate(texts)]
    together = [encode(a) for a in reader.annotate(reports)]
    assert together == [encode(a) for r in reports for a in reader.annotate([r])]


@pytest.mark.parametrize("layer", LAYERS, ids=lambda x: x.id)
def test_a_layer_changes_only_what_it_fills(layer, reader: Reader) -> None:
    text = "Thirty soldiers were injured in Pristina on Monday, KFOR said. Police arrested two men."
    report = Report(id="x", text=text, given_dyad=GivenDyad(actor=Span(63, 69), recipient=Span(79, 86)))
    (doc,) = reader.parser.parse([text])
    before = after = None
    reading = Reading(report=report, doc=doc)
    for each in LAYERS:
        before = reading
        reading = after = each.read(reading)
        if each is layer:
            break
    changed = {f for f in Reading.__dataclass_fields__ if f != "doc" and getattr(before, f) != getattr(after, f)}
    assert changed <= set(layer.fills)
    assert msgspec.to_builtins(report) == msgspec.to_builtins(reading.report)


def test_an_exact_copy_is_read_once_and_keeps_its_own_id(reader: Reader) -> None:
    read: list[str] = []

    def counts(reading: Reading) -> Reading:
        read.append(reading.report.id)
        return LAYERS[0].read(reading)

    layers = (Layer(LAYERS[0].name, LAYERS[0].version, fills=LAYERS[0].fills, read=counts), *LAYERS[1:])
    text = "Police arrested two men in Pristina on Monday."
    reports = [
        Report(id="a", text=text),
        Report(id="b", text=text, received="2024-05-01"),
        *(Report(id=f"x{n}", text=f"Column {n} left.") for n in range(20)),
        Report(id="c", text=text),
        Report(id="d", text=text, published="2024-05-01"),
        Report(id="e", text=text, given_dyad=GivenDyad(actor=Span(0, 6), recipient=None)),
    ]
    found = list(Reader(reader.parser, layers).annotate(reports))
    assert [r for r in read if not r.startswith("x")] == ["a", "d", "e"]
    assert [encode(a) for a in found] == [encode(a) for r in reports for a in reader.annotate([r])]


TOLD = "DUBLIN, 3 May - Police arrested two men in Springfield on Monday, the prime minister of Britain said."
DRESSES = st.builds(
    Report,
    id=st.sampled_from("abcdef"),
    text=st.sampled_from([TOLD, "", "Shots in Paris, Police said.\n\nTwo men died on Friday."]),
    title=st.sampled_from([None, "Shots in Paris, Police said."]),
    outlet=st.sampled_from([None, "nytimes.com", "irishtimes.com"]),
    url=st.sampled_from([None, "https://x.example/2031/05/04/men"]),
    published=st.sampled_from([None, "2019-05-01", "2031-05-01"]),
    given_dyad=st.sampled_from([None, GivenDyad(actor=Span(0, 6), recipient=Span(8, 12))]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(DRESSES, max_size=6))
def test_a_text_in_another_dress_is_read_as_if_it_came_alone(reader: Reader, reports: list[Report]) -> None:
    alone = [encode(a) for r in reports for a in reader.annotate([r])]
    assert [encode(a) for a in reader.annotate(reports)] == alone


@pytest.mark.parametrize("layer", LAYERS, ids=lambda x: x.id)
def test_a_layer_looks_at_nothing_in_a_report_but_what_it_asks(layer, reader: Reader) -> None:
    looked: set[str] = set()

    class Watched(Report):
        def __getattribute__(self, name: str) -> object:
            looked.add(name)
            return super().__getattribute__(name)

    for report in (
        Watched(id="x", text=TOLD, given_dyad=GivenDyad(actor=Span(16, 22), recipient=Span(32, 35))),
        Watched(
            id="x", text=TOLD, title=TOLD, outlet="nytimes.com", published="2031-05-01", url="https://x/2031/05/01/"
        ),
    ):
        (doc,) = reader.parser.parse([report.text])
        reading = Reading(report=report, doc=doc)
        for before in LAYERS[: LAYERS.index(layer)]:
            reading = before.read(reading)
        looked.clear()
        layer.read(reading)
        assert looked & set(ASKED) <= set(layer.asks)


def test_copies_share_one_parse_and_what_does_not_depend_on_their_date(reader: Reader) -> None:
    profile = Profile()
    reports = [Report(id=day, text=TOLD, published=f"2031-05-{day}") for day in ("01", "02", "03", "02")]
    fresh = Reader(reader.parser, reader.layers, profile)
    (first, *others) = fresh.annotate(reports)
    assert profile.copies == 3
    assert all(other.attributions is first.attributions for other in others)
    assert len({other.published for other in (first, *others)}) == 3


def test_a_layer_that_breaks_stops_neither_the_others_nor_the_next_report(reader: Reader) -> None:
    def breaks(reading: Reading) -> Reading:
        raise ValueError("no " + reading.report.id)

    layers = tuple(Layer(x.name, x.version, fills=x.fills, read=breaks) if x.name == "times" else x for x in LAYERS)
    text = "Police arrested two men in Pristina."
    found = list(Reader(reader.parser, layers).annotate([Report(id=i, text=text) for i in "ab"]))
    (broken,) = [x.id for x in LAYERS if x.name == "times"]
    assert [a.failures for a in found] == [(f"{broken}: ValueError: no a",), (f"{broken}: ValueError: no b",)]
    assert all(a.times == () and a.sentences and a.events for a in found)
