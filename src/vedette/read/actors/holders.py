"""Office-holders: persons whom a report names without saying whose minister they are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from vedette.read.actors.mention import Mention
from vedette.read.knowledge import Known, fold, leaders


@cache
def _by_name(extra: tuple[Known, ...]) -> dict[str, Known]:
    """Folded names and surnames -> the office-holder; the user's own come first."""
    found: dict[str, Known] = {}
    for known in (*(k for k in extra if k.kind == "person"), *leaders()):
        for name in (known.name, *known.aliases):
            found.setdefault(fold(name), known)
    return found


def with_holders(mentions: Iterable[Mention], *, published: str | None, extra: tuple[Known, ...] = ()) -> list[Mention]:
    """The mentions; a person without country and sector takes those of the known office-holder of that name.

    A report whose date is given as lying before the holder's time, or a full name that differs, gives nothing.
    """
    ordered, table = list(mentions), _by_name(extra)
    names: dict[str, list[str]] = {}
    for m in ordered:
        if m.kind == "person" and m.form == "name":
            styled = f"{m.noun} {m.name}"
            names.setdefault(m.key, []).append(styled if fold(styled) in table else m.name)
    told = {m.key for m in ordered if m.country or m.body}
    year = int(published[:4]) if published and published[:4].isdigit() else None
    known = {key: k for key, row in names.items() if key not in told and (k := _known(table, row, year)) is not None}
    return [_held(m, known[m.key]) if m.key in known and m.form == "name" else m for m in ordered]


def _known(table: dict[str, Known], names: Sequence[str], year: int | None) -> Known | None:
    """The office-holder whom all the full names fit."""
    full = [n for n in names if " " in n] or list(names)
    found = {k.name: k for n in full if (k := table.get(fold(n))) is not None}
    if len(found) != 1 or any(fold(n) not in table for n in full):
        return None
    holder = next(iter(found.values()))
    return None if year is not None and holder.since is not None and year < holder.since else holder


def _held(mention: Mention, known: Known) -> Mention:
    return replace(
        mention, country=mention.country or known.country, sector=mention.sector or known.sector,
        role=mention.role or known.role, rule="office-holder",
    )  # fmt: skip
