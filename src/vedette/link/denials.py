"""Denials: a statement that one voice makes and another denies, kept side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.link.desk import Desk
from vedette.link.figures import sentence_of, speaker
from vedette.link.shingles import fold, stem
from vedette.record import Annotation, Attribution, Dispute, Side, Span

_DENY = ("deni", "deny", "dismi", "refut", "rebut")
_BEFORE = 2
_SHARED = 0.35
_NEAR = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    report: int
    attribution: Attribution
    speaker: str | None
    content: Span
    sentence: int
    stems: frozenset[str]


def of_statements(desk: Desk, annotations: Sequence[Annotation]) -> Iterator[Dispute]:
    """A denial beside the statement that it answers: in the same report just before it, else the one most alike."""
    said = [s for n, a in enumerate(annotations) for s in _statements(desk, n, a)]
    for denial in said:
        if not _denies(desk, denial):
            continue
        answered = _answered(desk, denial, said)
        if answered is not None:
            yield Dispute(about=None, slot="occurrence", sides=(_side(desk, answered), _side(desk, denial)))


def _statements(desk: Desk, number: int, annotation: Annotation) -> Iterator[_Statement]:
    text = desk.reports[number].text
    for k, attribution in enumerate(annotation.attributions):
        if not attribution.content:
            continue
        content = max(attribution.content, key=lambda c: (c.end - c.start, -c.start))
        sentence = sentence_of(annotation, content.start, text)
        words = [stem(fold(w)) for w in text[content.start : content.end].split() if w[:1].isalnum()]
        yield _Statement(
            report=number,
            attribution=attribution,
            speaker=speaker(annotation, k),
            content=content,
            sentence=next((n for n, s in enumerate(annotation.sentences) if s.start == sentence.start), 0),
            stems=frozenset(w for w in words if desk.weights.of(w) > 0),
        )


def _denies(desk: Desk, one: _Statement) -> bool:
    """Is the statement a denial in so many words (a refused request is none)?"""
    cue = one.attribution.cue
    if one.attribution.act != "deny" or cue is None or one.speaker is None:
        return False
    return any(fold(w).startswith(_DENY) for w in desk.reports[one.report].text[cue.start : cue.end].split() if w)


def _answered(desk: Desk, denial: _Statement, said: Sequence[_Statement]) -> _Statement | None:
    """The statement of another voice that the denial answers."""
    others = [s for s in said if s.speaker != denial.speaker and s is not denial and s.attribution.act != "deny"]
    here = [
        s for s in others
        if s.report == denial.report and s.speaker and 0 <= denial.sentence - s.sentence <= _BEFORE
        and s.content.end <= denial.content.start
    ]  # fmt: skip
    if here:
        return max(here, key=lambda s: (s.sentence, s.content.start))
    close = [s for s in others if s.speaker and s.report != denial.report and _near(desk, s, denial)]
    best = max(close, key=lambda s: (_alike(desk, s, denial), -s.report, -s.content.start), default=None)
    return best if best is not None and _alike(desk, best, denial) >= _SHARED else None


def _near(desk: Desk, one: _Statement, two: _Statement) -> bool:
    pair = (min(one.report, two.report), max(one.report, two.report))
    return desk.near.get(pair, 0.0) >= _NEAR


def _alike(desk: Desk, one: _Statement, two: _Statement) -> float:
    """Share of the weight of the denied words that the other statement has; one word alone is no likeness."""
    shared = one.stems & two.stems
    whole = sum(sorted(desk.weights.of(s) for s in two.stems))
    return sum(sorted(desk.weights.of(s) for s in shared)) / whole if len(shared) > 1 and whole else 0.0


def _side(desk: Desk, one: _Statement) -> Side:
    text = desk.reports[one.report].text[one.content.start : one.content.end]
    return Side(
        speaker=one.speaker,
        says=f"denies: {text}" if _denies(desk, one) else text,
        report=desk.reports[one.report].id,
        start=one.content.start,
        end=one.content.end,
    )
