"""The words taken out of a parse say what the parse says."""

from functools import cache

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from vedette.read.parse import Parser, load_parser
from vedette.read.words import Words, words_of

TEXT = (
    "BRUN (Reuters) - Police in Lower Vale, the mayor said, held 12 men on Monday.\n\n"
    "“They've gone”, she said; nobody knows where.  The army won't comment."
)


@cache
def parser() -> Parser:
    return load_parser()


@cache
def parsed() -> tuple[Doc, Words]:
    doc = next(parser().parse([TEXT]))
    return doc, words_of(doc)


def test_each_word_is_the_parsers() -> None:
    doc, words = parsed()
    assert len(words.all) == len(doc)
    for token, word in zip(doc, words.all, strict=True):
        assert (word.text, word.lower, word.lemma) == (token.text, token.lower_, token.lemma_)
        assert (word.pos, word.tag, word.dep, word.ent) == (token.pos_, token.tag_, token.dep_, token.ent_type_)
        assert (word.i, word.start, word.end) == (token.i, token.idx, token.idx + len(token))
        assert word.base == (token.lemma_ or token.text).lower()
        assert (word.is_space, word.is_punct) == (token.is_space, token.is_punct)
        assert word.span == (token.idx, token.idx + len(token))


def test_the_words_hang_together_as_in_the_parse() -> None:
    doc, words = parsed()
    for token, word in zip(doc, words.all, strict=True):
        assert word.head.i == token.head.i
        assert [child.i for child in word.children] == [child.i for child in token.children]
        assert [child.i for child in word.lefts] == [child.i for child in token.lefts]
        assert [one.i for one in word.subtree()] == [one.i for one in token.subtree]
        assert (word.before.i if word.before else -1) == token.i - 1
        assert words.sentences[word.sentence][0].i == token.sent.start
    assert [len(sentence) for sentence in words.sentences] == [len(sentence) for sentence in doc.sents]


@settings(deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.integers(1, 60))
def test_a_stretch_of_text_holds_the_parsers_words_under_its_root(start: int, length: int) -> None:
    doc, words = parsed()
    end = min(start + length, len(TEXT))
    span = doc.char_span(start, end, alignment_mode="expand")
    assert [word.i for word in words.within(start, end)] == [token.i for token in span or ()]
    root = words.root(start, end)
    assert (root.i if root else None) == (span.root.i if span is not None and len(span) else None)


def test_without_a_parse_each_word_stands_alone() -> None:
    words = words_of(spacy.blank("en").make_doc("Police held two men."))
    assert [word.text for word in words.all] == ["Police", "held", "two", "men", "."]
    assert all(word.head is word and not word.children for word in words.all)
    assert all(word.base == word.lower and not (word.pos or word.dep or word.lemma) for word in words.all)
    assert (words.parsed, words.tagged) == (False, False)
    assert len(words.sentences) == 1


def test_an_empty_text_has_no_words() -> None:
    words = words_of(spacy.blank("en").make_doc(""))
    assert words.all == words.sentences == words.within(0, 4) == ()
    assert words.root(0, 4) is None
