"""Actors by name: states and their governments, organisations, peoples, and persons."""

from vedette.read.actors.mention import Mention
from vedette.read.actors.scene import Scene
from vedette.read.knowledge import Known, People, State, fold
from vedette.read.knowledge.lexicon import Hit
from vedette.read.reading import Name
from vedette.record import Span

_LOCATIVE = frozenset({"in", "at", "near", "inside", "across", "outside", "around", "throughout", "within", "into"})


def named(scene: Scene) -> list[Mention]:
    """Every mention by name, one for each stretch of text, from left to right."""
    people = [m for n in scene.names if n.kind == "person" and (m := _person(scene, n)) is not None]
    taken = [m.span for m in people]
    found = [m for h in scene.hits if not _inside(h, taken) and (m := _known(scene, h)) is not None]
    taken += [m.span for m in found]
    others = [_organisation(scene, n) for n in scene.names if n.kind == "organisation" and not _touches(n, taken)]
    return sorted([*people, *found, *others], key=lambda m: (m.start, m.end))


def _person(scene: Scene, name: Name) -> Mention | None:
    text = scene.text[name.start : name.end]
    return Mention(
        start=name.start, end=name.end, form="name", key="person:" + fold(text), name=text, kind="person",
        head=scene.root(name.span), sort="person", rule="name",
    )  # fmt: skip


def _organisation(scene: Scene, name: Name) -> Mention:
    text = scene.text[name.start : name.end]
    return Mention(
        start=name.start, end=name.end, form="name", key="org:" + fold(text), name=text, kind="other",
        head=scene.root(name.span), sort="organisation", rule="name",
    )  # fmt: skip


def _known(scene: Scene, hit: Hit) -> Mention | None:
    """A hit of the knowledge files as an actor, unless the words use it as a place or an adjective."""
    entry, head = hit.entry, scene.root(Span(hit.start, hit.end))
    if isinstance(entry, Known):
        return _mention(hit, head, entry.name, entry.kind, entry.country, entry.sector, entry.role)
    if isinstance(entry, People):
        return _mention(hit, head, entry.name, "group", None, entry.sector, None)
    if not isinstance(entry, State):
        return None
    if hit.sort == "demonym":
        word = scene.text[hit.start : hit.end]
        if not scene.is_noun(head) or not word.endswith(("s", "men", "ese", "ish", "nch")):
            return None
        return _mention(hit, head, word, "group", entry.alpha3, "CVL", None)
    if scene.word_before(hit.start) in _LOCATIVE or (hit.sort == "capital" and not scene.acts(head)):
        return None
    return _mention(hit, head, entry.name, "state", entry.alpha3, "GOV", None)


def _mention(
    hit: Hit, head: int, name: str, kind: str, country: str | None, sector: str | None, role: str | None
) -> Mention:
    return Mention(
        start=hit.start, end=hit.end, form="name", key=f"{kind}:{fold(name)}", name=name, kind=kind,  # type: ignore[arg-type]
        country=country, sector=sector, role=role, head=head, sort=hit.sort, rule="knowledge",
    )  # fmt: skip


def _inside(hit: Hit, taken: list[Span]) -> bool:
    return any(span.start <= hit.start and hit.end <= span.end for span in taken)


def _touches(name: Name, taken: list[Span]) -> bool:
    return any(span.overlaps(name.span) for span in taken)
