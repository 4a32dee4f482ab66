"""Series: dated figures about one thing; which figures those are, and what is odd about each point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedette.link import changes, owners
from vedette.link.clustering import average_link
from vedette.link.desk import Desk
from vedette.link.figures import STOCKS, Count
from vedette.link.pairs import Pair
from vedette.link.values import can_agree, same
from vedette.record import Annotation, Interval, Point, Series

SAME = 0.5
_RETOLD, _EQUAL = 0.8, 0.2
"""For any two values in copies of one text, which may be corrections; and for equal ones, which go together first."""
_NAMES, _WORDS, _DAY = 0.6, 1.2, 0.4
_FAR = 31
_WEEK = 7
_LIKE = 0.15
_ELSEWHERE = 0.3
_MANY = 200
_SAME_DAY = 2
_SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series, and the counts behind its points, in the same order."""

    series: Series
    counts: tuple[Count, ...]


def build(
    desk: Desk, annotations: Sequence[Annotation], counts: Sequence[Count], origin: Sequence[int]
) -> tuple[Line, ...]:
    """The series that the counts make."""
    lonely = _lonely_kinds(counts)
    scores: dict[Pair, float] = {}
    for one, two in _worth_comparing(counts, desk.neighbours(origin)):
        score = _score(desk, counts[one], counts[two], origin, lonely)
        if score > 0:
            scores[one, two] = score

    scores = _told_again(counts, scores, origin)

    def bar(left: list[int], right: list[int]) -> bool:
        return any(_apart(counts[a], counts[b], lonely) for a in left for b in right)

    groups = average_link(len(counts), scores, least=SAME, bar=bar)
    lines = [_line([counts[n] for n in group], desk, annotations) for group in groups]
    return tuple(sorted(lines, key=lambda line: _order(line.series)))


def _worth_comparing(counts: Sequence[Count], near: Mapping[int, Sequence[int]]) -> Iterator[Pair]:
    """Pairs of one measure in reports that are close, and of lasting figures of one named owner."""
    by_report: dict[tuple[int, str], list[int]] = {}
    by_owner: dict[tuple[str, str], list[int]] = {}
    for number, count in enumerate(counts):
        measure, owner = count.figure.measure, count.figure.of
        by_report.setdefault((count.report, measure), []).append(number)
        if measure in STOCKS and owner is not None and _is_name(owner):
            by_owner.setdefault((measure, owner), []).append(number)
    for number, count in enumerate(counts):
        others = {m for report in near[count.report] for m in by_report.get((report, count.figure.measure), ())}
        others.update(by_owner.get((count.figure.measure, count.figure.of or ""), ())[:_MANY])
        yield from ((number, m) for m in sorted(others) if m > number)


def _told_again(counts: Sequence[Count], scores: Mapping[Pair, float], origin: Sequence[int]) -> dict[Pair, float]:
    """Copies neither add to nor take from a likeness: each pair counts as the likest of its origins and values."""
    best: dict[object, float] = {}
    keys = {pair: frozenset(_fact(counts[n], origin) for n in pair) for pair in scores}
    for pair, score in scores.items():
        best[keys[pair]] = max(best.get(keys[pair], 0.0), score)
    return {pair: best[keys[pair]] for pair in scores}


def _fact(count: Count, origin: Sequence[int]) -> tuple[object, ...]:
    """One origin's value of one measure for one kind of people."""
    figure = count.figure
    return origin[count.report], figure.measure, count.kind, figure.low, figure.best, figure.high


def _order(series: Series) -> tuple[str, int, str]:
    first = min(series.points, key=lambda p: (p.report, p.start))
    return (first.report, first.start, series.measure)


def _lonely_kinds(counts: Sequence[Count]) -> frozenset[tuple[int, str]]:
    """(report, measure) of which the report gives one kind alone: there "people" may stand for that kind."""
    kinds: dict[tuple[int, str], set[str]] = {}
    for count in counts:
        kinds.setdefault((count.report, count.figure.measure), set()).add(count.kind)
    return frozenset(key for key, found in kinds.items() if len(found - {owners.UNKNOWN}) < _SEVERAL)


