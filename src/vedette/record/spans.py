"""Spans: where in a report's text a value stands."""

from dataclasses import dataclass
from typing import NamedTuple

from vedette.errors import SpanError


class Span(NamedTuple):
    """A slice of a report's text: Unicode code points, end exclusive; written as `[start, end]`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Do the two share at least one character?"""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Does the other lie wholly inside this one?"""
        return self.start <= other.start and other.end <= self.end


def check_span(span: Span) -> Span:
    """Return the span, or raise `SpanError` when it is empty, reversed or negative."""
    check_ends(span.start, span.end)
    return span


def check_ends(start: int, end: int) -> None:
    """Raise `SpanError` when a span with these ends would be empty, reversed or negative."""
    if not 0 <= start < end:
        raise SpanError(f"not a span: [{start}, {end}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What stands at one place of a report; no value exists without its span.

    `made_by` is the layer that made it (`times/1`), `rule` the rule or model inside that layer.
    """

    start: int
    end: int
    made_by: str
    rule: str = ""

    def __post_init__(self) -> None:
        check_ends(self.start, self.end)

    @property
    def span(self) -> Span:
        """The slice of the report's text that this value stands on."""
        return Span(self.start, self.end)
