"""The desk: all reports laid side by side, ready to be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.link.bench import Bench, InMemory
from vedette.link.candidates import fan_out, near_in_words
from vedette.link.cards import Card, fill_in
from vedette.link.compare import Sentences, prepare
from vedette.link.credits import credits_of
from vedette.link.pairs import Pairs, closest
from vedette.link.shingles import Text, read_text
from vedette.link.vectors import Vectors, lay
from vedette.link.weights import Weights, weigh
from vedette.record import Annotation, Report, Span

_MANY = 200
"""Copies of one origin that are looked at one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All reports in one order: their cards, texts and weighted sentences, and their likeness in words.

    `around` holds the neighbours among which stories are looked for, `near` the closest of them, which are compared.
    """

    reports: Sequence[Report]
    cards: Sequence[Card]
    texts: Sequence[Text]
    sides: Sequence[Sentences]
    weights: Weights
    vectors: Vectors
    around: Pairs[float]
    near: Pairs[float]

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


def lay_out(reports: Sequence[Report], annotations: Sequence[Annotation], *, bench: Bench | None = None) -> Desk:
    """Prepare all reports for comparison; the order of the two must be the same."""
    bench = bench or InMemory()
    cards: list[Card] = []
    texts = bench.keep(Text, _read(reports, annotations, cards))
    weights = weigh(texts)
    vectors = lay(texts, weights)
    around = near_in_words(vectors)
    return Desk(
        reports=reports,
        cards=cards,
        texts=texts,
        sides=bench.keep(Sentences, (prepare(t, weights) for t in texts)),
        weights=weights,
        vectors=vectors,
        around=around,
        near=closest(around, fan_out(len(texts))),
    )


def _read(reports: Sequence[Report], annotations: Sequence[Annotation], cards: list[Card]) -> Iterator[Text]:
    """The texts, one by one; the card of each is put to the others on the way."""
    for report, annotation in zip(reports, annotations, strict=True):
        named = credits_of(report)
        text = read_text(report, annotation, quiet=[*(c.span for c in named), *_furniture(annotation)])
        cards.append(fill_in(report, annotation, text, named))
        yield text


def _furniture(annotation: Annotation) -> list[Span]:
    """What the page put around the text: headlines, links, bylines."""
    return [s.span for s in annotation.sentences if s.layer in ("furniture", "headline")]
