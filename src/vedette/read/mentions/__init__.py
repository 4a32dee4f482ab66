"""Mentions: given event mentions, as the linker needs them."""

from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from vedette.read.reading import Layer, Reading
from vedette.record import GivenEvent, GivenMention, Sentence

_SIDES = {
    "nsubj": "by", "agent": "by", "csubj": "by", "poss": "by",
    "dobj": "to", "obj": "to", "nsubjpass": "to", "dative": "to", "attr": "to", "oprd": "to",
    "pobj": "at", "compound": "of", "amod": "of", "npadvmod": "when", "prt": "prt",
}  # fmt: skip
"""Dependency -> the part that the word plays for the event."""
_MANY = 12
_BITS = 256
_SEED = 20230929


def read(reading: Reading) -> Reading:
    """Fill `given_mentions`; a given span that lies outside the text is left out."""
    found = [_mention(reading, given) for given in reading.report.given_events]
    return replace(reading, given_mentions=tuple(m for m in found if m is not None))


def _mention(reading: Reading, given: GivenEvent) -> GivenMention | None:
    """One given mention with its head and the words that hang on it."""
    if not 0 <= given.start < given.end <= len(reading.report.text):
        return None
    span = reading.doc.char_span(given.start, given.end, alignment_mode="expand")
    head = _head(span) if span is not None and len(span) else None
    text = reading.report.text[given.start : given.end]
    return GivenMention(
        start=given.start,
        end=given.end,
        made_by=LAYER.id,
        rule="given",
        id=given.id,
        lemma=(head.lemma_.casefold() if head is not None and head.lemma_ else text.strip().casefold()) or text,
        pos=head.pos_ if head is not None else "",
        sentence=_sentence(reading.sentences, given.start),
        sketch=_sketch(head),
        arguments=_arguments(head, span) if head is not None and span is not None else (),
    )


@cache
def _planes(width: int) -> npt.NDArray[np.float32]:
    """The same random planes every time."""
    return np.random.default_rng(_SEED).standard_normal((width, _BITS), dtype=np.float32)


def _sketch(head: Token | None) -> str:
    """On which side of fixed random planes the word's vector lies, as hex: likeness of meaning in few bytes."""
    if head is None or not head.has_vector:
        return ""
    lexeme = head.vocab[head.lemma_ or head.text]
    vector = np.asarray(lexeme.vector if lexeme.has_vector else head.vector, dtype=np.float32)
    return np.packbits(vector @ _planes(len(vector)) > 0).tobytes().hex()


def _head(span: DocSpan) -> Token:
    """The word of the span on which the others hang; without a parse, the last one."""
    if not span.doc.has_annotation("DEP"):
        return span[-1]
    return span.root


def _sentence(sentences: tuple[Sentence, ...], at: int) -> int | None:
    """The sentence that holds the offset."""
    return next((n for n, s in enumerate(sentences) if s.start <= at < s.end), None)


def _arguments(head: Token, span: DocSpan) -> tuple[str, ...]:
    """`part:lemma` for each word that takes part: its own dependants, and those of the verb that carries a noun."""
    if not head.doc.has_annotation("DEP"):
        return ()
    found = [*_parts(head, span)]
    if head.pos_ in {"NOUN", "PROPN"} and head.head is not head and head.head.pos_ in {"VERB", "AUX"}:
        found += [f"verb:{head.head.lemma_.casefold()}", *_parts(head.head, span)]
    return tuple(dict.fromkeys(found))[:_MANY]


def _parts(head: Token, span: DocSpan) -> list[str]:
    """The dependants of one word."""
    found = []
    for child in head.children:
        if child in span:
            continue
        word = (
            next((c for c in child.children if c.dep_ == "pobj"), child) if child.dep_ in {"prep", "agent"} else child
        )
        part = "by" if child.dep_ == "agent" else _SIDES.get(word.dep_)
        if part is not None and not word.is_space and not word.is_punct:
            found += [f"{part}:{w.lemma_.casefold()}" for w in (word, *_name_parts(word))]
    return found


def _name_parts(word: Token) -> list[Token]:
    """The other words of the name that a word ends."""
    return [c for c in word.children if c.dep_ in {"compound", "flat"} and c.pos_ == "PROPN"]


LAYER = Layer("mentions", 1, fills=("given_mentions",), asks=("given_events",), read=read)
