"""Whose number it is: the counted actor or group under its canonical name."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from vedette.read.figures.context import Context, lemma
from vedette.read.figures.governed import beside_group
from vedette.read.figures.role import PEOPLE, Role
from vedette.read.figures.tables import pattern, words
from vedette.record import Actor, Span

FORCE = ("strength", "change", "capacity")
_CLIMB = 8
_INITIAL = 2


class Names:
    """The report's actors by the words that name them."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._at: list[tuple[int, int, str]] = sorted(
            (span.start, span.end, actor.name) for actor in actors for span in actor.mentions
        )

    def inside(self, start: int, end: int) -> str | None:
        """The longest actor mentioned within a span."""
        best: tuple[int, str] | None = None
        for a, b, name in self._at[bisect_left(self._at, (start,)) : bisect_left(self._at, (end,))]:
            if b <= end and (best is None or b - a > best[0]):
                best = (b - a, name)
        return best[1] if best else None


def owner(context: Context, role: Role, names: Names, before: str | None) -> str | None:
    """The holder of a force for strength, what people are for people; `before`: whose the last like figure was."""
    if role.measure == "turnout":
        return "voters"
    if role.measure in FORCE:
        held = _holder(context, names)
        if held is not None:
            return held
    if role.measure == "share":
        said = _said_of_share(context)
        if said is not None:
            return said
    them = pattern("of_them_are").match(context.page.text[context.quantity.end : context.quantity.end + 30])
    if them:
        return _after_them(context, context.quantity.end + them.end()) or before
    phrase = context.quantity.concept
    if role.measure == "population" and (group := beside_group(context)) is not None:
        return _phrase(context, Span(group.left_edge.idx, group.idx + len(group)))
    if role.measure in PEOPLE and context.head in words("happenings"):
        return "people"
    if phrase is not None and context.noun is not None and not (before and context.head in words("unnamed")):
        return _phrase(context, phrase)
    if role.rule in ("toll", "number of"):
        return "people"
    return before or ("people" if role.measure in PEOPLE else None)


def _phrase(context: Context, phrase: Span) -> str | None:
    """The counted noun with what is part of its name, folded: "police officers", "nato soldiers"."""
    span = context.page.doc.char_span(*phrase, alignment_mode="expand")
    if span is None:
        return None
    kept = [
        t.text for t in span[:-1] if t.dep_ == "compound" or t.pos_ == "PROPN" or t.ent_type_ in ("NORP", "ORG", "GPE")
    ]
    return fold(" ".join([*kept, span[-1].text]))


def _after_them(context: Context, offset: int) -> str | None:
    """ "15 of them children": the noun that follows."""
    doc = context.page.doc
    span = doc.char_span(offset, min(offset + 40, len(context.page.text)), alignment_mode="expand")
    found: list[str] = []
    for token in span if span is not None else ():
        if token.i >= context.sentence.end or token.tag_ not in ("NN", "NNS", "NNP", "NNPS", "JJ"):
            break
        found = [*found, token.text] if token.tag_ != "JJ" else found
    return fold(" ".join(found)) or None


def fold(text: str) -> str:
    """Lower case without accents, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain).strip().lower()


def _said_of_share(context: Context) -> str | None:
    """ "90 % of the population is ethnic Albanian": the share is of those that it names."""
    token = context.anchor
    for _ in range(4):
        if token.dep_ in ("nsubj", "nsubjpass") and lemma(token.head) == "be":
            for child in token.head.children:
                if (
                    child.dep_ in ("attr", "acomp")
                    and child.i > token.i
                    and child.tag_ in ("NNS", "NNP", "NNPS", "JJ", "NN")
                ):
                    return fold(child.text)
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _holder(context: Context, names: Names) -> str | None:
    """The force that has the soldiers: within the phrase, the possessor, the object that is changed, or the subject."""
    token, through = context.anchor, ""
    for _ in range(_CLIMB):
        for child in _holders(token, through, context.first):
            name = _name(child, names)
            if name is not None:
                return name
        if token is not context.anchor and lemma(token) in words("units"):
            return fold(token.text)
        if token.dep_ == "relcl":
            return _antecedent(token.head, names)
        own = token.dep_ == "conj" and any(child.dep_.startswith("nsubj") for child in token.children)
        if token.head.i == token.i or token.dep_ in ("nsubj", "nsubjpass") or own:
            return None
        through = token.lower_ if token.dep_ == "prep" else ""
        token = token.head
    return None


def _antecedent(noun: Token, names: Names) -> str | None:
    """Whom a relative clause speaks of ("the mission, which has 900 soldiers"), without what else its phrase names."""
    named = names.inside(noun.left_edge.idx, noun.idx + len(noun))
    return named or (fold(noun.text) if lemma(noun) in words("holders") else _proper(noun))


def _holders(token: Token, through: str, first: int) -> Iterator[Token]:
    """Who may hold a force among the words that depend on `token`, the likeliest first."""
    if through in ("to", "from", "at", "by"):
        yield from (child for child in token.children if child.dep_ == "dobj" and child.i < first)
    for dep in ("poss", "compound", "nmod", "nsubj", "nsubjpass"):
        yield from (child for child in token.children if child.dep_ == dep and child.i < first)


def _name(token: Token, names: Names) -> str | None:
    """The actor that a word and what belongs to it name; "its troops" names none of its own."""
    for child in token.children:
        if child.dep_ == "poss":
            return names.inside(child.left_edge.idx, child.right_edge.idx + len(child.right_edge))
    left = token.left_edge
    right = max((c.right_edge for c in token.children if c.dep_ != "relcl"), key=lambda t: t.i, default=token)
    right = right if right.i > token.i else token
    named = names.inside(left.idx, right.idx + len(right))
    if named is not None:
        return named
    if lemma(token) in words("holders"):
        return fold(token.text)
    return _proper(token)


def _proper(token: Token) -> str | None:
    """A body or a country, or what is written like the short name of one ("KFOR")."""
    short = token.pos_ in ("NOUN", "PROPN") and token.text.isupper() and len(token) > _INITIAL
    return token.text if short or token.ent_type_ in ("ORG", "GPE") else None
