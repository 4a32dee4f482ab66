"""A desk: one folder with facts that are never lost and derived data that can always be made again."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from vedette.errors import InputError, StoreError
from vedette.intake import Taken
from vedette.record import DeskRecord, Judgement, Ruling
from vedette.record.judgement import check_targets
from vedette.store import custody, derive, derived, facts, judgements, lock
from vedette.store.clock import FOREVER, Clock, known_at, system_clock
from vedette.store.database import file, open_reader, open_writer, transaction
from vedette.store.engine import DefaultEngine, Engine
from vedette.store.replay import apply, check_split, targets_of

DEFAULT = Path("desk")
BATCH = 64
"""Items recorded in one transaction: all of a batch, or none of it, outlives a crash."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened desk; `clock` dates what is recorded, `engine` makes what is derived."""

    folder: Path
    clock: Clock
    engine: Engine

    @classmethod
    def init(cls, folder: Path = DEFAULT, *, clock: Clock = system_clock, engine: Engine | None = None) -> "Desk":
        """Make an empty desk, or open the one that is there; raises `StoreError` for a folder of other things."""
        if not file(folder, "facts").exists() and folder.exists() and not (folder.is_dir() and _empty(folder)):
            raise StoreError(f"{folder} is there and is not a desk; name an empty or a new folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"no desk can be made at {folder}: {error.strerror}") from error
        with lock.writer(folder), open_writer(folder, "facts") as connection:
            custody.mark_new(folder, connection)
        return cls.open(folder, clock=clock, engine=engine)

    @classmethod
    def open(cls, folder: Path = DEFAULT, *, clock: Clock = system_clock, engine: Engine | None = None) -> "Desk":
        """Open a desk that is there; raises `StoreError` when there is none or a newer program wrote it."""
        if not file(folder, "facts").exists():
            raise StoreError(f"no desk at {folder}; make one with `vedette init {folder}`")
        with open_reader(folder, "facts"):
            return cls(folder, clock, engine or DefaultEngine())

    def add(self, items: Iterable[Taken]) -> Iterator[facts.Entry]:
        """Record what intake took, batch by batch; an entry that has been given out is on disk for good."""
        queue = iter(items)
        with self._facts() as connection:
            while batch := list(islice(queue, BATCH)):
                with transaction(connection):
                    entries = facts.append(connection, batch, clock=self.clock)
                custody.mark(self.folder, connection)
                yield from entries

    def record(self, *, as_known_at: str | None = None, progress: derived.Progress | None = None) -> DeskRecord:
        """All that the desk knew at a moment (a date means its end; None: all it knows).

        Derived data is taken from the derived file where these very versions made it, else made now and kept.
        """
        until = FOREVER if as_known_at is None else known_at(as_known_at, clock=self.clock)
        with open_reader(self.folder, "facts") as connection:
            held = facts.holdings(connection, until=until)
            counts = facts.counts(connection, until=until)
            refusals = facts.refusals(connection, until=until)
            judged = judgements.until(connection, until)
        reports = tuple(holding.report for holding in held)
        annotations = derive.annotations(self.folder, self.engine, reports, progress=progress)
        record = DeskRecord(
            as_known_at=None if as_known_at is None else until,
            reports=reports,
            annotations=annotations,
            links=derive.links(self.folder, self.engine, reports, annotations),
            ledger=counts,
            refusals=refusals,
            recorded_at=tuple(holding.recorded_at for holding in held),
            sources=tuple(holding.sources for holding in held),
        )
        return apply(record, judged)[0]

    def judge(
        self, ruling: Ruling, targets: Sequence[str] = (), *, by: str, why: str, seen_at: str | None = None
    ) -> Judgement:
        """Record what an analyst decides about incidents (`i4`) or mentions (`REPORT#3`); the next look follows it.

        The ids are those of the record as known at `seen_at`. Raises `InputError` when the ruling has no such target.
        """
        _check_signed(by, why)
        check_targets(ruling, targets)
        record = self.record(as_known_at=seen_at)
        anchors = targets_of(record, targets)
        if ruling.act == "split":
            check_split(record, anchors)
        with self._facts() as connection:
            with transaction(connection):
                made = judgements.append(connection, ruling, anchors, by=by, why=why, clock=self.clock)
            custody.mark(self.folder, connection)
        return made

    def undo(self, number: int, *, by: str, why: str) -> Judgement:
        """Take a judgement back: the record is again as if it had not been made; the judgement stays on file.

        Undoing an undoing brings the judgement back. Raises `InputError` when there is nothing to undo.
        """
        _check_signed(by, why)
        with self._facts() as connection:
            with transaction(connection):
                judgements.check_undo(judgements.until(connection, FOREVER), number)
                made = judgements.append(connection, None, (), by=by, why=why, clock=self.clock, undoes=number)
            custody.mark(self.folder, connection)
        return made

    def judgements(self, *, as_known_at: str | None = None) -> tuple[Judgement, ...]:
        """All judgements ever made up to a moment, undone ones and the undoings too."""
        until = FOREVER if as_known_at is None else known_at(as_known_at, clock=self.clock)
        with open_reader(self.folder, "facts") as connection:
            return judgements.until(connection, until)

    def last_moment(self) -> str | None:
        """When the newest entry was recorded."""
        with open_reader(self.folder, "facts") as connection:
            return facts.last_moment(connection)

    def forget_derived(self) -> None:
        """Throw the derived file away; the next look at the desk makes it again."""
        with lock.writer(self.folder):
            derive.forget(self.folder)

    @contextmanager
    def _facts(self) -> Iterator[sqlite3.Connection]:
        """The facts for writing, while nobody else writes."""
        with lock.writer(self.folder), open_writer(self.folder, "facts") as connection:
            yield connection


def _check_signed(by: str, why: str) -> None:
    """A judgement is signed and has its reason."""
    if not by.strip() or not why.strip():
        raise InputError("a judgement needs the analyst's name and a reason")


def _empty(folder: Path) -> bool:
    """Nothing in it, or no more than a desk that was being made leaves behind."""
    return all(child.name == lock.NAME for child in folder.iterdir())
