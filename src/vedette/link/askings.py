"""Askings: the sentences in which one side asks or promises something of another."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from vedette.link import matters
from vedette.link.desk import Desk
from vedette.link.figures import sentence_of
from vedette.link.matters import Matter
from vedette.link.shingles import fold, stem
from vedette.record import Annotation, Attribution, Event, Interval, Span, Telling
from vedette.record.annotation import Speaker

Kind = Literal["demand", "promise"]
_ACTS: dict[str, Kind] = {"demand": "demand", "appeal": "demand", "promise": "promise"}
_OWN = re.compile(r"(?:^|\b(?:on|for|that)\b[^.;]{0,60}?)\bto (?P<matter>[a-z][\w’'-]*(?: [\w’'-]+){0,7})")
_BOTH = re.compile(r"\b(?:sides|parties|governments|capitals|neighbours|leaders|authorities)\b")
_THAT = re.compile(r"\s*that (?:the |its |his |her |their )?")
_LEAD = 90
_SHORT = 3
_BEFORE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One saying of a demand or promise: who, of whom, what; `told` is its sentence, `number` its report's.

    `words` are the telling stems of the sentence and of those before it, by which a later sentence is known to speak
    of the same; `places` those that the sentence names; `official`: it is for a person to do, who acts for a side.
    """

    number: int
    kind: Kind
    speaker: str
    addressee: str | None
    matter: str
    named: Matter | None
    told: Telling
    words: frozenset[str]
    places: frozenset[str]
    official: bool


def collect(desk: Desk, annotations: Iterable[Annotation]) -> tuple[Asking, ...]:
    """Every demand, appeal and promise that has a speaker and a matter."""
    found: list[Asking] = []
    for number, annotation in enumerate(annotations):
        mine = list(_spoken_by_another(_from_statements(desk, number, annotation)))
        seen = {(a.told.start, a.matter, a.kind) for a in mine}
        for asking in _from_events(desk, number, annotation):
            if (asking.told.start, asking.matter, asking.kind) not in seen and asking.named is not None:
                mine.append(asking)
        found += sorted(mine, key=lambda a: (a.told.start, a.matter, a.speaker))
    return tuple(found)


def _from_statements(desk: Desk, number: int, annotation: Annotation) -> Iterator[Asking]:
    """Askings that reading found as acts of speech."""
    for attribution in annotation.attributions:
        kind, speaker = _ACTS.get(attribution.act), attribution.speaker
        if kind is None or speaker is None or not attribution.content:
            continue
        who = speaker.actor or speaker.text
        for region in _regions(attribution, annotation, desk.reports[number].text):
            yield from _ask(desk, number, annotation, kind, who, region, attribution)


def _regions(attribution: Attribution, annotation: Annotation, text: str) -> list[Span]:
    """The stretches of what is asked; after the act of speech one for each sentence, whatever day parts its words."""
    found: list[Span] = []
    for part in attribution.content:
        after = found and attribution.cue is not None and attribution.cue.end <= found[-1].start
        if after and part.end <= sentence_of(annotation, found[-1].start, text).end:
            found[-1] = Span(found[-1].start, part.end)
        else:
            found.append(part)
    return found


def _spoken_by_another(found: Iterable[Asking]) -> Iterator[Asking]:
    """Nobody asks of themselves: "she called on Tremia" goes on from who asked before, and is left out without one."""
    before: Asking | None = None
    for asking in found:
        if asking.kind == "demand" and akin(asking.speaker, asking.addressee):
            if before is None or before.kind != "demand" or akin(before.speaker, asking.addressee):
                continue
            told = replace(asking.told, speaker=before.speaker)
            yield replace(asking, speaker=before.speaker, told=told)
        else:
            before = asking
            yield asking


def _from_events(desk: Desk, number: int, annotation: Annotation) -> Iterator[Asking]:
    """Askings that reading found as events ("demanded their release", "agreed to withdraw")."""
    text = desk.reports[number].text
    for event in annotation.events:
        word = text[event.trigger.start : event.trigger.end]
        kind = _kind(event, word)
        sentence = sentence_of(annotation, event.trigger.start, text)
        if kind is not None and event.actors and event.trigger.end < sentence.end:
            region = Span(event.trigger.end, sentence.end)
            yield from _ask(desk, number, annotation, kind, event.actors[0].name, region, event)


def _kind(event: Event, word: str) -> Kind | None:
    if event.status != "actual":
        return None
    if event.type == "REQUEST" and matters.cue("asking").fullmatch(word):
        return "demand"
    return "promise" if event.type == "AGREE" and matters.cue("promising").fullmatch(word) else None


