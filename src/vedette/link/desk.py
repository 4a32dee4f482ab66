"""The desk: all reports laid side by side, ready to be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.link.candidates import closest, fan_out, near_in_words
from vedette.link.compare import Sentences, prepare
from vedette.link.credits import Credit, credits_of, is_marked
from vedette.link.pairs import Pair
from vedette.link.shingles import Text, read_text
from vedette.link.weights import Weights, weigh
from vedette.record import Annotation, Figure, Report, Span

_MANY = 200
"""Copies of one origin that are looked at one by one."""

_TOLLS = ("killed", "injured", "missing", "detained", "displaced")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All reports in one order: texts, weighted sentences, credits, marks of copying, likeness in words, tolls.

    `around` holds the neighbours among which stories are looked for, `near` the closest of them, which are compared.
    """

    reports: Sequence[Report]
    texts: Sequence[Text]
    sides: Sequence[Sentences]
    weights: Weights
    credits: Sequence[tuple[Credit, ...]]
    marked: Sequence[bool]
    around: Mapping[Pair, float]
    near: Mapping[Pair, float]
    tolls: Sequence[Mapping[str, Sequence[Figure]]]

    def neighbours(self, origin: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """For each report itself, the reports that are close to it in words, and those of its own origin."""
        found: dict[int, set[int]] = {n: {n} for n in range(len(self.reports))}
        for a, b in self.near:
            found[a].add(b)
            found[b].add(a)
        members: dict[int, list[int]] = {}
        for number, group in enumerate(origin):
            members.setdefault(group, []).append(number)
        for part in members.values():
            for number in part[:_MANY]:
                found[number].update(part[:_MANY])
        return {n: tuple(sorted(others)) for n, others in found.items()}


def _furniture(annotation: Annotation) -> list[Span]:
    """What the page put around the text: headlines, links, bylines."""
    return [s.span for s in annotation.sentences if s.layer in ("furniture", "headline")]


def _tolls(annotation: Annotation) -> dict[str, list[Figure]]:
    """What one happening did to people, as far as the report gives a single number, by measure."""
    found: dict[str, list[Figure]] = {}
    for figure in annotation.figures:
        if figure.measure in _TOLLS and figure.best is not None and figure.part_of is None:
            found.setdefault(figure.measure, []).append(figure)
    return found


def lay_out(reports: Sequence[Report], annotations: Sequence[Annotation]) -> Desk:
    """Prepare all reports for comparison; the order of the two must be the same."""
    named = [credits_of(r) for r in reports]
    texts = [
        read_text(r, a, quiet=[*(c.span for c in found), *_furniture(a)])
        for r, a, found in zip(reports, annotations, named, strict=True)
    ]
    weights = weigh(texts)
    around = near_in_words(texts, weights)
    return Desk(
        reports=reports,
        texts=texts,
        sides=[prepare(t, weights) for t in texts],
        weights=weights,
        credits=named,
        marked=[is_marked(r) for r in reports],
        around=around,
        near=closest(around, fan_out(len(texts))),
        tolls=[_tolls(a) for a in annotations],
    )
