"""Dyads: answered only when asked, for any spans, the same each time, with a quad class that fits the type."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader
from vedette.read.dyad.features import BLOCKS, WIDTH, meaning
from vedette.read.dyad.model import hashed, load_model
from vedette.read.events.lexicon import codes
from vedette.read.reading import Reading
from vedette.record import GivenDyad, Report, Span

TEXT = "Morvenia's army shelled two Tarsk villages on Friday, and the council condemned it."


def _coded(reader: Reader, text: str, actor: Span | None, recipient: Span | None) -> object:
    report = Report(id="x", text=text, given_dyad=GivenDyad(actor=actor, recipient=recipient))
    (annotation,) = reader.annotate([report])
    return annotation.dyad


def _span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "kind"),
    [
        (TEXT, "Morvenia's army", "two Tarsk villages", "ASSAULT"),
        (
            "The premier of Ardovia met the Tarsk envoy in Lenka for talks.",
            "The premier of Ardovia",
            "the Tarsk envoy",
            "CONSULT",
        ),
        ("Ardovia sent food aid and tents to Tarsk.", "Ardovia", "Tarsk", "AID"),
        ("Ardovia accused Tarsk of arming the rebels.", "Ardovia", "Tarsk", "ACCUSE"),
        ("Police in Ardovia arrested three Tarsk reporters.", "Police in Ardovia", "three Tarsk reporters", "COERCE"),
    ],
)
def test_plain_acts_are_coded(reader: Reader, text: str, actor: str, recipient: str, kind: str) -> None:
    dyad = _coded(reader, text, _span(text, actor), _span(text, recipient))
    assert dyad.type == kind
    assert dyad.quad == codes()[kind, None].quad
    assert 0 < dyad.p <= 1


def test_nothing_is_coded_unasked(reader: Reader) -> None:
    (annotation,) = reader.annotate([Report(id="x", text=TEXT)])
    assert not annotation.dyad


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60), st.integers(0, 80), st.integers(1, 20), st.booleans())
def test_any_spans_are_survived(reader: Reader, text: str, start: int, length: int, named: bool) -> None:
    actor = Span(start, start + length) if named else None
    dyad = _coded(reader, text, actor, None)
    assert dyad == _coded(reader, text, actor, None)
    assert dyad.quad in (1, 2, 3, 4)


def test_features_are_hashed_without_order() -> None:
    buckets, values = hashed(["b", "a", "a"], 1 << 10)
    again, same = hashed(["a", "b"], 1 << 10)
    assert list(buckets) == list(again) == sorted(buckets)
    assert np.allclose(values, same)
    assert np.isclose((values**2).sum(), 1.0)


def test_the_weights_hold_numbers_only() -> None:
    model = load_model()
    assert model.weights.shape == (1 << 16, len(model.classes))
    assert model.sense.shape == (BLOCKS * WIDTH, len(model.classes))
    assert len(model.classes) == 15


def test_the_vectors_of_empty_text_say_nothing(reader: Reader) -> None:
    (doc,) = reader.parser.parse([""])
    found = meaning(Reading(report=Report(id="x", text=""), doc=doc), None, None)
    assert found.shape == (BLOCKS * WIDTH,)
    assert not found.any()
