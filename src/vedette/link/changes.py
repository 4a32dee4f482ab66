"""Changes: of two figures about one thing, does the later one carry on, correct, or contradict the earlier?"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from vedette.link.figures import STOCKS, Count
from vedette.link.values import bounds, can_agree, same
from vedette.record.links import PointFlag

Flag = PointFlag
Change = Literal["agree", "update", "conflict"]
_WINDOW = 3
_LONG = 21
_LATE = "9"
_ROUND = 0.05
"""Share of an exact number by which a rounded one may differ from it."""


def known_on(count: Count) -> str:
    """The day on which the figure was said; for an undated report the day it speaks of."""
    return (count.published or count.figure.as_of.latest or _LATE)[:10]


def relation(one: Count, two: Count) -> Change:
    """How two figures of one series stand to each other; `one` is not the later."""
    if can_agree(one.figure, two.figure):
        return "agree"
    if one.report == two.report:
        return "update" if one.corrected or two.corrected or _elsewhen(one, two) else "conflict"
    days = _between(one, two)
    if days is not None and days > 0 and (two.revised or two.corrected or _same_voice(one, two)):
        return "update"
    if days == 0 and two.corrected:
        return "update"
    if one.figure.measure == "missing" and days and bounds(two.figure)[1] < bounds(one.figure)[0]:
        return "update"
    window = _LONG if one.figure.measure in STOCKS else _WINDOW
    return "conflict" if days is None or days <= window else "update"


def _elsewhen(one: Count, two: Count) -> bool:
    """Do the figures name days that exclude each other?"""
    a, b = one.figure.as_of, two.figure.as_of
    return bool(
        (a.latest and b.earliest and a.latest < b.earliest) or (b.latest and a.earliest and b.latest < a.earliest)
    )


def _same_voice(one: Count, two: Count) -> bool:
    return one.speaker is not None and two.speaker is not None and one.speaker.casefold() == two.speaker.casefold()


def _between(one: Count, two: Count) -> int | None:
    """Days from the first to the second; None when one is not dated."""
    try:
        return (date.fromisoformat(known_on(two)) - date.fromisoformat(known_on(one))).days
    except ValueError:
        return None


def retired(counts: Sequence[Count]) -> dict[int, str]:
    """Number -> day from which a later figure stands in its place."""
    gone: dict[int, str] = {}
    for i, one in enumerate(counts):
        for j, two in enumerate(counts):
            if i != j and _replaces(two, one):
                gone[i] = min(gone.get(i, _LATE), known_on(two))
    for i in list(gone):
        for j, other in enumerate(counts):
            corrected = any(c.corrected and c.report == counts[i].report for c in counts)
            if j not in gone and corrected and same(counts[i].figure, other.figure):
                gone[j] = gone[i]
    return gone


def _replaces(new: Count, old: Count) -> bool:
    """Is the one the update of the other?"""
    if can_agree(old.figure, new.figure) or known_on(new) < known_on(old):
        return False
    if new.report == old.report:
        return _corrects(new, old) if new.corrected or old.corrected else _elsewhen(old, new) and _later(new, old)
    return relation(old, new) == "update"


def _corrects(new: Count, old: Count) -> bool:
    """Within one report: the figure that stands with "earlier", or is told first, is the old one."""
    if new.figure.measure != old.figure.measure:
        return False
    if new.former != old.former:
        return old.former
    if "before" in old.figure.rule or "before" in new.figure.rule:
        return "before" in old.figure.rule and "before" not in new.figure.rule
    return new.figure.start > old.figure.start


def _later(new: Count, old: Count) -> bool:
    return (new.figure.as_of.latest or _LATE) > (old.figure.as_of.latest or "")


def conflicts(counts: Sequence[Count]) -> Iterator[tuple[int, int]]:
    """Pairs that contradict each other while neither was replaced yet."""
    gone = retired(counts)
    for i, one in enumerate(counts):
        for j in range(i + 1, len(counts)):
            two = counts[j]
            if relation(one, two) != "conflict" or any(_idle(counts, k) for k in (i, j)):
                continue
            day = max(known_on(one), known_on(two))
            if all(k not in gone or gone[k] > day for k in (i, j)):
                yield i, j


def flags(counts: Sequence[Count]) -> list[tuple[Flag, ...]]:
    """The flags of each point of a series."""
    gone = retired(counts)
    fought = {n for pair in conflicts(counts) for n in pair}
    found: list[tuple[Flag, ...]] = []
    for number in range(len(counts)):
        marks: list[Flag] = []
        if number in gone:
            marks.append("stale")
        if number in fought:
            marks.append("conflict")
        if _unexplained(counts, number):
            marks.append("unexplained-change")
        if _boilerplate(counts, number):
            marks.append("boilerplate")
        found.append(tuple(marks))
    return found


def _unexplained(counts: Sequence[Count], number: int) -> bool:
    """Does a lasting figure differ from the one before it, with no word of why?"""
    here = counts[number]
    if here.figure.measure not in STOCKS or number == 0 or here.revised or here.corrected:
        return False
    if _idle(counts, number):
        return False
    before = counts[number - 1]
    return before.report != here.report and not can_agree(before.figure, here.figure)


def _boilerplate(counts: Sequence[Count], number: int) -> bool:
    """Is an older value of a lasting figure said again after a newer one was known, or rounded beside the exact one?"""
    here = counts[number]
    if here.figure.measure not in STOCKS:
        return False
    if any(_rounds(here, other) for other in counts if other.report == here.report):
        return True
    earlier = counts[:number]
    twins = [n for n, c in enumerate(earlier) if same(c.figure, here.figure) and c.report != here.report]
    return any(not can_agree(c.figure, here.figure) for n, c in enumerate(earlier) if twins and n > twins[0])


def _idle(counts: Sequence[Count], number: int) -> bool:
    """Is it boilerplate that nobody stands for? A voice that repeats its number disputes the others."""
    return counts[number].speaker is None and _boilerplate(counts, number)


def _rounds(vague: Count, exact: Count) -> bool:
    """Does one give about the number that the other gives exactly ("3,735", "about 3,800")?"""
    rough, sharp = vague.figure, exact.figure
    if rough.best is None or sharp.best is None or rough.low == rough.high or sharp.low != sharp.high:
        return False
    return not can_agree(rough, sharp) and abs(rough.best - sharp.best) <= _ROUND * sharp.best
