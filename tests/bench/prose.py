"""Sentences from the grammar of prose.yaml: crisis reporting in ordinary English, with made-up names in it."""

import random
import re
from functools import cache
from pathlib import Path

import yaml

_SLOT = re.compile(r"\{([A-Z]+)\}")


def sentence(rng: random.Random, words: list[str]) -> str:
    """One sentence; the rarer a name of `words` stands in the list, the rarer it is used."""
    text = _phrase(rng, words, "SENTENCE")
    start = 1 if text.startswith("“") else 0
    return text[: start + 1].upper() + text[start + 1 :]


def _phrase(rng: random.Random, words: list[str], name: str) -> str:
    if name == "NUMBER":
        return f"{int(2 * 10 ** (3 * rng.random() ** 2)):,}"
    if name == "WORD":
        return words[int(len(words) * rng.random() ** 2)].capitalize()
    return _SLOT.sub(lambda slot: _phrase(rng, words, slot[1]), rng.choice(_grammar()[name]))


@cache
def _grammar() -> dict[str, list[str]]:
    rows = yaml.safe_load(Path(__file__).with_name("prose.yaml").read_text("utf-8"))
    return {name: [phrase.strip() for phrase in phrases.split("|")] for name, phrases in rows.items()}
