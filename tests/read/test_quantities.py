"""Quantities: values, bounds, units, and what is none."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader, quantities
from vedette.read.quantities.items import items
from vedette.read.quantities.numerals import numbers
from vedette.read.reading import Reading
from vedette.record import Quantity, Report

BLANK = spacy.blank("en")

VALUES = [
    ("1,234.5", 1234.5),
    ("1.2 million", 1_200_000),
    ("two hundred and five", 205),
    ("twenty-eight thousand six hundred forty-two", 28_642),
    ("a dozen", 12),
    ("half a million", 500_000),
    ("two and a half", 2.5),
    ("two-thirds", 2 / 3),
    ("one in four", 0.25),
    ("nine out of ten", 0.9),
    ("50.000", 50_000),
    ("3½", 3.5),
    ("a hundred and twenty", 120),
]

# fmt: off
WORDS = [
    "12", "one", "two hundred", "dozens", "of", "soldiers", "killed", "-", "–", "to", "between", "and", "%",
    "$", "€", "bn", "m", "about", "at least", "several", "a", "policeman", "another", "battalion", "2003",
    "May", "G7", "A320", "\x00", "🙂", "\n", "مئة", "пять", "½", "”", "1.2.3", "999999999999999999999", ".5",
    "#",
]
# fmt: on


def read(text: str) -> tuple[Quantity, ...]:
    doc = BLANK(text)
    return quantities.read(Reading(report=Report(id="x", text=text), doc=doc)).quantities


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_numbers_in_digits_and_words(text: str, value: float) -> None:
    (number,) = numbers(text)
    assert number.value == pytest.approx(value)
    assert text[number.start : number.end] == text


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("15-20%", 15, 20),
        ("between $12 million and $20 million", 12e6, 20e6),
        ("1 to 2 thousand", 1000, 2000),
        ("33-35 billion euros", 33e9, 35e9),
        ("tens of thousands", 10_000, 100_000),
        ("three or four", 3, 4),
    ],
)
def test_ranges_have_no_single_value(text: str, low: float, high: float) -> None:
    (item,) = items(text)
    assert (item.low, item.value, item.high) == (low, None, high)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("The bridge cost $40bn.", "dollar", 40e9),
        ("It lies 15 km away.", "kilometre", 15),
        ("Prices rose five per cent.", "percent", 5),
        ("They paid 9.9 billion yuan.", "chinese yuan", 9.9e9),
        ("A plant of 550 megawatts burned.", "megawatt", 550),
    ],
)
def test_units_come_from_the_table(text: str, unit: str, value: float) -> None:
    (quantity,) = read(text)
    assert (quantity.unit, quantity.value) == (unit, value)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("At least 12 tents burned", ">"),
        ("About 500 tents burned", "~"),
        ("Up to 20 tents burned", "<"),
        ("40 tents or more burned", ">"),
        ("The index fell 2.1%", "down"),
        ("Sales were up 3%", "up"),
        ("12 tents burned", "="),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    (quantity,) = read(text)
    assert quantity.bound == bound


@pytest.mark.parametrize(
    "text",
    [
        "He left in 2003.",
        "On 12 May they met.",
        "Flight 417 was late.",
        "The T-72 and the A320 stood there.",
        "See Resolution 1244.",
        "At 10:30 it began.",
        "Call 555-123-4567.",
        "It was the 22nd case.",
        "No one came.",
        "The 1990s were hard.",
        "On 7/8/07 it opened.",
        "They took route 66.",
    ],
)
def test_dates_names_and_ordinals_count_nothing(text: str) -> None:
    assert read(text) == ()


def test_single_people_and_units_count_one() -> None:
    found = read("A policeman and another battalion came for a reason.")
    assert [(q.value, q.unit, q.rule) for q in found] == [(1, "policeman", "single"), (1, "battalion", "single")]


def test_concept_is_the_counted_noun(reader: Reader) -> None:
    text = "They counted 24 armed police officers there."
    (quantity,) = next(iter(reader.annotate([Report(id="x", text=text)]))).quantities
    assert quantity.concept is not None
    assert text[slice(*quantity.concept)] == "armed police officers"


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_any_text_is_survived(text: str) -> None:
    found = read(text)
    ends = [0, *(q.end for q in found)]
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(q.start >= end for q, end in zip(found, ends, strict=False))
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)
    assert all(q.concept is None or q.concept.start < q.concept.end <= len(text) for q in found)
