"""Weights: how telling each word is within the set of reports."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vedette.link.shingles import Text, data, stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How telling each stem is: the logarithm of how rarely it is met; `met` counts the texts that hold it."""

    idf: Mapping[str, float]
    top: float
    met: Mapping[str, int]

    def of(self, stem_: str) -> float:
        """The weight of one stem; one never met weighs as much as the rarest."""
        return self.idf.get(stem_, self.top)


def function_words() -> frozenset[str]:
    """The function words of all the languages known."""
    return frozenset(stem(w) for line in data("function_words.yaml").values() for w in line.split())


def weigh(texts: Iterable[Text]) -> Weights:
    """Weights from the number of texts that hold each stem; function words weigh nothing."""
    met: Counter[str] = Counter()
    size = 0
    for text in texts:
        met.update(set(map(stem, text.words)))
        size += 1
    # a handful of reports says little about which words are common: add-one towards a set of some size
    total = max(size, 1)
    silent = function_words()
    idf = {s: 0.0 if s in silent else math.log((total + 10) / (n + 0.5)) for s, n in met.items()}
    return Weights(idf=idf, top=math.log((total + 10) / 0.5), met=met)
