"""Event mentions of all reports: the given ones, or those that reading found."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import UnsetType

from vedette.link.shingles import Text, fold, stem
from vedette.link.weights import Weights
from vedette.link.windows import Window, cut, window
from vedette.read.encoder import load_wordpieces
from vedette.record import Annotation, Event, Report, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One event mention: the report (by number), the trigger, and what stands around it."""

    id: str
    report: int
    span: Span
    lemma: str
    stems: frozenset[str]
    around: frozenset[str]
    arguments: frozenset[str]
    people: frozenset[str]
    mass: float
    """The weight of `around`."""
    is_act: bool = True
    """Is it given, or has its event a type? The others (speech, states) are not looked for again."""
    sketch: str = ""
    window: Window | None = None
    """What the encoder of triggers reads; for given mentions only."""


def collect(
    reports: Sequence[Report], annotations: Iterable[Annotation], texts: Sequence[Text], weights: Weights
) -> Iterator[Mention]:
    """The given mentions when any report brings some, else the events that reading found; report after report."""
    given = any(report.given_events for report in reports)
    for number, (report, annotation, text) in enumerate(zip(reports, annotations, texts, strict=True)):
        if given:
            yield from _given(number, report, annotation, text, weights)
        else:
            yield from (_own(number, k, report, e, text, weights) for k, e in enumerate(annotation.events))


def _given(number: int, report: Report, annotation: Annotation, text: Text, weights: Weights) -> Iterator[Mention]:
    """Given mentions; read by the layer where it ran, else from the bare words."""
    seen_all = annotation.given_mentions
    read = {} if isinstance(seen_all, UnsetType) else {m.id: m for m in seen_all}
    alphabet = load_wordpieces()
    pieces = cut(report.text if report.given_events else "", alphabet)
    for given in report.given_events:
        if not 0 <= given.start < given.end <= len(report.text):
            continue
        seen = read.get(given.id)
        words = report.text[given.start : given.end]
        yield _mention(
            number,
            text,
            weights,
            id=given.id,
            span=Span(given.start, given.end),
            lemma=seen.lemma if seen else words.casefold(),
            words=words,
            arguments=frozenset(seen.arguments if seen else ()),
            sketch=seen.sketch if seen else "",
            view=window(pieces, Span(given.start, given.end), alphabet),
        )


def _own(number: int, k: int, report: Report, event: Event, text: Text, weights: Weights) -> Mention:
    """One of the desk's own events."""
    words = report.text[event.trigger.start : event.trigger.end]
    sides = (("by", event.actors), ("to", event.recipients))
    return _mention(
        number,
        text,
        weights,
        id=f"{report.id}#{k}",
        span=event.trigger,
        lemma=words.casefold(),
        words=words,
        arguments=frozenset(f"{side}:{p.name.casefold()}" for side, people in sides for p in people),
        is_act=event.type is not None,
    )


def _mention(
    number: int,
    text: Text,
    weights: Weights,
    *,
    id: str,  # noqa: A002
    span: Span,
    lemma: str,
    words: str,
    arguments: frozenset[str],
    is_act: bool = True,
    sketch: str = "",
    view: Window | None = None,
) -> Mention:
    """A mention with the telling stems of its sentence."""
    inside = range(bisect_right(text.ends, span.start), bisect_left(text.starts, span.end))
    first = inside.start if inside else 0
    low, high = next(((a, b) for a, b in text.sentences if a <= first < b), (0, 0))
    nearby = {stem(text.words[i]) for i in range(low, high) if i not in inside}
    around = frozenset(s for s in nearby if weights.of(s) > 0)
    return Mention(
        id=id,
        report=number,
        span=span,
        lemma=fold(lemma.split()[0]) if lemma.split() else lemma,
        stems=frozenset(stem(fold(w)) for w in words.split()),
        around=around,
        arguments=arguments,
        people=frozenset(a.split(":", 1)[-1] for a in arguments),
        mass=sum(sorted(weights.of(s) for s in around)),
        is_act=is_act,
        sketch=sketch,
        window=view,
    )
