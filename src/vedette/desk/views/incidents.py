"""The list of incidents with its filters, and one incident with all that it stands on."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.disputes import DisputeView, dispute_view
from vedette.desk.views.judged import JudgementView, of_incident
from vedette.desk.views.parts import Asked, Cite, Paging, Row, cite, count, page, row, toll_spans
from vedette.errors import InputError
from vedette.read.knowledge import fold
from vedette.record import Event, Incident, Outside

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that a filter can take, and how many incidents have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentList:
    """Incidents by day; `types` and `statuses` are what can be filtered by, over the whole record."""

    rows: tuple[Row, ...]
    paging: Paging
    types: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One reconciled value and the sentences that it stands on."""

    name: str
    value: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One sentence that tells of the incident: its mention id, words, voice and what that sentence alone says."""

    mention: str
    trigger: str
    voice: str
    status: str
    date: str
    place: str
    origin: int
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """The reports of one independent origin that tell of the incident."""

    number: int
    reports: tuple[tuple[str, str, str], ...]
    """(report id, outlet and date, what it was drawn from)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """One incident: its values, the sentences behind each, its reports by origin, disputes and history."""

    row: Row
    values: tuple[Value, ...]
    tellings: tuple[Telling, ...]
    origins: tuple[OriginView, ...]
    disputes: tuple[DisputeView, ...]
    judgements: tuple[JudgementView, ...]
    why: tuple[str, ...]
    before: str | None
    after: str | None


def incidents(index: Index, asked: Asked) -> IncidentList:
    """The incidents that pass the filters of the address, in the order of time."""
    found = passing(index, asked)
    if asked.get("order") == "latest":
        found.reverse()
    part, paging = page(found, asked, size=PAGE)
    return IncidentList(
        rows=tuple(row(index, held) for held in part),
        paging=paging,
        types=types(index),
        statuses=index.once("statuses", lambda: _choices(index, lambda held: held.status)),
    )


def passing(index: Index, asked: Asked) -> list[Incident]:
    """The incidents that pass the filters, in the order of time."""
    found = list(index.by_day)
    for test in _tests(index, asked):
        found = [held for held in found if test(held)]
    return found


def types(index: Index) -> tuple[Choice, ...]:
    """The types that incidents have, the most frequent first."""
    return index.once("types", lambda: _choices(index, lambda held: held.type or "other"))


def _choices(index: Index, key: Callable[[Incident], str]) -> tuple[Choice, ...]:
    """The values that incidents have, the most frequent first."""
    counted = Counter(map(key, index.record.links.incidents))
    return tuple(
        Choice(value=value, count=n) for value, n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )


def _tests(index: Index, asked: Asked) -> Iterator[Callable[[Incident], bool]]:
    """One test for each filter that the address sets."""
    if wanted := asked.get("type"):
        yield lambda held: (held.type or "other") == wanted
    if status := asked.get("status"):
        yield lambda held: held.status == status
    if sought := [fold(part) for part in asked.get("q", "").split()]:
        yield lambda held: all(part in index.names_in(held) for part in sought)
    if place := asked.get("place"):
        yield lambda held: any(p is not None and p.name == place for p in (held.place, *held.alternative_places))
    if since := _day(asked, "since"):
        yield lambda held: (held.latest or held.earliest or "") >= since
    if until := _day(asked, "until"):
        yield lambda held: "" < (held.earliest or held.latest or "") <= f"{until}~"
    if asked.get("disputed"):
        yield lambda held: bool(index.disputes_of(held))
    if asked.get("harm"):
        yield lambda held: held.killed is not None or held.injured is not None
    if asked.get("unlocated"):
        yield lambda held: held.place is None
    if asked.get("undated"):
        yield lambda held: held.earliest is None and held.latest is None


def _day(asked: Asked, name: str) -> str:
    given = asked.get(name, "")
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as error:
        raise InputError(f"{name}: not a day: {given[:40]!r} (write 2023-06-14)") from error


def incident(index: Index, asked: Asked) -> IncidentView:
    """One incident, by its id or by the id of any of its mentions."""
    held = index.incident(asked["id"])
    told = index.tellings(held)
    days = index.by_day
    at = index.day_positions[held.id]
    return IncidentView(
        row=row(index, held),
        values=_values(index, held, told),
        tellings=tuple(_telling(index, *one) for one in told),
        origins=_origins(index, held),
        disputes=tuple(dispute_view(index, number) for number in index.disputes_of(held)),
        judgements=of_incident(index, held),
        why=held.why,
        before=days[at - 1].id if at else None,
        after=days[at + 1].id if at + 1 < len(days) else None,
    )


