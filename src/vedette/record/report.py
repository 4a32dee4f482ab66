"""Reports: what comes in, as given (INTERFACE.md, "Input")."""

from dataclasses import dataclass

from vedette.record.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDyad:
    """The two sides between whom an event is asked for; None: that side is not named in the text."""

    actor: Span | None
    recipient: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEvent:
    """An event mention to be linked instead of the desk's own."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as the desk got it; `text` is plain text, title first if there is one, and is never rewritten.

    `published` is a date known from outside the text; `received` is never used to date the text.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    received: str | None = None
    given_dyad: GivenDyad | None = None
    given_events: tuple[GivenEvent, ...] = ()
