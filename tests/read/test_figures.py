"""Figures: the role of a number, whose it is, what it commits its speaker to."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader, figures, quantities
from vedette.read.reading import Reading
from vedette.record import Figure, Report

BLANK = spacy.blank("en")

# fmt: off
WORDS = [
    "12", "one", "two of them", "dozens", "soldiers", "killed", "wounded", "including", "the death toll",
    "rose", "to", "by", "and", "%", "turnout", "about", "at least", "several people", "a policeman",
    "another", "was", "in 2003", "troops", "an additional", "did not say how many", "\x00", "🙂", "\n\n", ".",
    ",", "число погибших",
]
# fmt: on


def read(reader: Reader, text: str) -> list[Figure]:
    return list(next(iter(reader.annotate([Report(id="x", text=text)]))).figures)


def told(reader: Reader, text: str) -> list[tuple[str, float | None]]:
    return [(f.measure, f.best) for f in read(reader, text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Eleven were wounded when the wall fell.", [("injured", 11)]),
        ("A mine went off, killing four.", [("killed", 4)]),
        ("The death toll in Orsk rose to 149.", [("killed", 149)]),
        ("The blast left 12 dead and 31 injured.", [("killed", 12), ("injured", 31)]),
        ("The dead numbered 17.", [("killed", 17)]),
        ("Police arrested 83 demonstrators.", [("detained", 83)]),
        ("Seventeen miners are missing.", [("missing", 17)]),
        ("Some 900 villagers fled across the river.", [("displaced", 900)]),
        ("Police counted 24,000 marchers.", [("participants", 24_000)]),
        ("Turnout was 41 percent.", [("turnout", 41)]),
        ("The army has 2,600 soldiers there.", [("strength", 2600)]),
        ("The army sent an additional 700 troops.", [("change", 700)]),
        ("A brigade numbering 3,200 soldiers came.", [("strength", 1), ("capacity", 3200)][1:]),
        ("The march lasted three hours.", [("duration", 3)]),
    ],
)
def test_measures(reader: Reader, text: str, want: list[tuple[str, float]]) -> None:
    got = told(reader, text)
    assert [row for row in got if row in want] == want
    assert not {m for m, _ in got} - {m for m, _ in want} - {"strength", "other"}


def test_the_victims_are_counted_not_the_killers(reader: Reader) -> None:
    got = {f.of: f.measure for f in read(reader, "Two gunmen shot dead seven worshippers in Ostrela.")}
    assert got == {"gunmen": "participants", "worshippers": "killed"}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("At least 12 civilians were killed.", (12, None, None)),
        ("Up to 20 civilians were killed.", (None, None, 20)),
        ("Between 20 and 25 civilians were killed.", (20, None, 25)),
        ("Several civilians were killed.", (2, None, None)),
        ("A civilian was killed.", (1, 1, 1)),
        ("Nine civilians were killed.", (9, 9, 9)),
        ("About 500 civilians were killed.", (450, 500, 550)),
    ],
)
def test_words_bound_the_value(reader: Reader, text: str, want: tuple[float | None, ...]) -> None:
    (figure,) = read(reader, text)
    assert figure.measure == "killed"
    assert (figure.low, figure.best, figure.high) == want


def test_a_size_left_open_is_a_figure_without_number(reader: Reader) -> None:
    (figure,) = read(reader, "The alliance did not say how many additional troops it will send.")
    assert figure.quantity is None
    assert (figure.low, figure.best, figure.high) == (None, None, None)
    assert figure.measure == "change"


def test_parts_know_their_whole(reader: Reader) -> None:
    whole, *parts = read(reader, "A shell wounded 30 soldiers, including 11 Italians and 19 Hungarians.")
    assert [(p.part_of, p.measure, p.of) for p in parts] == [(0, "injured", "italians"), (0, "injured", "hungarians")]
    assert whole.part_of is None


def test_two_thirties_stay_two(reader: Reader) -> None:
    got = read(reader, "The clashes injured 30 soldiers and 30 protesters.")
    assert [(f.of, f.best) for f in got] == [("soldiers", 30), ("protesters", 30)]


def test_nothing_dates_a_figure_of_an_undated_report(reader: Reader) -> None:
    (figure,) = read(reader, "Nine civilians were killed.")
    assert (figure.as_of.earliest, figure.as_of.latest) == (None, None)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
def test_any_text_is_survived_without_a_parse(text: str) -> None:
    reading = quantities.read(Reading(report=Report(id="x", text=text), doc=BLANK(text)))
    found = figures.read(reading).figures
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(f.quantity is None or f.quantity < len(reading.quantities) for f in found)
    assert all(f.part_of is None or f.part_of < len(found) for f in found)
    assert all(f.low is None or f.high is None or f.low <= f.high for f in found)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_text_is_survived_with_a_parse(reader: Reader, words: list[str]) -> None:
    text = " ".join(words)
    reading = quantities.read(Reading(report=Report(id="x", text=text), doc=reader.parser.pipeline(text)))
    found = figures.read(reading).figures
    assert found == figures.read(reading).figures
    assert all(f.made_by == figures.LAYER.id and f.rule for f in found)
