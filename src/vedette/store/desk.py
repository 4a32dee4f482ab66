"""A desk: facts that are never lost and derived data that can always be made again, in a folder or a database."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from vedette.errors import InputError, StoreError
from vedette.intake import Taken
from vedette.record import DeskRecord, Judgement, Ruling
from vedette.record.judgement import check_targets
from vedette.store import custody, derive, derived, facts, judgements, textindex
from vedette.store.backend import Session, Store
from vedette.store.clock import FOREVER, Clock, known_at, system_clock
from vedette.store.engine import DefaultEngine, Engine
from vedette.store.notes import Note
from vedette.store.notes import append as append_notes
from vedette.store.notes import latest as latest_notes
from vedette.store.notes import of_kind as notes_of_kind
from vedette.store.place import Place, store_at
from vedette.store.replay import apply, check_split, point_target, targets_of

DEFAULT = "desk"
BATCH = 64
"""Items recorded in one transaction: all of a batch, or none of it, outlives a crash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a desk has come; as long as two states are equal, every answer of the desk is the same."""

    entries: int
    judgements: int
    last_moment: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened desk; `clock` dates what is recorded, `engine` makes what is derived."""

    store: Store
    clock: Clock
    engine: Engine

    @classmethod
    def init(cls, place: Place = DEFAULT, *, clock: Clock = system_clock, engine: Engine | None = None) -> "Desk":
        """Make an empty desk, or open the one that is there; raises `StoreError` for a place of other things."""
        store = store_at(place)
        store.make()
        with store.writer("facts") as session:
            custody.mark_new(store, session)
        return cls.open(place, clock=clock, engine=engine)

    @classmethod
    def open(cls, place: Place = DEFAULT, *, clock: Clock = system_clock, engine: Engine | None = None) -> "Desk":
        """Open a desk that is there; raises `StoreError` when there is none or a newer program wrote it."""
        store = store_at(place)
        if not store.exists():
            raise StoreError(f"no desk at {store.place}; make one with `vedette init {store.place}`")
        with store.reader("facts"):
            return cls(store, clock, engine or DefaultEngine())

    @property
    def place(self) -> str:
        """The folder or the address, as it may be shown (without a password)."""
        return self.store.place

    def add(self, items: Iterable[Taken]) -> Iterator[facts.Entry]:
        """Record what intake took, batch by batch; an entry that has been given out is on disk for good.

        Others may write between two batches.
        """
        queue = iter(items)
        while batch := list(islice(queue, BATCH)):
            with self._writing() as session:
                entries = facts.append(session, batch, clock=self.clock)
            textindex.keep_up(self.store)
            yield from entries

    def record(self, *, as_known_at: str | None = None, progress: derived.Progress | None = None) -> DeskRecord:
        """All that the desk knew at a moment (a date means its end; None: all it knows).

        Derived data is taken from where these very versions made it before, else made now and kept.
        """
        until = self._until(as_known_at)
        with self.store.reader("facts") as session:
            held = facts.holdings(session, until=until)
            counts = facts.counts(session, until=until)
            refusals = facts.refusals(session, until=until)
            judged = judgements.until(session, until)
        reports = tuple(holding.report for holding in held)
        inputs = tuple(map(derived.input_key, reports))
        annotations = derive.annotations(self.store, self.engine, reports, inputs, progress=progress)
        record = DeskRecord(
            as_known_at=None if as_known_at is None else until,
            reports=reports,
            annotations=annotations,
            links=derive.links(self.store, self.engine, reports, inputs, annotations),
            ledger=counts,
            refusals=refusals,
            recorded_at=tuple(holding.recorded_at for holding in held),
            sources=tuple(holding.sources for holding in held),
        )
        return apply(record, judged)[0]

    def judge(
        self, ruling: Ruling, targets: Sequence[str] = (), *, by: str, why: str, seen_at: str | None = None
    ) -> Judgement:
        """Record what an analyst decides about incidents (`i4`), mentions (`REPORT#3`) or figures
        (`REPORT@128`); the next look follows it.

        The ids are those of the record as known at `seen_at`. Raises `InputError` when the ruling has no such target.
        """
        _check_signed(by, why)
        check_targets(ruling, targets)
        record = self.record(as_known_at=seen_at)
        on_point = ruling.act == "set-point"
        anchors = (point_target(record, targets[0]),) if on_point else targets_of(record, targets)
        if ruling.act == "split":
            check_split(record, anchors)
        with self._writing() as session:
            return judgements.append(session, ruling, anchors, by=by, why=why, clock=self.clock)

    def undo(self, number: int, *, by: str, why: str) -> Judgement:
        """Take a judgement back: the record is again as if it had not been made; the judgement stays on file.

        Undoing an undoing brings the judgement back. Raises `InputError` when there is nothing to undo.
        """
        _check_signed(by, why)
        with self._writing() as session:
            judgements.check_undo(judgements.until(session, FOREVER), number)
            return judgements.append(session, None, (), by=by, why=why, clock=self.clock, undoes=number)

    def judgements(self, *, as_known_at: str | None = None) -> tuple[Judgement, ...]:
        """All judgements ever made up to a moment, undone ones and the undoings too."""
        with self.store.reader("facts") as session:
            return judgements.until(session, self._until(as_known_at))

    def note(self, notes: Sequence[tuple[str, str, bytes]]) -> None:
        """Leave notes of (kind, key, JSON): the memory of programs that work on the desk; no view is made from them."""
        if notes:
            with self._writing() as session:
                append_notes(session, notes, clock=self.clock)

    def notes(self, kind: str) -> tuple[Note, ...]:
        """All notes of a kind, oldest first."""
        with self.store.reader("facts") as session:
            return tuple(notes_of_kind(session, kind))

    def latest_notes(self, kind: str, keys: Iterable[str] | None = None) -> dict[str, Note]:
        """The newest note of a kind about each of the keys that has one (None: about every key)."""
        with self.store.reader("facts") as session:
            return {note.key: note for note in latest_notes(session, kind, keys)}

    def state(self) -> State:
        """How far the desk has come; cheap, to be asked often."""
        with self.store.reader("facts") as session:
            entry, judgement = facts.last_rows(session)
        moments = [str(row[1]) for row in (entry, judgement) if row is not None]
        numbers = [0 if row is None else int(row[0]) for row in (entry, judgement)]
        return State(entries=numbers[0], judgements=numbers[1], last_moment=max(moments, default=None))

    def last_moment(self) -> str | None:
        """When the newest entry or judgement was recorded."""
        return self.state().last_moment

    def forget_derived(self) -> None:
        """Throw away what was derived; the next look at the desk makes it again."""
        self.store.forget_derived()

    def _until(self, as_known_at: str | None) -> str:
        return FOREVER if as_known_at is None else known_at(as_known_at, clock=self.clock)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """One transaction on the facts, while nobody else writes; when it is over it is on disk and marked."""
        with self.store.writer("facts") as session:
            with session.transaction():
                yield session
            custody.mark(self.store, session)


def _check_signed(by: str, why: str) -> None:
    """A judgement is signed and has its reason."""
    if not by.strip() or not why.strip():
        raise InputError("a judgement needs the analyst's name and a reason")
