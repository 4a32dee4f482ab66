"""Happenings: which of the desk's own events are one incident, with the figures that belong to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vedette.link import owners
from vedette.link.clustering import average_link
from vedette.link.desk import Desk
from vedette.link.figures import sentence_of, speaker
from vedette.link.pairs import Pair
from vedette.link.series import Line
from vedette.link.shingles import fold, stem
from vedette.record import Annotation, Event, Place, Span

SAME = 0.42
LOCAL = 3
_KIN = (frozenset({"ASSAULT", "PROTEST"}), frozenset({"COERCE", "SANCTION"}), frozenset({"MOBILIZE", "AID"}))
_TOLLS = frozenset({"killed", "injured", "missing", "detained", "participants"})
_HARM = frozenset({"killed", "injured", "missing"})
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "SANCTION", "RETREAT", "AID"})
_NEAR_DAYS, _FAR_DAYS = 3, 7
_CLOSE_BY = 2
_ANAPHORA = 0.6
_MANY = 200
_VIOLENT = frozenset({"ASSAULT", "PROTEST"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event mention with what places it; without a type it is a witness, known by its figures alone."""

    id: str
    report: int
    event: Event
    type: str | None
    place: Place | None
    speaker: str | None
    sentence: Span
    number: int
    stems: frozenset[str]
    parts: frozenset[str]
    lines: frozenset[int]
    published: str | None


def collect(desk: Desk, annotations: Sequence[Annotation], lines: Sequence[Line]) -> tuple[Happening, ...]:
    """Every event that has a type or carries a toll; what the text only talks about keeps its status."""
    in_line = {(c.report, c.index): n for n, line in enumerate(lines) for c in line.counts}
    found = []
    for report, annotation in enumerate(annotations):
        for k, event in enumerate(annotation.events):
            lines_of = frozenset(in_line[report, i] for i in event.figures if (report, i) in in_line)
            measures = frozenset(lines[n].series.measure for n in lines_of)
            kind = _type(event, annotation, measures)
            if kind is not None or (measures & _TOLLS and event.status == "actual"):
                found.append(_happening(desk, annotation, report, k, kind, in_line))
    return tuple(_with_tolls(found, lines))


def _happening(
    desk: Desk, annotation: Annotation, report: int, k: int, kind: str | None, in_line: Mapping[tuple[int, int], int]
) -> Happening:
    event, text = annotation.events[k], desk.reports[report].text
    sentence = sentence_of(annotation, event.trigger.start, text)
    figures = set(event.figures) | {
        i for i, f in enumerate(annotation.figures) if kind in _DEEDS and f.measure in _HARM and sentence.holds(f.span)
    }
    people = (*event.actors, *event.recipients)
    return Happening(
        id=f"{desk.reports[report].id}#{k}",
        report=report,
        event=event,
        type=kind,
        place=_site(annotation, event),
        speaker=speaker(annotation, event.attribution),
        sentence=sentence,
        number=next((n for n, s in enumerate(annotation.sentences) if s.start == sentence.start), 0),
        stems=frozenset(stem(fold(w)) for w in text[event.trigger.start : event.trigger.end].split()),
        parts=frozenset(part_of(p.name) for p in people),
        lines=frozenset(in_line[report, i] for i in figures if (report, i) in in_line),
        published=annotation.published.latest,
    )


def _site(annotation: Annotation, event: Event) -> Place | None:
    """Where it happened; not the seat of the one who speaks of it ("a court in Brun ordered that...")."""
    if event.place is None:
        return None
    place = annotation.places[event.place]
    said = annotation.attributions[event.attribution] if event.attribution is not None else None
    if said is None or said.speaker is None or said.cue is None:
        return place
    return None if said.speaker.start <= place.start and place.end <= said.cue.start else place


def _type(event: Event, annotation: Annotation, measures: frozenset[str]) -> str | None:
    """The event's type; where it has none, what its actors and figures make of it; none for a mere toll."""
    if event.type in _DEEDS or not measures & _HARM:
        if event.type is not None or event.status != "actual":
            return event.type
        doers = {part_of(p.name) for p in event.actors}
        crowd = any(f.measure == "participants" for f in annotation.figures)
        if "protesters" in doers and crowd and event.place is not None and event.earliest:
            return "PROTEST"
        return "MOBILIZE" if "forces" in doers and "change" in measures else None
    return None


