"""Place names as the user wants them written: one policy for every label, never for the words of a report."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

DEFAULT = "as-recorded"


@cache
def _table() -> tuple[Mapping[str, str], tuple[Mapping[str, str], ...]]:
    """(policy -> its label, one row for each place)."""
    read = yaml.safe_load(resources.files("vedette.desk").joinpath("data/names.yaml").read_text("utf-8"))
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