def _apart(one: Count, two: Count, lonely: frozenset[tuple[int, str]]) -> bool:
    """Is it certain that the two count different things?"""
    if _part_and_whole(one, two):
        return True
    if one.further != two.further or not owners.may_be_one(one.kind, two.kind):
        return True
    if one.historic != two.historic and one.figure.measure not in STOCKS:
        return True
    if (one.figure.part_of is None) != (two.figure.part_of is None) and one.kind == two.kind:
        return one.kind in (owners.ANYONE, owners.UNKNOWN)
    if one.kind != two.kind and not _stands_for(one, two, lonely):
        return True
    if one.report == two.report and not _may_repeat(one, two):
        return True
    return _named_apart(one, two) or _of_other_deeds(one, two)


def _of_other_deeds(one: Count, two: Count) -> bool:
    """Are they of two happenings: days apart, one told before the other's day, of two nations, or of a longer time?"""
    if one.figure.measure in STOCKS:
        return False
    if _days_between(one.happened, two.happened) > 1 or (one.nations and two.nations and not one.nations & two.nations):
        return True
    if _before(one.published, two.happened) or _before(two.published, one.happened):
        return True
    return one.running != two.running and not same(one.figure, two.figure)


def _before(told: str | None, day: str | None) -> bool:
    return bool(told and day and told[:10] < day)


def _days_between(one: str | None, two: str | None) -> int:
    """Days from one to the other; 0 when one is unknown."""
    first, second = _day(one), _day(two)
    return abs((first - second).days) if first and second else 0


def _part_and_whole(one: Count, two: Count) -> bool:
    """Does the report itself say that one is a part of the other ("52 protesters, three of whom")?"""
    return one.report == two.report and (one.figure.part_of == two.index or two.figure.part_of == one.index)


def _stands_for(one: Count, two: Count, lonely: frozenset[tuple[int, str]]) -> bool:
    """May one word stand for the other here? Kinds that are only close must agree in their numbers.

    A word for anyone may not, where a report counts several kinds beside each other, unless two voices give two counts.
    """
    vague = {owners.ANYONE, owners.UNKNOWN}
    if one.kind not in vague and two.kind not in vague:
        return can_agree(one.figure, two.figure) or not owners.need_one_number(one.kind, two.kind)
    if same(one.figure, two.figure) or all((c.report, c.figure.measure) in lonely for c in (one, two)):
        return True
    return one.report == two.report and None not in (one.speaker, two.speaker) and one.speaker != two.speaker


def _may_repeat(one: Count, two: Count) -> bool:
    """May one report give both for one thing: said again, corrected, put against each other, or of another day?"""
    if one.places and two.places and not one.places & two.places:
        return False
    if same(one.figure, two.figure) or one.corrected or two.corrected or one.speaker != two.speaker:
        return True
    return one.figure.as_of != two.figure.as_of and one.figure.measure in STOCKS


def _named_apart(one: Count, two: Count) -> bool:
    """Do the two name different actors as owners of a lasting figure?"""
    first, second = one.figure.of or "", two.figure.of or ""
    if one.figure.measure not in STOCKS:
        return False
    if first != second and (owners.is_unit(first) or owners.is_unit(second)):
        return True
    if not (_is_name(first) and _is_name(second)):
        return False
    return not set(map(str.casefold, first.split())) & set(map(str.casefold, second.split()))