def part_of(name: str) -> str:
    """A participant as a key: the kind of people, or the folded last word of the name."""
    kind = owners.kind_of(name)
    return kind if kind not in (owners.UNKNOWN, owners.ANYONE) else fold(name.split()[-1]) if name.split() else name


def group(desk: Desk, found: Sequence[Happening], origin: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Groups of happenings that are one incident, of one status; a witness goes with the incident of its figures."""
    typed = [n for n, one in enumerate(found) if one.type is not None]
    scores = {}
    for i, j in _worth_comparing([found[n] for n in typed], desk.neighbours(origin)):
        score = _score(desk, found[typed[i]], found[typed[j]], origin)
        if score > 0:
            scores[i, j] = score

    def bar(left: list[int], right: list[int]) -> bool:
        return any(_apart(found[typed[a]], found[typed[b]]) for a in left for b in right)

    groups = [[typed[k] for k in part] for part in average_link(len(typed), scores, least=SAME, bar=bar)]
    by_line: dict[int, list[list[int]]] = {}
    for part in groups:
        for line in {line for n in part for line in found[n].lines}:
            by_line.setdefault(line, []).append(part)
    for number, one in enumerate(found):
        near = [part for line in sorted(one.lines) for part in by_line.get(line, ())] if one.type is None else []
        best = max(near, key=lambda g: (_testifies(one, [found[n] for n in g]), -g[0]), default=None)
        if best is not None and _testifies(one, [found[n] for n in best]) > 0:
            best.append(number)
    return tuple(tuple(sorted(part)) for part in groups)


def _worth_comparing(typed: Sequence[Happening], near: Mapping[int, Sequence[int]]) -> Iterator[Pair]:
    """Pairs of kindred acts of one status in reports that are close, or with a figure in common."""
    by_report: dict[tuple[int, object], list[int]] = {}
    by_line: dict[tuple[int, object], list[int]] = {}
    for number, one in enumerate(typed):
        by_report.setdefault((one.report, _family(one)), []).append(number)
        for line in one.lines:
            by_line.setdefault((line, _family(one)), []).append(number)
    for number, one in enumerate(typed):
        family = _family(one)
        others = {m for report in near[one.report] for m in by_report.get((report, family), ())}
        others.update(m for line in one.lines for m in by_line[line, family][:_MANY])
        yield from ((number, m) for m in sorted(others) if m > number)


def _family(one: Happening) -> tuple[str, str | None]:
    """What two mentions must have in common at least: the status, and a type or one akin to it."""
    return one.event.status, family(one.type)


def family(kind: str | None) -> str | None:
    """One name for all types that may stand for one happening."""
    return next((min(kin) for kin in _KIN if kind in kin), kind)


def _testifies(witness: Happening, part: Sequence[Happening]) -> int:
    """How many typed mentions of the group share a figure with the witness, none lying on other days."""
    if any(_apart(witness, one) for one in part):
        return 0
    return sum(bool(witness.lines & one.lines) for one in part if one.type in _DEEDS)


def _with_tolls(found: Sequence[Happening], lines: Sequence[Line]) -> list[Happening]:
    """Give each attack or riot without a toll of its own the one told within the next sentences of its report."""
    witnesses: dict[int, list[Happening]] = {}
    for one in found:
        if one.type is None:
            witnesses.setdefault(one.report, []).append(one)
    enriched = []
    for one in found:
        near = [w.lines for w in witnesses.get(one.report, ()) if 0 <= w.number - one.number <= _CLOSE_BY]
        harm = {n for part in near for n in part if lines[n].series.measure in _HARM}
        violent = one.type in _VIOLENT and one.event.status == "actual" and not one.lines
        enriched.append(replace(one, lines=frozenset(harm)) if violent and harm else one)
    return enriched


def _akin(one: Happening, two: Happening) -> bool:
    """May the two types be names for one happening?"""
    types = {one.type, two.type} - {None}
    return len(types) < _CLOSE_BY or any(types <= kin for kin in _KIN)


def _apart(one: Happening, two: Happening) -> bool:
    """Do the two lie on days that exclude each other, or name two places in one report?"""
    if not _akin(one, two) or one.event.status != two.event.status:
        return True
    a, b = one.event, two.event
    gap = _gap(a.latest, b.earliest) > 1 or _gap(b.latest, a.earliest) > 1
    return gap or (one.report == two.report and _elsewhere(one, two) and one.speaker == two.speaker)


def _gap(earlier: str | None, later: str | None) -> int:
    """Days from the end of one to the beginning of the other; 0 when unknown."""
    try:
        return (date.fromisoformat((later or "")[:10]) - date.fromisoformat((earlier or "")[:10])).days
    except ValueError:
        return 0


def _elsewhere(one: Happening, two: Happening) -> bool:
    """Do both name a local place, and not the same?"""
    if one.place is None or two.place is None or max(one.place.precision, two.place.precision) > LOCAL:
        return False
    return not same_place(one.place, two.place)


def same_place(one: Place, two: Place) -> bool:
    """Are the two one place, by name or as written?"""
    return fold(one.name or one.text) == fold(two.name or two.text) or fold(one.text) == fold(two.text)


def _score(desk: Desk, one: Happening, two: Happening, origin: Sequence[int]) -> float:
    """How much speaks for one incident, 0 to 1."""
    return 0.0 if _apart(one, two) else likeness(desk, one, two, origin)[0]


def likeness(
    desk: Desk, one: Happening, two: Happening, origin: Sequence[int]
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """How alike two mentions are, 0 to 1, and what counts for and against it, each with its weight."""
    if one.report == two.report and (is_bare(one) or is_bare(two)):
        return _ANAPHORA, (("named again in the report without anything new", _ANAPHORA),)
    found = (*_features(one, two), *_nearness(desk, one, two, origin))
    return min(1.0, max(0.0, sum(weight for _, weight in found))), tuple(sorted(found, key=lambda f: -f[1]))


def _features(one: Happening, two: Happening) -> Iterator[tuple[str, float]]:
    """What the two mentions share by themselves."""
    if one.type == two.type:
        yield "the same kind of act", 0.1
    if one.place is not None and two.place is not None:
        if same_place(one.place, two.place):
            yield "the same place", 0.25
        elif _elsewhere(one, two):
            yield "different places", -0.2
    if one.parts and two.parts:
        yield ("the same side", 0.15) if one.parts & two.parts else ("different sides", -0.05)
    if one.lines & two.lines:
        yield "the same figure", 0.35
    if one.stems & two.stems:
        yield "the same word for it", 0.15


def _nearness(desk: Desk, one: Happening, two: Happening, origin: Sequence[int]) -> Iterator[tuple[str, float]]:
    """What days and reports say."""
    for name, weight in (
        ("days that fit", _when(one, two)),
        (_where_told(one, two, origin), _together(desk, one, two, origin)),
    ):
        if weight:
            yield name if weight > 0 else "days far apart", weight


def _where_told(one: Happening, two: Happening, origin: Sequence[int]) -> str:
    if one.report == two.report:
        return "told in one report"
    return "told in copies of one text" if origin[one.report] == origin[two.report] else "reports that are alike"


def is_bare(one: Happening) -> bool:
    """Has the mention nothing but its kind ("such attacks"): no side, no place, no day, no figure?"""
    return not (one.parts or one.place or one.event.earliest or one.lines)


def _when(one: Happening, two: Happening) -> float:
    """For the same days; a mention without a day is taken to speak of the days before its report."""
    a, b = one.event, two.event
    if a.earliest and a.latest and b.earliest and b.latest:
        return 0.3
    days = abs(_gap(a.latest or one.published, b.latest or two.published))
    known = (a.latest or one.published) and (b.latest or two.published)
    if not known:
        return 0.1
    return 0.15 if days <= _NEAR_DAYS else 0.0 if days <= _FAR_DAYS else -0.3


def _together(desk: Desk, one: Happening, two: Happening, origin: Sequence[int]) -> float:
    """How close the two stand: in one report, in copies, or in reports that are alike."""
    if one.report == two.report:
        return 0.3 if abs(one.number - two.number) <= _CLOSE_BY else 0.15
    if origin[one.report] == origin[two.report]:
        return 0.3
    pair = (min(one.report, two.report), max(one.report, two.report))
    return min(0.3, 0.6 * desk.near.get(pair, 0.0))
