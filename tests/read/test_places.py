"""Places: what no text may break, and what every place must hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader, names, places, sentences
from vedette.read.parse import RULES_ONLY, Parser
from vedette.record import Place, Report

LAYERS = (sentences.LAYER, names.LAYER, places.LAYER)


def found(reader: Reader, text: str) -> tuple[Place, ...]:
    (annotation,) = Reader(reader.parser, LAYERS).annotate([Report(id="r", text=text)])
    return annotation.places


def blank() -> Reader:
    import spacy

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
