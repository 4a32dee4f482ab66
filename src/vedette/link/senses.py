"""Senses: what the trained encoder says of two mentions, and how far wording tells in the story they stand in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vedette.link.mentions import Mention
from vedette.link.pairs import Pair
from vedette.link.triggers import Floats, Triggers
from vedette.link.windows import Window

NAMES = (
    "cosine", "cosine_square", "odds", "likely", "cosine_story", "odds_lemma", "cosine_report", "below_best",
    "below_own_best", "recurring", "story_recurring", "cosine_recurring", "odds_recurring", "lemma_recurring",
    "meaning_recurring", "recurring_other_lemma", "context_report", "lemma_report",
)  # fmt: skip
"""What each column says, in order."""

_NEAREST = 120
"""Mentions of one story that each mention is compared with."""
_BLOCK = 512
_CLEAR = -12.0, 8.0
_SCALE = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Senses:
    """The vectors of all mentions, by row, and whether the word of each is met in another report of its story."""

    encoder: Triggers
    vectors: Floats
    recurs: Floats
    share: Floats
    """How much of the story's mentions recur in wording: a story told in ever new words says little by its words."""


def look(encoder: Triggers, mentions: Sequence[Mention], story: Sequence[int]) -> Senses:
    """Read every mention once."""
    places = [story[m.report] for m in mentions]
    reports: dict[tuple[int, str], set[int]] = {}
    for mention, place in zip(mentions, places, strict=True):
        reports.setdefault((place, mention.lemma), set()).add(mention.report)
    recurs = [float(len(reports[place, m.lemma]) > 1) for m, place in zip(mentions, places, strict=True)]
    by_story: dict[int, list[float]] = {}
    for place, value in zip(places, recurs, strict=True):
        by_story.setdefault(place, []).append(value)
    share = [sum(by_story[place]) / len(by_story[place]) for place in places]
    return Senses(
        encoder=encoder,
        vectors=encoder.vectors([m.window or Window((), (), ()) for m in mentions]),
        recurs=np.array(recurs, dtype=np.float32),
        share=np.array(share, dtype=np.float32),
    )


def within_stories(senses: Senses, mentions: Sequence[Mention], story: Sequence[int]) -> Iterator[Pair]:
    """The pairs of mentions in one story, each mention with its nearest."""
    members: dict[int, list[int]] = {}
    for number, mention in enumerate(mentions):
        members.setdefault(story[mention.report], []).append(number)
    for _, part in sorted(members.items()):
        rows = np.array(part)
        for at in range(0, len(part), _BLOCK):
            near = senses.vectors[rows[at : at + _BLOCK]] @ senses.vectors[rows].T
            best = np.argsort(-near, axis=1, kind="stable")[:, : _NEAREST + 1]
            for one, others in zip(part[at : at + _BLOCK], best, strict=True):
                yield from ((min(one, two), max(one, two)) for two in rows[others].tolist() if two != one)


def columns(senses: Senses, pairs: npt.NDArray[np.int64], told: Floats) -> Floats:
    """The numbers named in `NAMES`, a row for each pair; `told`: same lemma, meaning, story, report, and context."""
    cosine, odds = senses.encoder.compare(senses.vectors, pairs)
    lemma, meaning, story, report, context = told.T
    best = np.full(len(senses.vectors), -1.0, dtype=np.float32)
    for side in (0, 1):
        np.maximum.at(best, pairs[:, side], cosine)
    bests = best[pairs]
    recurs, share = senses.recurs[pairs].mean(axis=1), senses.share[pairs].mean(axis=1)
    odds = np.clip(odds, *_CLEAR)
    return np.stack([
        cosine, np.maximum(cosine, 0) ** 2, odds / _SCALE, 1 / (1 + np.exp(-odds)), cosine * story,
        odds / _SCALE * lemma, cosine * report, cosine - bests.max(axis=1), cosine - bests.min(axis=1),
        recurs, share, cosine * share, odds / _SCALE * share, lemma * share, meaning * share, (1 - lemma) * recurs,
        context * report, lemma * report,
    ], axis=1)  # fmt: skip
