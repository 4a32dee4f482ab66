"""The quick steps write what spaCy's own components write, and leave to spaCy what they do not know."""

from functools import cache
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from vedette.read.parse import Parser, load_parser
from vedette.read.quick import steps_of
from vedette.read.quick.attributes import QuickAttributes
from vedette.read.quick.entities import QuickEntities
from vedette.read.quick.heads import QuickHeads
from vedette.read.quick.lemmas import QuickLemmas
from vedette.read.quick.vectors import ContextVectors

SAME = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")
TEXTS = (
    "Let's go, the mayor of Lower Vale said; there is no bridge there.\n\nIt ain't over: they've gotta rebuild it.",
    "THREE OFFICERS HURT\n\nThe European Union's mission in Kosovo said on 3 June 2024 that it had sent 40 trucks.",
    "",
    " \n\n ",
    "\x00 😀 Привет, мир! שלום عالم",
    "Mr. and Mrs. O'Hara-Smith paid $3.5 million (2.1 %) to the U.S. Department of State in St. Louis, Mo.",
)
WORDS = st.sampled_from(
    (
        *("the", "a", "police", "army", "Kosovo", "Belgrade", "Ms.", "Novak", "said", "that", "it", "was", "is"),
        *("there", "let", "'s", "gonna", "12", "June", ",", ".", "\n", "\n\n", '"', "did", "not"),
    )
)


@cache
def parser() -> Parser:
    return load_parser()


def assert_same(quick: Doc, slow: Doc) -> None:
    assert quick.text == slow.text
    for name in SAME:
        assert quick.to_array(name).tolist() == slow.to_array(name).tolist(), name
    assert quick.tensor.shape == slow.tensor.shape
    assert abs(quick.tensor - slow.tensor).max(initial=0) < 1e-3


@pytest.mark.parametrize("text", TEXTS)
def test_the_parse_is_that_of_spacy(text: str) -> None:
    assert_same(next(parser().parse([text])), parser().pipeline(text))


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_order_of_words_is_parsed_as_by_spacy(text: str) -> None:
    assert_same(next(parser().parse([text])), parser().pipeline(text))


def test_a_batch_is_parsed_as_its_texts_alone() -> None:
    for together, alone in zip(parser().parse(TEXTS * 5), TEXTS * 5, strict=True):
        single = next(parser().parse([alone]))
        assert_same(together, single)
        assert together.tensor.tobytes() == single.tensor.tobytes()


def test_each_component_of_the_default_model_has_a_quick_step() -> None:
    assert ContextVectors.of(pipe("tok2vec").model) is not None
    assert QuickEntities.of(pipe("ner")) is not None
    assert QuickHeads.of(pipe("parser")) is not None
    assert QuickAttributes.of(pipe("attribute_ruler")) is not None
    assert QuickLemmas.of(pipe("lemmatizer")) is not None


def pipe(name: str) -> Any:
    if name not in parser().pipeline.pipe_names:
        pytest.skip("no model is installed")
    return parser().pipeline.get_pipe(name)


def test_components_of_another_build_are_left_to_spacy() -> None:
    other: Any = spacy.blank("en")
    ruler = other.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"ENT_TYPE": "GPE"}]], attrs={"POS": "PROPN"})
    entities = other.add_pipe("entity_ruler", before="attribute_ruler")
    entities.add_patterns([{"label": "GPE", "pattern": "Lower Vale"}])
    assert QuickAttributes.of(ruler) is None
    doc = other.make_doc("Lower Vale is quiet")
    for step in steps_of(other):
        step([doc])
    assert [(e.text, e.label_) for e in doc.ents] == [("Lower Vale", "GPE")]
    assert [t.pos_ for t in doc] == ["PROPN", "PROPN", "", ""]


def test_names_set_before_are_kept() -> None:
    quick = QuickEntities.of(pipe("ner"))
    assert quick is not None
    doc = parser().pipeline.make_doc("Ada Novak went to Lower Vale")
    doc.set_ents([Span(doc, 4, 6, label="LAW")], default="missing")
    quick(doc)
    assert "LAW" in {e.label_ for e in doc.ents}


def test_heads_set_before_are_kept() -> None:
    quick = QuickHeads.of(pipe("parser"))
    assert quick is not None
    docs = [parser().pipeline.make_doc("Ada Novak went home. They slept.") for _ in range(2)]
    for doc in docs:
        doc[6].head, doc[6].dep_ = doc[2], "conj"
    quick(docs[:1])
    list(quick.component.pipe(docs[1:]))
    assert docs[0].to_array(["HEAD", "DEP"]).tolist() == docs[1].to_array(["HEAD", "DEP"]).tolist()
