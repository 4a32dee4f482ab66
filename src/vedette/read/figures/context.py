"""Where a quantity stands in its sentence: the counted noun, what is said of it, and what governs it."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from vedette.record import Quantity

_REACH = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed report, with what is asked of it again and again worked out once."""

    doc: Doc
    text: str
    starts: tuple[int, ...]
    parsed: bool

    @classmethod
    def of(cls, doc: Doc, text: str) -> "Page":
        """Its text, the tokens at which sentences begin, and whether it has been parsed."""
        bounded = doc.has_annotation("SENT_START")
        starts = tuple(sentence.start for sentence in doc.sents) if bounded else (0,)
        return cls(doc, text, starts, doc.has_annotation("DEP"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One quantity and its surroundings; `noun` is None where nothing is named as counted.

    `sentence` is the sentence, or of an overlong one the hundred tokens to either side; `number` counts sentences.
    """

    page: Page
    quantity: Quantity
    sentence: Span
    number: int
    first: int
    last: int
    noun: Token | None
    left: str
    right: str

    @property
    def anchor(self) -> Token:
        """The token that stands for the quantity in the parse: the counted noun, else the number."""
        return self.noun if self.noun is not None else self.page.doc[self.last]

    @property
    def head(self) -> str:
        """The counted noun's lemma in lower case, or nothing."""
        return lemma(self.noun) if self.noun is not None else ""


def context(page: Page, quantity: Quantity) -> Context | None:
    """The surroundings of a quantity; None where the text has no token there."""
    doc = page.doc
    span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    noun = None
    if quantity.concept is not None:
        phrase = doc.char_span(*quantity.concept, alignment_mode="expand")
        noun = phrase[-1] if phrase is not None and len(phrase) else None
    number = bisect_right(page.starts, span.start) - 1
    stop = page.starts[number + 1] if number + 1 < len(page.starts) else len(doc)
    sentence = doc[max(page.starts[number], span.start - _REACH) : max(span.end, min(stop, span.end + _REACH))]
    end = max(quantity.end, quantity.concept.end if quantity.concept else 0)
    return Context(
        page=page,
        quantity=quantity,
        sentence=sentence,
        number=number,
        first=span.start,
        last=_number_token(span),
        noun=noun,
        left=page.text[max(sentence.start_char, quantity.start - 160) : quantity.start],
        right=page.text[end : min(sentence.end_char, end + 120)],
    )


def _number_token(span: Span) -> int:
    """The last token of the quantity that is the number itself."""
    numbers = [t.i for t in span[-40:] if t.like_num or re.search(r"\d", t.text)]
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
