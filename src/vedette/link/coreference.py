"""Coreference: which mentions speak of one event."""

from collections.abc import Mapping, Sequence

from vedette.link.candidates import Pair, Weights
from vedette.link.clustering import average_link
from vedette.link.mentions import Mention
from vedette.link.shingles import stem

SAME = 0.5
_NEAR = 0.12


def link_mentions(
    mentions: Sequence[Mention], near: Mapping[Pair, float], joined: set[Pair], weights: Weights
) -> tuple[tuple[str, ...], ...]:
    """The partition of the mentions into events."""
    scores: dict[Pair, float] = {}
    by_stem: dict[str, list[int]] = {}
    for number, mention in enumerate(mentions):
        for other in by_stem.setdefault(stem(mention.lemma), []):
            score = _score(mentions[other], mention, near, joined, weights)
            if score > 0:
                scores[other, number] = score
        by_stem[stem(mention.lemma)].append(number)
    groups = average_link(len(mentions), scores, least=SAME)
    return tuple(sorted(tuple(sorted(mentions[m].id for m in group)) for group in groups))


def _score(one: Mention, two: Mention, near: Mapping[Pair, float], joined: set[Pair], weights: Weights) -> float:
    """How much speaks for one event, 0 to 1."""
    pair = (min(one.report, two.report), max(one.report, two.report))
    close = 1.0 if one.report == two.report or pair in joined else near.get(pair, 0.0)
    if close < _NEAR:
        return 0.0
    shared = sum(sorted(weights.of(s) for s in one.around & two.around))
    less = min(sum(sorted(weights.of(s) for s in m.around)) for m in (one, two))
    return min(1.0, 0.4 + 0.3 * min(1.0, 2 * close) + 0.3 * (shared / less if less else 0.0))
