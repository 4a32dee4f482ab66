"""Coreference: which mentions speak of one event."""

from collections.abc import Iterator, Mapping, Sequence

from vedette.link import kinship
from vedette.link.candidates import Pair, Weights
from vedette.link.clustering import average_link
from vedette.link.mentions import Mention
from vedette.link.shingles import stem

_ALIKE = 0.12
"""Reports less alike than this do not tell of one event."""
_CONTEXT = 0.3
_MEANING = 0.4


def link_mentions(
    mentions: Sequence[Mention],
    alike: Mapping[Pair, float],
    joined: frozenset[Pair],
    story: Sequence[int],
    weights: Weights,
) -> tuple[tuple[str, ...], ...]:
    """The partition of the mentions into events."""
    judge = kinship.load()
    scores = {}
    for a, b in worth_comparing(mentions, alike, weights):
        score = judge.score(features(mentions[a], mentions[b], alike, joined, story, weights))
        if score > _LEAST:
            scores[a, b] = score
    groups = average_link(len(mentions), scores, least=judge.least)
    return tuple(sorted(tuple(sorted(mentions[m].id for m in group)) for group in groups))


_LEAST = 0.02


def features(
    one: Mention,
    two: Mention,
    alike: Mapping[Pair, float],
    joined: frozenset[Pair],
    story: Sequence[int],
    weights: Weights,
) -> tuple[float, ...]:
    """What speaks for the pair."""
    pair = (min(one.report, two.report), max(one.report, two.report))
    return kinship.features(
        one,
        two,
        alike=alike.get(pair, 0.0),
        copies=pair in joined,
        story=story[pair[0]] == story[pair[1]],
        weights=weights,
    )


def worth_comparing(mentions: Sequence[Mention], alike: Mapping[Pair, float], weights: Weights) -> Iterator[Pair]:
    """Pairs in one report or in reports that are alike, with a like trigger or much the same sentence."""
    by_report: dict[int, list[int]] = {}
    for number, mention in enumerate(mentions):
        by_report.setdefault(mention.report, []).append(number)
    pairs = [(r, r) for r in by_report] + [pair for pair, score in alike.items() if score >= _ALIKE]
    for one, two in sorted(pairs):
        for a in by_report.get(one, ()):
            for b in by_report.get(two, ()):
                least = _CONTEXT * min(mentions[a].mass, mentions[b].mass)
                if (one != two or a < b) and _promising(mentions[a], mentions[b], weights, least):
                    yield (min(a, b), max(a, b))


def _promising(one: Mention, two: Mention, weights: Weights, least: float) -> bool:
    """Do the triggers or, by at least `least` in weight, the sentences have anything in common?"""
    if one.lemma[:4] == two.lemma[:4] or stem(one.lemma) == stem(two.lemma):
        return True
    near = kinship.meaning(one, two)
    if near is not None and near >= _MEANING:
        return True
    shared = one.around & two.around
    return len(shared) >= _FEW and sum(weights.of(s) for s in shared) >= least > 0


_FEW = 2
