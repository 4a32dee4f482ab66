"""The actors with every name they go by, and the outlets with how far they can be trusted."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.desk.index import Index
from vedette.desk.views.parts import Asked, Cite, Paging, cite, page
from vedette.read.knowledge import fold
from vedette.record import Actor, Span

_PAGE = 40
_ALIASES = 12
RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "cannot be judged",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One way in which reports name an actor, and the first sentence that does."""

    text: str
    times: int
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """An actor over all reports."""

    name: str
    kind: str
    country: str
    sector: str
    role: str
    mentions: int
    reports: int
    aliases: tuple[Alias, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorList:
    """The actors, those met most first."""

    actors: tuple[ActorView, ...]
    kinds: tuple[str, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """An actor with where it was met: (report, span) in the order of the reports."""

    name: str
    kind: str
    met: tuple[tuple[str, Actor], ...]
    times: int
    words: str


def actors(index: Index, asked: Asked) -> ActorList:
    """The actors of a kind, or whose names hold some words."""
    kind, sought = asked.get("kind"), fold(asked.get("q", "")).split()
    known = index.once("actors", lambda: _known(index))
    found = [one for one in known if (not kind or one.kind == kind) and all(part in one.words for part in sought)]
    part, paging = page(found, asked, size=_PAGE)
    kinds = tuple(sorted({one.kind for one in known}))
    return ActorList(actors=tuple(_actor(index, one) for one in part), kinds=kinds, paging=paging)


def _known(index: Index) -> tuple[_Met, ...]:
    met: dict[str, list[tuple[str, Actor]]] = defaultdict(list)
    for annotation in index.record.annotations:
        for actor in annotation.actors:
            met[actor.name].append((annotation.id, actor))
    found = [
        _Met(
            name=name,
            kind=Counter(actor.kind for _, actor in places).most_common(1)[0][0],
            met=tuple(places),
            times=sum(len(actor.mentions) for _, actor in places),
            words=fold(" ".join({name, *(alias for _, actor in places for alias in actor.aliases)})),
        )
        for name, places in met.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, one.name)))


def _actor(index: Index, one: _Met) -> ActorView:
    counted, first = Counter[str](), dict[str, tuple[str, Span]]()
    for text, report, span in _namings(index, one):
        counted[text] += 1
        first.setdefault(text, (report, span))
    shown = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    held = [actor for _, actor in one.met]
    return ActorView(
        name=one.name,
        kind=one.kind,
        country=next((actor.country for actor in held if actor.country), ""),
        sector=next((actor.sector for actor in held if actor.sector), ""),
        role=next((actor.role for actor in held if actor.role), ""),
        mentions=one.times,
        reports=len(one.met),
        aliases=tuple(
            Alias(text=text, times=n, cite=cite(index, first[text][0], *first[text][1])) for text, n in shown[:_ALIASES]
        ),
        more=max(0, len(shown) - _ALIASES),
    )


def _namings(index: Index, one: _Met) -> Iterator[tuple[str, str, Span]]:
    """Every place where the actor is named: (words, report, span)."""
    for report, actor in one.met:
        text = index.report(report).text
        for span in actor.mentions:
            yield " ".join(text[span.start : span.end].split()), report, span


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """An outlet: how many of its reports began a story, how many were drawn from others, and its rating."""

    outlet: str
    named: bool
    reports: int
    first: int
    drawn: int
    incidents: int
    alone: int
    """Incidents that nobody else tells of."""
    grade: str
    meaning: str
    judgement: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """The outlets, those with most reports first."""

    sources: tuple[SourceView, ...]
    paging: Paging


def sources(index: Index, asked: Asked) -> SourceList:
    """All outlets with their Admiralty rating; F until an analyst says otherwise."""
    part, paging = page(index.once("sources", lambda: _outlets(index)), asked, size=_PAGE)
    return SourceList(sources=tuple(part), paging=paging)


def _outlets(index: Index) -> tuple[SourceView, ...]:
    held: dict[str | None, list[str]] = defaultdict(list)
    for report in index.record.reports:
        held[report.outlet].append(report.id)
    ranked = sorted(held.items(), key=lambda one: (one[0] is None, -len(one[1]), one[0] or ""))
    return tuple(_source(index, outlet, reports) for outlet, reports in ranked)


def _source(index: Index, outlet: str | None, reports: list[str]) -> SourceView:
    drawn = sum(map(index.is_drawn, reports))
    told = {held.id: held for report in reports for held in index.told_in.get(report, ())}
    grade, number = index.grades.get(fold(outlet or ""), ("F", None))
    return SourceView(
        outlet=outlet or "no outlet given",
        named=outlet is not None,
        reports=len(reports),
        first=len(reports) - drawn,
        drawn=drawn,
        incidents=len(told),
        alone=sum(held.reports == 1 for held in told.values()),
        grade=grade,
        meaning=RELIABILITY[grade],
        judgement=number,
    )
