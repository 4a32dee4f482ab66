"""Indicators as the user's data file defines them: read, checked, and named with line and mend when they are wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from vedette.errors import InputError

Kind = Literal["count", "intensity", "share", "figure", "rule", "first", "question"]
Level = Literal["watch", "alert"]
Cut = Literal["dyad", "place", "type"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Conditions on an incident, all of which must hold; an empty one asks nothing. Words are beginnings of words."""

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    actor_sectors: tuple[str, ...] = ()
    recipient_sectors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    killed: int | None = None
    injured: int | None = None
    third_party: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing that is counted, with the words that say what it means, in what unit and on what ground."""

    id: str
    name: str
    kind: Kind
    unit: str
    definition: str
    source: str
    where: Where = field(default_factory=Where)
    without: Where | None = None
    by: tuple[Cut, ...] = ()
    level: Level = "watch"
    above: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stabilisers:
    """Names, and beginnings of words, of third parties that keep the peace."""

    names: tuple[str, ...]
    words: tuple[str, ...]


@cache
def stabilisers() -> Stabilisers:
    """Those that everybody starts with."""
    return msgspec.convert(yaml.safe_load(_shipped("stabilisers")), Stabilisers)


def indicators(own: Path | None = None) -> tuple[Indicator, ...]:
    """Ours, with those of the user's own file added or put in place of ours.

    Raises `InputError` that names the file, the line and the mend.
    """
    found = {one.id: one for one in _read(_shipped("indicators"), "indicators.yaml")}
    if own is not None and own.exists():
        found |= {one.id: one for one in _read(own.read_text(encoding="utf-8"), str(own))}
    return tuple(found.values())


def _shipped(name: str) -> str:
    return resources.files(__package__).joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")


def _read(text: str, name: str) -> Sequence[Indicator]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        rows = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{name}, line {line}: {error.problem}; see the examples in the shipped file") from error
    if rows is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise InputError(f"{name}, line 1: a list of indicators is expected, each beginning with `- id:`")
    found = []
    for row, at in zip(rows, node.value, strict=True):
        try:
            found.append(msgspec.convert(row, Indicator))
        except msgspec.ValidationError as error:
            raise InputError(f"{name}, line {at.start_mark.line + 1}: {error}") from error
    return found
