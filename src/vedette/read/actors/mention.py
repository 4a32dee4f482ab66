"""Mentions of actors before they are put together: what stands where, and what the words themselves say of it."""

from dataclasses import dataclass, replace
from typing import Literal

from vedette.record import Span
from vedette.record.annotation import ActorKind

Form = Literal["name", "nominal", "title", "pronoun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention; two with the same `key` are one actor.

    `head` is a token index (-1 without a parse); `noun` the folded noun or office; `body` the organisation that a
    person speaks for; `article` the word before ("the", "a", "its").
    """

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
    noun: str = ""
    body: str | None = None
    article: str = ""
    plural: bool = False
    gender: str = ""
    rule: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    def under(self, key: str, *, rule: str | None = None) -> "Mention":
        """The same mention as part of another actor."""
        return replace(self, key=key, rule=self.rule if rule is None else rule)
