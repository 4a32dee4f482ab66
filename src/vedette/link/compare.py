"""Two texts side by side: what share of each stands in the other, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from vedette.link.shingles import Keys, Text, held, stem
from vedette.link.weights import Weights

_LOOSE = 0.6
"""A sentence that holds another and more is the other's match down to this share."""
ALIGNED = 0.5
"""From here on two sentences tell the same in the same or other words."""


@dataclass(frozen=True, kw_only=True)
class Sentences:
    """A text's sentences as weighted stems, each stem once, in order; and the text's runs of words (see `Text`)."""

    id: str
    grams: Keys
    fine: Keys
    masked: Keys
    inner: Keys
    sets: tuple[tuple[tuple[str, float], ...], ...]
    masses: tuple[float, ...]
    anchors: dict[str, float]

    @cached_property
    def mass(self) -> float:
        """The weight of all sentences together."""
        return sum(self.masses)

    @cached_property
    def where(self) -> dict[str, tuple[int, ...]]:
        """The sentences that hold each stem."""
        found: dict[str, list[int]] = {}
        for number, part in enumerate(self.sets):
            for s, _ in part:
                found.setdefault(s, []).append(number)
        return {s: tuple(numbers) for s, numbers in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How much of `a` stands in `b` and the reverse; shares in [0, 1]."""

    a: int
    b: int
    common: int
    copied_a: float
    copied_b: float
    told_a: float
    told_b: float
    fine_a: float
    fine_b: float
    exact_a: float
    exact_b: float
    anchors: float
    aligned: tuple[tuple[int, int, float], ...]
    """(sentence of a, sentence of b, how alike)."""

    def copied(self, child: int) -> float:
        """Share of the child's shingles that the other has."""
        return self.copied_a if child == self.a else self.copied_b

    def fine(self, child: int) -> float:
        """Share of the child's runs of three words that the other has."""
        return self.fine_a if child == self.a else self.fine_b

    def exact(self, child: int) -> float:
        """Share of the child's telling sentences, by runs of three words, numbers aside, that the other has."""
        return self.exact_a if child == self.a else self.exact_b

    def told(self, child: int) -> float:
        """Share of what the child tells, by weight, that the other tells too."""
        return self.told_a if child == self.a else self.told_b

    def other(self, report: int) -> int:
        """The other side."""
        return self.b if report == self.a else self.a


def prepare(text: Text, weights: Weights) -> Sentences:
    """The sentences of one text, and its anchors: the names and numbers that survive translation."""
    idf, top = weights.idf, weights.top
    sets = tuple(
        tuple((s, weight) for s in sorted(set(map(stem, text.words[a:b]))) if (weight := idf.get(s, top)) > 0)
        for a, b in text.sentences
    )
    masses = tuple(sum(weight for _, weight in part) for part in sets)
    begins = {a for a, _ in text.sentences}
    names = {stem(w) for i, w in enumerate(text.words) if w[0].isdigit() or (i in text.upper and i not in begins)}
    return Sentences(
        id=text.id,
        grams=text.grams,
        fine=text.fine,
        masked=text.masked,
        inner=text.inner,
        sets=sets,
        masses=masses,
        anchors={n: weights.of(n) for n in sorted(names)},
    )


def compare(sides: Sequence[Sentences], a: int, b: int) -> Comparison:
    """Compare two prepared texts."""
    one, two = sides[a], sides[b]
    rows = grid(one, two)
    common = int(np.count_nonzero(held(one.grams, two.grams)))
    best_a = [max(((s, -j) for j, s in row.items()), default=(0.0, 0)) for row in rows]
    best_b = [0.0] * len(two.sets)
    for i, row in enumerate(rows):
        for j, shared in row.items():
            best_b[j] = max(best_b[j], alike(shared, two.masses[j], one.masses[i]))
    alike_a = [alike(s, one.masses[i], two.masses[-j]) for i, (s, j) in enumerate(best_a)]
    return Comparison(
        a=a,
        b=b,
        common=common,
        copied_a=common / max(1, len(one.grams)),
        copied_b=common / max(1, len(two.grams)),
        fine_a=_share(one.fine, two.fine),
        fine_b=_share(two.fine, one.fine),
        exact_a=_share(one.inner, two.masked),
        exact_b=_share(two.inner, one.masked),
        told_a=_mean(alike_a, one.masses),
        told_b=_mean(best_b, two.masses),
        anchors=_anchors(one, two),
        aligned=tuple((i, -j, alike_a[i]) for i, (_, j) in enumerate(best_a) if alike_a[i] >= ALIGNED),
    )


def _share(mine: Keys, other: Keys) -> float:
    """Share of the first that the second holds."""
    return int(np.count_nonzero(held(mine, other))) / len(mine) if len(mine) else 0.0


def grid(one: Sentences, two: Sentences) -> list[dict[int, float]]:
    """For each sentence of the first: weight shared with each sentence of the second."""
    rows: list[dict[int, float]] = [{} for _ in one.sets]
    for j, part in enumerate(two.sets):
        for s, weight in part:
            for i in one.where.get(s, ()):
                rows[i][j] = rows[i].get(j, 0.0) + weight
    return rows


def alike(shared: float, mine: float, other: float) -> float:
    """Share of a sentence's weight that its match has; a much longer match counts a little less."""
    whole = max(mine, _LOOSE * other)
    return min(1.0, shared / whole) if whole > 0 else 0.0


def _mean(values: Sequence[float], masses: Sequence[float]) -> float:
    """Mean by weight."""
    total = sum(masses)
    return sum(v * m for v, m in zip(values, masses, strict=True)) / total if total > 0 else 0.0


def _anchors(one: Sentences, two: Sentences) -> float:
    """Share of the weight of names and numbers that both have, of the side with less."""
    less = min(sum(one.anchors.values()), sum(two.anchors.values()))
    both = sum(w for name, w in one.anchors.items() if name in two.anchors)
    return both / less if less > 0 else 0.0
