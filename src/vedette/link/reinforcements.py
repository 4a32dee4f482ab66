"""Reinforcements: forces authorised, then assigned, then deployed, each step with its day and its sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from vedette.link.askings import akin
from vedette.link.desk import Desk
from vedette.link.figures import speaker
from vedette.link.groups import partition
from vedette.link.ledger import known_on
from vedette.link.shingles import data
from vedette.link.values import bounds, can_agree, same
from vedette.record import Annotation, Event, Figure, Interval, Place, Range, Reinforcement, Sentence, Span, Stage
from vedette.record.links import StageName

_STAGES: tuple[StageName, ...] = ("authorised", "assigned", "deployed")
_DAYS = 60
_NEAR = 3
_MANY = 40
_CLAUSE = 40
_MEASURES = ("change", "strength", "capacity", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage as one sentence tells it; `kind` is the kind of unit ("battalion"), `part`: perhaps a first part."""

    number: int
    sentence: int
    unit: str
    kind: str | None
    owner: str | None
    country: str | None
    part: bool
    stage: Stage


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(data("reinforcements.yaml")[name])


@cache
def _verbs(stage: StageName, key: str) -> re.Pattern[str] | None:
    pattern = data("reinforcements.yaml")["stages"][stage].get(key)
    return re.compile(pattern) if pattern else None


def build(desk: Desk, annotations: Sequence[Annotation], origin: Sequence[int]) -> tuple[Reinforcement, ...]:
    """The chains, the oldest first."""
    steps = sorted(_collect(desk, annotations), key=_order)
    pairs = [
        (a, b) for a in range(len(steps)) for b in range(a + 1, min(len(steps), a + 1 + _MANY))
        if _one_force(steps[a], steps[b])
    ]  # fmt: skip
    chains = [_chain([steps[n] for n in group], origin) for group in partition(len(steps), pairs)]
    return tuple(replace(chain, id=f"u{number}") for number, chain in enumerate(chains, 1))


def _order(step: Step) -> tuple[str, str, int, str]:
    return (known_on(step.stage.as_of), step.stage.report, step.stage.start, step.unit)


def _collect(desk: Desk, annotations: Sequence[Annotation]) -> Iterator[Step]:
    for number, annotation in enumerate(annotations):
        for k, sentence in enumerate(annotation.sentences):
            said = desk.reports[number].text[sentence.start : sentence.end].lower()
            if sentence.layer == "body" and len(said) == sentence.end - sentence.start and _cue("added").search(said):
                yield from _steps(desk, number, annotation, k, said)


def _steps(desk: Desk, number: int, annotation: Annotation, k: int, said: str) -> Iterator[Step]:
    """Each act of the sentence that is a stage, with the unit that stands nearest to it; each unit once."""
    sentence = annotation.sentences[k]
    units = [
        Span(sentence.start + m.start(), sentence.start + m.end()) for m in _cue("unit").finditer(said)
        if _cue("added").search(m.group()) or not _is_standing(annotation, sentence.start + m.start())
    ]  # fmt: skip
    acts = [(e, s) for e in annotation.events if sentence.span.holds(e.trigger) and (s := _stage(said, sentence, e))]
    near = sorted(
        ((_gap(event.trigger, unit), unit, event.trigger, stage, event) for unit in units for event, stage in acts),
        key=lambda row: row[:4],
    )
    used: set[Span] = set()
    for gap, unit, trigger, stage, event in near:
        if 0 <= gap <= _CLAUSE and not {unit, trigger} & used:
            used |= {unit, trigger}
            yield _step(desk, number, annotation, k, unit, event, stage)


def _is_standing(annotation: Annotation, at: int) -> bool:
    """Does reading take the number there for the whole strength of a force?"""
    return any(f.measure == "strength" and f.start <= at < f.end for f in annotation.figures)


def _gap(one: Span, two: Span) -> int:
    return max(one.start, two.start) - min(one.end, two.end)


def _stage(said: str, sentence: Sentence, event: Event) -> StageName | None:
    """The stage that an act tells, by its verb and its status."""
    word = said[event.trigger.start - sentence.start : event.trigger.end - sentence.start]
    for stage in reversed(_STAGES):
        verbs, planned, beside = (_verbs(stage, key) for key in ("verbs", "planned", "with"))
        if planned is not None and event.status == "planned" and planned.fullmatch(word):
            return stage
        happened = event.status in ("actual", "background") and verbs is not None and verbs.fullmatch(word)
        if happened and (beside is None or beside.search(said)):
            return stage
    return None


