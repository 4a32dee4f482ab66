"""Use: whether a name stands for the place, or for the government that sits there."""

from vedette.read.gazetteer import Kind
from vedette.read.places.candidates import Candidate, is_capital
from vedette.read.places.lexicon import classes, words
from vedette.read.places.mentions import Mention
from vedette.read.places.model import Model, probability
from vedette.read.words import Word, Words
from vedette.record.annotation import PlaceUse

GOVERNS = 0.35
"""Above this probability a state or capital speaks for its government (chosen by cross-validation)."""


def use_of(said: Words, mention: Mention, candidate: Candidate | None, *, model: Model) -> PlaceUse:
    """The use of one mention."""
    if mention.source == "inside":
        return "part"
    if candidate.people if candidate is not None else mention.kind == "nationality":
        return "nationality"
    governs = candidate is not None and (
        candidate.entry.kind == Kind.COUNTRY or is_capital(candidate.entry, mention.text)
    )
    if governs and not _locates(mention) and probability(model.use, features(said, mention, candidate)) >= GOVERNS:
        return "government"
    return "place"


def _locates(mention: Mention) -> bool:
    """Whether the preposition before the name can only speak of the place."""
    root = _first_conjunct(mention.root)
    if root.dep != "pobj":
        return False
    governor = root.head.head.lemma.lower()
    if root.head.lower == "between":
        return governor in words("routes") or classes().get(governor) in ("hurting", "moving")
    return root.head.lower in words("locative")


def features(said: Words, mention: Mention, candidate: Candidate | None) -> list[str]:
    """The grammar around the name, in words of classes: its role, its governor, the preposition before it."""
    root = _first_conjunct(mention.root)
    head = root.head
    sort = "none" if candidate is None else candidate.entry.kind.name
    before = said.all[mention.first - 1] if mention.first else None
    after = said.all[mention.last] if mention.last < len(said.all) else None
    group = classes().get(head.lemma.lower(), head.pos)
    marks = [
        f"sort={sort}",
        f"capital={candidate is not None and is_capital(candidate.entry, mention.text)}",
        f"dep={root.dep}",
        f"dep={root.dep}|{sort}",
        f"group={group}",
        f"group={root.dep}|{group}",
        f"head={root.dep}|{head.lemma.lower()}",
        f"prev={before.lower if before is not None else '^'}",
        f"next={after.lower if after is not None else '$'}",
        f"nextpos={after.pos if after is not None else '$'}",
        f"source={mention.source}|{mention.kind}",
        f"poss={after is not None and after.tag == 'POS'}",
    ]
    if root.dep == "pobj":
        marks += [
            f"prep={head.lower}",
            f"prep={head.lower}|{head.head.lemma.lower()}",
            f"prep={head.lower}|{classes().get(head.head.lemma.lower(), head.head.pos)}",
        ]
    if root.dep in ("nsubj", "nsubjpass"):
        marks += [f"subj={child.dep}" for child in head.children if child.dep in ("ccomp", "xcomp", "dobj", "prep")]
    if root.dep == "poss":
        marks.append(f"of={head.lemma.lower()}|{head.dep}")
    return marks


def _first_conjunct(word: Word) -> Word:
    """The first of the names joined by "and", which holds their role in the sentence."""
    while word.dep in ("conj", "appos") and word.head is not word:
        word = word.head
    return word
