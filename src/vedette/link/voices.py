"""Voices: which speakers are one source, and how many independent origins a fact has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from vedette.link import sites
from vedette.link.groups import partition
from vedette.link.happenings import Happening
from vedette.link.series import Line
from vedette.link.shingles import data, fold
from vedette.record import Place

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Told:
    """Who tells of it in the reports of one origin, and where they put it."""

    names: set[str | None] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)


@cache
def _institutions() -> tuple[tuple[str, frozenset[tuple[str, ...]]], ...]:
    """Each institution with the runs of words that name it."""
    rows = data("voices.yaml")["institutions"].items()
    return tuple((name, frozenset(tuple(phrase.split()) for phrase in phrases)) for name, phrases in rows)


def origins(part: Sequence[Happening], lines: Sequence[Line], origin: Sequence[int]) -> int:
    """Independent origins for this very fact: copies are one, and so are reports that give one source's word.

    A statement of the ministry of defence and one of the army are one source; the ministries of two states are two.
    A report that only denies knows nothing of it, and voices that put it in two places are two.
    """
    told: dict[int, _Told] = {}
    tellers = [h for h in part if not h.denied] or part
    for one in tellers:
        held = told.setdefault(origin[one.report], _Told())
        held.names.add(one.speaker)
        if one.place is not None:
            held.places.append(one.place)
    reports = {h.report for h in tellers}
    for number in sorted({n for h in tellers for n in h.lines}):
        for count in lines[number].counts:
            if count.report in reports:
                told[origin[count.report]].names.add(count.speaker)
    groups = sorted(told)
    pairs = [
        (i, j) for i, a in enumerate(groups) for j in range(i + 1, len(groups))
        if _one_voice(told[a], told[groups[j]])
    ]  # fmt: skip
    return len(partition(len(groups), pairs))


def _one_voice(one: _Told, two: _Told) -> bool:
    """Have both origins it from one single source and from nobody else, and at one place as far as they say?"""
    if one.places and two.places and not any(sites.same_place(a, b) for a in one.places for b in two.places):
        return False
    first, second = (sorted({name for name in told.names if name}) for told in (one, two))
    return bool(first and second) and all(same_source(a, b) for a in first for b in second)


def same_source(one: str, two: str) -> bool:
    """Are two names of speakers one source: the same words, or offices of one institution of one state?"""
    if one.casefold() == two.casefold():
        return True
    first, second = (_institution(name) for name in (one, two))
    if first is None or first != second:
        return False
    whose, others = (_whose(name) for name in (one, two))
    return not (whose and others) or bool(whose & others)


def _institution(name: str) -> str | None:
    words = tuple(map(fold, _WORD.findall(name)))
    runs = {words[i:j] for i in range(len(words)) for j in range(i + 1, min(len(words), i + 4) + 1)}
    return next((institution for institution, phrases in _institutions() if phrases & runs), None)


def _whose(name: str) -> frozenset[str]:
    """The beginnings of the proper names in the name of a speaker ("Karsia's army", "Karsian defence ministry")."""
    table = {word for _, phrases in _institutions() for phrase in phrases for word in phrase}
    dull = table | set(data("voices.yaml")["offices"])
    return frozenset(fold(w)[:4] for w in _WORD.findall(name) if w[0].isupper() and fold(w) not in dull)
