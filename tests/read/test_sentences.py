"""Sentences cover a report's words once, in order, whatever the text."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reading, sentences
from vedette.read.parse import load_parser
from vedette.record import Report

LINES = st.sampled_from(
    [
        "The road was closed on Monday, police said.",
        "Road closed near Lirna",
        "Related posts",
        "#road #closed",
        "— Watch (@watch) March 9, 2031",
        "by the night desk",
        "Пут је затворен од понедељка, саопштила је полиција у граду.",
        "\u202eשלום\u202c",
        "…",
        "",
    ]
)


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=200), st.lists(LINES, max_size=8).map("\n\n".join)))
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    doc = load_parser_once().pipeline(text)
    found = sentences.read(Reading(report=Report(id="x", text=text), doc=doc)).sentences
    assert [s for a, b in pairwise(found) for s in [(a.end, b.start)] if a.end > b.start] == []
    covered = set().union(*(range(s.start, s.end) for s in found))
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


def test_a_given_title_is_a_headline_even_when_it_ends_in_a_full_stop(reader) -> None:
    text = "Talks end in Lirna.\n\nThe two sides met for an hour in Lirna on Monday and agreed on nothing."
    report = Report(id="x", text=text, title="Talks end in Lirna.")
    (annotation,) = reader.annotate([report])
    assert annotation.sentences[0].layer == "headline"
    (annotation,) = reader.annotate([replace(report, title=None)])
    assert annotation.sentences[0].layer == "body"


def load_parser_once(cache: list = []):  # noqa: B006
    if not cache:
        cache.append(load_parser())
    return cache[0]
