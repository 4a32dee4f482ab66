"""Facts: reports with their original bytes and the intake ledger, appended and never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import msgspec

from vedette.intake import Candidate, Taken
from vedette.record import GivenDyad, GivenEvent, LedgerCounts, Refusal, Report
from vedette.store.backend import Row, Session
from vedette.store.chain import FIRST, entry_hash
from vedette.store.clock import Clock, next_stamp

Outcome = Literal["accepted", "duplicate", "quarantined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Retrieval data of one sighting of a report: what came with the text."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    received: str | None = None
    given_dyad: GivenDyad | None = None
    given_events: tuple[GivenEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one offered item ended."""

    item: Taken
    outcome: Outcome
    reason: str
    report: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One report as known at a moment, when it was first recorded, and the names it came under."""

    report: Report
    recorded_at: str
    sources: tuple[str, ...]


def append(session: Session, items: Iterable[Taken], *, clock: Clock) -> list[Entry]:
    """Record one batch of items under one moment (inside the caller's transaction); how each of them ended."""
    log = _Log(session, next_stamp(clock, last_moment(session)), session.one("last_entry"))
    return [log.take(item) for item in items]


def holdings(session: Session, *, until: str) -> tuple[Holding, ...]:
    """The reports recorded up to a moment, in an order that does not depend on arrival."""
    sightings: dict[str, list[tuple[str, str]]] = {}
    for report, source, line, given_id, given in session.all("sightings_until", until=until):
        name = given_id or _place(source, line)
        sightings.setdefault(report, []).append((name, given))
    found = [
        _holding(report, text, recorded_at, sightings[report])
        for report, text, recorded_at in session.all("reports_until", until=until)
    ]
    return tuple(sorted(found, key=lambda held: (held.report.published or "~", held.report.id)))


def holding(session: Session, report: str, *, until: str) -> Holding | None:
    """One report as known at a moment; None when it was not known."""
    row = session.one("report_until", id=report, until=until)
    if row is None:
        return None
    rows = session.all("sightings_of", id=report, until=until)
    seen = [(given_id or _place(source, line), given) for source, line, given_id, given in rows]
    return _holding(report, row[0], row[1], seen)


def counts(session: Session, *, until: str) -> LedgerCounts:
    """How the items offered up to a moment ended."""
    return LedgerCounts(**dict(session.all("counts_until", until=until)))


def refusals(session: Session, *, until: str) -> tuple[Refusal, ...]:
    """The items in quarantine at a moment, with their reasons."""
    rows = session.all("refusals_until", until=until)
    return tuple(Refusal(source=_place(source, line), reason=reason) for source, line, reason in rows)


def last_moment(session: Session) -> str | None:
    """When the newest entry or judgement was recorded."""
    return max((str(row[1]) for row in last_rows(session) if row is not None), default=None)


def last_rows(session: Session) -> tuple[Row | None, Row | None]:
    """Number, moment and hash of the newest entry and of the newest judgement."""
    return session.one("last_entry"), session.one("last_judgement")


class _Log:
    """The end of the ledger while one batch is written to it."""

    def __init__(self, session: Session, recorded_at: str, last: Row | None) -> None:
        self._session = session
        self._recorded_at = recorded_at
        self._seq, _, self._previous = last or (0, "", FIRST)

    def take(self, item: Taken) -> Entry:
        entry = self._judge(item)
        if not self._known(entry):
            self._write(entry)
        return entry

    def _judge(self, item: Taken) -> Entry:
        if not isinstance(item, Candidate):
            return Entry(item=item, outcome="quarantined", reason=item.reason, report=None)
        held = self._session.one("identity_of", id=item.report.id)
        if held is None:
            return Entry(item=item, outcome="accepted", reason=item.note, report=item.report.id)
        if held[0] != item.identity:
            return Entry(
                item=item, outcome="quarantined", reason=f"id {item.report.id} is taken by another text", report=None
            )
        return Entry(item=item, outcome="duplicate", reason=item.note, report=item.report.id)

    def _known(self, entry: Entry) -> bool:
        """Was the very same item offered before, with the same end? Then there is nothing new to record."""
        origin = entry.item.origin
        key = {"source": origin.source, "line": origin.line, "content": origin.content}
        values = key | {"report": entry.report, "reason": entry.reason}
        return self._session.one("offered_before", **values) is not None

    def _write(self, entry: Entry) -> None:
        item = entry.item
        given, given_id = None, None
        if isinstance(item, Candidate) and entry.report is not None:
            given, given_id = _given(item.report), item.given_id
            self._session.run("add_content", hash=item.origin.content, bytes=item.original)
            if entry.outcome == "accepted":
                report = {"id": item.report.id, "identity": item.identity, "text": item.report.text}
                self._session.run("add_report", recorded_at=self._recorded_at, **report)
        row: dict[str, object] = {
            "seq": self._seq + 1,
            "recorded_at": self._recorded_at,
            "source": item.origin.source,
            "line": item.origin.line,
            "kind": item.kind,
            "content": item.origin.content,
            "size": item.origin.size,
            "outcome": entry.outcome,
            "reason": entry.reason,
            "report": entry.report,
            "given_id": given_id,
            "given": given,
            "previous": self._previous,
        }
        row["hash"] = entry_hash(row)
        self._session.run("add_entry", **row)
        self._seq, self._previous = self._seq + 1, str(row["hash"])


def _place(source: str, line: int | None) -> str:
    return source if line is None else f"{source}, line {line}"


def _given(report: Report) -> str:
    fields = {name: getattr(report, name) for name in Given.__dataclass_fields__}
    return msgspec.json.encode(Given(**fields)).decode()


def _holding(report: str, text: str, recorded_at: str, sightings: list[tuple[str, str]]) -> Holding:
    given = max((msgspec.json.decode(given, type=Given) for _, given in sightings), key=_fullness)
    fields = {name: getattr(given, name) for name in Given.__dataclass_fields__}
    return Holding(
        report=Report(id=report, text=text, **fields),
        recorded_at=recorded_at,
        sources=tuple(sorted({name for name, _ in sightings})),
    )


def _fullness(given: Given) -> tuple[bool, int, bytes]:
    """A dated sighting before an undated one, then the one that says most; the last key makes the choice firm."""
    said = (given.title, given.outlet, given.url, given.language, given.published, given.received)
    return given.published is not None, sum(value is not None for value in said), msgspec.json.encode(given)
