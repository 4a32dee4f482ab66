"""Grouping: which mentions are one incident, by what they share and by what forbids it."""

from collections.abc import Iterator, Mapping, Sequence

from vedette.link import bars, sites
from vedette.link.bars import Bars, gap
from vedette.link.clustering import average_link
from vedette.link.desk import Desk
from vedette.link.happenings import CLOSE_BY, DEEDS, Happening, family, is_bare
from vedette.link.pairs import Pair
from vedette.record import Annotation

SAME = 0.42
_NEAR_DAYS, _FAR_DAYS = 3, 7
_ANAPHORA = 0.6
_MANY = 200


def group(
    desk: Desk, annotations: Sequence[Annotation], found: Sequence[Happening], origin: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Groups of happenings that are one incident, of one status; a witness goes with the incident of its figures."""
    typed = [n for n, one in enumerate(found) if one.type is not None]
    acts = [found[n] for n in typed]
    forbids = bars.learn(desk, annotations)
    scores = {}
    for i, j in _worth_comparing(acts, desk.neighbours(origin)):
        score = 0.0 if forbids.apart(acts[i], acts[j]) else likeness(desk, acts[i], acts[j], origin)[0]
        if score > 0:
            scores[i, j] = score

    def bar(left: list[int], right: list[int]) -> bool:
        return any(forbids.apart(acts[a], acts[b]) for a in left for b in right)

    groups = [[typed[k] for k in part] for part in average_link(len(typed), scores, least=SAME, bar=bar)]
    by_line: dict[int, list[list[int]]] = {}
    for part in groups:
        for line in {line for n in part for line in found[n].lines}:
            by_line.setdefault(line, []).append(part)
    for number, one in enumerate(found):
        near = [part for line in sorted(one.lines) for part in by_line.get(line, ())] if one.type is None else []
        best = max(near, key=lambda g: (_testifies(forbids, one, [found[n] for n in g]), -g[0]), default=None)
        if best is not None and _testifies(forbids, one, [found[n] for n in best]) > 0:
            best.append(number)
    return tuple(tuple(sorted(part)) for part in groups)


def _worth_comparing(typed: Sequence[Happening], near: Mapping[int, Sequence[int]]) -> Iterator[Pair]:
    """Pairs of kindred acts of one status in reports that are close, or with a figure in common."""
    by_report: dict[tuple[int, object], list[int]] = {}
    by_line: dict[tuple[int, object], list[int]] = {}
    for number, one in enumerate(typed):
        by_report.setdefault((one.report, _family(one)), []).append(number)
        for line in one.lines:
            by_line.setdefault((line, _family(one)), []).append(number)
    for number, one in enumerate(typed):
        family = _family(one)
        others = {m for report in near[one.report] for m in by_report.get((report, family), ())}
        others.update(m for line in one.lines for m in by_line[line, family][:_MANY])
        yield from ((number, m) for m in sorted(others) if m > number)


def _family(one: Happening) -> tuple[str, str | None]:
    """What two mentions must have in common at least: the status, and a type or one akin to it."""
    return one.event.status, family(one.type)


def _testifies(forbids: Bars, witness: Happening, part: Sequence[Happening]) -> int:
    """How many typed mentions of the group share a figure with the witness, none lying on other days."""
    if any(forbids.apart(witness, one) for one in part):
        return 0
    return sum(bool(witness.lines & one.lines) for one in part if one.type in DEEDS)


def likeness(
    desk: Desk, one: Happening, two: Happening, origin: Sequence[int]
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """How alike two mentions are, 0 to 1, and what counts for and against it, each with its weight."""
    if one.report == two.report and (is_bare(one) or is_bare(two)):
        return _ANAPHORA, (("named again in the report without anything new", _ANAPHORA),)
    found = (*_features(one, two), *_nearness(desk, one, two, origin))
    return min(1.0, max(0.0, sum(weight for _, weight in found))), tuple(sorted(found, key=lambda f: -f[1]))


def _features(one: Happening, two: Happening) -> Iterator[tuple[str, float]]:
    """What the two mentions share by themselves."""
    if one.type == two.type:
        yield "the same kind of act", 0.1
    if one.place is not None and two.place is not None:
        if sites.same_place(one.place, two.place):
            yield "the same place", 0.25
        elif max(one.place.precision, two.place.precision) <= sites.LOCAL:
            yield "different places", -0.2
    if one.parts and two.parts:
        yield ("the same side", 0.15) if one.parts & two.parts else ("different sides", -0.05)
    if one.lines & two.lines:
        yield "the same figure", 0.35
    if one.stems & two.stems:
        yield "the same word for it", 0.15


def _nearness(desk: Desk, one: Happening, two: Happening, origin: Sequence[int]) -> Iterator[tuple[str, float]]:
    """What days and reports say."""
    for name, weight in (
        ("days that fit", _when(one, two)),
        (_where_told(one, two, origin), _together(desk, one, two, origin)),
    ):
        if weight:
            yield name if weight > 0 else "days far apart", weight


def _where_told(one: Happening, two: Happening, origin: Sequence[int]) -> str:
    if one.report == two.report:
        return "told in one report"
    return "told in copies of one text" if origin[one.report] == origin[two.report] else "reports that are alike"


def _when(one: Happening, two: Happening) -> float:
    """For the same days; a mention without a day is taken to speak of the days before its report."""
    a, b = one.day, two.day
    if a.earliest and a.latest and b.earliest and b.latest:
        return 0.3
    days = abs(gap(a.latest or one.published, b.latest or two.published))
    known = (a.latest or one.published) and (b.latest or two.published)
    if not known:
        return 0.1
    return 0.15 if days <= _NEAR_DAYS else 0.0 if days <= _FAR_DAYS else -0.3


def _together(desk: Desk, one: Happening, two: Happening, origin: Sequence[int]) -> float:
    """How close the two stand: in one report, in copies, or in reports that are alike."""
    if one.report == two.report:
        return 0.3 if abs(one.number - two.number) <= CLOSE_BY else 0.15
    if origin[one.report] == origin[two.report]:
        return 0.3
    pair = (min(one.report, two.report), max(one.report, two.report))
    return min(0.3, 0.6 * desk.near.get(pair, 0.0))
