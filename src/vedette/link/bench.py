"""The bench: where linking lays what it works with, and how it finds what is worth comparing."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from vedette.link import candidates
from vedette.link.pairs import Pairs
from vedette.link.shingles import Text

T = TypeVar("T")


class Bench(Protocol):
    """Memory, or a disk for more reports than memory holds; the links are the same on every bench."""

    def keep(self, kind: type[T], things: Iterable[T]) -> Sequence[T]:
        """Lay things of one kind down, to be read again in any order."""
        ...

    def shared_grams(self, texts: Sequence[Text]) -> Pairs[int]:
        """The pairs that `candidates.shared_grams` finds."""
        ...


class InMemory:
    """All in memory: quick, and enough for some ten thousand reports."""

    def keep(self, kind: type[T], things: Iterable[T]) -> Sequence[T]:
        """The things themselves."""
        return tuple(things)

    def shared_grams(self, texts: Sequence[Text]) -> Pairs[int]:
        """Pairs that share shingles."""
        return candidates.shared_grams(texts)
