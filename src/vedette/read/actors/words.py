"""The word lists of this layer, from `data/words.yaml`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedette.read.knowledge import fold
from vedette.read.tables import from_yaml


@dataclass(frozen=True, slots=True)
class Anaphor:
    """What a noun such as "the alliance" may stand for."""

    names: tuple[str, ...]
    kinds: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words by use."""

    kept_modifiers: frozenset[str]
    collective: frozenset[str]
    governments: frozenset[str]
    stateless: frozenset[str]
    locative: frozenset[str]
    saying: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    female_titles: frozenset[str]
    male_titles: frozenset[str]
    female_names: frozenset[str]
    empty_it: frozenset[str]
    able: frozenset[str]
    deeds: frozenset[str]
    deed_endings: tuple[str, ...]
    anaphors: dict[str, Anaphor]


@cache
def words() -> Words:
    """The lists, loaded once."""
    raw = from_yaml(files("vedette.read.actors").joinpath("data", "words.yaml").read_text(encoding="utf-8"))
    table, endings = raw.pop("anaphors"), tuple(raw.pop("deed_endings"))
    return Words(
        **{key: frozenset(fold(word) for word in value) for key, value in raw.items()},
        deed_endings=endings,
        anaphors={noun: _anaphor(row) for noun, row in table.items()},
    )


def _anaphor(row: dict[str, list[str]]) -> Anaphor:
    return Anaphor(tuple(row.get("names", ())), frozenset(row.get("kinds", ())), frozenset(row.get("sectors", ())))
