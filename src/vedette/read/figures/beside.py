"""Roles from the words beside the number, for what the parse does not give."""

import re
from functools import cache

from vedette.read.figures.context import Context
from vedette.read.figures.role import CASUALTY, Role
from vedette.read.figures.tables import by_word, forces, pattern
from vedette.read.figures.tables import words as listed
from vedette.record.annotation import Measure


@cache
def _tolls() -> tuple[tuple[Measure, re.Pattern[str]], ...]:
    verbs = "|".join(forces()["toll_verbs"])
    rows: list[tuple[Measure, re.Pattern[str]]] = []
    for measure, phrases in forces()["toll"].items():
        names = "|".join(re.escape(phrase) for phrase in phrases)
        text = rf"\b(?:{names})\b[^.;\d]{{0,70}}?(?:\b(?:{verbs})\b|:)[^.;\d,]{{0,12}}$"
        rows.append((measure, re.compile(text, re.I)))
    return tuple(rows)


@cache
def _number_of() -> re.Pattern[str]:
    verbs = "|".join(forces()["toll_verbs"])
    return re.compile(rf"\bnumber of ([^.;\d,]{{0,60}}?)(?:\b(?:{verbs})\b|:)[^.;\d,]{{0,16}}$", re.I)


def toll(context: Context) -> Role | None:
    """ "the death toll rose to 149", "put the number of dead at four"."""
    if context.noun is not None and context.head in listed("materiel"):
        return None
    general = _number_of().search(context.left)
    if general:
        states, nouns = by_word("state"), by_word("nouns")
        for word in re.findall(r"[a-z]+", general[1].lower()):
            measure = states.get(word) or nouns.get(word) or nouns.get(word[:-1])
            if measure is not None:
                return Role(measure=measure, rule="number of")
    for measure, shape in _tolls():
        if shape.search(context.left):
            return Role(measure=measure, rule="toll")
    return None


def bare_state(context: Context) -> Role | None:
    """ "22 wounded": the state stands for those who are in it."""
    after = context.last + 1
    if context.noun is not None or after >= context.sentence.end:
        return None
    measure = by_word("state").get(context.page.doc[after].lower_)
    return Role(measure=measure, rule="state after") if measure is not None else None


def state(context: Context) -> Role | None:
    """What is said of the counted right at the noun: "52 wounded protesters", "29 inmates dead", "30 wounded"."""
    states, doc = by_word("state"), context.page.doc
    end = context.noun.i if context.noun is not None else context.last
    for token in doc[context.last + 1 : end]:
        if token.lower_ in states:
            return Role(measure=states[token.lower_], rule="state before")
    for token in doc[end + 1 : min(end + 4, context.sentence.end)]:
        if token.lower_ in states:
            return Role(measure=states[token.lower_], rule="state after")
        if token.lower_ not in listed("passing"):
            break
    shared = pattern("shared_after").match(context.right)
    if shared and context.noun is not None and shared["word"].lower() in states:
        return Role(measure=states[shared["word"].lower()], rule="state shared")
    told = pattern("told_before").search(context.left[-40:])
    word = (told["word"] or told["label"]).lower() if told and context.noun is None else ""
    if word in states:
        return Role(measure=states[word], rule="state before")
    return None


def words(context: Context) -> Role | None:
    """ "killing four" before the number, "were wounded" or "died" after it."""
    return _before(context) or _after(context)


def _stems(word: str) -> tuple[str, ...]:
    bare = re.sub(r"(?:ed|ing|d)$", "", word)
    return word, bare, bare + "e", re.sub(r"(.)\1$", r"\1", bare)


def _before(context: Context) -> Role | None:
    found = pattern("before").search(context.left[-60:])
    if found:
        for stem in _stems(found["word"].lower()):
            measure = by_word("object").get(stem)
            if measure in CASUALTY and stem not in listed("needs_people"):
                return Role(measure=measure, rule=f"after {found['word'].lower()}")
    return None


def _after(context: Context) -> Role | None:
    found = pattern("did").search(context.right) or pattern("were").search(context.right)
    if not found or re.search(r"[;:\d]", found[0]):
        return None
    word = found["word"].lower()
    measure: Measure | None = by_word("state").get(word) or forces()["did"].get(word)
    return Role(measure=measure, rule=f"before {word}") if measure is not None else None
