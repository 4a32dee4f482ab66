"""What a desk needs of the place where it is kept; all else in the store is written once, over this."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from vedette.store.statements import Kind

Row = tuple[Any, ...]
Ends = Mapping[str, tuple[int, str]]
"""How far each chain of custody reaches: its name -> number and hash of its last row."""

PATIENCE = 10.0
"""Seconds that a writer waits for another."""


class Session(Protocol):
    """Facts or derived data, open: the named statements of `sql/`. All of it raises `StoreError`."""

    def run(self, name: str, **values: object) -> int:
        """Carry out a statement; the number of rows that it added or removed."""
        ...

    def one(self, name: str, **values: object) -> Row | None:
        """The first row that a statement selects."""
        ...

    def all(self, name: str, **values: object) -> Iterator[Row]:
        """The rows that a statement selects, one after the other."""
        ...

    def rows(self, name: str) -> Iterator[dict[str, object]]:
        """The rows that a statement selects, by column."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing; without, every statement of a writer stands by itself."""
        ...


class Store(Protocol):
    """Where one desk keeps its facts and what was derived from them. All of it raises `StoreError`."""

    @property
    def place(self) -> str:
        """The folder or the address, as it may be shown (without a password)."""
        ...

    def exists(self) -> bool:
        """Is there a desk?"""
        ...

    def make(self) -> None:
        """Make an empty desk, or bring the one that is there to this program's schema."""
        ...

    def make_roles(self) -> None:
        """Make the roles of those who may only look and of those who may also add and judge."""
        ...

    def reader(self, kind: Kind) -> AbstractContextManager[Session]:
        """Open for reading only, seen as it was when reading began; a reader waits for nobody."""
        ...

    def writer(self, kind: Kind, *, wait: float = PATIENCE) -> AbstractContextManager[Session]:
        """Open for writing as the only writer; whoever comes later waits `wait` seconds.

        What is derived is brought to this program's schema; facts of an older one are refused (see `make`).
        """
        ...

    def forget_derived(self) -> None:
        """Throw away what was derived."""
        ...

    def mark(self, facts: Session, ends: Ends) -> None:
        """Note beside the facts how far the chains reach, so that a chain cut short is seen."""
        ...

    def read_mark(self) -> dict[str, tuple[int, str]] | None:
        """How far the chains reached at the last recording; None when that was never noted."""
        ...

    def damage(self, facts: Session) -> Iterator[str]:
        """What is wrong with the place itself: damaged storage, guards of the facts that were changed."""
        ...


def count(session: Session, name: str, **values: object) -> int:
    """The number that a statement counts."""
    row = session.one(name, **values)
    return 0 if row is None else int(row[0])
