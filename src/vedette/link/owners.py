"""Owners: who or what a figure counts, as far as two figures may be about the same."""

import re
from functools import cache

from vedette.link.shingles import data, fold
from vedette.record import Span

ANYONE, UNKNOWN = "anyone", "unknown"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _table() -> dict[str, str]:
    """Folded word -> kind."""
    table = {word: kind for kind, words in data("owners.yaml")["kinds"].items() for word in words}
    table.update(dict.fromkeys(data("owners.yaml")["anyone"], ANYONE))
    return table


@cache
def _pairs(name: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in data("owners.yaml")[name])


@cache
def cue(name: str) -> re.Pattern[str]:
    """A pattern of `owners.yaml`: `revised`, `corrected`, `further` or `historic`."""
    return re.compile(data("owners.yaml")[name], re.IGNORECASE)


def kind_of(words: str) -> str:
    """The kind that the last telling word of a phrase names; `unknown` when no word tells."""
    found = [_table()[w] for w in map(fold, _WORD.findall(words)) if w in _table()]
    named = [kind for kind in found if kind != ANYONE]
    return named[-1] if named else found[-1] if found else UNKNOWN


def is_victim(words: str) -> bool:
    """Do the words name victims and no kind of people ("31 bodies")?"""
    return bool(set(map(fold, _WORD.findall(words))) & set(data("owners.yaml")["victims"]))


def is_pronoun(name: str) -> bool:
    """Is it a word that stands for somebody who is not known ("her")?"""
    return fold(name) in data("owners.yaml")["pronouns"]


def is_unit(words: str) -> bool:
    """Is the owner a unit of its own ("a battalion"), whose strength is not that of a whole force?"""
    return bool(set(map(fold, _WORD.findall(words))) & set(data("owners.yaml")["units"]))


def whose(name: str, text: str, span: Span) -> str:
    """A kind of people with the words that say whose they are ("Danish police", "soldiers of the Home Guard").

    A name that is already a proper one, or that the text does not qualify, is given as it is.
    """
    said = " ".join(text[span.start : span.end].split())
    if name != name.lower() or kind_of(name) in (UNKNOWN, ANYONE) or not said.lower().endswith(name.lower()):
        return name
    owner = _OF.match(text, span.end)
    if owner is not None:
        return f"{name} of {owner['owner']}"
    return said if _PROPER.match(said) else name


_OF = re.compile(r" of (?P<owner>(?:the )?[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*){0,3})")
_PROPER = re.compile(r"[^\W\d_a-z][\w-]* [\w -]+")


def need_one_number(one: str, two: str) -> bool:
    """Are the two kinds so far from each other that only equal numbers can be about the same ("guards", "police")?"""
    return frozenset((one, two)) in _pairs("close")


def may_be_one(one: str, two: str) -> bool:
    """Can figures that count these two kinds be about the same?"""
    if one == two or frozenset((one, two)) in _pairs("akin") | _pairs("close"):
        return True
    return bool({ANYONE, UNKNOWN} & {one, two}) and not set(data("owners.yaml")["things"]) & {one, two}
