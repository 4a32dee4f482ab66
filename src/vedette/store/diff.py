"""Two moments of one desk: what was added, what was changed, what was withdrawn."""

from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal, TypeVar

from vedette.record import DeskRecord, Dispute, Incident, Place, Point, Series

Kind = Literal["added", "changed", "withdrawn"]
What = Literal["report", "incident", "figure", "dispute", "judgement"]
Values = tuple[tuple[str, object, object], ...]

_REPORT = ("title", "outlet", "url", "language", "published", "received")
_INCIDENT = (
    "type", "mode", "status", "actors", "recipients", "place", "alternative_places", "earliest", "latest", "killed",
    "injured", "reports", "origins", "reliability", "credibility", "why",
)  # fmt: skip
_POINT = ("as_of", "low", "best", "high", "qualifier", "speaker", "flags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that the later moment has, has otherwise, or has no longer.

    `before` and `now` are the ids at the two moments, None where it is not there; `values` are (field, before, after).
    """

    kind: Kind
    what: What
    before: str | None
    now: str | None
    values: Values = ()


K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def compare(before: DeskRecord, after: DeskRecord) -> tuple[Change, ...]:
    """What changed from one record to another: reports, incidents, figures, disputes, judgements; pure.

    An incident is the same when it shares mentions, a dispute when it shares sides; their numbers are no value of them.
    A report that has the address of an earlier one is named as another version of it.
    """
    return (
        *_reports(before, after),
        *_incidents(before.links.incidents, after.links.incidents),
        *_figures(before.links.series, after.links.series),
        *_disputes(before.links.disputes, after.links.disputes),
        *_judgements(before, after),
    )


def _reports(before: DeskRecord, after: DeskRecord) -> Iterator[Change]:
    old, new = ({report.id: report for report in record.reports} for record in (before, after))
    versions: dict[str | None, str] = {report.url: report.id for report in before.reports if report.url}
    for change in _by_key("report", old, new, _REPORT, {name: name for name in (*old, *new)}):
        earlier = versions.get(new[change.now].url) if change.kind == "added" and change.now else None
        values: Values = (("version of", earlier, change.now),) if earlier is not None else change.values
        yield Change(kind=change.kind, what="report", before=change.before, now=change.now, values=values)


def _incidents(old: Sequence[Incident], new: Sequence[Incident]) -> Iterator[Change]:
    pairs = _paired([set(held.mentions) for held in old], [set(held.mentions) for held in new])
    yield from _by_pairs("incident", old, new, pairs, _INCIDENT, [held.id for held in old], [held.id for held in new])


def _figures(old: Sequence[Series], new: Sequence[Series]) -> Iterator[Change]:
    before, after = _points(old), _points(new)
    names = {key: f"{key[0]} of {key[1] or 'unknown'}, {key[2]} [{key[3]}:{key[4]}]" for key in (*before, *after)}
    yield from _by_key("figure", before, after, _POINT, names)


def _points(series: Sequence[Series]) -> dict[tuple[str, str | None, str, int, int, int], Point]:
    """Points by what they measure and the words they stand on."""
    found: dict[tuple[str, str | None, str, int, int, int], Point] = {}
    for one in series:
        for point in one.points:
            nth = 0
            while (key := (one.measure, one.of, point.report, point.start, point.end, nth)) in found:
                nth += 1
            found[key] = point
    return found


def _disputes(old: Sequence[Dispute], new: Sequence[Dispute]) -> Iterator[Change]:
    def sides(one: Dispute) -> Set[Hashable]:
        return {(one.slot, side.report, side.start, side.end) for side in one.sides}

    pairs = _paired([sides(one) for one in old], [sides(one) for one in new])
    names = [[f"{number}. {one.slot}" for number, one in enumerate(held)] for held in (old, new)]
    yield from _by_pairs("dispute", old, new, pairs, ("sides",), *names)


def _judgements(before: DeskRecord, after: DeskRecord) -> Iterator[Change]:
    old, new = ({str(judged.number): judged for judged in record.judgements} for record in (before, after))
    yield from _by_key("judgement", old, new, (), {name: name for name in (*old, *new)})


def _paired(old: Sequence[Set[Hashable]], new: Sequence[Set[Hashable]]) -> dict[int, int]:
    """New -> old, those that share most first; each has one partner at most."""
    where: dict[Hashable, list[int]] = {}
    for number, parts in enumerate(old):
        for part in parts:
            where.setdefault(part, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for number, parts in enumerate(new):
        for part in parts:
            for other in where.get(part, ()):
                shared[number, other] = shared.get((number, other), 0) + 1
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (number, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def _by_pairs(
    what: What,
    old: Sequence[T],
    new: Sequence[T],
    pairs: Mapping[int, int],
    names: Sequence[str],
    old_ids: Sequence[str],
    new_ids: Sequence[str],
) -> Iterator[Change]:
    for number, held in enumerate(new):
        if number not in pairs:
            yield Change(kind="added", what=what, before=None, now=new_ids[number])
        elif values := _values(old[pairs[number]], held, names):
            yield Change(kind="changed", what=what, before=old_ids[pairs[number]], now=new_ids[number], values=values)
    for number in sorted(set(range(len(old))).difference(pairs.values())):
        yield Change(kind="withdrawn", what=what, before=old_ids[number], now=None)


def _by_key(
    what: What, old: Mapping[K, object], new: Mapping[K, object], names: Sequence[str], ids: Mapping[K, str]
) -> Iterator[Change]:
    for key, held in new.items():
        if key not in old:
            yield Change(kind="added", what=what, before=None, now=ids[key])
        elif values := _values(old[key], held, names):
            yield Change(kind="changed", what=what, before=ids[key], now=ids[key], values=values)
    for key in old:
        if key not in new:
            yield Change(kind="withdrawn", what=what, before=ids[key], now=None)


def _values(old: object, new: object, names: Sequence[str]) -> Values:
    """The fields that differ, with both values."""
    both = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple((name, was, now) for name, was, now in both if _core(was) != _core(now))


def _core(value: object) -> object:
    """A value without the words that it stands on: the same place read in another sentence is the same place."""
    if isinstance(value, tuple):
        return tuple(map(_core, value))
    return (value.name, value.geonameid, value.lat, value.lon) if isinstance(value, Place) else value
