"""The report as the actors' reader sees it: text, parse where there is one, and what the knowledge files find."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from vedette.read.knowledge import lexicon
from vedette.read.knowledge.lexicon import Hit
from vedette.read.reading import Name, Reading
from vedette.record import Place, Sentence, Span

_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "agent", "conj", "attr", "appos"})
_SIDES = frozenset({"with", "between", "by", "against", "from", "to", "toward", "towards", "for", "of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the functions of this layer look at; tokens by index, spans in characters."""

    text: str
    doc: Doc
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    places: tuple[Place, ...]
    hits: tuple[Hit, ...]
    nouns: tuple[Hit, ...]
    titles: tuple[Hit, ...]
    parsed: bool

    def root(self, span: Span) -> int:
        """The token that heads the words at a span; -1 when there is no parse."""
        if not self.parsed:
            return -1
        words = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return words.root.i if words is not None and len(words) else -1

    def token(self, index: int) -> Token | None:
        """The token, or None where there is no parse."""
        return self.doc[index] if index >= 0 else None

    def is_noun(self, index: int) -> bool:
        """A noun that heads its phrase, not a modifier of another noun."""
        token = self.token(index)
        if token is None:
            return True
        return token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod")

    def acts(self, index: int) -> bool:
        """Does the word stand where one who acts, or is acted on, stands?"""
        token = self.token(index)
        if token is None:
            return False
        if token.dep_ == "pobj":
            return token.head.lower_ in _SIDES and token.head.head.pos_ in ("VERB", "NOUN")
        return token.dep_ in _ACTING or (token.dep_ == "poss" and token.head.pos_ == "NOUN")

    def word_before(self, start: int) -> str:
        """The word before an offset, in lower case, over an article."""
        before = self.text[max(0, start - 40) : start]
        match = _WORD_BEFORE.search(before)
        if match and match.group(1).lower() == "the":
            match = _WORD_BEFORE.search(before[: match.start()] + " ")
        return match.group(1).lower() if match else ""


def scene(reading: Reading) -> Scene:
    """Look at a reading."""
    text = reading.report.text
    return Scene(
        text=text,
        doc=reading.doc,
        sentences=reading.sentences,
        names=reading.names,
        places=reading.places,
        hits=lexicon.names().find(text),
        nouns=lexicon.nouns().find(text),
        titles=lexicon.titles().find(text),
        parsed=reading.doc.has_annotation("DEP"),
    )


def between(hits: Iterable[Hit], start: int, end: int) -> list[Hit]:
    """The hits that lie inside [start, end)."""
    return [h for h in hits if start <= h.start and h.end <= end]
