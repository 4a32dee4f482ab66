"""Outcomes: sentences that say what became of a demand or promise: done, refused, or taken back."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vedette.link import matters
from vedette.link.askings import Asking, akin, places_in, stems_around
from vedette.link.desk import Desk
from vedette.link.figures import speaker
from vedette.link.matters import Matter, cue
from vedette.link.shingles import fold, stem
from vedette.record import Annotation, Event, Interval, Sentence, Span, StateChange
from vedette.record.links import DemandState

_ANSWERS = 2
"""Sentences after an asking in which "rejected the call" speaks of it."""
_BONDS = 3
_CUE = 60
_WHY: dict[DemandState, str] = {
    "met": "the deed is told as done",
    "refused": "it is refused in words",
    "superseded": "it is taken back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one sentence says became of a matter; `answered` is the asking when it stands just before in the report."""

    number: int
    matter: Matter | None
    answered: Asking | None
    doers: tuple[str, ...]
    words: frozenset[str]
    places: frozenset[str]
    change: StateChange


def collect(desk: Desk, annotations: Sequence[Annotation], askings: Sequence[Asking]) -> Iterator[Outcome]:
    """The outcomes that any report tells, of the matters that somebody asked or promised."""
    wanted = frozenset(a.matter for a in askings if a.named is not None)
    asked: dict[int, list[Asking]] = {}
    for asking in askings:
        asked.setdefault(asking.number, []).append(asking)
    for number, annotation in enumerate(annotations):
        for k, sentence in enumerate(annotation.sentences if wanted else ()):
            if sentence.layer == "body":
                mine = asked.get(number, ())
                yield from _told(desk, number, annotation, sentence, wanted, mine)
                yield from _answers(desk, number, annotation, k, mine)


def _told(
    desk: Desk, number: int, annotation: Annotation, sentence: Sentence, wanted: Collection[str], mine: Sequence[Asking]
) -> Iterator[Outcome]:
    """Outcomes of matters that the sentence names itself."""
    text = desk.reports[number].text
    for matter in matters.find(text, sentence.span, wanted):
        if any(a.told.start == sentence.start and a.matter == matter.name for a in mine):
            continue
        event = next((e for e in annotation.events if e.trigger.overlaps(matter.act)), None)
        state = _state(text, sentence.span, matter, event)
        if state is not None:
            yield _outcome(desk, number, annotation, sentence.span, state, matter=matter, event=event)


def _state(text: str, sentence: Span, matter: Matter, event: Event | None) -> DemandState | None:
    """What the words before and at the act make of the matter."""
    before = text[max(sentence.start, matter.act.start - _CUE) : matter.act.start]
    if cue("taken_back").search(text[sentence.start : matter.act.end]):
        return "superseded"
    if cue("refused").search(before):
        return "refused"
    hedged = cue("undone").search(before) or cue("partly").search(text[sentence.start : sentence.end])
    done = event is not None and event.status == "actual" and not hedged and not matter.lasting
    return "met" if done else None


def _answers(desk: Desk, number: int, annotation: Annotation, k: int, mine: Sequence[Asking]) -> Iterator[Outcome]:
    """A refusal that names no matter and stands just after the asking that it answers."""
    sentence, text = annotation.sentences[k], desk.reports[number].text
    found = cue("refused").search(text, sentence.start, sentence.end) if mine else None
    if found is None or not cue("answers").search(text, found.end(), min(sentence.end, found.end() + _CUE)):
        return
    near = [a for a in mine if _stands_before(annotation, a.told.start, k)]
    for asking in near:
        event = next((e for e in annotation.events if e.trigger.start == found.start()), None)
        outcome = _outcome(desk, number, annotation, sentence.span, "refused", event=event, answered=asking)
        if any(akin(d, asking.addressee) if asking.addressee else not akin(d, asking.speaker) for d in outcome.doers):
            yield outcome


def _stands_before(annotation: Annotation, start: int, k: int) -> bool:
    """Does the sentence that begins at `start` stand at most a few before sentence `k`?"""
    return any(s.start == start for s in annotation.sentences[max(0, k - _ANSWERS) : k])


def _outcome(
    desk: Desk,
    number: int,
    annotation: Annotation,
    sentence: Span,
    state: DemandState,
    *,
    event: Event | None,
    matter: Matter | None = None,
    answered: Asking | None = None,
) -> Outcome:
    voice = speaker(annotation, event.attribution if event is not None else None)
    speakers = [
        a.speaker.actor or a.speaker.text for a in annotation.attributions
        if a.speaker is not None and a.cue is not None and sentence.holds(a.cue) and state != "met"
    ]  # fmt: skip
    return Outcome(
        number=number,
        matter=matter,
        answered=answered,
        doers=tuple(dict.fromkeys([*(p.name for p in (event.actors if event is not None else ())), *speakers])),
        words=stems_around(desk, number, sentence, matter.whole if matter is not None else None),
        places=places_in(annotation, sentence),
        change=StateChange(
            as_of=_when(annotation, event), speaker=voice, report=desk.reports[number].id, start=sentence.start,
            end=sentence.end, state=state, why=_WHY[state],
        ),
    )  # fmt: skip


def _when(annotation: Annotation, event: Event | None) -> Interval:
    """The day of the event, else no later than the report."""
    if event is not None and event.earliest:
        return Interval(earliest=event.earliest, latest=event.latest)
    return Interval(earliest=None, latest=annotation.published.latest)


def concerns(outcome: Outcome, asking: Asking) -> bool:
    """Does the outcome speak of this very demand or promise?"""
    if outcome.answered is not None:
        return outcome.answered is asking
    if outcome.matter is None or asking.named is None or not matters.same_thing(outcome.matter, asking.named):
        return False
    if outcome.places and asking.places and not outcome.places & asking.places:
        return False
    return _right_doer(outcome, asking) and _bonds(outcome, asking) >= _BONDS


def _held(asking: Asking) -> str | None:
    """Who is to do it."""
    return asking.speaker if asking.kind == "promise" else asking.addressee


def _right_doer(outcome: Outcome, asking: Asking) -> bool:
    """Is it done or refused by whom it was asked of, as far as names tell; taken back by who asked?"""
    named = [d for d in outcome.doers if d[:1].isupper()]
    if outcome.change.state == "superseded":
        return any(akin(d, asking.speaker) for d in outcome.doers)
    held = _held(asking)
    if held is not None and held[:1].isupper() and named:
        return any(akin(d, held) or (asking.official and stem(fold(d)) in asking.words) for d in named)
    return asking.kind == "promise" or not any(akin(d, asking.speaker) for d in named)


def _bonds(outcome: Outcome, asking: Asking) -> int:
    """How much the two sentences have in common besides the matter."""
    matched = _held(asking) is not None and any(akin(d, _held(asking)) for d in outcome.doers)
    one, two = outcome.matter, asking.named
    numbers = len(one.numbers & two.numbers) if one is not None and two is not None else 0
    return len(outcome.words & asking.words) + numbers + 2 * matched + len(outcome.places & asking.places)
