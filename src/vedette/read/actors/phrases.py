"""Noun phrases around a noun or a name: where they begin, and what in them tells country and organisation."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.read.actors.scene import Scene, between
from vedette.read.knowledge import Known, People, State
from vedette.read.knowledge.lexicon import Hit
from vedette.read.words import Word
from vedette.record import Place, Span

_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "case", "npadvmod", "advmod", "prep", "pobj", "cc", "conj"})
_STOP = frozenset({"DET", "NUM", "PRON", "VERB", "AUX", "PUNCT", "ADP", "SCONJ", "SPACE"})
_OF = re.compile(
    r"\s+(?:of|in|from)\s+(?:the\s+)?(?:(?:north|south|east|west)(?:ern)?\s+|central\s+|neighbou?ring\s+)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(the|a|an|this|these|those|that|its|their|his|her|our|my|your)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a phrase names beside its noun: a country, an organisation, a people."""

    country: str | None = None
    organisation: Known | None = None
    people: People | None = None
    spans: tuple[Span, ...] = ()


def begin(scene: Scene, start: int, end: int) -> int:
    """Where the phrase of the noun at [start, end) begins: its first modifier that is no article and no number."""
    if not scene.parsed:
        return _over_names(scene, start)
    inside = scene.words.within(start, end)
    root = scene.words.root(start, end)
    if root is None:
        return start
    first = inside[0]
    edge = max(root.left_edge.i, first.i - 8, scene.words.sentences[first.sentence][0].i)
    before = first.before
    while before is not None and before.i >= edge and _modifies(before):
        start, before = before.start, before.before
    return _over_names(scene, start)


def _modifies(token: Word) -> bool:
    if token.dep in ("poss", "case") or token.text in ("'s", "’s", "’", "'", "-"):
        return token.pos != "PRON"
    return token.dep in _MODIFIERS and token.pos not in _STOP


def _over_names(scene: Scene, start: int) -> int:
    """Further over the known names that end right before."""
    at = bisect_left(scene.hits, start, key=lambda h: h.start) - 1
    while at >= 0 and 0 < start - scene.hits[at].end <= 3:
        if scene.text[scene.hits[at].end : start].strip(" -") not in ("", "'s", "’s", "'", "’"):
            break
        start = scene.hits[at].start
        at -= 1
    return start


def owner(scene: Scene, start: int, noun_start: int, noun_end: int, *, behind: bool = True) -> Owner:
    """The country and organisation of a phrase: before the noun, else behind it ("police in Kosovo")."""
    found = _owner(between(scene.hits, start, noun_start))
    if behind and found.country is None and found.organisation is None:
        found = _owner([*between(scene.hits, start, noun_start), *_behind(scene, noun_end)])
    if found.country is None and found.organisation is None:
        near = [*scene.places_in(start, noun_start), *(_places_behind(scene, noun_end) if behind else ())]
        place = next((p.country for p in near if p.country), None)
        return Owner(place, None, found.people, found.spans)
    return found


def _behind(scene: Scene, end: int) -> list[Hit]:
    match = _OF.match(scene.text, end)
    return [h for h in scene.hits_from(match.end())[:1] if h.start == match.end()] if match else []


def _places_behind(scene: Scene, end: int) -> list[Place]:
    match = _OF.match(scene.text, end)
    return [p for p in scene.places_in(match.end(), match.end() + 60) if p.start == match.end()] if match else []


def _owner(hits: Sequence[Hit]) -> Owner:
    country: str | None = None
    organisation: Known | None = None
    people: People | None = None
    for hit in hits:
        entry = hit.entry
        if isinstance(entry, State):
            country = country or entry.alpha3
        elif isinstance(entry, Known):
            organisation = organisation or entry
        elif isinstance(entry, People):
            people = people or entry
    if organisation is not None and country is None:
        country = organisation.country
    return Owner(country, organisation, people, tuple(Span(h.start, h.end) for h in hits))


def article(scene: Scene, start: int) -> str:
    """The article or possessive before a phrase, in lower case; empty when there is none."""
    match = _ARTICLE.search(scene.text, max(0, start - 40), start)
    return match.group(1).lower() if match else ""
