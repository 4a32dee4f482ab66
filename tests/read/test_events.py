"""Events: any text is survived, codes come from the ontology, and a span is a slice of its report."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader
from vedette.read.events.lexicon import codes, lexicon
from vedette.read.parse import RULES_ONLY, Parser
from vedette.record import Report

PIECES = [
    "Rebels attacked a convoy",
    "will",
    "not",
    "\x00",
    "😀",
    "שלום",
    "Полиция",
    "by",
    "police",
    ",",
    "\n\n",
    "to",
    "arrest",
    "if",
    ".",
]


def test_every_lexicon_line_names_a_type_of_the_ontology() -> None:
    for section in (lexicon().verbs, lexicon().nouns):
        lines = [line for rows in section.values() for line in rows]
        assert lines
        unknown = {(p.type, p.mode) for p in lines if p.type is not None and (p.type, p.mode) not in codes()}
        assert not unknown


def test_quad_class_follows_the_type() -> None:
    quads: dict[str, set[int]] = {}
    for (kind, _), code in codes().items():
        quads.setdefault(kind, set()).add(code.quad)
    assert len(quads) == 16
    assert all(len(one) == 1 for one in quads.values())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_read_twice_alike(reader: Reader, pieces: list[str]) -> None:
    report = Report(id="x", text=" ".join(pieces))
    (first,) = reader.annotate([report])
    (second,) = reader.annotate([report])
    assert first == second
    for event in first.events:
        assert event.start <= event.trigger.start < event.trigger.end <= event.end <= len(report.text)
        assert (event.type is None) == (event.quad is None) == (event.intensity is None)


def test_without_a_parser_nothing_is_invented() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    (annotation,) = Reader(Parser(blank, RULES_ONLY)).annotate([Report(id="x", text="Police arrested three men.")])
    assert annotation.events == ()
