"""Probability words: one scale a product, the number always beside the word, confidence in a sentence of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import yaml

from vedette.brief.setting import Assessment, ScaleName

START, END = "COMMENT:", "COMMENT ENDS."


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One step of a scale: its words, from how many per cent to how many, and how a sentence begins with it."""

    word: str
    low: float
    high: float
    say: str


@cache
def _data() -> Mapping[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("vedette.brief") / "data" / "scales.yaml").read_text("utf-8"))
    return loaded


@cache
def bands(scale: ScaleName) -> tuple[Band, ...]:
    """The steps of a scale, from the least likely."""
    return tuple(Band(**row) for row in _data()[scale]["words"])


def name(scale: ScaleName) -> str:
    """The scale's name, for the reader."""
    return str(_data()[scale]["name"])


def band(p: float, scale: ScaleName) -> Band:
    """The step that holds the probability; in a gap of the scale the nearest one."""
    percent = p * 100
    return min(bands(scale), key=lambda b: (max(b.low - percent, percent - b.high, 0), -b.low))


def comment(assessment: Assessment, scale: ScaleName) -> str:
    """An analyst's judgement as a comment: likelihood in one sentence, confidence and its reason in the next."""
    said = f"{band(assessment.p, scale).say} {assessment.statement} ({round(assessment.p * 100)} %)."
    sure = f"Confidence in this judgement is {assessment.confidence}: {assessment.why}."
    return marked(f"{said} {sure}")


def marked(text: str) -> str:
    """A comment between its two marks."""
    return f"{START} {text} {END}"


def own_and_foreign(text: str, scale: ScaleName) -> tuple[list[str], list[str]]:
    """Words of likelihood in a text: those of the chosen scale, and those that it does not have."""
    own = {b.word for b in bands(scale)}
    found = [" ".join(match.group().lower().split()) for match in _likelihood_words().finditer(text)]
    return [word for word in found if word in own], [word for word in found if word not in own]


@cache
def _likelihood_words() -> re.Pattern[str]:
    """All words of likelihood, of every scale and of everyday speech; the longest that stands at a place counts."""
    return _words([b.word for scale in get_args(ScaleName) for b in bands(scale)] + _data()["loose"])


@cache
def confidence_words() -> re.Pattern[str]:
    """Words that say how sure an analyst is."""
    return _words(_data()["confidence"])


def _words(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    either = "|".join(word.replace(" ", r"\s+") for word in longest_first)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
