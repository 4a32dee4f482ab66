"""Shelves: things of one kind on disk, each read again when it is asked for by its number."""

import os
import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, overload

T = TypeVar("T")
_AT_HAND = 2048
"""Things that a shelf keeps at hand as they were last read."""


class Pile:
    """Pieces of bytes, one after the other, in a file without a name: it is gone however the program ends."""

    def __init__(self, folder: Path) -> None:
        """Raises `OSError` when nothing can be written there."""
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the pile
        self._cuts = array("Q", [0])

    def add(self, piece: bytes) -> None:
        """Put one more piece down; raises `OSError` when the disk is full."""
        self._file.write(piece)
        self._cuts.append(self._cuts[-1] + len(piece))

    def done(self) -> None:
        """No more pieces will come: let all be read."""
        self._file.flush()

    def __len__(self) -> int:
        return len(self._cuts) - 1

    def __getitem__(self, number: int) -> bytes:
        begin, end = self._cuts[number], self._cuts[number + 1]
        return os.pread(self._file.fileno(), end - begin, begin)

    @property
    def size(self) -> int:
        """Bytes laid down."""
        return self._cuts[-1]


class Shelf(Sequence[T]):
    """A pile read as things, in the order of `numbers`."""

    def __init__(self, pile: Pile, decode: Callable[[bytes], T], numbers: Sequence[int] | None = None) -> None:
        """Without `numbers` the things stand in the order of the pile."""
        self._numbers = range(len(pile)) if numbers is None else array("Q", numbers)
        self._read = lambda number: decode(pile[number])
        self._at = lru_cache(_AT_HAND)(self._read)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[T]:
        return map(self._read, self._numbers)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> list[T]: ...

    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self._at(number) for number in self._numbers[index]]
        return self._at(self._numbers[index])
