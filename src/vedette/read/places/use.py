"""Use: whether a name stands for the place, or for the government that sits there."""

from spacy.tokens import Doc, Token

from vedette.read.gazetteer import Kind
from vedette.read.places.candidates import Candidate, is_capital
from vedette.read.places.lexicon import classes, words
from vedette.read.places.mentions import Mention
from vedette.read.places.model import Model, probability
from vedette.record.annotation import PlaceUse

GOVERNS = 0.35
"""Above this probability a state or capital speaks for its government (chosen by cross-validation)."""


def use_of(doc: Doc, mention: Mention, candidate: Candidate | None, *, model: Model) -> PlaceUse:
    """The use of one mention."""
    if mention.source == "inside":
        return "part"
    if candidate.people if candidate is not None else mention.kind == "nationality":
        return "nationality"
    text = doc[mention.first : mention.last].text
    governs = candidate is not None and (candidate.entry.kind == Kind.COUNTRY or is_capital(candidate.entry, text))
    if governs and not _locates(doc, mention) and probability(model.use, features(doc, mention, candidate)) >= GOVERNS:
        return "government"
    return "place"


def _locates(doc: Doc, mention: Mention) -> bool:
    """Whether the preposition before the name can only speak of the place."""
    root = _first_conjunct(doc[mention.first : mention.last].root)
    if root.dep_ != "pobj":
        return False
    governor = root.head.head.lemma_.lower()
    if root.head.lower_ == "between":
        return governor in words("routes") or classes().get(governor) in ("hurting", "moving")
    return root.head.lower_ in words("locative")


def features(doc: Doc, mention: Mention, candidate: Candidate | None) -> list[str]:
    """The grammar around the name, in words of classes: its role, its governor, the preposition before it."""
    span = doc[mention.first : mention.last]
    root = _first_conjunct(span.root)
    head = root.head
    sort = "none" if candidate is None else candidate.entry.kind.name
    before = doc[mention.first - 1] if mention.first else None
    after = doc[mention.last] if mention.last < len(doc) else None
    group = classes().get(head.lemma_.lower(), head.pos_)
    said = [
        f"sort={sort}",
        f"capital={candidate is not None and is_capital(candidate.entry, span.text)}",
        f"dep={root.dep_}",
        f"dep={root.dep_}|{sort}",
        f"group={group}",
        f"group={root.dep_}|{group}",
        f"head={root.dep_}|{head.lemma_.lower()}",
        f"prev={before.lower_ if before is not None else '^'}",
        f"next={after.lower_ if after is not None else '$'}",
        f"nextpos={after.pos_ if after is not None else '$'}",
        f"source={mention.source}|{mention.kind}",
        f"poss={after is not None and after.tag_ == 'POS'}",
    ]
    if root.dep_ == "pobj":
        said += [
            f"prep={head.lower_}",
            f"prep={head.lower_}|{head.head.lemma_.lower()}",
            f"prep={head.lower_}|{classes().get(head.head.lemma_.lower(), head.head.pos_)}",
        ]
    if root.dep_ in ("nsubj", "nsubjpass"):
        said += [f"subj={child.dep_}" for child in head.children if child.dep_ in ("ccomp", "xcomp", "dobj", "prep")]
    if root.dep_ == "poss":
        said.append(f"of={head.lemma_.lower()}|{head.dep_}")
    return said


def _first_conjunct(token: Token) -> Token:
    """The first of the names joined by "and", which holds their role in the sentence."""
    while token.dep_ in ("conj", "appos") and token.head != token:
        token = token.head
    return token
