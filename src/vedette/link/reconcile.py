"""Reconciled values of an incident: its days, its place, its killed and injured."""

from collections.abc import Sequence

from vedette.link import changes, owners
from vedette.link.figures import Count
from vedette.link.happenings import Happening
from vedette.link.series import Line
from vedette.link.shingles import fold
from vedette.link.sites import LOCAL
from vedette.link.values import bounds, can_agree
from vedette.record import Place, Range
from vedette.record.annotation import Measure


def days(part: Sequence[Happening]) -> tuple[str | None, str | None]:
    """The days that all dated mentions leave open; what they span when they exclude each other.

    Mentions that only carry a figure ("who are still held") count where no act has a day, and days on which an act
    was only spoken of where none has one of its own.
    """
    acts = [h for h in part if h.type is not None]
    own = [h for h in acts if h.day.earliest]
    dated = own or (acts if any(h.event.earliest or h.event.latest for h in acts) else part)
    early = [h.event.earliest for h in dated if h.event.earliest]
    late = [h.event.latest for h in dated if h.event.latest]
    first, last = max(early, default=None), min(late, default=None)
    if first is not None and last is not None and first > last:
        return min(early), max(late)
    return first, last


def places(part: Sequence[Happening]) -> list[Place]:
    """The places given, the one that most mentions give first; a local or unknown one before a wide one.

    What is written alike is one place: as most mentions read it, of equals as the least sure, so that no other
    place of a like name takes its stead.
    """
    spots = [h.place for h in part if h.place is not None]
    names = [p.name for p in spots]
    written: dict[str, list[Place]] = {}
    for place in spots:
        written.setdefault(fold(place.text or place.name), []).append(place)
    chosen = {
        text: min(said, key=lambda p: (-names.count(p.name), -p.precision, p.name)) for text, said in written.items()
    }
    first = {chosen[text].name: text for text in sorted(chosen, reverse=True)}
    ranked = sorted(first.values(), key=lambda t: (is_wide(chosen[t]), -len(written[t]), chosen[t].precision, t))
    return [chosen[text] for text in ranked]


def is_wide(place: Place) -> bool:
    """Is it a district or more? A place that no gazetteer knows may be a village."""
    return LOCAL < place.precision < _UNKNOWN


_UNKNOWN = 7


def attached(part: Sequence[Happening], lines: Sequence[Line], measure: Measure) -> list[Line]:
    """The series of a measure that belong to the mentions; not those of parts, later additions or history."""
    numbers = sorted({n for h in part for n in h.lines})
    return [
        lines[n] for n in numbers
        if lines[n].series.measure == measure and not any(
            c.further or c.historic or c.figure.part_of is not None for c in lines[n].counts
        )
    ]  # fmt: skip


def toll(part: Sequence[Happening], lines: Sequence[Line], measure: Measure, origin: Sequence[int]) -> Range | None:
    """Low: what all accounts leave (the most conservative where they differ); high: the largest; best by most origins.

    Counts of several kinds of people add up, unless a figure for all of them is given.
    """
    found = [(line, _one_toll(line.counts, origin)) for line in attached(part, lines, measure)]
    ranges = [(line, r) for line, r in found if r is not None]
    if not ranges:
        return None
    whole = [r for line, r in ranges if all(c.kind in (owners.ANYONE, owners.UNKNOWN) for c in line.counts)]
    if whole or len(ranges) == 1:
        return whole[0] if whole else ranges[0][1]
    lows, bests, highs = ([getattr(r, end) for _, r in ranges] for end in ("low", "best", "high"))
    return Range(low=_sum(lows), best=_sum(bests), high=_sum(highs))


def _sum(values: Sequence[float | int | None]) -> float | int | None:
    """The sum, unless an end is open."""
    return None if any(v is None for v in values) else sum(v for v in values if v is not None)


def _one_toll(counts: Sequence[Count], origin: Sequence[int]) -> Range | None:
    """One series as a range: what still stands, met where it agrees and spanned where it does not."""
    gone = changes.retired(counts)
    standing = [c for n, c in enumerate(counts) if n not in gone] or list(counts)
    figures = [c.figure for c in standing]
    lows = [low for low, _ in map(bounds, figures) if low > float("-inf")]
    highs = [high for _, high in map(bounds, figures) if high < float("inf")]
    agree = all(can_agree(a, b) for i, a in enumerate(figures) for b in figures[i + 1 :])
    low = max(lows, default=None) if agree else min(lows, default=None)
    high = min(highs, default=None) if agree else max([*highs, *lows], default=None)
    best = _best(standing, origin)
    return None if (low, best, high) == (None, None, None) else Range(low=_whole(low), best=best, high=_whole(high))


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _best(standing: Sequence[Count], origin: Sequence[int]) -> float | int | None:
    """The single value that most independent origins give; of equals the lowest."""
    voices: dict[float | int, set[int]] = {}
    for count in standing:
        if count.figure.best is not None:
            voices.setdefault(count.figure.best, set()).add(origin[count.report])
    return min(voices, key=lambda v: (-len(voices[v]), v), default=None)
