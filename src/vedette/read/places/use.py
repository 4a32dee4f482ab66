"""Use: whether a name stands for the place, or for the government that sits there."""

from functools import cache
from importlib.resources import files

import yaml
from spacy.tokens import Doc, Token

from vedette.read.gazetteer import Kind
from vedette.read.places.candidates import Candidate, is_capital
from vedette.read.places.mentions import Mention
from vedette.record.annotation import PlaceUse


@cache
def _verbs(group: str) -> frozenset[str]:
    text = (files("vedette.read.places") / "data" / "verbs.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)[group])


def use_of(doc: Doc, mention: Mention, candidate: Candidate | None) -> PlaceUse:
    """The use of one mention."""
    if mention.source == "inside":
        return "part"
    if mention.kind == "nationality" or (candidate is not None and candidate.people):
        return "nationality"
    text = doc[mention.first : mention.last].text
    governs = candidate is not None and (candidate.entry.kind == Kind.COUNTRY or is_capital(candidate.entry, text))
    if governs and _acts(doc[mention.first : mention.last].root):
        return "government"
    return "place"


def _acts(token: Token) -> bool:
    """Whether the name is the subject or object of a verb of speech or decision."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass", "dobj") and token.head.lemma_ in _verbs("saying")
