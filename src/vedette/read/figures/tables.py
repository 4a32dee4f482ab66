"""The layer's lexicons, read once."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from vedette.read.tables import from_yaml
from vedette.record.annotation import Measure

_DATA = files("vedette.read.figures") / "data"

ROLES: tuple[Measure, ...] = ("killed", "injured", "missing", "detained", "displaced", "participants", "population")


@cache
def triggers() -> dict[str, dict[str, list[str]]]:
    """`triggers.yaml`: for each measure, the words that give it."""
    data: dict[str, dict[str, list[str]]] = from_yaml((_DATA / "triggers.yaml").read_text(encoding="utf-8"))
    return data


@cache
def forces() -> dict[str, Any]:
    """`forces.yaml`: nouns of armed forces, words of strength and of change."""
    data: dict[str, Any] = from_yaml((_DATA / "forces.yaml").read_text(encoding="utf-8"))
    return data


@cache
def by_word(slot: str) -> dict[str, Measure]:
    """Word to measure for one slot (`object`, `subject`, `state`, `nouns`, `of`); the first measure wins."""
    table: dict[str, Measure] = {}
    for measure in ROLES:
        for word in triggers()[measure][slot]:
            table.setdefault(word, measure)
    return table


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the shapes of language in `forces.yaml`, ready to match without regard to case."""
    return re.compile(forces()["patterns"][name], re.I)


def units_of_time() -> frozenset[str]:
    """Units whose quantities are durations."""
    return words("time")


@cache
def words(name: str) -> frozenset[str]:
    """One list of `forces.yaml` as a set."""
    return frozenset(forces()[name])
