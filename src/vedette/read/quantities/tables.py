"""The layer's data files, read once."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from vedette.read.tables import from_yaml

_DATA = files("vedette.read.quantities") / "data"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the table: its canonical name and what kind of thing it measures."""

    name: str
    kind: str


@cache
def numerals() -> dict[str, Any]:
    """`numerals.yaml`: number words and what they stand for."""
    return _yaml("numerals.yaml")


@cache
def bounds() -> dict[str, Any]:
    """`bounds.yaml`: the words that bound a number."""
    return _yaml("bounds.yaml")


@cache
def guards() -> dict[str, Any]:
    """`guards.yaml`: context that makes a number a name or an idiom."""
    return _yaml("guards.yaml")


@cache
def guard(name: str) -> re.Pattern[str]:
    """One of the shapes of `guards.yaml`, ready to match."""
    return re.compile(guards()["patterns"][name])


@cache
def counted() -> dict[str, Any]:
    """`counted.yaml`: nouns of which a single one, or several, matters in a crisis."""
    return _yaml("counted.yaml")


@cache
def units() -> dict[str, Unit]:
    """`units.csv`: surface form to unit; forms of one letter keep their case, the others are lower case."""
    table: dict[str, Unit] = {}
    text = (_DATA / "units.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    for row in rows:
        for form in row["forms"].split("|"):
            table[form if len(form) == 1 else form.lower()] = Unit(row["unit"], row["kind"])
    return table


def _yaml(name: str) -> dict[str, Any]:
    data: dict[str, Any] = from_yaml((_DATA / name).read_text(encoding="utf-8"))
    return data
