"""The trigger lexicon and the ontology table: which words report which PLOVER type, as data (`data/`)."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from vedette.read.tables import from_yaml
from vedette.record.annotation import Status

Quad = Literal[1, 2, 3, 4]
DATA = files("vedette.read.events") / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One PLOVER type or mode with its quad class and intensity."""

    type: str
    mode: str | None
    quad: Quad
    intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One line of the lexicon: conditions on the words around a lemma, and where the other side is named."""

    type: str | None
    mode: str | None
    conditions: tuple[tuple[str, frozenset[str]], ...]
    recipients: tuple[str, ...]
    doers: tuple[str, ...]
    reciprocal: bool
    status: Status | None
    line: str

    @property
    def takes_object(self) -> bool:
        """Is the object part of the pattern ("open fire"), so that it is no side of the event?"""
        return bool(self.recipients) and "obj" not in self.recipients and any(k == "obj" for k, _ in self.conditions)

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions that the line speaks of, so that what follows them reports no event of its own."""
        return frozenset(key for key, values in self.conditions if "human" not in values)

    @property
    def consumes_object(self) -> bool:
        """Does the line speak of the object, so that its noun reports no event of its own?"""
        return self.negated or any(k == "obj" and not v & {"any", "human", "none"} for k, v in self.conditions)

    @property
    def moves_troops(self) -> bool:
        """Are those who are sent the doers ("2,000 soldiers were deployed", "sent as peacekeepers")?"""
        return self.type == "MOBILIZE" or any(key == "clause" for key, _ in self.conditions)

    @property
    def negated(self) -> bool:
        """Is the negation part of the act ("will not lift the embargo" is a refusal)?"""
        return any(key == "neg" for key, _ in self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns by lemma, most conditions first."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    words: Mapping[str, frozenset[str]]


@cache
def codes() -> Mapping[tuple[str, str | None], Code]:
    """The ontology: (type, mode) -> quad class and intensity."""
    rows = [line for line in (DATA / "plover.csv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    table = {}
    for row in csv.DictReader(rows):
        mode = row["mode"] or None
        quad = cast(Quad, int(row["quad"]))
        table[row["type"], mode] = Code(type=row["type"], mode=mode, quad=quad, intensity=float(row["intensity"]))
    return table


@cache
def table(name: str) -> Mapping[str, frozenset[str]]:
    """A word list file: name of the list -> its lemmas."""
    raw = from_yaml((DATA / name).read_text(encoding="utf-8"))
    return {
        key: frozenset(words.replace("\n", " ").split() if isinstance(words, str) else words)
        for key, words in raw.items()
    }


@cache
def lexicon() -> Lexicon:
    """The trigger lexicon, read once."""
    raw = from_yaml((DATA / "triggers.yaml").read_text(encoding="utf-8"))
    words = {key: frozenset(map(str, value)) for key, value in raw["words"].items()}
    return Lexicon(verbs=_section(raw["verbs"], words), nouns=_section(raw["nouns"], words), words=words)


def _rank(pattern: Pattern) -> int:
    """More conditions first; a negated act is another act, so that condition counts most."""
    specific = sum(bool(v) and not v & {"any", "human", "none"} for _, v in pattern.conditions)
    particle = sum(key in ("prt", "first") for key, _ in pattern.conditions)
    return -2 * len(pattern.conditions) - specific - 2 * particle - 6 * pattern.negated


def _section(groups: list[dict[str, str]], words: Mapping[str, frozenset[str]]) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = defaultdict(list)
    for group in groups:
        plain = [word.strip() for word in group.get("plain", "").split(",") if word.strip()]
        lines = [line for line in group.get("lines", "").splitlines() if line.strip()]
        for line in (*lines, *plain):
            lemmas, _, rest = line.strip().partition(" ")
            pattern = _pattern(group["type"], group.get("mode"), rest.strip(), rest.strip(), words)
            for lemma in lemmas.split("|"):
                found[lemma].append(pattern)
    return {lemma: tuple(sorted(rows, key=_rank)) for lemma, rows in found.items()}


def _pattern(kind: str, mode: str | None, rest: str, line: str, words: Mapping[str, frozenset[str]]) -> Pattern:
    conditions: list[tuple[str, frozenset[str]]] = []
    options: dict[str, str] = {}
    for part in rest.split():
        if "=" in part and not part.startswith("inf="):
            key, _, value = part.partition("=")
            options[key] = value
        elif part == "recip":
            options["recip"] = "yes"
        else:
            key, _, value = part.replace("inf=", "inf:").partition(":")
            conditions.append((key, _values(value, words)))
    none = options.get("type") == "none"
    return Pattern(
        type=None if none else kind,
        mode=None if none else options.get("mode", mode),
        conditions=tuple(conditions),
        recipients=tuple(options["rec"].split(",")) if "rec" in options else (),
        doers=tuple(options["by"].split(",")) if "by" in options else (),
        reciprocal="recip" in options,
        status=cast(Status, options["status"]) if "status" in options else None,
        line=line,
    )


def _values(value: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in value.split(","):
        found |= words.get(word[1:], frozenset()) if word.startswith("@") else ({word} if word else set())
    return frozenset(found)
