"""Mentions of actors before they are put together: what stands where, and what the words themselves say of it."""

from dataclasses import dataclass, replace
from typing import Literal

from vedette.record import Span
from vedette.record.annotation import ActorKind

Form = Literal["name", "nominal", "title", "pronoun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention; two with the same `key` are one actor. `head` is a token index, -1 when there is no parse."""

    start: int
    end: int
    form: Form
    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    head: int = -1
    plural: bool = False
    definite: bool = False
    sort: str = ""
    rule: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    def under(self, key: str) -> "Mention":
        """The same mention as part of another actor."""
        return replace(self, key=key)