def _step(desk: Desk, number: int, annotation: Annotation, k: int, unit: Span, event: Event, stage: StageName) -> Step:
    report, sentence = desk.reports[number], annotation.sentences[k]
    words = report.text[unit.start : unit.end].casefold()
    name, country = _owner(report.text, annotation, sentence.span, event)
    known = annotation.published.latest
    past = event.status != "planned" and event.earliest and (known is None or event.earliest <= known)
    days = Interval(earliest=event.earliest, latest=event.latest) if past else Interval(earliest=None, latest=known)
    return Step(
        number=number,
        sentence=k,
        unit=" ".join(words.split()),
        kind=next((w for w in data("reinforcements.yaml")["kinds"] if w in words), None),
        owner=name,
        country=country,
        part=_cue("part").search(report.text[sentence.start : sentence.end].lower()) is not None,
        stage=Stage(
            as_of=days,
            speaker=speaker(annotation, event.attribution),
            report=report.id,
            start=sentence.start,
            end=sentence.end,
            stage=stage,
            size=_size(annotation, unit),
            place=_place(annotation, event, sentence.span),
        ),
    )


def _owner(text: str, annotation: Annotation, sentence: Span, event: Event) -> tuple[str | None, str | None]:
    """Who sends or owns them, with the country: the named actor of the act, else the first that the sentence names."""
    named = [(p.name, p.country) for p in event.actors if p.name[:1].isupper()]
    others = [
        (m.start, a.name, a.country) for a in annotation.actors for m in a.mentions
        if sentence.holds(m) and text[m.start].isupper() and a.kind not in ("person", "media")
    ]  # fmt: skip
    return named[0] if named else min(others, key=lambda o: o[:2])[1:] if others else (None, None)


def _size(annotation: Annotation, unit: Span) -> Range | None:
    """The strength within the words for the unit."""
    found = [f for f in annotation.figures if f.measure in _MEASURES and unit.overlaps(f.span) and _is_number(f)]
    best = max(found, key=lambda f: (f.end - f.start, -f.start), default=None)
    return None if best is None else Range(low=best.low, best=best.best, high=best.high)


def _is_number(figure: Figure) -> bool:
    """Is it a number of people and not "a battalion"?"""
    known = figure.best if figure.best is not None else figure.low
    return known is not None and known > 1


def _place(annotation: Annotation, event: Event, sentence: Span) -> Place | None:
    if event.place is not None:
        return annotation.places[event.place]
    return next((p for p in annotation.places if p.use == "place" and sentence.holds(p.span)), None)


def _one_force(one: Step, two: Step) -> bool:
    """Do two steps, the second not the earlier one, tell of the same forces?"""
    if one.number == two.number and one.sentence == two.sentence:
        return False
    apart = _days(one, two) > _DAYS or (one.kind and two.kind and one.kind != two.kind)
    if apart or not _sizes_fit(one, two) or _elsewhere(one.stage.place, two.stage.place):
        return False
    owned = akin(one.owner, two.owner) or (one.country is not None and one.country == two.country)
    sized = one.stage.size is not None and two.stage.size is not None and same(one.stage.size, two.stage.size)
    following = one.number == two.number and 0 < two.sentence - one.sentence <= _NEAR and one.stage.stage < "b"
    if one.owner and two.owner and not owned:
        return (following or sized) and one.stage.stage != two.stage.stage
    return sized or (owned and (one.part or two.part or one.kind is not None or two.kind is not None or following))


def _sizes_fit(one: Step, two: Step) -> bool:
    """May the sizes be those of one force, or the second a part of the first that is on its way?"""
    first, second = one.stage.size, two.stage.size
    if first is None or second is None or can_agree(first, second):
        return True
    further = _STAGES.index(two.stage.stage) > _STAGES.index(one.stage.stage)
    return further and two.part and bounds(second)[1] <= bounds(first)[1]


def _elsewhere(one: Place | None, two: Place | None) -> bool:
    """Are the two in different countries?"""
    return one is not None and two is not None and None not in (one.country, two.country) and one.country != two.country


def _days(one: Step, two: Step) -> int:
    try:
        return abs((date.fromisoformat(known_on(two.stage.as_of)) - date.fromisoformat(known_on(one.stage.as_of))).days)
    except ValueError:
        return 0


def _chain(part: Sequence[Step], origin: Sequence[int]) -> Reinforcement:
    """The steps in the order of the stages; size and place of the latest stage that gives them."""
    ordered = sorted(part, key=lambda s: (_STAGES.index(s.stage.stage), *_order(s)))
    sizes = [s.stage.size for s in ordered if s.stage.size is not None]
    places = [s.stage.place for s in ordered if s.stage.place is not None]
    return Reinforcement(
        id="",
        owner=_sender(ordered),
        unit=min((s.unit for s in ordered), key=lambda u: (-len(u), u)),
        size=sizes[-1] if sizes else None,
        place=places[-1] if places else None,
        stage=ordered[-1].stage.stage,
        stages=tuple(s.stage for s in ordered),
        reports=len({s.number for s in part}),
        origins=len({origin[s.number] for s in part}),
    )


def _sender(ordered: Sequence[Step]) -> str | None:
    """Whom the latest step before arrival gives as sender; those who arrive are often called by a vaguer name."""
    named = [s for s in ordered if s.owner]
    sent = [s for s in named if s.stage.stage != "deployed"] or named
    return sent[-1].owner if sent else None
