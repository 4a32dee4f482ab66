"""Statements: what a voice says, as far as another may deny it; and which of them are denials."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vedette.link import happenings
from vedette.link.desk import Desk
from vedette.link.figures import sentence_of, speaker
from vedette.link.shingles import data, fold, stem
from vedette.record import Annotation, Attribution, Event, Span

Denial = Literal["denied", "negated"]
_WORD = re.compile(r"[^\W_]+")
_SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
_WISHES = frozenset({"demand", "appeal", "promise", "deny"})
_LONG = 120
"""Characters up to which "the report is an invention" is all that a statement says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement with its words; `speaker` None is the outlet's own voice, `denial` how it denies, if it does.

    `number` is its sentence; `stems` are its telling words, `kinds` the acts it names, `names` the stems of the
    speaker's name, `proper` of the names in what is said; `accuses`: it lays something to somebody's charge;
    `claims`: it says that something is so, which no demand does; `events` are the numbers of its events.
    """

    report: int
    speaker: str | None
    span: Span
    number: int
    stems: frozenset[str]
    kinds: frozenset[str]
    names: frozenset[str]
    proper: frozenset[str]
    accuses: bool
    claims: bool
    denial: Denial | None
    events: tuple[int, ...]


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(data("denials.yaml")[name], re.IGNORECASE)


@cache
def _vague() -> frozenset[str]:
    return frozenset(stem(fold(w)) for w in data("denials.yaml")["vague"])


def _act(event: Event) -> str | None:
    """The kind of act, none for acts of speech."""
    return None if event.type in _SPEECH else happenings.family(event.type)


def collect(desk: Desk, annotations: Sequence[Annotation]) -> tuple[Statement, ...]:
    """What is said by somebody, and what the outlet tells in its own voice, in the order of the reports."""
    found: list[Statement] = []
    for report, annotation in enumerate(annotations):
        found += _said(desk, report, annotation)
        found += _told(desk, report, annotation)
    return tuple(found)


def _said(desk: Desk, report: int, annotation: Annotation) -> Iterator[Statement]:
    """One statement for each attribution."""
    text = desk.reports[report].text
    quiet = [s.span for s in annotation.sentences if s.layer in ("headline", "furniture")]
    for k, attribution in enumerate(annotation.attributions):
        if attribution.content and not any(s.overlaps(attribution.content[0]) for s in quiet):
            span = max(attribution.content, key=lambda c: (c.end - c.start, -c.start))
            inside = tuple(n for n, e in enumerate(annotation.events) if span.holds(e.trigger))
            denial = _denial(text, attribution, span, [annotation.events[n] for n in inside])
            yield _statement(
                desk, report, annotation, span, inside, voice=speaker(annotation, k),
                act=attribution.act, denial=denial,
            )  # fmt: skip


def _told(desk: Desk, report: int, annotation: Annotation) -> Iterator[Statement]:
    """One statement for each typed act that the body tells in the outlet's own voice."""
    body = [s for s in annotation.sentences if s.layer == "body"]
    for n, event in enumerate(annotation.events):
        own = event.attribution is None and event.status == "actual" and _act(event) is not None
        if own and any(s.span.holds(event.trigger) for s in body):
            span = Span(event.start, event.end)
            yield _statement(desk, report, annotation, span, (n,), voice=None, act="state", denial=None)


def _statement(
    desk: Desk,
    report: int,
    annotation: Annotation,
    span: Span,
    inside: tuple[int, ...],
    *,
    voice: str | None,
    act: str,
    denial: Denial | None,
) -> Statement:
    text = desk.reports[report].text
    start = sentence_of(annotation, span.start, text).start
    words = _WORD.findall(text[span.start : span.end])
    stems = frozenset(stem(fold(w)) for w in words) - _vague()
    telling = frozenset(s for s in stems if desk.weights.of(s) > 0)
    families = (_act(annotation.events[n]) for n in inside)
    return Statement(
        report=report,
        speaker=voice,
        span=span,
        number=next((n for n, s in enumerate(annotation.sentences) if s.start == start), 0),
        stems=telling,
        kinds=frozenset(kind for kind in families if kind is not None),
        names=frozenset(stem(fold(w)) for w in _WORD.findall(voice or "")),
        proper=frozenset(stem(fold(w)) for w in words if w[0].isupper()),
        accuses=act == "accuse",
        claims=denial is None and act not in _WISHES and bool(telling),
        denial=denial,
        events=inside,
    )


def _denial(text: str, attribution: Attribution, span: Span, events: Sequence[Event]) -> Denial | None:
    """Does it deny in so many words, call a claim untrue, or say that an act did not happen?

    A refused request is no denial, and neither is a voice without a name.
    """
    if attribution.speaker is None:
        return None
    said = text[span.start : span.end]
    cue = text[attribution.cue.start : attribution.cue.end] if attribution.cue is not None else ""
    if _cue("deny").search(cue) and attribution.act == "deny":
        return "denied"
    if _cue("reject").search(cue) and _cue("claim").search(said):
        return "denied"
    if len(said) <= _LONG and _cue("claim").search(said) and _cue("untrue").search(said):
        return "denied"
    acts = [e for e in events if _act(e) is not None]
    return "negated" if acts and _cue("none").search(said) else None
