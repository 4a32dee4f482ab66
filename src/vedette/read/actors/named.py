"""Actors by name: states and their governments, organisations, peoples, and persons with their roles."""

from dataclasses import replace

from vedette.read.actors import phrases, titles
from vedette.read.actors.mention import Mention
from vedette.read.actors.scene import Cover, Scene
from vedette.read.actors.words import words
from vedette.read.knowledge import Known, People, State, fold
from vedette.read.knowledge.lexicon import Hit
from vedette.read.reading import Name
from vedette.record import Span
from vedette.record.annotation import ActorKind

_FREE = frozenset({"from", "to", "of"})


def named(scene: Scene) -> list[Mention]:
    """Every mention by name (and by the title before a name), from left to right."""
    people = [m for n in scene.names if n.kind == "person" for m in _person(scene, n)]
    taken = Cover(len(scene.text), (n.span for n in scene.names if n.kind == "person"))
    bodies = {n.start: n for n in scene.names if n.kind == "organisation"}
    larger = Cover(len(scene.text), (n.span for n in bodies.values()))
    known = [
        m
        for h in scene.hits
        if not taken.touches(h.start, h.end)
        and (not larger.holds(h.start, h.end) or _is_whole(h, bodies))
        and (m := _known(scene, h)) is not None
    ]
    covered = Cover(len(scene.text), (m.span for m in known))
    others = [_organisation(scene, n) for n in bodies.values() if not covered.holds(n.start, n.end)]
    return sorted([*people, *known, *others], key=lambda m: (m.start, m.end))


def _person(scene: Scene, name: Name) -> list[Mention]:
    """The name, and the title beside it as a mention of its own."""
    text = scene.text[name.start : name.end]
    key, role = "person:" + fold(text), titles.role_of(scene, name)
    whole = Mention(
        start=name.start, end=name.end, form="name", key=key, name=text, kind="person", head=scene.root(name.span),
        gender=titles.gender_of(fold(text.split()[0])) if " " in text else "", rule="name",
    )  # fmt: skip
    if role is None:
        return [whole]
    whole = replace(
        whole, country=role.country, sector=role.sector, role=role.text or None, noun=role.noun, body=role.body,
        gender=role.gender or whole.gender, rule=role.rule,
    )  # fmt: skip
    if not role.text:
        return [whole]
    return [replace(whole, start=role.start, end=role.end, form="title", name=role.text), whole]


def _organisation(scene: Scene, name: Name) -> Mention:
    """A body that the knowledge files do not know: its country from the state or city in its name."""
    text = scene.text[name.start : name.end]
    hits = [h for h in scene.hits_from(name.start) if h.start < name.end]
    country = next((h.entry.alpha3 for h in hits if isinstance(h.entry, State)), None)
    known = next((h.entry for h in hits if isinstance(h.entry, Known)), None)
    place = None if known else next((p.country for p in scene.places_in(name.start, name.end) if p.country), None)
    if known is not None and country is None:
        country = known.country
    noun = next((n.entry for n in scene.nouns if name.start <= n.start and n.end <= name.end), None)
    return Mention(
        start=name.start, end=name.end, form="name", key="org:" + fold(text), name=text,
        kind=getattr(noun, "kind", "other"), sector=getattr(noun, "sector", None), country=country or place,
        head=scene.root(name.span), rule="name",
    )  # fmt: skip


def _known(scene: Scene, hit: Hit) -> Mention | None:
    """A hit of the knowledge files as an actor, unless the words use it as a place or an adjective."""
    entry, head = hit.entry, scene.root(Span(hit.start, hit.end))
    if isinstance(entry, Known):
        return mention(hit, head, entry.name, entry.kind, entry.country, entry.sector, role=entry.role)
    if isinstance(entry, People):
        return _people(scene, hit, head, entry) if scene.is_noun(head) else None
    if not isinstance(entry, State):
        return None
    if hit.sort == "demonym":
        return _nationals(scene, hit, head, entry)
    locative = scene.word_before(hit.start) in words().locative - _FREE
    if locative or not (hit.sort == "state" or scene.is_government(hit.start, head)):
        return None
    if hit.sort == "state" and not scene.is_noun(head) and not scene.is_possessor(head):
        return None
    return mention(hit, head, entry.name, "state", entry.alpha3, "GOV")


def _nationals(scene: Scene, hit: Hit, head: int, state: State) -> Mention | None:
    """Citizens of a state ("the Americans"), not the adjective."""
    word = scene.text[hit.start : hit.end]
    if scene.token(head) is None or not scene.is_noun(head):
        return None
    plural, article = word.endswith(("s", "men")), phrases.article(scene, hit.start)
    if not plural and not article:
        return None
    one = not plural and article in ("a", "an")
    return mention(hit, head, word, "person" if one else "group", state.alpha3, "CVL", plural=not one)


def _people(scene: Scene, hit: Hit, head: int, people: People) -> Mention:
    """An ethnic group with the state before it: "Kosovo Serbs" are Serbs of Kosovo and no state."""
    before = scene.hit_before(hit.start)
    if before is None or before.end != hit.start - 1 or not isinstance(before.entry, State):
        return mention(hit, head, people.name, "group", None, people.sector, plural=True)
    name = f"{scene.text[before.start : before.end]} {people.name}"
    wide = replace(hit, start=before.start)
    return mention(wide, head, name, "group", before.entry.alpha3, people.sector, plural=True)


def mention(
    hit: Hit,
    head: int,
    name: str,
    kind: ActorKind,
    country: str | None,
    sector: str | None,
    *,
    role: str | None = None,
    plural: bool = False,
) -> Mention:
    """The mention of a known actor."""
    return Mention(
        start=hit.start, end=hit.end, form="name", key=f"{kind}:{fold(name)}", name=name, kind=kind, country=country,
        sector=sector, role=role, head=head, plural=plural, rule="knowledge",
    )  # fmt: skip


def _is_whole(hit: Hit, bodies: dict[int, Name]) -> bool:
    """Is the hit the whole of a name, not a part of a longer one?"""
    name = bodies.get(hit.start)
    return name is not None and name.end <= hit.end
