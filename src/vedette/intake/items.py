"""What intake hands on: each thing offered ends as a candidate for the record or is quarantined with its reason."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from vedette.record import Report

Kind = Literal["text", "page", "report", "mail", "pdf", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of one item is read at most: bytes, characters of text, seconds in the worker."""

    max_bytes: int = 20_000_000
    max_chars: int = 1_000_000
    seconds: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an item was found: a path or `-`, the line in it if it has lines, and the SHA-256 of its bytes."""

    source: str
    line: int | None = None
    content: str = ""
    size: int = 0

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}, line {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A report that can be taken: its text is normalised, its id is made from the text, its bytes are as found."""

    origin: Origin
    kind: Kind
    original: bytes = field(repr=False)
    identity: str
    report: Report
    given_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """An item that cannot be taken, and why."""

    origin: Origin
    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a format gives before its text is normalised and judged."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed: where it is, and what the feed says of it; a page, or another feed or sitemap to read."""

    url: str
    kind: Literal["page", "feed", "sitemap"] = "page"
    title: str | None = None
    published: str | None = None
    updated: str | None = None


def origin_of(source: str, data: bytes, *, line: int | None = None) -> Origin:
    """The origin of an item whose bytes are at hand."""
    return Origin(source=source, line=line, content=hashlib.sha256(data).hexdigest(), size=len(data))
