"""Reads the knowledge files (and a user's own) into records; each file names its source at the top."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

from vedette.errors import InputError
from vedette.record.annotation import ActorKind

SECTORS = frozenset(
    {
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
        "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
    }
)  # fmt: skip
"""PLOVER's sector codes."""

_KINDS = frozenset(get_args(ActorKind))
_USER_COLUMNS = ("name", "aliases", "kind", "country", "sector", "role", "from", "to")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: its names, what its people are called (singular, plural, adjective), and its capital."""

    alpha3: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    capital_aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A known actor with the years in which the name is good; country alpha-3, sector PLOVER."""

    name: str
    aliases: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str | None
    role: str | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post, rank, form of address or profession that goes with a name; sector None: that of its body."""

    title: str
    aliases: tuple[str, ...]
    sort: str
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A common noun for a collective actor ("protesters", "security forces") with its PLOVER sector."""

    noun: str
    plural: str
    aliases: tuple[str, ...]
    kind: ActorKind
    sort: str
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """An ethnic or religious group; it never stands for a state."""

    name: str
    aliases: tuple[str, ...]
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All the knowledge files, and whatever the user added."""

    states: tuple[State, ...]
    former_states: tuple[State, ...]
    organisations: tuple[Known, ...]
    offices: tuple[Office, ...]
    groups: tuple[Group, ...]
    peoples: tuple[People, ...]
    extra: tuple[Known, ...] = ()


@cache
def states() -> tuple[State, ...]:
    """The states of today, one for each alpha-3 code."""
    return tuple(_state(row) for row in _rows("states.csv"))


@cache
def former_states() -> tuple[State, ...]:
    """States that are no more, under the code of their successor."""
    return tuple(_state(row) for row in _rows("former_states.csv"))


@cache
def organisations() -> tuple[Known, ...]:
    """International bodies, missions, agencies, forces, armed groups, parties and media."""
    return tuple(_known(row, where="organisations.csv") for row in _rows("organisations.csv"))


@cache
def leaders() -> tuple[Known, ...]:
    """Heads of state, government and international bodies, with the years of their office."""
    return tuple(_known(row, where="leaders.csv") for row in _rows("leaders.csv"))


@cache
def offices() -> tuple[Office, ...]:
    """Offices, ranks, professions and forms of address."""
    return tuple(
        Office(title=r["title"], aliases=_list(r["aliases"]), sort=r["sort"], sector=_none(r["sector"]))
        for r in _rows("offices.csv")
    )


@cache
def groups() -> tuple[Group, ...]:
    """Common nouns for collective actors."""
    return tuple(
        Group(
            noun=r["noun"],
            plural=r["plural"],
            aliases=_list(r["aliases"]),
            kind=r["kind"],  # type: ignore[arg-type]
            sort=r["sort"],
            sector=_none(r["sector"]),
        )
        for r in _rows("groups.csv")
    )


@cache
def peoples() -> tuple[People, ...]:
    """Ethnic and religious groups."""
    return tuple(
        People(name=r["name"], aliases=_list(r["aliases"]), sector=_none(r["sector"])) for r in _rows("peoples.csv")
    )


def load(extra: Path | None = None) -> Knowledge:
    """Everything that is known; `extra` is the user's CSV (name, aliases, kind, country, sector, role, from, to).

    Raises `InputError`, with file and line, for a row that cannot be used.
    """
    return Knowledge(
        states=states(),
        former_states=former_states(),
        organisations=organisations(),
        offices=offices(),
        groups=groups(),
        peoples=peoples(),
        extra=_user(extra) if extra is not None else (),
    )


def _user(path: Path) -> tuple[Known, ...]:
    """The user's own actors."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path}: {error}") from error
    rows = list(_parse(text))
    if rows and not set(rows[0]) >= {"name", "kind"}:
        raise InputError(f"{path}: the columns must be {', '.join(_USER_COLUMNS)}")
    return tuple(_known(row, where=f"{path} row {n}") for n, row in enumerate(rows, 1))


def _rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our files."""
    yield from _parse(files("vedette.read.knowledge").joinpath("data", name).read_text(encoding="utf-8"))


def _parse(text: str) -> Iterator[dict[str, str]]:
    """CSV rows by column name; lines that begin with # are notes; a missing cell is empty."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    for row in csv.DictReader(lines, restval=""):
        yield {key.strip(): (value or "").strip() for key, value in row.items() if key}


def _state(row: dict[str, str]) -> State:
    return State(
        alpha3=row["alpha3"],
        name=row["name"],
        aliases=_list(row["aliases"]),
        demonyms=_list(row["demonyms"]),
        capital=_none(row["capital"]),
        capital_aliases=_list(row.get("capital_aliases", "")),
    )


def _known(row: dict[str, str], *, where: str) -> Known:
    kind, sector = row.get("kind", ""), _none(row.get("sector", ""))
    if not row["name"] or kind not in _KINDS or (sector is not None and sector not in SECTORS):
        raise InputError(
            f"{where}: a known actor needs a name, a kind ({', '.join(sorted(_KINDS))}) and a PLOVER sector"
        )
    return Known(
        name=row["name"],
        aliases=_list(row.get("aliases", "")),
        kind=kind,  # type: ignore[arg-type]
        country=_none(row.get("country", "")),
        sector=sector,
        role=_none(row.get("role", "")),
        since=_year(row.get("from", ""), where=where),
        until=_year(row.get("to", ""), where=where),
    )


def _year(cell: str, *, where: str) -> int | None:
    if not cell:
        return None
    if not cell[:4].isdigit():
        raise InputError(f"{where}: {cell!r} is not a year")
    return int(cell[:4])


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _none(cell: str) -> str | None:
    return cell or None
