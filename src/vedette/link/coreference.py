"""Coreference: which mentions speak of one event."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from vedette.link import company, kinship, senses
from vedette.link.clustering import average_link
from vedette.link.mentions import Mention
from vedette.link.pairs import Pair
from vedette.link.shingles import stem
from vedette.link.triggers import Floats, Numbers, load_triggers
from vedette.link.weights import Weights

_ALIKE = 0.12
"""Reports less alike than this do not tell of one event."""
_CONTEXT = 0.3
_MEANING = 0.4
_LEAST = 0.02
_FEW = 2
FIRST = (*kinship.NAMES, *senses.NAMES)
SECOND = (*FIRST, *company.NAMES)
"""What the judge of the encoder's readings weighs, the first time and the second."""
_TOLD = tuple(kinship.NAMES.index(n) for n in ("same_lemma", "meaning", "same_story", "same_report", "context_less"))


def link_mentions(
    mentions: Sequence[Mention],
    alike: Mapping[Pair, float],
    joined: frozenset[Pair],
    story: Sequence[int],
    weights: Weights,
) -> tuple[tuple[str, ...], ...]:
    """The partition of the mentions into events; given mentions are read by the trained encoder where it is there."""
    pairs, rows = evidence(mentions, alike, joined, story, weights)
    judged, least = judge(pairs, rows, mentions, story)
    groups = join(len(mentions), pairs, judged, least)
    return tuple(sorted(tuple(sorted(mentions[m].id for m in group)) for group in groups))


def join(count: int, pairs: Numbers, judged: npt.NDArray[np.float64], least: float) -> tuple[tuple[int, ...], ...]:
    """Partition so many mentions by the scores of their pairs: groups are alike on average by at least `least`."""
    likely = judged > _LEAST
    scores = {(a, b): score for (a, b), score in zip(pairs[likely].tolist(), judged[likely].tolist(), strict=True)}
    return average_link(count, scores, least=least)


def judge(
    pairs: Numbers, rows: Floats, mentions: Sequence[Mention], story: Sequence[int]
) -> tuple[npt.NDArray[np.float64], float]:
    """The score of each pair, and the mean score from which groups are joined.

    Where the encoder has read the mentions, the judge decides twice: alone, then with what became of the pairs around.
    Its scores are squared, so that in the mean of a group the sure pairs outweigh the many doubtful ones.
    """
    if rows.shape[1] == len(kinship.NAMES):
        words = kinship.load("coreference.yaml", "weights", kinship.NAMES)
        return words.scores(rows), words.least
    first, second = kinship.load("triggers.yaml", "first", FIRST), kinship.load("triggers.yaml", "second", SECOND)
    return second.scores(again(pairs, rows, first.scores(rows), mentions, story)) ** 2, second.least**2


def again(
    pairs: Numbers, rows: Floats, said: npt.NDArray[np.float64], mentions: Sequence[Mention], story: Sequence[int]
) -> Floats:
    """The rows for the second decision (`SECOND`), from those of the first and the score that it gave."""
    return np.concatenate([rows, company.columns(pairs, said, [m.report for m in mentions], story)], axis=1)


def evidence(
    mentions: Sequence[Mention],
    alike: Mapping[Pair, float],
    joined: frozenset[Pair],
    story: Sequence[int],
    weights: Weights,
) -> tuple[Numbers, Floats]:
    """The pairs worth judging, and a row of numbers for each: those of kinship, then those of the encoder."""
    encoder = load_triggers() if mentions and all(m.window for m in mentions) else None
    seen = senses.look(encoder, mentions, story) if encoder else None
    pairs = _array(worth_comparing(mentions, alike, weights))
    if seen:
        pairs = np.unique(np.concatenate([pairs, _array(senses.within_stories(seen, mentions, story))]), axis=0)
    rows = np.zeros((len(pairs), len(kinship.NAMES)), dtype=np.float32)
    for n, (a, b) in enumerate(pairs.tolist()):
        rows[n] = features(mentions[a], mentions[b], alike, joined, story, weights)
    return pairs, np.concatenate([rows, senses.columns(seen, pairs, rows[:, _TOLD])], axis=1) if seen else rows


def _array(pairs: Iterator[Pair]) -> Numbers:
    """Pairs as rows of two, without a list of them."""
    return np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)


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
