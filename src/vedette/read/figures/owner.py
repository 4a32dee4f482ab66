"""Whose number it is: the counted actor or group under its canonical name."""

import re
import unicodedata
from collections.abc import Sequence

from spacy.tokens import Token

from vedette.read.figures.context import Context, lemma
from vedette.read.figures.role import Role
from vedette.read.figures.tables import words
from vedette.record import Actor, Span

_HOLDER = ("strength", "change", "capacity")


class Names:
    """The report's actors by the words that name them."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._at = sorted((span.start, span.end, actor.name) for actor in actors for span in actor.mentions)

    def inside(self, start: int, end: int) -> str | None:
        """The longest actor mentioned within a span."""
        best: tuple[int, str] | None = None
        for a, b, name in self._at:
            if start <= a and b <= end and (best is None or b - a > best[0]):
                best = (b - a, name)
        return best[1] if best else None


def owner(context: Context, role: Role, names: Names, before: str | None) -> str | None:
    """The holder of a force for strength; for people, what they are; `before` is the last owner of a force named."""
    if role.measure in _HOLDER:
        holder = _holder(context, names)
        if holder is not None:
            return holder
    if role.measure == "turnout":
        return "voters"
    phrase = context.quantity.concept
    if phrase is not None:
        named = names.inside(*phrase)
        if named is not None and role.measure in _HOLDER:
            return named
        return _phrase(context, phrase)
    if role.measure in _HOLDER:
        return before
    return _default(role)


def _default(role: Role) -> str | None:
    return (
        "people"
        if role.measure in ("killed", "injured", "missing", "detained", "displaced", "participants", "population")
        else None
    )


def _phrase(context: Context, phrase: Span) -> str:
    """The counted noun with what is part of its name, folded: "police officers", "nato soldiers"."""
    doc = context.sentence.doc
    span = doc.char_span(*phrase, alignment_mode="expand")
    assert span is not None
    noun = span[-1]
    kept = [
        t.text for t in span[:-1] if t.dep_ == "compound" or t.pos_ == "PROPN" or t.ent_type_ in ("NORP", "ORG", "GPE")
    ]
    return fold(" ".join([*kept, noun.text]))


def fold(text: str) -> str:
    """Lower case without accents, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain).strip().lower()


def _holder(context: Context, names: Names) -> str | None:
    """The force that has the soldiers: inside the phrase, the possessor, or the subject of the verb."""
    token: Token | None = context.anchor
    for _ in range(8):
        if token is None:
            break
        for child in token.children:
            if child.dep_ in ("poss", "nsubj", "nsubjpass", "compound") and child.i < context.first:
                name = _name(child, names)
                if name is not None:
                    return name
        if token.head is token or token.head.i == token.i:
            break
        token = token.head
    return None


def _name(token: Token, names: Names) -> str | None:
    left, right = token.left_edge, token.right_edge
    named = names.inside(left.idx, right.idx + len(right))
    if named is not None:
        return named
    if lemma(token) in words("holders"):
        return fold(token.text)
    return token.text if token.ent_type_ in ("ORG", "GPE") else None
