"""What is counted: the noun behind a number, and the words that make it up."""

import re
from functools import cache

from spacy.tokens import Doc, Token

from vedette.read.quantities.items import Item
from vedette.read.quantities.tables import counted
from vedette.record import Span

_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_INSIDE = (*_NOUNS, "JJ", "JJR", "JJS", "VBG", "VBN", "CD", "HYPH", "POS", "AFX", "RBS", "CC", ",")
_LONG = 7
_DAYS = ("today", "yesterday", "tomorrow", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday",
         "saturday", "sunday")  # fmt: skip


def tagged(doc: Doc) -> bool:
    """Has a tagger been here? Asked of the first token only, for it is asked often."""
    return len(doc) > 0 and doc[0].tag != 0


def concept(doc: Doc, item: Item) -> tuple[Span, Token] | None:
    """The counted noun phrase after the number (without the number), and its head, where something is counted there."""
    after = _first_after(doc, (item.last or item.number).end if item.unit is None else item.end)
    if after is None:
        return None
    return _tagged(doc, after, item) if tagged(doc) else _untagged(doc, after)


def _first_after(doc: Doc, offset: int) -> int | None:
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None:
        return None
    return next((t.i for t in doc[span.start : span.start + 3] if t.idx >= offset), None)


def _tagged(doc: Doc, at: int, item: Item) -> tuple[Span, Token] | None:
    token = doc[at]
    if token.lower_ == "of":
        at += 1
        while at < len(doc) and doc[at].tag_ in ("DT", "PRP$"):
            at += 1
    elif token.lower_ in ("more", "other", "additional", "further", "extra", "-"):
        at += 1
    last = None
    for token in doc[at : at + _LONG]:
        if token.is_space or token.tag_ not in _INSIDE or (token.is_sent_start and token.i > at):
            break
        if token.lower_ in _DAYS:
            break
        if token.tag_ in ("CC", ",", "POS") and (last is None or not _goes_on(doc, token)):
            break
        if token.tag_ in _NOUNS:
            if last is not None and token.i != last + 1 and doc[last].tag_ in ("NNS", "NNPS"):
                break
            last = token.i
    if last is None:
        return None
    start = at if doc[at].tag_ not in ("HYPH", ",", "CC") else at + 1
    if start > last or not _governs(doc, item, doc[last]):
        return None
    return (Span(doc[start].idx, doc[last].idx + len(doc[last])), doc[last])


def _governs(doc: Doc, item: Item, noun: Token) -> bool:
    """Does the parse not forbid it: a number on a preposition counts no later noun."""
    if not doc[0].dep or item.unit is not None:
        return True
    number = next((t for t in doc[max(0, noun.i - _LONG - 1) : noun.i] if t.idx >= item.number.start), None)
    if number is None or number.dep_ != "pobj":
        return True
    return noun.head.i == number.i or number.head.i == noun.i or noun.dep_ == "pobj"


def _goes_on(doc: Doc, token: Token) -> bool:
    """ "men and women", "digital and physical sales": one counted thing; "21 officers and 44 protesters" are two."""
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is None or token.tag_ == ",":
        return False
    if token.tag_ == "POS":
        return following.tag_ in _INSIDE
    return (doc[token.i - 1].lower_, following.lower_) in (("men", "women"), ("women", "children"), ("women", "men"))


@cache
def _countable() -> frozenset[str]:
    return frozenset(counted()["people"]) | frozenset(counted()["one"])


def _untagged(doc: Doc, at: int) -> tuple[Span, Token] | None:
    """Without tags: the first known or plural-looking word among the next three."""
    start = at
    for token in doc[at : at + 4]:
        if not token.is_alpha or (token.is_stop and token.lower_ not in ("of", "more", "other")):
            break
        if token.lower_ in _countable() or re.search(r"[a-z]{2}s$", token.text):
            while start < token.i and doc[start].lower_ in ("of", "more", "other"):
                start += 1
            return Span(doc[start].idx, token.idx + len(token)), token
    return None
