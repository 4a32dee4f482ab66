"""Where a quantity stands in its sentence: the counted noun, what is said of it, and what governs it."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from vedette.record import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One quantity and its surroundings; `noun` is None where nothing is named as counted."""

    quantity: Quantity
    sentence: Span
    first: int
    last: int
    noun: Token | None
    left: str
    right: str

    @property
    def anchor(self) -> Token:
        """The token that stands for the quantity in the parse: the counted noun, else the number."""
        return self.noun if self.noun is not None else self.sentence.doc[self.last]

    @property
    def head(self) -> str:
        """The counted noun's lemma in lower case, or nothing."""
        return lemma(self.noun) if self.noun is not None else ""


def context(doc: Doc, quantity: Quantity) -> Context | None:
    """The surroundings of a quantity; None where the text has no token there."""
    span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    noun = None
    if quantity.concept is not None:
        phrase = doc.char_span(*quantity.concept, alignment_mode="expand")
        noun = phrase[-1] if phrase is not None and len(phrase) else None
    sentence = span.sent if doc.has_annotation("SENT_START") else doc[:]
    last = _number_token(span)
    end = max(quantity.end, quantity.concept.end if quantity.concept else 0)
    return Context(
        quantity=quantity,
        sentence=sentence,
        first=span.start,
        last=last,
        noun=noun,
        left=doc.text[max(sentence.start_char, quantity.start - 160) : quantity.start],
        right=doc.text[end : min(sentence.end_char, end + 120)],
    )


def _number_token(span: Span) -> int:
    """The last token of the quantity that is the number itself."""
    numbers = [t.i for t in span if t.like_num or re.search(r"\d", t.text)]
    return numbers[-1] if numbers else span.end - 1


_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "policemen": "policeman",
    "gunmen": "gunman",
    "servicemen": "serviceman",
    "bodies": "body",
    "children": "child",
    "families": "family",
    "casualties": "casualty",
    "died": "die",
    "killed": "kill",
    "killing": "kill",
    "injured": "injure",
    "arrested": "arrest",
    "fled": "flee",
}


def lemma(token: Token) -> str:
    """The token's lemma in lower case; where there is no lemmatizer, plural endings are cut."""
    if token.lemma_ and token.pos_ != "PROPN":
        return token.lemma_.lower()
    word = token.lower_
    known = _IRREGULAR.get(word)
    if known:
        return known
    if token.lemma_ and not word.endswith("s"):
        return word
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
