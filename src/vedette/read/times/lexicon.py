"""The words of time: which classes each word belongs to, and the one symbol that stands for those classes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from vedette.read.tables import from_yaml

_FIRST_SYMBOL: Final = 0xE000

OTHER: Final = frozenset({"OTHER"})
CAPITAL: Final = frozenset({"OTHER", "CAP"})
MARK: Final = frozenset({"MARK"})
BREAK: Final = frozenset({"BREAK"})
SHAPES: Final = (
    OTHER, CAPITAL, MARK, BREAK,
    frozenset({"NUM"}),
    frozenset({"NUM", "HOUR"}),
    frozenset({"NUM", "HOUR", "DAY"}),
    frozenset({"NUM", "DAY"}),
    frozenset({"NUM", "YEAR"}),
    frozenset({"NUM", "YEAR", "HHMM"}),
    frozenset({"NUM", "YEAR", "NEAR"}),
    frozenset({"NUM", "YEAR", "NEAR", "HHMM"}),
    frozenset({"NUM", "HHMM"}),
    frozenset({"NUM", "WORDNUM"}),
    frozenset({"NUM", "WORDNUM", "HOUR", "DAY"}),
    frozenset({"YEAR", "NEAR"}),
    frozenset({"YEAR"}),
    frozenset({"YEAR2"}),
    frozenset({"DECADE"}),
    frozenset({"ORDNUM"}),
    frozenset({"ORDNUM", "ORDDAY"}),
    frozenset({"AMPM"}),
    frozenset({"POSS"}),
    frozenset({"STAMP"}),
    frozenset({"CLOCK"}),
)  # fmt: skip
"""The sets of classes that a token may have by its shape alone."""


def load(name: str) -> dict[str, Any]:
    """One data file of this layer."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = from_yaml(text)
    return loaded


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists: `values[CLASS][word]`; `cased` classes hold only for words that begin with a capital."""

    values: Mapping[str, Mapping[str, Any]]
    cased: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon as shipped."""
    data = load("lexicon.yaml")
    return Lexicon(
        values={name: {str(word): value for word, value in entry["words"].items()} for name, entry in data.items()},
        cased=frozenset(name for name, entry in data.items() if entry.get("cased")),
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Symbols: `plain` and `capital` give the symbol of a known word (lower case), `shape` that of a set of classes."""

    plain: Mapping[str, str]
    capital: Mapping[str, str]
    shape: Mapping[frozenset[str], str]
    members: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """All symbols of a class, or of a literal word written with quotes; empty when there is none."""
        return self.members.get(name, "")


def build_vocabulary(literals: Iterable[str]) -> Vocabulary:
    """Give each distinct set of classes one symbol; `literals` are the words that patterns name outright."""
    words: dict[str, set[str]] = defaultdict(set)
    known = lexicon()
    for name, entries in known.values.items():
        for word in entries:
            words[word].add(name)
    for literal in literals:
        words[literal].add(f"'{literal}'")
    symbols: dict[frozenset[str], str] = {}

    def symbol(classes: frozenset[str]) -> str:
        return symbols.setdefault(classes, chr(_FIRST_SYMBOL + len(symbols)))

    shape = {classes: symbol(classes) for classes in SHAPES}
    plain, capital = {}, {}
    for word in sorted(words):
        lower = frozenset(words[word] - known.cased)
        plain[word] = symbol(lower) if lower else shape[OTHER]
        capital[word] = symbol(frozenset(words[word] | {"CAP"}))
    members: dict[str, list[str]] = defaultdict(list)
    for classes, char in symbols.items():
        for name in sorted(classes):
            members[name].append(char)
    return Vocabulary(plain, capital, shape, {name: "".join(chars) for name, chars in members.items()})
