"""Incidents: one happening however many reports tell it, with its reconciled values."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

from vedette.link import grouping, happenings, owners, reasons, reconcile, sites, voices
from vedette.link.desk import Desk
from vedette.link.happenings import Happening
from vedette.link.series import Line
from vedette.link.shingles import fold
from vedette.record import Annotation, Incident, Place, Span

_SHOWN = 40
"""Mentions and sentences of which an incident says why they are there."""


def build(
    desk: Desk, annotations: Sequence[Annotation], lines: Sequence[Line], origin: Sequence[int]
) -> tuple[tuple[Incident, tuple[Happening, ...]], ...]:
    """The incidents, each with the mentions it was made of, in the order of their days."""
    found = happenings.collect(desk, annotations, lines)
    groups = grouping.group(desk, annotations, found, origin)
    parts = [tuple(sorted((found[n] for n in group), key=lambda h: (h.report, h.event.trigger))) for group in groups]
    parts = [p for p in parts if any(h.type for h in p) and not all(map(happenings.is_bare, p))]
    parts.sort(key=lambda part: (reconcile.days(part)[0] or "9", part[0].id))
    return tuple((_incident(f"i{n}", part, desk, lines, origin), part) for n, part in enumerate(parts, start=1))


def _incident(
    name: str, part: Sequence[Happening], desk: Desk, lines: Sequence[Line], origin: Sequence[int]
) -> Incident:
    earliest, latest = reconcile.days(part)
    spots = reconcile.places(part)
    actors, recipients = _sides(part, desk, spots)
    known = voices.origins(part, lines, origin)
    return Incident(
        id=name,
        mentions=tuple(h.id for h in part),
        type=_most([h.type for h in part]),
        mode=_most([h.event.mode for h in part if h.event.mode]),
        status=part[0].event.status,
        actors=actors,
        recipients=recipients,
        place=spots[0] if spots else None,
        earliest=earliest,
        latest=latest,
        killed=reconcile.toll(part, lines, "killed", origin),
        injured=reconcile.toll(part, lines, "injured", origin),
        reports=len({h.report for h in part}),
        origins=known,
        reliability="F",
        credibility=1 if known > 1 and part[0].event.status == "actual" else 6,
        alternative_places=tuple(spots[1:]),
        why=_why(part, lines),
        joined=tuple(reasons.joins(desk, part[:_SHOWN], lines, origin)),
        backing=tuple(dict.fromkeys(reasons.backing(desk, part, lines, spots)))[:_SHOWN],
    )


def _sides(part: Sequence[Happening], desk: Desk, spots: Sequence[Place]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients, each once: of the names for one kind of people one that says whose they are, else the
    one used most. Who stands on both sides is on the one where more mentions have them, on both when as many do.
    """
    acts = _people([h for h in part if h.type], "actors", desk, spots)
    to = _people(part, "recipients", desk, spots)
    return _names(acts, to), _names(to, acts)


def _names(side: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One name for each kind of people that the other side does not have more often."""
    kept = [said for kind, said in side.items() if len(said) >= len(other.get(kind, ()))]
    return tuple(sorted({min(said, key=partial(_rank, said)) for said in kept}))


def _rank(said: Sequence[str], name: str) -> tuple[bool, int, str]:
    """Sorts a name that says whose first, then the one used most."""
    return name == name.lower(), -said.count(name), name


def _people(
    part: Sequence[Happening], side: Literal["actors", "recipients"], desk: Desk, spots: Sequence[Place]
) -> dict[str, list[str]]:
    """Kind of people -> the names that the mentions give on one side; the town where it happened is no side."""
    near = [spot for spot in spots if spot.precision <= sites.LOCAL or spot.lat is None]
    here = {fold(n) for spot in near for name in (spot.name, spot.text) if name for n in (name, *name.split("-"))}
    kinds: dict[str, list[str]] = {}
    for one in part:
        for person in getattr(one.event, side):
            if fold(person.name) not in here and not owners.is_pronoun(person.name):
                name = owners.whose(person.name, desk.reports[one.report].text, Span(person.start, person.end))
                kinds.setdefault(happenings.part_of(person.name), []).append(name)
    return kinds


def _most(values: Sequence[str | None]) -> str | None:
    """The value met most; of equals the first in the alphabet."""
    return min((v for v in values if v), key=lambda v: (-values.count(v), v), default=None)


def _why(part: Sequence[Happening], lines: Sequence[Line]) -> tuple[str, ...]:
    """Why the mentions are taken for one."""
    if len(part) < 2:
        return ()
    found = []
    if any(a.place and b.place and a.place.name == b.place.name for a in part for b in part if a is not b):
        found.append("same place")
    if sum(h.event.earliest is not None for h in part) > 1:
        found.append("days that do not exclude each other")
    if any(a.parts & b.parts for a in part for b in part if a is not b):
        found.append("same participants")
    shared: Mapping[int, int] = {n: sum(n in h.lines for h in part) for h in part for n in h.lines}
    found += [f"same figure: {lines[n].series.measure}" for n, times in sorted(shared.items()) if times > 1]
    return tuple(found)
