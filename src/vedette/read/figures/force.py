"""Soldiers, units and weapons: strength, a change of it, what a unit holds; and crowds."""

import re

from spacy.tokens import Token

from vedette.read.figures.context import Context, lemma
from vedette.read.figures.role import Role, is_people
from vedette.read.figures.tables import pattern, words


def strength(context: Context) -> Role | None:
    """What an armed force has, what is added to it, or what one of its units holds."""
    head = context.head
    named = head in words("members") or head in words("units") or head in words("materiel")
    verb = verb_above(context)
    if not named and not _level(context) and not _held(context, verb):
        changed = context.noun is None and pattern("by").search(context.left) and _of_force(context)
        return Role(measure="change", rule="changed by", verb=verb) if changed else None
    if _extra(context) or (verb is not None and lemma(verb) in words("away")):
        return Role(measure="change", rule="additional", verb=verb)
    if head in words("materiel") and verb is not None and lemma(verb) in words("firing"):
        return None
    if named and pattern("unit_holds").search(context.left):
        return Role(measure="capacity", rule="unit numbers", verb=verb)
    if (verb is not None and lemma(verb) in words("attack")) or pattern("who_attacked").search(context.right[:40]):
        return Role(measure="participants", rule="fighters in action", verb=verb)
    return Role(measure="strength", rule="force", verb=verb)


def _level(context: Context) -> bool:
    """A bare number that is the level of a force: "reduce the troop level to 26,000", "brings KFOR to about 4,250"."""
    if context.noun is not None and context.noun.lower_ != "today":
        return False
    return bool(pattern("to").search(context.left)) and _of_force(context)


def _held(context: Context, verb: Token | None) -> bool:
    """A bare number that a force has: "two years ago the mission had about 900"."""
    if context.noun is not None or verb is None or lemma(verb) not in words("having"):
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return context.anchor.dep_ == "dobj" and any(lemma(child) in words("holders") for child in subjects)


def _of_force(context: Context) -> bool:
    return bool(pattern("force_word").search(context.sentence.text))


def capacity(context: Context) -> Role | None:
    """What a vessel, a building or a place can hold."""
    if context.noun is not None and is_people(context) and pattern("can_hold").search(context.left):
        return Role(measure="capacity", rule="can hold")
    return None


def _extra(context: Context) -> bool:
    """ "an additional 700 troops", "600 more peacekeepers", "the first 350 of the promised soldiers"."""
    end = context.anchor.idx + len(context.anchor)
    inside = context.page.text[context.quantity.start : max(end, context.quantity.end)]
    return bool(
        pattern("extra_before").search(context.left[-30:])
        or pattern("extra").search(inside)
        or pattern("extra_after").match(context.right)
    )


def verb_above(context: Context) -> Token | None:
    """The verb of the clause that the quantity stands in."""
    token = context.anchor
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return token if token.pos_ in ("VERB", "AUX") else None


def crowd(context: Context) -> Role | None:
    """People with no other role, where the sentence speaks of a crowd."""
    if not is_people(context) or (context.noun is None and context.quantity.rule != "number"):
        return None
    if re.search(r"[a-z]", context.quantity.unit or "") and context.noun is None:
        return None
    if pattern("crowd").search(context.sentence.text):
        return Role(measure="participants", rule="crowd in sentence")
    return None
