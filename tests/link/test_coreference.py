"""Coreference of given mentions: windows, the encoder's numbers, and what must hold for every partition."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.link import coreference, kinship, link, triggers
from vedette.link.windows import PIECES, cut, window
from vedette.read.encoder import SEP, load_wordpieces
from vedette.record import Annotation, GivenEvent, Links, Published, Report, Span

ALPHABET = load_wordpieces()
ENCODER = triggers.load_triggers()
needs_encoder = pytest.mark.skipif(ENCODER is None, reason="the encoder is not installed")


def told(name: str, text: str, *words: str) -> Report:
    """A report whose given mentions are these words, each at its first place."""
    spans = [(text.index(w), text.index(w) + len(w)) for w in words]
    found = tuple(GivenEvent(id=f"{name}:{n}", start=a, end=b) for n, (a, b) in enumerate(spans))
    return Report(id=name, text=text, given_events=found)


BLAST = told("a", "A bomb exploded at the market of Torvale on Monday. Two traders were killed.", "exploded", "killed")
AGAIN = told("b", "The bomb that exploded in Torvale's market killed two traders, police said.", "exploded", "killed")
STRIKE = told(
    "c", "Miners of Ostrava pit walked out over wages. Their union called the strike.", "walked out", "strike"
)


def linked(*reports: Report) -> Links:
    """Linked without any layer of reading: the bare words must do."""
    unknown = Published(earliest=None, latest=None, basis="unknown")
    return link(reports, [Annotation(id=r.id, published=unknown) for r in reports])


def test_one_event_in_two_reports_is_joined_and_others_stay_apart() -> None:
    groups = [set(group) for group in linked(BLAST, AGAIN, STRIKE).events]
    assert {"a:0", "b:0"} in groups
    assert not any(len({m[0] for m in group} & {"a", "c"}) == 2 for group in groups)


def test_the_order_of_arrival_changes_nothing() -> None:
    assert linked(BLAST, AGAIN, STRIKE).events == linked(STRIKE, AGAIN, BLAST).events


def test_each_given_mention_is_in_one_event() -> None:
    events = linked(BLAST, AGAIN, STRIKE).events
    assert sorted(m for group in events for m in group) == ["a:0", "a:1", "b:0", "b:1", "c:0", "c:1"]


def test_without_the_encoder_the_judge_of_words_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.link.coreference.load_triggers", lambda: None)
    groups = [set(group) for group in linked(BLAST, AGAIN, STRIKE).events]
    assert {"a:0", "b:0"} in groups


def test_mentions_outside_the_text_are_left_out() -> None:
    odd = replace(BLAST, given_events=(*BLAST.given_events, GivenEvent(id="a:9", start=500, end=510)))
    assert not any("a:9" in group for group in linked(odd, AGAIN).events)


def test_a_window_marks_the_trigger_and_its_sentence() -> None:
    view = window(cut(AGAIN.text, ALPHABET), Span(14, 22), ALPHABET)
    at = [i for i, mark in zip(view.ids, view.marks, strict=True) if mark]
    assert at == list(ALPHABET.cut("exploded"))
    assert sum(view.inside) == len(view.ids) - 2


def test_a_short_sentence_is_filled_up_from_before() -> None:
    text = "The council of Torvale met. It was long. They voted."
    view = window(cut(text, ALPHABET), Span(text.index("voted"), text.index("voted") + 5), ALPHABET)
    assert ALPHABET.cut("council")[0] in view.ids
    assert sum(view.inside) == len([i for w in ("they", "voted", ".") for i in ALPHABET.cut(w)])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 300))
def test_any_text_and_span_give_a_window_of_bounded_length(text: str, start: int, length: int) -> None:
    view = window(cut(text, ALPHABET), Span(start, start + length), ALPHABET)
    assert len(view.ids) == len(view.marks) == len(view.inside) <= PIECES + 2
    assert view.ids[-1] == ALPHABET.ids[SEP]


def test_a_long_run_without_blanks_is_survived() -> None:
    view = window(cut("x" * 1_000_000, ALPHABET), Span(0, 1_000_000), ALPHABET)
    assert len(view.ids) <= PIECES + 2


@needs_encoder
def test_vectors_are_units_and_do_not_depend_on_their_neighbours() -> None:
    assert ENCODER is not None
    views = [
        window(cut(r.text, ALPHABET), Span(e.start, e.end), ALPHABET) for r in (BLAST, STRIKE) for e in r.given_events
    ]
    together, alone = ENCODER.vectors(views), ENCODER.vectors(views[2:3])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    assert (together[2] == alone[0]).all()


@needs_encoder
def test_the_encoder_finds_one_event_in_other_words() -> None:
    assert ENCODER is not None
    reports = (
        told("p", "Police arrested the mayor of Torvale on Friday over the missing funds.", "arrested"),
        told("q", "The mayor of Torvale was put behind bars on Friday over the missing funds.", "put behind bars"),
        told("r", "The mayor of Torvale opened a new school on Friday in the old town.", "opened"),
    )
    views = [window(cut(r.text, ALPHABET), Span(e.start, e.end), ALPHABET) for r in reports for e in r.given_events]
    vectors = ENCODER.vectors(views)
    _, odds = ENCODER.compare(vectors, np.array([[0, 1], [0, 2]]))
    assert odds[0] > odds[1]


@needs_encoder
def test_every_column_of_the_judge_has_a_weight() -> None:
    for part, names in (("first", coreference.FIRST), ("second", coreference.SECOND)):
        assert len(kinship.load("triggers.yaml", part, names).weights) == len(names)
