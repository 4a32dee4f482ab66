"""Owners: who or what a figure counts, as far as two figures may be about the same."""

import re
from functools import cache

from vedette.link.shingles import data, fold

ANYONE, UNKNOWN = "anyone", "unknown"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _table() -> dict[str, str]:
    """Folded word -> kind."""
    table = {word: kind for kind, words in data("owners.yaml")["kinds"].items() for word in words}
    table.update(dict.fromkeys(data("owners.yaml")["anyone"], ANYONE))
    return table


@cache
def _akin() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in data("owners.yaml")["akin"])


@cache
def cue(name: str) -> re.Pattern[str]:
    """A pattern of `owners.yaml`: `revised`, `corrected`, `further` or `historic`."""
    return re.compile(data("owners.yaml")[name], re.IGNORECASE)


def kind_of(words: str) -> str:
    """The kind that the last telling word of a phrase names; `unknown` when no word tells."""
    found = [_table()[w] for w in map(fold, _WORD.findall(words)) if w in _table()]
    named = [kind for kind in found if kind != ANYONE]
    return named[-1] if named else found[-1] if found else UNKNOWN


def may_be_one(one: str, two: str) -> bool:
    """Can figures that count these two kinds be about the same?"""
    if one == two or frozenset((one, two)) in _akin():
        return True
    return bool({ANYONE, UNKNOWN} & {one, two}) and not set(data("owners.yaml")["things"]) & {one, two}
