"""Actors by common noun: "Serb protesters", "Kosovo police", "masked gunmen", "security forces"."""

import re

from vedette.read.actors.mention import Mention
from vedette.read.actors.scene import Scene, between
from vedette.read.knowledge import Group, Known, People, State, fold
from vedette.read.knowledge.lexicon import Hit
from vedette.record import Span

_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "case", "punct", "advmod", "npadvmod"})
_KEPT = frozenset(
    {
        "armed", "masked", "unidentified", "unknown", "ethnic", "local", "military", "peacekeeping", "opposition",
        "riot", "special", "regional", "anti-government", "pro-government", "foreign", "allied", "joint", "elite",
    }
)  # fmt: skip
_AFTER = re.compile(r"\s+(?:of|in|from)\s+(?:the\s+)?(?:(?:north|south|east|west)(?:ern)?\s+)?", re.IGNORECASE)


def nominal(scene: Scene) -> list[Mention]:
    """Every collective noun that heads its phrase, with country and sector from the words around it."""
    return [m for hit in scene.nouns if (m := _mention(scene, hit)) is not None]


def _mention(scene: Scene, hit: Hit) -> Mention | None:
    group = hit.entry
    head = scene.root(Span(hit.start, hit.end))
    if not isinstance(group, Group) or not scene.is_noun(head):
        return None
    start = _left(scene, hit, head)
    inside = between(scene.hits, start, hit.start)
    after = _after(scene, hit)
    country = next((c for h in (*inside, *after) if (c := country_of(h)) is not None), None)
    owner = next((h.entry for h in inside if isinstance(h.entry, Known)), None)
    name = _name(scene, inside, start, hit)
    if owner is not None and country is None:
        country = owner.country
    return Mention(
        start=start, end=hit.end, form="nominal", key=f"{group.sort}:{fold(name)}", name=name, kind=group.kind,
        country=country, sector=group.sector or (owner.sector if owner else None), head=head,
        plural=_plural(scene, head), definite=scene.text[max(0, start - 4) : start].lower() == "the ",
        sort=group.sort, rule="collective noun",
    )  # fmt: skip


def country_of(hit: Hit) -> str | None:
    """The country that a hit stands for."""
    entry = hit.entry
    if isinstance(entry, State):
        return entry.alpha3
    return entry.country if isinstance(entry, Known) else None


def _left(scene: Scene, hit: Hit, head: int) -> int:
    """Where the phrase begins: at the first modifier that is no article and no number."""
    start = hit.start
    token = scene.token(head)
    if token is None:
        near = [h for h in scene.hits if h.end in (hit.start - 1, hit.start - 3)]
        return near[0].start if near else start
    at = scene.doc.char_span(hit.start, hit.end, alignment_mode="expand")
    index = at.start - 1 if at is not None else -1
    while index >= token.left_edge.i:
        word = scene.doc[index]
        if word.dep_ not in _MODIFIERS or word.pos_ in ("DET", "NUM", "PRON") or word.text in {",", "“", '"', "("}:
            break
        start = word.idx
        index -= 1
    return start


def _after(scene: Scene, hit: Hit) -> list[Hit]:
    """A state named right after the noun: "police in Kosovo", "the government of Serbia"."""
    match = _AFTER.match(scene.text, hit.end)
    return [h for h in scene.hits if match and h.start == match.end()]


def _name(scene: Scene, inside: list[Hit], start: int, hit: Hit) -> str:
    """The noun with the modifiers that tell one such group from another."""
    words = [scene.text[h.start : h.end] for h in inside if not isinstance(h.entry, Group)]
    named = " ".join(words).lower().split()
    kept = [w for w in re.findall(r"[\w-]+", scene.text[start : hit.start]) if w.lower() in _KEPT.difference(named)]
    return " ".join([*kept, *words, scene.text[hit.start : hit.end].lower()])


def _plural(scene: Scene, head: int) -> bool:
    token = scene.token(head)
    return token is not None and "Plur" in token.morph.get("Number", [])


def is_people(hit: Hit) -> bool:
    """Is the hit an ethnic or religious group?"""
    return isinstance(hit.entry, People)
