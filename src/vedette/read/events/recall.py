"""Old events that a sentence only recalls: what had happened before, and what a speech act is about."""

from dataclasses import replace

from vedette.read.events import grammar, match
from vedette.read.events.found import Found
from vedette.read.events.lexicon import codes
from vedette.read.words import Word

_LATER_THAN = frozenset({"after", "following", "since", "over", "despite", "because", "from"})
_SETTING = frozenset({"in", "at", "during"})
_PAST = frozenset({"previously", "formerly", "historically", "once", "ago", "earlier"})


def recalled(found: Found) -> Found:
    """The same event with status background where the words put it before what is told."""
    if found.status != "actual":
        return found
    cue = _noun_cue(found.head) if found.head.pos == "NOUN" else _verb_cue(found.head)
    return found if cue is None else replace(found, status="background", why=f"recalled:{cue}")


def restored(found: list[Found]) -> list[Found]:
    """A participle or pluperfect recalls nothing when the sentence tells no other act of the ontology."""
    if any(one.status == "actual" and one.pattern is not None and one.pattern.type for one in found):
        return found
    cues = ("recalled:had", "recalled:participle")
    return [replace(one, status="actual", why="the sentence's only act") if one.why in cues else one for one in found]


def casualties_joined(found: list[Found]) -> list[Found]:
    """Deaths and injuries without a doer are what an attack told beside them did, not an attack of their own."""
    fights = {
        one.token.i for one in found if one.pattern is not None and one.pattern.type in ("ASSAULT", "PROTEST", "COERCE")
    }
    fights -= {one.token.i for one in found if _casualty(one)}
    return [_untyped(one) if fights and _casualty(one) and not _names_its_fight(one, fights) else one for one in found]


def _names_its_fight(one: Found, fights: set[int]) -> bool:
    """Does the fight only say where they fell ("two people were killed in a clash")?"""
    return any(prep in ("in", "during") and obj.i in fights for prep, obj in grammar.phrases(one.token))


def _casualty(one: Found) -> bool:
    return one.token.base in ("kill", "injure", "wound") and grammar.is_passive(one.token) and not one.actors


def _untyped(one: Found) -> Found:
    return replace(one, pattern=None, rule=f"casualties:{one.token.base}")


def _verb_cue(verb: Word) -> str | None:
    if verb.tag == "VBN" and any(c.dep == "aux" and c.lower in ("had", "'d") for c in verb.children):
        return "had" if verb.dep in ("relcl", "advcl", "acl") else None
    if verb.dep == "advcl" and verb.tag == "VBD" and any(c.dep == "mark" and c.lower == "since" for c in verb.children):
        return "since"
    if any(c.lower in _PAST and c.dep == "advmod" for c in verb.children):
        return "adverb"
    if verb.dep == "acl" and verb.tag == "VBN" and _told_elsewhere(verb.head):
        return "participle"
    return None


def _told_elsewhere(noun: Word) -> bool:
    """Is the noun part of another told act, not a headline's or an existential's subject?"""
    above = next((t for t in grammar.governors(noun) if t.pos in ("VERB", "AUX")), None)
    return above is not None and not any(c.dep == "expl" for c in above.children)


def _talks(noun: Word) -> bool:
    """Is it a meeting or a call, in which something is said ("in a telephone conversation with the premier")?"""
    line = match.best(match.scene(noun))
    return line is not None and line.type == "CONSULT"


def _noun_cue(noun: Word) -> str | None:
    head = noun.head
    if noun.dep == "pobj":
        if head.lower == "of" and head.head.dep == "pobj" and head.head.pos == "NOUN":
            head = head.head.head
        if head.lower in _SETTING and _talks(noun):
            return None
        if head.lower in _LATER_THAN and head.head.pos in ("VERB", "AUX"):
            return head.lower
        head = head.head
    for _ in range(3):
        if head.pos == "NOUN" and head.dep in ("dobj", "pobj"):
            head = head.head if head.dep == "dobj" else head.head.head
    if noun.dep not in ("pobj", "dobj", "nsubjpass") or head.pos not in ("VERB", "NOUN"):
        return None
    line = match.best(match.scene(head))
    if line is None or line.type is None or codes()[line.type, None].quad not in (1, 3) or line.type == "CONSULT":
        return None
    return f"topic of {head.base}"
