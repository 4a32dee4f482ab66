"""The words beside a name that tell its kind, from `data/cues.yaml`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedette.read.knowledge import fold
from vedette.read.reading import NameKind
from vedette.read.tables import from_yaml

_BEFORE = re.compile(r"([\w'’-]+)(?:\s+([\w'’-]+))?[\s\"“]+$")
_AFTER = re.compile(r"(?:['’]s)?,?\s+([\w-]+)")
_AGE = re.compile(r",\s+(?:aged\s+)?\d{2}\b")


@dataclass(frozen=True, slots=True)
class Cues:
    """Folded words by what they tell."""

    place_before: frozenset[str]
    place_after: frozenset[str]
    person_after: frozenset[str]
    organisation_after: frozenset[str]
    organisation_heads: re.Pattern[str]
    head_words: frozenset[str]
    given_names: frozenset[str]
    strip_before: frozenset[str]


@cache
def cues() -> Cues:
    """The cue words, loaded once."""
    raw = from_yaml(files("vedette.read.names").joinpath("data", "cues.yaml").read_text(encoding="utf-8"))
    sets = {k: frozenset(map(fold, v)) for k, v in raw.items()}
    return Cues(
        place_before=sets["place_before"],
        place_after=sets["place_after"],
        person_after=sets["person_after"],
        organisation_after=sets["organisation_after"],
        organisation_heads=_heads(raw["organisation_heads"], raw["organisation_first"]),
        head_words=sets["organisation_heads"],
        given_names=sets["given_names"],
        strip_before=sets["strip_before"],
    )


def _heads(last: Iterable[str], first: Iterable[str]) -> re.Pattern[str]:
    """Capitalised words before a head noun, or after one that begins the name."""
    word = r"(?:(?!(?:The|An?|In|On|At)\b)[A-Z0-9][\w-]*)"
    link = r"(?:(?:of|for|and|the|on|to)[ ]){1,2}"
    before = rf"{word}(?:[ ](?:(?:of|for)[ ](?:the[ ])?)?{word}){{0,5}}[ ](?:{'|'.join(sorted(last))})\b"
    after = rf"(?:{'|'.join(sorted(first))})[ ](?:of|for)[ ](?:the[ ])?{word}(?:[ ](?:{link})?{word}){{0,4}}"
    return re.compile(rf"(?<![\w’'-])(?:{after}|{before})(?![\w-])")


def votes(text: str, start: int, end: int, table: Cues) -> Iterator[tuple[NameKind, float]]:
    """What the words right beside [start, end) say of its kind."""
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before:
        words = [fold(w) for w in before.groups() if w]
        if words[-1] in table.place_before or " ".join(words) in table.place_before:
            yield "place", 2.0
    after = _AFTER.match(text, end)
    word = fold(after.group(1)) if after else ""
    if word in table.place_after:
        yield "place", 1.5
    if word in table.person_after:
        yield "person", 1.0
    if word in table.organisation_after:
        yield "organisation", 1.0
    if fold(text[start:end]).rsplit(" ", 1)[-1] in table.head_words and " " in text[start:end]:
        yield "organisation", 4.0
    if _AGE.match(text, end):
        yield "person", 3.0
