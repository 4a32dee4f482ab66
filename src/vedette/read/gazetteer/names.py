"""Place names as the user wants them written: one policy for every label, never for the words of a report."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import resources

from vedette.errors import InputError
from vedette.read.tables import from_yaml
from vedette.record import DeskRecord, Place

DEFAULT = "as-recorded"


@cache
def _table() -> tuple[Mapping[str, str], tuple[Mapping[str, str], ...]]:
    """(policy -> its label, one row for each place)."""
    read = from_yaml(resources.files(__package__).joinpath("data/names.yaml").read_text("utf-8"))
    return read["policies"], tuple(read["places"])


def policies() -> Mapping[str, str]:
    """The policies by their key, with the words that name them."""
    return {DEFAULT: "as recorded", **_table()[0]}


@cache
def _rewriting(policy: str) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
    """Every known form of a name, and the form that this policy writes."""
    if policy not in _table()[0]:
        return None
    forms = {form: row[policy] for row in _table()[1] for form in _forms(row)}
    longest = sorted(map(re.escape, forms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)"), forms


def _forms(row: Mapping[str, str]) -> list[str]:
    """All ways in which a row writes its place."""
    others = row.get("also", ())
    return [*(value for key, value in row.items() if key != "also"), *others]


def named(label: str, policy: str) -> str:
    """A label with its place names written by the policy."""
    rewriting = _rewriting(policy)
    if rewriting is None:
        return label
    pattern, forms = rewriting
    return pattern.sub(lambda found: forms[found[0]], label)


def labelled(record: DeskRecord, policy: str) -> DeskRecord:
    """The record with its places named by the policy; the words of the reports and the actors stay as they are.

    Raises `InputError` when there is no such policy.
    """
    if policy not in policies():
        raise InputError(f"no names policy {policy!r}; there are {', '.join(policies())}")
    if policy == DEFAULT:
        return record
    write = partial(_written, policy=policy)
    incidents = tuple(
        replace(i, place=i.place and write(i.place), alternative_places=tuple(map(write, i.alternative_places)))
        for i in record.links.incidents
    )
    forces = tuple(
        replace(
            r,
            place=r.place and write(r.place),
            stages=tuple(replace(s, place=s.place and write(s.place)) for s in r.stages),
        )
        for r in record.links.reinforcements
    )
    return replace(
        record,
        annotations=tuple(replace(a, places=tuple(map(write, a.places))) for a in record.annotations),
        links=replace(record.links, incidents=incidents, reinforcements=forces),
    )


def _written(place: Place, *, policy: str) -> Place:
    return replace(place, name=named(place.name, policy), admin1=place.admin1 and named(place.admin1, policy))