def _ask(
    desk: Desk,
    number: int,
    annotation: Annotation,
    kind: Kind,
    who: str,
    region: Span,
    source: Attribution | Event,
) -> Iterator[Asking]:
    """One asking for each matter that the region names; in the region's own words when it names none we know."""
    text = desk.reports[number].text
    sentence = sentence_of(annotation, region.start, text)
    known = list(matters.find(text, region))
    own = None if known else _OWN.search(text[region.start : region.end])
    whats = [(m.name, m) for m in known] + ([(" ".join(own["matter"].split()), None)] if own else [])
    for name, matter in whats:
        addressee = _addressee(text, annotation, kind, region, matter, source)
        held = who if kind == "promise" else addressee
        yield Asking(
            number=number,
            kind=kind,
            speaker=who,
            addressee=addressee,
            matter=name,
            named=matter,
            told=Telling(
                as_of=_day(annotation, source),
                speaker=who,
                report=desk.reports[number].id,
                start=sentence.start,
                end=sentence.end,
            ),
            words=stems_around(desk, number, sentence, matter.whole if matter else None),
            places=places_in(annotation, sentence),
            official=any(a.name == held and a.kind == "person" for a in annotation.actors),
        )


def stems_around(desk: Desk, number: int, sentence: Span, but: Span | None) -> frozenset[str]:
    """The telling stems of a sentence and of the few before it, without the words for the matter itself."""
    text = desk.texts[number]
    last = bisect_left(text.starts, sentence.end)
    first = next((k for k, (a, b) in enumerate(text.sentences) if a < last <= b), 0)
    low = text.sentences[max(0, first - _BEFORE)][0] if text.sentences else 0
    at = (i for i in range(low, last) if but is None or not but.start <= text.starts[i] < but.end)
    return frozenset(s for s in (stem(text.words[i]) for i in at) if desk.weights.of(s) > 0 and not s[0].isdigit())


def places_in(annotation: Annotation, sentence: Span) -> frozenset[str]:
    """The places that a sentence names as places, not as governments."""
    return frozenset(
        fold(p.name or p.text) for p in annotation.places
        if p.text and p.use in ("place", "part") and sentence.holds(p.span)
    )  # fmt: skip


def _addressee(
    text: str, annotation: Annotation, kind: Kind, region: Span, matter: Matter | None, source: Attribution | Event
) -> str | None:
    """Whom it is asked of: those last named before the act, else the one that reading gives."""
    given = source.addressee if isinstance(source, Attribution) else None
    if kind == "promise":
        return given
    if isinstance(source, Event):
        given = next((p.name for p in source.recipients if p.name[:1].isupper() or _BOTH.search(p.name)), None)
    if matter is None:
        return given
    named = _named_before(text, annotation, Span(max(region.start, matter.act.start - _LEAD), matter.act.start))
    both = f"{given} and {named}"
    if given and named and both in text[region.start : region.end]:
        return both
    thing = text[matter.whole.start : matter.whole.end].casefold()
    return next((name for name in (named, given) if name is not None and not akin(name, thing)), None)


def _named_before(text: str, annotation: Annotation, within: Span) -> str | None:
    """The last actor with a proper name in a stretch, with the one that "and" ties to it; else one after "that"."""
    met = sorted(
        (span.start, span.end, actor.name) for actor in annotation.actors for span in actor.mentions
        if within.start <= span.start < within.end
    )  # fmt: skip
    named = [m for m in met if text[m[0]].isupper()]
    if not named:
        after = [m for m in met if _THAT.fullmatch(text, within.start, m[0])]
        return after[0][2] if after else None
    pair = named[-2:]
    tied = len(pair) > 1 and text[pair[0][1] : pair[1][0]].strip() in ("and", "and the", "or")
    return " and ".join(m[2] for m in pair) if tied else pair[-1][2]


def akin(one: str | None, two: str | None) -> bool:
    """Do two names share a telling word?"""
    first, second = ({fold(w) for w in re.findall(r"[^\W\d_]+", n or "") if len(w) >= _SHORT} for n in (one, two))
    return bool(first & second)


def _day(annotation: Annotation, source: Attribution | Event) -> Interval:
    """When it was said: as the sentence has it, else no later than the report."""
    event = source if isinstance(source, Event) else _spoken(annotation, source.cue, source.speaker)
    known = annotation.published.latest
    if event is not None and event.earliest and event.earliest == event.latest and (not known or event.latest <= known):
        return Interval(earliest=event.earliest, latest=event.latest)
    return Interval(earliest=None, latest=known)


def _spoken(annotation: Annotation, cue: Span | None, speaker: Speaker | None) -> Event | None:
    """The act of speech at a cue."""
    if cue is None or speaker is None:
        return None
    return next((e for e in annotation.events if e.trigger.overlaps(cue)), None)
