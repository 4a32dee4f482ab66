"""Near: what stands at a place of the text, found without looking through all of it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from vedette.record import Span

T = TypeVar("T")
_BLOCK = 512


class Near(Generic[T]):
    """Things by the stretches of text that they touch; each is answered once, in the order in which it was put in."""

    __slots__ = ("_blocks", "_things")

    def __init__(self, things: Iterable[tuple[Span, T]] = ()) -> None:
        self._things: list[T] = []
        self._blocks: defaultdict[int, list[int]] = defaultdict(list)
        for span, thing in things:
            self.put([span], thing)

    def put(self, spans: Iterable[Span], thing: T) -> None:
        """Remember a thing at some stretches."""
        number = len(self._things)
        self._things.append(thing)
        for block in sorted({b for s in spans for b in _blocks(s)}):
            self._blocks[block].append(number)

    def at(self, *spans: Span) -> list[T]:
        """The things in the blocks that the stretches touch (near them, not always on them)."""
        numbers = {n for s in spans for b in _blocks(s) if b in self._blocks for n in self._blocks[b]}
        return [self._things[n] for n in sorted(numbers)]


def _blocks(span: Span) -> range:
    return range(span.start // _BLOCK, (span.end - 1) // _BLOCK + 1)
