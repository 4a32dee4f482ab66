"""Places: what no text may break, and what every place must hold."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader, names, places, sentences
from vedette.read.parse import RULES_ONLY, Parser
from vedette.read.places.datelines import datelines
from vedette.read.places.model import BUCKETS, buckets, load
from vedette.read.places.near import place_of
from vedette.read.reading import Reading
from vedette.record import Place, Report, Span

LAYERS = (sentences.LAYER, names.LAYER, places.LAYER)


def found(reader: Reader, text: str) -> tuple[Place, ...]:
    (annotation,) = Reader(reader.parser, LAYERS).annotate([Report(id="r", text=text)])
    return annotation.places


def blank() -> Reader:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return Reader(Parser(pipeline, RULES_ONLY), LAYERS)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Kosovo",
                "the north of",
                "Paris",
                ",",
                "Texas",
                "В",
                "Звечан",
                "\x00",
                "🚧",
                "said",
                "\n\n",
                "القدس",
                "in",
            ]
        )
    )
)
def test_every_place_stands_on_its_words(words: list[str]) -> None:
    text = " ".join(words)
    for place in found(blank(), text):
        assert text[place.start : place.end] == place.text
        assert (place.lat is None) == (place.lon is None)
        assert place.country is None or len(place.country) == 3


@pytest.mark.parametrize("text", ["", " ", "\x00", "🚧" * 50, "A" * 5000, "In " * 500, "من القدس إلى رام الله"])
def test_any_text_is_survived(reader: Reader, text: str) -> None:
    assert all(place.text == text[place.start : place.end] for place in found(reader, text))


def test_without_a_parser_known_names_are_still_found() -> None:
    (place,) = found(blank(), "shots were heard near Zubin Potok after dark.")
    assert (place.country, place.use) == ("XKX", "place")


@pytest.mark.parametrize("text", ["Talks went on in Kosovo all week.", "Aid left for Sudan on Monday."])
def test_a_country_has_no_point(reader: Reader, text: str) -> None:
    (place,) = found(reader, text)
    assert (place.lat, place.lon, place.precision) == (None, None, 6)


def run(reader: Reader, text: str) -> Reading:
    (doc,) = reader.parser.parse([text])
    return Reader(reader.parser, LAYERS).run(Report(id="r", text=text), doc)


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Two policemen were killed in Mitrovica, officials in Belgrade said.", "killed", "Mitrovica"),
        ("Protesters blocked a road near Zvecan on Friday.", "blocked", "Zvecan"),
        ("Three guards were wounded before dawn.", "wounded", None),
    ],
)
def test_an_event_is_placed_where_its_clause_puts_it(
    reader: Reader, text: str, trigger: str, place: str | None
) -> None:
    reading = run(reader, text)
    at = text.index(trigger)
    found = place_of(reading, Span(at, at + len(trigger)))
    assert (None if found is None else reading.places[found].text) == place


def test_a_trigger_outside_every_word_has_no_place(reader: Reader) -> None:
    assert place_of(run(reader, "Shots in Skopje."), Span(400, 404)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PRISTINA, Kosovo (AP) - Police said", ["PRISTINA, Kosovo"]),
        ("KYIV — Two drones fell", ["KYIV"]),
        ("Skopje, 4 May - Two men", ["Skopje"]),
        ("Kosovo - a land of hills", []),
        ("He came back - and left", []),
    ],
)
def test_a_dateline_is_told_from_an_aside(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in datelines(text)] == found


def test_a_borrowed_spelling_abroad_is_not_taken(reader: Reader) -> None:
    places = found(reader, "Police from Zvecan and Leposavic met in Zubin Potok, then drove to Banjska.")
    assert {place.country for place in places if place.use == "place"} == {"XKX"}


@given(st.lists(st.text(max_size=20), max_size=10))
def test_a_feature_always_has_its_bucket(features: list[str]) -> None:
    found = buckets(features)
    assert found == buckets(features)
    assert all(0 <= bucket < BUCKETS for bucket in found)


def test_the_weights_hold_numbers_only() -> None:
    model = load()
    for weights in (model.first, model.rank, model.gate, model.named, model.use, model.near):
        assert weights.ndim == 1
        assert (abs(weights) < 100).all()
