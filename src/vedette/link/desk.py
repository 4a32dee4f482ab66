"""The desk: all reports laid side by side, ready to be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.link.candidates import Pair, Weights, near_in_words, weigh
from vedette.link.compare import Sentences, prepare
from vedette.link.credits import Credit, credits_of, is_marked
from vedette.link.shingles import Text, read_text
from vedette.record import Annotation, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All reports in one order: texts, weighted sentences, credits, marks of copying, likeness in words."""

    reports: Sequence[Report]
    texts: Sequence[Text]
    sides: Sequence[Sentences]
    weights: Weights
    credits: Sequence[tuple[Credit, ...]]
    marked: Sequence[bool]
    near: Mapping[Pair, float]


def lay_out(reports: Sequence[Report], annotations: Sequence[Annotation]) -> Desk:
    """Prepare all reports for comparison; the order of the two must be the same."""
    named = [credits_of(r) for r in reports]
    texts = [
        read_text(r, a, quiet=[c.span for c in found]) for r, a, found in zip(reports, annotations, named, strict=True)
    ]
    weights = weigh(texts)
    return Desk(
        reports=reports,
        texts=texts,
        sides=[prepare(t, weights) for t in texts],
        weights=weights,
        credits=named,
        marked=[is_marked(r) for r in reports],
        near=near_in_words(texts, weights),
    )
