"""Rebuilding: everything that was derived is made again by the present versions, and what that changed is told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from vedette.record import Annotation, DeskRecord, Links, Published, Report, Unfit
from vedette.store import derive, derived
from vedette.store.desk import Desk
from vedette.store.diff import Change, compare
from vedette.store.engine import Engine

_VALUES = ("sentences", "times", "quantities", "figures", "attributions", "actors", "places", "events")
_MAKERS = ("made_by", "rule")
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerChange:
    """One layer whose version changed; None: there was no such layer, or there is none any more."""

    layer: str
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCounts:
    """How many values of one kind stand as they were, were added, have changed and were withdrawn."""

    values: str
    same: int
    added: int
    changed: int
    withdrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild found: makers before and now, values by kind, the record's changes, judgements that fit no more.

    `unread` reports had not been read before, or what was read of them cannot be understood by this program.
    """

    before: str
    now: str
    reports: int
    unread: int
    layers: tuple[LayerChange, ...]
    values: tuple[ValueCounts, ...]
    changes: tuple[Change, ...]
    unfit: tuple[Unfit, ...]


class _Held:
    """An engine that reads nothing: it gives what was read before, and links it by the present rules."""

    def __init__(self, versions: str, present: Engine) -> None:
        self.versions = versions
        self._present = present
        self.unread: set[str] = set()

    def annotate(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        for report in reports:
            self.unread.add(report.id)
            nothing = Published(earliest=None, latest=None, basis="unknown")
            yield Annotation(id=report.id, published=nothing)

    def link(self, reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
        return self._present.link(reports, annotations)


def rebuild(desk: Desk, *, progress: derived.Progress | None = None) -> Rebuilt:
    """Make all derived data again by the desk's present engine, and tell what that changed.

    What was read before stays until then, also when a newer version has read the reports since. Raises `StoreError`
    when what is derived cannot be written.
    """
    with desk.store.writer("derived"):
        pass
    held = _Held(_versions_before(desk), desk.engine)
    before = replace(desk, engine=held).record()
    desk.forget_derived()
    after = desk.record(progress=progress)
    known = {one.judgement.number for one in before.unfit}
    return Rebuilt(
        before=held.versions,
        now=desk.engine.versions,
        reports=len(after.reports),
        unread=len(held.unread),
        layers=tuple(_layers(before, after, held.unread)),
        values=tuple(_counts(before, after, values) for values in _VALUES),
        changes=compare(before, after),
        unfit=tuple(one for one in after.unfit if one.judgement.number not in known),
    )


def _versions_before(desk: Desk) -> str:
    """The versions other than the present ones that read most reports; the present ones when there are no others."""
    now = desk.engine.versions
    rows = derive.find(desk.store, lambda session: [*session.all("versions_held", extractors=now)])
    return str(rows[0][0]) if rows else now


def _layers(before: DeskRecord, after: DeskRecord, unread: set[str]) -> Iterator[LayerChange]:
    old = _makers(read for read in before.annotations if read.id not in unread)
    new = _makers(after.annotations)
    for layer in sorted({*old, *new}):
        if old.get(layer) != new.get(layer):
            yield LayerChange(layer=layer, before=old.get(layer), now=new.get(layer))


def _makers(annotations: Iterable[Annotation]) -> dict[str, str]:
    """Each layer and model with its id; several where reports were read by several."""
    ids = sorted({made for read in annotations for made in (*read.extractors, *read.models)})
    found: dict[str, str] = {}
    for made in ids:
        layer = made.partition("/")[0]
        found[layer] = f"{found[layer]}, {made}" if layer in found else made
    return found


def _counts(before: DeskRecord, after: DeskRecord, values: str) -> ValueCounts:
    """Values are the same one when they stand at the same place."""
    counts: Counter[str] = Counter()
    old = {read.id: _by_place(getattr(read, values)) for read in before.annotations}
    for read in after.annotations:
        was, now = old.get(read.id, {}), _by_place(getattr(read, values))
        counts["added"] += len(now.keys() - was.keys())
        counts["withdrawn"] += len(was.keys() - now.keys())
        both = [was[key] == now[key] for key in now.keys() & was.keys()]
        counts["same"] += sum(both)
        counts["changed"] += len(both) - sum(both)
    kinds = {name: counts[name] for name in ("same", "added", "changed", "withdrawn")}
    return ValueCounts(values=values, **kinds)


def _by_place(values: Sequence[object]) -> dict[Key, object]:
    """Values by where they stand, without who made them."""
    found: dict[Key, object] = {}
    for value in values:
        plain = msgspec.to_builtins(value)
        for name in _MAKERS:
            plain.pop(name, None)
        first = (plain.get("start"), plain.get("end")) if "start" in plain else (plain.get("name"), None)
        nth = 0
        while (key := (*first, nth)) in found:
            nth += 1
        found[key] = plain
    return found
