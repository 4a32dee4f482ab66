"""Countries from the words around: "police fired on protesters in Athens" are police and protesters of Greece."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vedette.read.actors.mention import Mention
from vedette.read.actors.scene import Scene
from vedette.read.actors.words import words
from vedette.read.knowledge import Known, State
from vedette.record import Place

_MAJORITY = 0.5


@dataclass(frozen=True, slots=True)
class _Near:
    """Countries by sentence: of places where something is, and of all that is named."""

    starts: tuple[int, ...]
    places: dict[int, frozenset[str]]
    names: dict[int, frozenset[str]]
    report: str | None


def located(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those without a country under that of their sentence, else of the report, where one is plain."""
    known = {m.key for m in mentions if m.country}
    spoken = _spoken(scene, mentions)
    near: _Near | None = None
    done = []
    for m in mentions:
        if m.country is None and m.key not in known and _needs(m):
            near = near or _near(scene)
            country = _country(near, m, spoken)
            if country is not None:
                known.add(m.key)
                m = replace(m, country=country, rule=f"{m.rule}, country from context")
        done.append(m)
    return done


def _needs(mention: Mention) -> bool:
    """Those who belong to one country: not an alliance, not a newspaper, not one of an international body."""
    if mention.body is not None or mention.form == "pronoun" or mention.sector is None:
        return False
    if mention.rule == "office-holder":
        return False
    if mention.form == "name" and mention.kind != "person":
        return mention.rule == "name" and mention.kind in ("force", "place-government", "group")
    return mention.kind != "igo" and mention.noun not in words().stateless


def _spoken(scene: Scene, mentions: Iterable[Mention]) -> frozenset[tuple[int, str]]:
    """(sentence, country) of those officials whose country the text gives: another official there is of elsewhere."""
    starts = [s.start for s in scene.sentences] or [0]
    officials = [m for m in mentions if m.country and m.kind == "person" and m.sector == "GOV" and m.form != "pronoun"]
    return frozenset((bisect_right(starts, m.start) - 1, m.country or "") for m in officials)


def _country(near: _Near, mention: Mention, spoken: frozenset[tuple[int, str]]) -> str | None:
    at = bisect_right(near.starts, mention.start) - 1
    official = mention.kind == "person" and mention.sector == "GOV"
    for table in (near.places, near.names):
        found = frozenset(c for c in table.get(at, frozenset()) if not (official and (at, c) in spoken))
        if len(found) == 1:
            return next(iter(found))
    return None if official and (at, near.report) in spoken else near.report


def _near(scene: Scene) -> _Near:
    """Where each country is named."""
    starts = tuple(s.start for s in scene.sentences) or (0,)
    places = [(p.start, p.country) for p in scene.places if p.country and _is_where(scene, p)]
    names = [(h.start, c) for h in scene.hits if (c := _of(h.entry))]
    told = {start for start, _ in names}
    names += [(start, country) for start, country in places if start not in told]
    counts = Counter(country for _, country in names)
    best, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    return _Near(
        starts,
        _by_sentence(starts, places),
        _by_sentence(starts, names),
        best if times and times > _MAJORITY * counts.total() else None,
    )


def _is_where(scene: Scene, place: Place) -> bool:
    """Does the text say that something is there? (A bare capitalised word may be anything.)"""
    return place.use == "dateline" or (place.use == "place" and scene.word_before(place.start) in words().locative)


def _of(entry: object) -> str | None:
    if isinstance(entry, State):
        return entry.alpha3
    return entry.country if isinstance(entry, Known) and entry.kind != "media" else None


def _by_sentence(starts: Sequence[int], found: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    table: dict[int, set[str]] = {}
    for start, country in found:
        table.setdefault(bisect_right(starts, start) - 1, set()).add(country)
    return {at: frozenset(countries) for at, countries in table.items()}