_Told = Sequence[tuple[str, str, Event]]


def _values(index: Index, held: Incident, told: _Told) -> tuple[Value, ...]:
    """The reconciled values in the order of reading; one that nobody gives is said to be not known."""
    kind = f"{held.type or 'outside the PLOVER types'}{f' / {held.mode}' if held.mode else ''}"
    return (
        Value(name="what", value=kind, cites=_cites(index, [(r, e.trigger.start, e.trigger.end) for _, r, e in told])),
        Value(
            name="when",
            value=words.interval(held.earliest, held.latest),
            cites=_cites(index, [(r, e.start, e.end) for _, r, e in told if e.earliest or e.latest]),
        ),
        Value(
            name="where",
            value=words.place(held.place, held.alternative_places),
            cites=_cites(index, [span for _, r, e in told for span in _places(index, r, e)]),
        ),
        _people(index, "who", held.actors, [(r, e.actors) for _, r, e in told]),
        _people(index, "to whom", held.recipients, [(r, e.recipients) for _, r, e in told]),
        *(_toll(index, held, told, measure) for measure in ("killed", "injured")),
    )


def _places(index: Index, report: str, event: Event) -> Iterator[tuple[str, int, int]]:
    places = index.annotation(report).places
    for number in (event.place, *(other.place for other in event.alternative_places)):
        if number is not None:
            yield report, places[number].start, places[number].end


def _people(index: Index, name: str, named: Sequence[str], told: Sequence[tuple[str, Sequence[object]]]) -> Value:
    spans = [(report, p.start, p.end) for report, people in told for p in people]  # type: ignore[attr-defined]
    return Value(name=name, value=words.people(named), cites=_cites(index, spans))


def _toll(index: Index, held: Incident, told: _Told, measure: str) -> Value:
    value = count(held, measure)
    cites = _cites(index, toll_spans(index, told, measure)) if value else ()
    return Value(name=measure, value=value or words.NOT_KNOWN, cites=cites)


def _cites(index: Index, spans: Sequence[tuple[str, int, int]]) -> tuple[Cite, ...]:
    """One citation for each sentence, the same sentence once."""
    sentences = {
        (report, index.sentence_at(report, start)): (report, start, end) for report, start, end in reversed(spans)
    }
    kept = set(sentences.values())
    return tuple(cite(index, *span) for span in dict.fromkeys(spans) if span in kept)


def _telling(index: Index, mention: str, report: str, event: Event) -> Telling:
    annotation = index.annotation(report)
    place = None if event.place is None else annotation.places[event.place]
    return Telling(
        mention=mention,
        trigger=index.report(report).text[event.trigger.start : event.trigger.end],
        voice=voice(index, report, event.attribution),
        status=event.status,
        date=words.interval(event.earliest, event.latest),
        place=words.place(place),
        origin=index.origin_of.get(report, -1) + 1,
        cite=cite(index, report, event.trigger.start, event.trigger.end),
    )


def voice(index: Index, report: str, attribution: int | None) -> str:
    """Who says it: a speaker, or the outlet in its own voice."""
    if attribution is None:
        return "own voice"
    speaker = index.annotation(report).attributions[attribution].speaker
    return (speaker.actor or speaker.text) if speaker else "someone unnamed"


def _origins(index: Index, held: Incident) -> tuple[OriginView, ...]:
    groups: dict[int, list[str]] = {}
    for report in dict.fromkeys(mention.rpartition("#")[0] for mention in held.mentions):
        groups.setdefault(index.origin_of.get(report, -1) + 1, []).append(report)
    return tuple(
        OriginView(number=n, reports=tuple((r, report_name(index, r), drawn_from(index, r)) for r in reports))
        for n, reports in sorted(groups.items())
    )


def report_name(index: Index, report: str) -> str:
    """Outlet and date of a report."""
    return f"{index.sources.outlet(report)}, {index.sources.date(report)}"


HOW = {
    "verbatim": "copy of", "excerpt": "part of", "rewrite": "rewritten from", "translation": "translated from",
    "quotes": "quotes the same source as",
}  # fmt: skip


def drawn_from(index: Index, report: str) -> str:
    """What a report was drawn from, empty for one that stands alone."""
    edges = index.parents.get(report, ())
    return "; ".join(f"{HOW[e.kind]} {parent_name(index, e.parent)}" for e in edges)


def parent_name(index: Index, parent: str | Outside) -> str:
    """The outlet of a parent; one that the desk does not have is named as it was cited."""
    return f"{parent.outside} (not on the desk)" if isinstance(parent, Outside) else index.sources.outlet(parent)
