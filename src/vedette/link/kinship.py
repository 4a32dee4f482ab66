"""Kinship of mentions: what speaks for and against two mentions being one event, as a few numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from vedette.link.mentions import Mention
from vedette.link.shingles import data, stem
from vedette.link.weights import Weights

NAMES = (
    "one", "same_lemma", "same_stem", "prefix", "meaning", "no_meaning", "same_report", "copies", "reports_alike",
    "context_less", "context_more", "sides", "same_side", "numbers", "lemma_context", "lemma_alike", "meaning_context",
    "same_story", "lemma_story", "lemma_rare", "meaning_story", "sides_story", "context_story",
)  # fmt: skip
"""What each feature says, in order."""

_RARE = 5.0


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a logistic judge and the mean score from which groups are joined."""

    weights: tuple[float, ...]
    least: float

    def scores(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """The probability that two mentions are one event, for each row of features."""
        odds = (rows.astype(np.float64) * np.array(self.weights)).sum(axis=1)
        found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        return found


@cache
def load(name: str, part: str, columns: tuple[str, ...]) -> Model:
    """A trained judge, by its data file, its part and the names of its features; raises `TypeError` if it is none."""
    table: Mapping[str, object] = data(name)
    weights = table[part]
    least = table["least"]
    if not isinstance(weights, dict) or not isinstance(least, float):
        raise TypeError(f"{name} does not hold a judge")
    return Model(tuple(float(weights[column]) for column in columns), least)


@cache
def _bits(sketch: str) -> npt.NDArray[np.uint8]:
    return np.unpackbits(np.frombuffer(bytes.fromhex(sketch), dtype=np.uint8))


def meaning(one: Mention, two: Mention) -> float | None:
    """Likeness of the two triggers' meaning, the cosine that their sketches imply; None when one has none."""
    if not one.sketch or len(one.sketch) != len(two.sketch):
        return None
    return float(np.cos(np.pi * np.mean(_bits(one.sketch) != _bits(two.sketch))))


def features(
    one: Mention, two: Mention, *, alike: float, copies: bool, story: bool, weights: Weights
) -> tuple[float, ...]:
    """The numbers named in `NAMES` for one pair."""
    near = meaning(one, two)
    lemma = float(one.lemma == two.lemma)
    both = one.around & two.around
    shared = sum(sorted(weights.of(s) for s in both))
    less, more = (shared / m if m else 0.0 for m in sorted((one.mass, two.mass)))
    sides = len(one.people & two.people) / max(1, min(len(one.people), len(two.people)))
    same_side = float(any(a[:3] in {"by:", "to:"} for a in one.arguments & two.arguments))
    numbers = float(any(s[0].isdigit() for s in both))
    here = one.report == two.report
    meant = max(0.0, near) if near is not None else lemma
    return (
        1.0,
        lemma,
        float(stem(one.lemma) == stem(two.lemma)),
        float(one.lemma[:4] == two.lemma[:4]),
        meant,
        float(near is None),
        float(here),
        float(copies),
        0.0 if here else alike,
        less,
        more,
        sides,
        same_side,
        numbers,
        lemma * less,
        lemma * (1.0 if here else alike),
        meant * less,
        float(story),
        lemma * story,
        lemma * min(1.0, weights.of(stem(one.lemma)) / _RARE),
        meant * story,
        sides * story,
        less * story,
    )