def _score(desk: Desk, one: Count, two: Count, origin: Sequence[int], lonely: frozenset[tuple[int, str]]) -> float:
    """How much speaks for one thing, 0 to 1: shared names, shared words, the same days, the same owner."""
    if _apart(one, two, lonely) or one.figure.unit != two.figure.unit:
        return 0.0
    if one.report == two.report or origin[one.report] == origin[two.report]:
        return _RETOLD + _EQUAL * same(one.figure, two.figure) + _places(one, two)
    if one.figure.measure in STOCKS and _is_name(one.figure.of) and one.figure.of == two.figure.of:
        return 1.0
    pair = (min(one.report, two.report), max(one.report, two.report))
    days = _days_apart(one, two)
    if days is not None and days > _FAR and one.figure.measure not in STOCKS:
        return 0.0
    close = 0.0 if days is None else 1.0 if days <= _SAME_DAY else 0.75 if days <= _WEEK else 0.25
    bonus = _LIKE * (same(one.figure, two.figure) + (one.figure.of is not None and one.figure.of == two.figure.of))
    return min(
        1.0, _NAMES * _names(desk, *pair) + _WORDS * desk.near.get(pair, 0.0) + _DAY * close + bonus + _places(one, two)
    )


def _is_name(words: str | None) -> bool:
    return bool(words) and str(words)[:1].isupper()


def _places(one: Count, two: Count) -> float:
    """For the same place, against different ones: which may also be a dispute."""
    if not (one.places and two.places):
        return 0.0
    return _LIKE if one.places & two.places else -_ELSEWHERE


def _names(desk: Desk, one: int, two: int) -> float:
    """Share of the weight of names that two reports have in common, of the report with fewer."""
    first, second = (desk.sides[n].anchors for n in (one, two))
    names = [{s: w for s, w in side.items() if not s[0].isdigit()} for side in (first, second)]
    less = min(sum(side.values()) for side in names)
    return sum(w for s, w in names[0].items() if s in names[1]) / less if less > 0 else 0.0


def _days_apart(one: Count, two: Count) -> int | None:
    """Days between the two as-of dates, else between the reports; None when unknown."""
    first, second = (_day(c.figure.as_of.latest) or _day(c.published) for c in (one, two))
    return abs((first - second).days) if first and second else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _line(part: Sequence[Count], desk: Desk, annotations: Sequence[Annotation]) -> Line:
    """One series in the order of its dates."""
    ordered = sorted(part, key=lambda c: (changes.known_on(c), desk.reports[c.report].id, c.figure.start))
    flags = changes.flags(ordered)
    points = tuple(
        _point(count, desk, annotations[count.report], flags[number]) for number, count in enumerate(ordered)
    )
    return Line(series=Series(measure=part[0].figure.measure, of=_owner(ordered), points=points), counts=tuple(ordered))


def _owner(part: Sequence[Count]) -> str | None:
    """The name that most points give to what is counted; a proper name or a telling word before a vague one."""
    names = [c.figure.of for c in part if c.figure.of]
    vague = (owners.ANYONE, owners.UNKNOWN)
    return min(names, key=lambda n: (not n[:1].isupper(), owners.kind_of(n) in vague, -names.count(n), n), default=None)


def _point(count: Count, desk: Desk, annotation: Annotation, flags: tuple[changes.Flag, ...]) -> Point:
    figure = count.figure
    as_of = figure.as_of
    if not (as_of.earliest or as_of.latest):
        as_of = Interval(earliest=None, latest=annotation.published.latest)
    return Point(
        as_of=as_of,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        qualifier=_qualifier(count, desk.reports[count.report].text),
        report=desk.reports[count.report].id,
        start=figure.start,
        end=figure.end,
        speaker=count.speaker,
        flags=flags,
    )


def _qualifier(count: Count, text: str) -> str | None:
    """The words of the figure before its first digit or number word, when they weaken it ("at least", "some")."""
    low, best, high = count.figure.low, count.figure.best, count.figure.high
    if best is not None and low == best == high:
        return None
    words = text[count.figure.start : count.figure.end].split()
    kept: list[str] = []
    for word in words:
        if any(ch.isdigit() for ch in word):
            break
        kept.append(word)
    return " ".join(kept[:3]) or None
