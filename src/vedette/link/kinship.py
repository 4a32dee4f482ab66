"""Kinship of mentions: what speaks for and against two mentions being one event, as a few numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from vedette.link.candidates import Weights
from vedette.link.mentions import Mention
from vedette.link.shingles import data, stem

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

    def score(self, features: Sequence[float]) -> float:
        """The probability that two mentions are one event."""
        z = sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@cache
def load() -> Model:
    """The judge that `scripts/train_link.py` wrote."""
    table: Mapping[str, object] = data("coreference.yaml")
    weights = table["weights"]
    least = table["least"]
    if not isinstance(weights, dict) or not isinstance(least, float):
        raise TypeError("coreference.yaml does not hold a judge")
    return Model(tuple(float(weights[name]) for name in NAMES), least)


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
