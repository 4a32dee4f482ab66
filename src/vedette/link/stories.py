"""Stories: reports of one seminal happening and its direct aftermath."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from vedette.link.clustering import average_link
from vedette.link.desk import Desk
from vedette.link.pairs import Pair
from vedette.link.shingles import Text, stem
from vedette.link.weights import Weights

ALIKE = 0.24
_NAME, _LEAD = 2.0, 2.0
"""A name counts twice, and so does what stands in the lead."""
_LEAD_WORDS = 60
_MANY = 200
"""Reports from which on a word met only once is taken to say nothing about what a report shares."""


def likeness(desk: Desk) -> dict[Pair, float]:
    """Cosine of the weighted words of each pair of neighbours, names and leads counting more; in [0, 1]."""
    met = Counter(s for text in desk.texts for s in {stem(w) for w in text.words})
    lone = max(0.0, 1 - len(desk.texts) / _MANY)
    vectors = [_vector(text, desk.weights, met, lone) for text in desk.texts]
    return {(a, b): _dot(vectors[a], vectors[b]) for a, b in desk.around}


def _vector(text: Text, weights: Weights, met: Mapping[str, int], lone: float) -> dict[str, float]:
    """Unit vector over stems."""
    begins = {a for a, _ in text.sentences}
    counts: dict[str, float] = {}
    for i, word in enumerate(text.words):
        s = stem(word)
        if weights.of(s) > 0:
            named = _NAME if i in text.upper and i not in begins else 1.0
            counts[s] = counts.get(s, 0.0) + named * (_LEAD if i < _LEAD_WORDS else 1.0)
    raw = {s: weights.of(s) * math.log1p(n) * (1.0 if met[s] > 1 else lone) for s, n in sorted(counts.items())}
    norm = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {s: v / norm for s, v in raw.items() if met[s] > 1}


def _dot(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    less, more = (one, two) if len(one) <= len(two) else (two, one)
    return sum(v * more[s] for s, v in less.items() if s in more)


def group(desk: Desk, alike: Mapping[Pair, float], joined: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """Copies stand together, and reports that are alike on average."""
    scores = {**alike, **dict.fromkeys(joined, 1.0)}
    groups = average_link(len(desk.reports), scores, least=ALIKE)
    return tuple(sorted(tuple(sorted(desk.reports[n].id for n in part)) for part in groups))
