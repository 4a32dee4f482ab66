"""Actors by common noun: "Serb protesters", "Kosovo police", "masked gunmen", "security forces"."""

import re
from functools import cache

from vedette.read.actors import phrases
from vedette.read.actors.mention import Mention
from vedette.read.actors.scene import Cover, Scene
from vedette.read.actors.words import words
from vedette.read.knowledge import Group, fold, states
from vedette.read.knowledge.lexicon import Hit
from vedette.record import Span

_BARE = frozenset({"Cyprus", "Honduras", "Laos", "Mauritius", "Barbados", "Belarus", "Saint Kitts and Nevis"})
_WORD = re.compile(r"[\w-]+")


def nominal(scene: Scene, taken: Cover) -> list[Mention]:
    """Every collective noun that heads its phrase, with country and sector from the words around it."""
    found = []
    for hit in scene.nouns:
        if taken.touches(hit.start, hit.end):
            continue
        mention = _mention(scene, hit)
        if mention is not None:
            found.append(mention)
    return found


def _mention(scene: Scene, hit: Hit) -> Mention | None:
    group = hit.entry
    head = scene.root(Span(hit.start, hit.end))
    if not isinstance(group, Group) or not scene.is_noun(head):
        return None
    start = phrases.begin(scene, hit.start, hit.end)
    owner = phrases.owner(scene, start, hit.start, hit.end, behind=group.kind != "igo")
    noun = fold(scene.text[hit.start : hit.end])
    if noun in words().stateless and not owner.spans:
        owner = phrases.Owner()
    name = _name(scene, owner, start, hit)
    sector = group.sector or (owner.organisation.sector if owner.organisation else None)
    if owner.organisation is not None and owner.organisation.sector and group.sort in ("people", "armed"):
        sector = owner.organisation.sector
    plural = _plural(scene, head)
    single = (
        not plural and scene.parsed and noun.split()[-1] not in words().collective and noun not in words().collective
    )
    family = group.noun
    if noun in words().governments and owner.country and not owner.people and not owner.organisation:
        family, name = "place-government", f"Government of {state_name(owner.country)}"
    return Mention(
        start=start, end=hit.end, form="nominal", key=f"{family}:{fold(name)}", name=name,
        kind="person" if single else group.kind, country=owner.country, sector=sector, head=head, noun=noun,
        body=owner.organisation.name if owner.organisation else None, plural=plural,
        article=phrases.article(scene, start), rule="collective noun",
    )  # fmt: skip


def state_name(alpha3: str) -> str:
    """The state's usual name, with its article."""
    name = next((s.name for s in states() if s.alpha3 == alpha3), alpha3)
    plural = name.endswith(("s", " Republic")) and name not in _BARE
    return f"the {name}" if plural or name.startswith("United ") else name


@cache
def _capitals() -> frozenset[str]:
    return frozenset(c for s in states() for c in (s.capital, *s.capital_aliases) if c)


def _name(scene: Scene, owner: phrases.Owner, start: int, hit: Hit) -> str:
    """The noun with the names and the modifiers that tell one such group from another."""
    named = [s for s in owner.spans if s.start < hit.start]
    behind = [s for s in owner.spans if s.start >= hit.end and scene.text[s.start : s.end] not in _capitals()]
    parts: list[str] = []
    for match in _WORD.finditer(scene.text, start, hit.start):
        span = next((s for s in named if s.start <= match.start() < s.end), None)
        if span is None:
            if match.group().lower() in words().kept_modifiers or _is_place(scene, match.start(), match.end()):
                parts.append(match.group())
        elif span.start == match.start():
            parts.append(scene.text[span.start : span.end])
    parts.append(scene.text[hit.start : hit.end].lower())
    if behind and not named:
        parts.insert(0, scene.text[behind[0].start : behind[0].end])
    return " ".join(parts)


def _is_place(scene: Scene, start: int, end: int) -> bool:
    return any(p.start <= start and end <= p.end for p in scene.places_in(start - 30, end + 30))


def _plural(scene: Scene, head: int) -> bool:
    token = scene.token(head)
    return token is not None and token.is_plural
