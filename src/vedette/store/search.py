"""Search: which reports hold these words and names, the best first; what is found for a past moment never changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from vedette.errors import InputError
from vedette.read.knowledge import fold
from vedette.record import Report, Span
from vedette.store import derive, derived, facts, textindex
from vedette.store.backend import Session, count
from vedette.store.clock import FOREVER, known_at
from vedette.store.desk import Desk
from vedette.store.facets import Kind
from vedette.store.narrow import narrowed
from vedette.store.sqlite import in_memory
from vedette.store.words import Phrase, Query, query, snippet, words_of

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
    """Which reports count: published between two days (undated ones then do not), from an outlet, and what they hold.

    `actor`, `place` and `speaker` are words of a name, `type` a PLOVER type of an event.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    actor: str | None = None
    place: str | None = None
    type: str | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            try:
                date.fromisoformat(day or "2000-01-01")
            except ValueError as error:
                raise InputError(f"not a day: {day!r} (write 2023-06-14)") from error
        for name in self.facets.values():
            if not words_of(name):
                raise InputError(f"no word to search for in {name!r}")

    @property
    def facets(self) -> dict[Kind, str]:
        """What a report must hold, beside its words and its day."""
        given: dict[Kind, str | None] = {
            "actor": self.actor,
            "place": self.place,
            "type": self.type,
            "speaker": self.speaker,
        }
        return {kind: name for kind, name in given.items() if name is not None}

    def passes(self, report: Report) -> bool:
        """Does the report count by its day and its outlet?"""
        day = (report.published or "")[:10]
        dated = self.since is not None or self.until is not None
        if dated and not (day and (self.since or "") <= day <= (self.until or "9")):
            return False
        return self.outlet is None or fold(report.outlet or "") == fold(self.outlet)


def search(
    desk: Desk, words: str = "", *, only: Filter | None = None, as_known_at: str | None = None, limit: int = LIMIT
) -> tuple[Hit, ...]:
    """The reports that hold all the words, best first; see `query` for how words are written.

    Without words: the newest reports of those that `only` names by an actor, place, type, speaker or outlet. Raises
    `InputError` when there is nothing to look for.
    """
    only = only or Filter()
    facets = only.facets
    if not facets and not words.strip() and only.outlet is not None:
        facets = {"outlet": only.outlet}
    wanted = None if facets and not words.strip() else query(words)
    moment = FOREVER if as_known_at is None else known_at(as_known_at, clock=desk.clock)
    most = limit + textindex.LITTLE if only == Filter() else derived.ALL
    with desk.store.reader("facts") as session:
        keys = narrowed(desk, session, facets, until=moment) if facets else None
        names = sorted(set((keys or {}).values())) if wanted is None else _ranked(desk, session, wanted, moment, most)
        found = _held(session, names, keys, only, moment)
        held = list(islice(found, limit)) if wanted is not None else _newest(found, limit)
    shown = wanted or Query(
        phrases=tuple(Phrase(words=(w,), begins=False) for n in facets.values() for w in words_of(n))
    )
    return tuple(_hit(one, shown) for one in held)


def _held(
    session: Session, names: Iterable[str], keys: Mapping[str, str] | None, only: Filter, moment: str
) -> Iterator[facts.Holding]:
    """Reports as known at the moment, in the order of their names, that pass."""
    reports = None if keys is None else set(keys.values())
    for name in names:
        if reports is not None and name not in reports:
            continue
        held = facts.holding(session, name, until=moment)
        if held is None or not only.passes(held.report):
            continue
        if keys is None or derived.input_key(held.report) in keys:
            yield held


def _newest(found: Iterable[facts.Holding], limit: int) -> list[facts.Holding]:
    """The reports published last; undated ones after them."""
    return sorted(found, key=lambda held: held.report.published or "", reverse=True)[:limit]


def _hit(held: facts.Holding, wanted: Query) -> Hit:
    stretch, marks = snippet(held.report.text, wanted)
    return Hit(report=held.report, recorded_at=held.recorded_at, stretch=stretch, marks=marks)


def _ranked(desk: Desk, session: Session, wanted: Query, moment: str, most: int) -> list[str]:
    """Reports by how well they match; ranked among the reports known at the moment and no others."""
    if moment == FOREVER or session.one("any_report_after", until=moment) is None:
        found = _kept(desk, session, wanted, most, exactly=moment != FOREVER)
        if found is not None:
            return found
    with in_memory("derived") as passing:
        derived.index(passing, _texts(session, moment))
        return derived.ranked(passing, wanted, most)


def _kept(desk: Desk, session: Session, wanted: Query, most: int, *, exactly: bool) -> list[str] | None:
    """By the index that the desk keeps, filled up first when it lacks much; None when it cannot be had.

    While others write it may lack a few reports or be a few ahead: those it lacks come last, unless the answer is for a
    moment and must be the same ever after.
    """
    last, reached = textindex.last_seq(session), derive.find(desk.store, textindex.reach) or 0
    lacks = count(session, "count_after", seq=reached)
    if lacks > textindex.LITTLE or (lacks and exactly):
        textindex.fill(desk.store, session, reached)
        reached = derive.find(desk.store, textindex.reach) or 0
        lacks = count(session, "count_after", seq=reached)
    if lacks > textindex.LITTLE or not reached or (exactly and (lacks or reached > last)):
        return None
    found = derive.find(desk.store, lambda kept: derived.ranked(kept, wanted, most))
    if found is None or not lacks:
        return found
    with in_memory("derived") as passing:
        derived.index(passing, textindex.texts_after(session, reached))
        return [*dict.fromkeys([*found, *derived.ranked(passing, wanted)])]


def _texts(session: Session, until: str) -> Iterator[tuple[str, str]]:
    return ((report, text) for report, text, _ in session.all("reports_until", until=until))
