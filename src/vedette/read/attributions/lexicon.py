"""Cue words: how speech is announced, and what kind of act each word announces."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from vedette.read.tables import from_yaml
from vedette.record.annotation import Act

Frame = Literal["clause", "object"]
_DOUBLED = frozenset(["beg", "quip", "rebut", "commit", "admit", "plan", "refer", "slam", "label", "dub", "chat"])


@dataclass(frozen=True, slots=True)
class Turn:
    """A cue and a companion that together announce another act than the cue alone."""

    cues: frozenset[str]
    companions: frozenset[str]
    act: Act


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cue words by their forms in text (lower case), each with its base form, act and frame.

    `speech` holds the forms of the plain verbs of speech.
    """

    verbs: Mapping[str, tuple[str, Act, Frame]]
    nouns: Mapping[str, tuple[str, Act]]
    turns: tuple[Turn, ...]
    negations: frozenset[str]
    negated: Mapping[Act, Act]
    told: frozenset[str]
    speech: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """The shipped cue words."""
    data = from_yaml((files(__package__) / "data" / "cues.yaml").read_text(encoding="utf-8"))
    verbs: dict[str, tuple[str, Act, Frame]] = {}
    for group in data["verbs"]:
        for word in group["words"]:
            for form in forms_of(word):
                verbs.setdefault(form, (word, group["act"], group["frame"]))
    for form, word in data["irregular"].items():
        if word in verbs:
            verbs[form] = verbs[word]
    nouns: dict[str, tuple[str, Act]] = {}
    for group in data["nouns"]:
        for word in group["words"]:
            nouns.setdefault(word, (word, group["act"]))
            nouns.setdefault(_with_s(word), (word, group["act"]))
    turns = tuple(Turn(frozenset(t["cue"]), frozenset(t["with"]), cast(Act, t["act"])) for t in data["turns"])
    return Lexicon(
        MappingProxyType(verbs),
        MappingProxyType(nouns),
        turns,
        frozenset(data["negations"]),
        MappingProxyType(data["negated_acts"]),
        frozenset(data["told"]),
        frozenset(form for form, (base, _, _) in verbs.items() if base in data["speech"]),
    )


def forms_of(word: str) -> tuple[str, ...]:
    """The regular forms of an English verb: base, third person, past, participle."""
    stem = word + word[-1] if word in _DOUBLED else word
    if word.endswith("e"):
        past, ing = word + "d", (word[:-1] + "ing" if not word.endswith("ee") else word + "ing")
    elif word.endswith("y") and word[-2] not in "aeiou":
        past, ing = word[:-1] + "ied", word + "ing"
    else:
        past, ing = stem + "ed", stem + "ing"
    return word, _with_s(word), past, ing


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")
