"""Full text: which reports hold these words, the best first; what is found for a past moment never changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vedette.errors import InputError
from vedette.read.knowledge import fold
from vedette.record import Report, Span
from vedette.store import derive, derived, facts
from vedette.store.backend import Session, count
from vedette.store.clock import FOREVER, known_at
from vedette.store.desk import Desk
from vedette.store.sqlite import in_memory
from vedette.store.words import Query, query, snippet

LIMIT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One report that holds the words: the stretch of its text to show, and the words in it."""

    report: Report
    recorded_at: str
    stretch: Span
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which reports count: published between two days (undated ones then do not), from one outlet."""

    since: str | None = None
    until: str | None = None
    outlet: str | None = None

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            try:
                date.fromisoformat(day or "2000-01-01")
            except ValueError as error:
                raise InputError(f"not a day: {day!r} (write 2023-06-14)") from error

    def passes(self, report: Report) -> bool:
        """Does the report count?"""
        day = (report.published or "")[:10]
        dated = self.since is not None or self.until is not None
        if dated and not (day and (self.since or "") <= day <= (self.until or "9")):
            return False
        return self.outlet is None or fold(report.outlet or "") == fold(self.outlet)


def search(
    desk: Desk, words: str, *, only: Filter | None = None, as_known_at: str | None = None, limit: int = LIMIT
) -> tuple[Hit, ...]:
    """The reports that hold all the words, best first; see `query` for how words are written.

    Raises `InputError` when there is no word to look for.
    """
    wanted, only = query(words), only or Filter()
    moment = FOREVER if as_known_at is None else known_at(as_known_at, clock=desk.clock)
    hits: list[Hit] = []
    with desk.store.reader("facts") as session:
        for name in _ranked(desk, session, wanted, moment):
            if len(hits) == limit:
                break
            held = facts.holding(session, name, until=moment)
            if held is not None and only.passes(held.report):
                stretch, marks = snippet(held.report.text, wanted)
                hits.append(Hit(report=held.report, recorded_at=held.recorded_at, stretch=stretch, marks=marks))
    return tuple(hits)


def _ranked(desk: Desk, session: Session, wanted: Query, moment: str) -> list[str]:
    """Reports by how well they match; ranked among the reports known at the moment and no others."""
    known, total = (count(session, "count_reports_until", until=until) for until in (moment, FOREVER))
    if known == total:
        found = _kept(desk, session, wanted, total)
        if found is not None:
            return found
    with in_memory("derived") as passing:
        derived.index(passing, _texts(session, moment))
        return derived.ranked(passing, wanted)


def _kept(desk: Desk, session: Session, wanted: Query, total: int) -> list[str] | None:
    """By the index that the desk keeps, filled up first; None when it cannot be had."""
    if derive.find(desk.store, derived.count_indexed) != total:
        texts = list(_texts(session, FOREVER))
        derive.keep(desk.store, lambda kept: derived.index(kept, texts))
        if derive.find(desk.store, derived.count_indexed) != total:
            return None
    return derive.find(desk.store, lambda kept: derived.ranked(kept, wanted))


def _texts(session: Session, until: str) -> Iterator[tuple[str, str]]:
    return ((report, text) for report, text, _ in session.all("reports_until", until=until))
