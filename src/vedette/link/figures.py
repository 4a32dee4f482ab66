"""Figures of all reports, with what is needed to tell which are about the same thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.link import days, owners
from vedette.link.desk import Desk
from vedette.link.shingles import fold, stem
from vedette.record import Annotation, Figure, Span
from vedette.record.annotation import Speaker

STOCKS = frozenset({"strength", "capacity", "population"})
"""Measures of a state that lasts; the others count what one happening did."""
_LOCAL = 3
_UNCOUNTED = frozenset({"other", "duration"})
_NUMBER_OF = re.compile(r"\b(?:number|toll|count|figure|total) (?:of|for|among)\b(.{0,60})$", re.IGNORECASE | re.DOTALL)
_AMONG = re.compile(r"\b(?:among|of|out of)(?: the)?\s*$", re.IGNORECASE)
_CLAUSE = 80
_NEXT = 6
_DEED = re.compile(r"subject|object|after|state before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One figure where it stands, with the kind counted, the places and cues of its sentence, and who says it.

    `happened`: the day of the deed that made it, when the text gives one; `nations`: the words for whose they are;
    `running`: it sums up a longer time; `former`: it is named as the value that no longer holds ("nine, not eleven").
    """

    report: int
    index: int
    figure: Figure
    sentence: Span
    kind: str
    bare: bool
    places: frozenset[str]
    speaker: str | None
    published: str | None
    further: bool
    historic: bool
    revised: bool
    corrected: bool
    former: bool
    running: bool
    happened: str | None
    nations: frozenset[str]


def collect(desk: Desk, annotations: Sequence[Annotation]) -> tuple[Count, ...]:
    """Every figure with a value and a role."""
    return tuple(
        _count(number, index, figure, annotation, desk.reports[number].text)
        for number, annotation in enumerate(annotations)
        for index, figure in enumerate(annotation.figures)
        if (figure.low, figure.best, figure.high) != (None, None, None)
        and (figure.measure not in _UNCOUNTED or figure.unit is not None)
        and figure.measure != "duration"
    )


def _count(number: int, index: int, figure: Figure, annotation: Annotation, text: str) -> Count:
    sentence = sentence_of(annotation, figure.start, text)
    said = text[sentence.start : sentence.end]
    before = text[sentence.start : figure.start]
    kind, bare = _kind(figure, text, sentence, _voice(annotation, figure.attribution))
    return Count(
        report=number,
        index=index,
        figure=figure,
        sentence=sentence,
        kind=kind,
        bare=bare,
        places=_places(annotation, sentence),
        speaker=speaker(annotation, figure.attribution),
        published=annotation.published.latest,
        further=_is_further(text, figure),
        historic=bool(owners.cue("historic").search(before)),
        revised=bool(owners.cue("revised").search(said)),
        corrected=bool(owners.cue("corrected").search(said)),
        former=bool(owners.cue("former").search(before)),
        running=bool(owners.cue("running").search(said)),
        happened=_happened(annotation, figure, sentence, text),
        nations=frozenset(
            stem(fold(w)) for w in text[figure.start : figure.end].split()
            if w[0].isupper() and owners.cue("people").search(w)
        ),
    )  # fmt: skip


def _is_further(text: str, figure: Figure) -> bool:
    """Does the figure come on top of one told before ("two more", "one of the wounded")?"""
    more = owners.cue("further").search(text[figure.start : figure.end + _NEXT])
    return bool(more or owners.cue("hurt").match(text, figure.end))


def _happened(annotation: Annotation, figure: Figure, sentence: Span, text: str) -> str | None:
    """The day of the deed that a figure counts, when the deed is told as such, with its day, and not corrected."""
    as_of = figure.as_of
    corrected = owners.cue("corrected").search(text[sentence.start : sentence.end])
    deed = _DEED.match(figure.rule) and not corrected and not owners.cue("aftermath").search(figure.rule)
    told = deed and as_of.earliest and as_of.earliest == as_of.latest
    named = any(t.earliest == as_of.earliest and sentence.overlaps(t.span) for t in annotation.times)
    own = told and named and not days.is_of_saying(annotation, figure, sentence, text)
    return as_of.earliest if own else None


def sentence_of(annotation: Annotation, at: int, text: str) -> Span:
    """The sentence that holds the offset; the whole text where none does."""
    found = next((s for s in annotation.sentences if s.start <= at < s.end), None)
    return found.span if found is not None else Span(0, max(1, len(text)))


def _kind(figure: Figure, text: str, sentence: Span, voice: Speaker | None) -> tuple[str, bool]:
    """The kind counted: by the figure's own words, the words of a part ("of them children"), then its owner."""
    own = text[figure.start : figure.end]
    if figure.part_of is not None:
        after = owners.kind_of(text[figure.end : min(sentence.end, figure.end + 40)])
        if after not in (owners.UNKNOWN, owners.ANYONE):
            return after, False
    kind = owners.kind_of(own)
    if kind != owners.UNKNOWN:
        return kind, False
    if owners.is_victim(own):
        owner = owners.kind_of(figure.of or "")
        return owners.UNKNOWN if owner == owners.ANYONE else owner, True
    return _kind_around(figure, _unsaid(text, sentence.start, figure.start, voice)), True


def _unsaid(text: str, low: int, high: int, voice: Speaker | None) -> str:
    """The words from `low` to `high` without those that name who speaks: a speaker is not what is counted."""
    if voice is None or voice.end <= low or high <= voice.start:
        return text[low:high]
    return f"{text[low : max(low, voice.start)]} {text[min(high, voice.end) : high]}"


def _kind_around(figure: Figure, before: str) -> str:
    """The kind that a bare number counts: its owner's, or that of the words before it ("3 soldiers, and 5 more")."""
    owner = owners.kind_of(figure.of or "")
    if owner not in (owners.UNKNOWN, owners.ANYONE) or _AMONG.search(before):
        return owner
    told = _NUMBER_OF.search(before)
    kind = owners.kind_of(told.group(1) if told else before[-_CLAUSE:])
    return kind if kind not in (owners.UNKNOWN, owners.ANYONE) else owner


def _places(annotation: Annotation, sentence: Span) -> frozenset[str]:
    """The local places named in the sentence."""
    return frozenset(
        fold(place.name or place.text) for place in annotation.places
        if place.text and sentence.holds(place.span) and place.use == "place" and place.precision <= _LOCAL
    )  # fmt: skip


def speaker(annotation: Annotation, index: int | None) -> str | None:
    """Who says it: the canonical actor, else the words; None is the outlet's own voice."""
    voice = _voice(annotation, index)
    return None if voice is None else voice.actor or voice.text


def _voice(annotation: Annotation, index: int | None) -> Speaker | None:
    """The speaker of one attribution."""
    known = index is not None and index < len(annotation.attributions)
    return annotation.attributions[index].speaker if known and index is not None else None
