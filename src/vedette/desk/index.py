"""The record looked up every way that a page asks; made once for each state of the desk and shared by all requests."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, cast

from vedette.brief.sources import Sources
from vedette.errors import NotThereError
from vedette.read.knowledge import fold
from vedette.record import (
    Anchor,
    Annotation,
    DeskRecord,
    Event,
    Incident,
    Lineage,
    Outside,
    Point,
    Report,
    Series,
    Span,
)

T = TypeVar("T")
_LAYERS = ("body", "embed", "headline", "furniture")


class Index:
    """One record and its look-up tables; each table is made when it is first asked for, none ever changes."""

    def __init__(self, record: DeskRecord) -> None:
        self.record = record
        self.sources = Sources(record)
        self._made: dict[str, object] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What a page needs of the whole record, made at the first asking and kept under a name."""
        if name not in self._made:
            self._made[name] = make()
        return cast("T", self._made[name])

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where in the record a report stands."""
        return {report.id: n for n, report in enumerate(self.record.reports)}

    def report(self, report_id: str) -> Report:
        """The report of that id; raises `NotThereError` when there is none."""
        if report_id not in self.positions:
            raise NotThereError(f"no report {report_id!r}")
        return self.record.reports[self.positions[report_id]]

    def annotation(self, report_id: str) -> Annotation:
        """What that report says."""
        return self.record.annotations[self.positions[report_id]]

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Incidents by id."""
        return {incident.id: incident for incident in self.record.links.incidents}

    @cached_property
    def holders(self) -> Mapping[str, Incident]:
        """The incident that holds a mention."""
        return {mention: held for held in self.record.links.incidents for mention in held.mentions}

    def incident(self, name: str) -> Incident:
        """The incident of that id, or the one that holds the mention of that id; raises `NotThereError` without one."""
        found = self.incidents.get(name) or self.holders.get(name)
        if found is None:
            raise NotThereError(f"no incident {name!r}; incidents are numbered anew when reports come in")
        return found

    def event(self, mention: str) -> tuple[str, Event] | None:
        """(report id, event) of a mention `REPORT#K`; None for a mention that was given from outside."""
        report_id, _, number = mention.rpartition("#")
        if report_id not in self.positions or not (number.isascii() and number.isdigit()):
            return None
        events = self.annotation(report_id).events
        return (report_id, events[int(number)]) if int(number) < len(events) else None

    def tellings(self, incident: Incident) -> list[tuple[str, str, Event]]:
        """(mention, report id, event) for each sentence that tells of it, the one that tells it best first."""
        told = [(mention, *found) for mention in incident.mentions if (found := self.event(mention))]
        return sorted(told, key=lambda one: self._plainness(one[1], one[2]))

    def _plainness(self, report_id: str, event: Event) -> tuple[object, ...]:
        """Prose before headlines, the outlet's own voice before others', the fuller sentence first."""
        at = self.sentence_at(report_id, event.trigger.start)
        layer = self.annotation(report_id).sentences[at].layer if at is not None else "furniture"
        filled = bool(event.actors) + bool(event.recipients) + (event.place is not None) + bool(event.figures)
        return _LAYERS.index(layer), event.attribution is not None, -filled, report_id, event.start

    def sentence_at(self, report_id: str, start: int) -> int | None:
        """Which sentence of a report a character stands in."""
        sentences = self.annotation(report_id).sentences
        at = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
        return at if at >= 0 else None

    def sentence(self, report_id: str, start: int, end: int) -> Span:
        """The whole sentence around a span; the span itself where no sentence is known."""
        at = self.sentence_at(report_id, start)
        if at is None:
            return Span(start, end)
        found = self.annotation(report_id).sentences[at]
        return Span(found.start, max(found.end, end))

    @cached_property
    def origin_of(self) -> Mapping[str, int]:
        """The number of the independent origin that a report goes back to."""
        return {report: n for n, group in enumerate(self.record.links.origins) for report in group}

    @cached_property
    def parents(self) -> Mapping[str, Sequence[Lineage]]:
        """What a report draws on."""
        found: dict[str, list[Lineage]] = defaultdict(list)
        for edge in self.record.links.lineage:
            found[edge.child].append(edge)
        return found

    @cached_property
    def children(self) -> Mapping[str, Sequence[Lineage]]:
        """What draws on a report."""
        found: dict[str, list[Lineage]] = defaultdict(list)
        for edge in self.record.links.lineage:
            if not isinstance(edge.parent, Outside):
                found[edge.parent].append(edge)
        return found

    def first_of(self, group: Sequence[str]) -> str:
        """The report of an origin that the others were drawn from."""
        return min(group, key=lambda report: (self.is_drawn(report), self.positions[report]))

    def is_drawn(self, report: str) -> bool:
        """Was the report drawn from another one, or from an origin outside the desk?"""
        return any(edge.kind != "quotes" for edge in self.parents.get(report, ()))

    @cached_property
    def told_in(self) -> Mapping[str, Sequence[Incident]]:
        """The incidents that a report tells of."""
        found: dict[str, dict[str, Incident]] = defaultdict(dict)
        for held in self.record.links.incidents:
            for mention in held.mentions:
                found[mention.rpartition("#")[0]][held.id] = held
        return {report: tuple(held.values()) for report, held in found.items()}

    @cached_property
    def figures_in(self) -> Mapping[str, Sequence[tuple[int, Series, Point]]]:
        """The points of series that a report gives: (number of the series, series, point)."""
        found: dict[str, list[tuple[int, Series, Point]]] = defaultdict(list)
        for number, series in enumerate(self.record.links.series):
            for point in series.points:
                found[point.report].append((number, series, point))
        return found

    @cached_property
    def by_day(self) -> Sequence[Incident]:
        """Incidents in the order of time, the undated last."""
        return sorted(
            self.record.links.incidents, key=lambda i: (i.earliest or i.latest or "9999", i.latest or "", i.id)
        )

    def disputes_of(self, held: Incident) -> tuple[int, ...]:
        """The numbers of the disputes about an incident."""
        return self._disputes.get(held.id, ())

    @cached_property
    def _disputes(self) -> Mapping[str, tuple[int, ...]]:
        """Both ways of saying so: the dispute names its incident, or the incident its disputes."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for number, dispute in enumerate(self.record.links.disputes):
            if isinstance(dispute.about, str):
                found[dispute.about][number] = None
        for held in self.record.links.incidents:
            if held.disputes:
                found[held.id].update(dict.fromkeys(held.disputes))
        return {name: tuple(sorted(numbers)) for name, numbers in found.items()}

    @cached_property
    def day_positions(self) -> Mapping[str, int]:
        """Where an incident stands in the order of time."""
        return {held.id: n for n, held in enumerate(self.by_day)}

    def names_in(self, held: Incident) -> str:
        """The folded names of an incident's actors and places, to filter by."""
        return self._names[held.id]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        named = (
            (held.id, (*held.actors, *held.recipients, *(p.name for p in (held.place, *held.alternative_places) if p)))
            for held in self.record.links.incidents
        )
        return {key: fold(" ".join((key, *names))) for key, names in named}

    def mentions_near(self, anchor: Anchor) -> tuple[str, ...]:
        """The mentions whose trigger shares words with an anchor."""
        if anchor.report not in self.positions:
            return ()
        events = enumerate(self.annotation(anchor.report).events)
        wanted = Span(anchor.start, anchor.end)
        return tuple(f"{anchor.report}#{n}" for n, event in events if wanted.overlaps(event.trigger))

    @cached_property
    def grades(self) -> Mapping[str, tuple[str, int | None]]:
        """Folded outlet -> its rating and the judgement that gave it; the last one counts."""
        rated = ((j.ruling, j.number) for j in self.record.judgements if j.ruling is not None)
        return {fold(r.name): (r.grade, n) for r, n in rated if r.act == "rate-source" and r.name and r.grade}
