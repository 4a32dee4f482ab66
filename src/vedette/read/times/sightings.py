"""Sightings: the dates that a report names outright, the layer each stands in, and which way its sentence looks."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vedette.read.times.calendar import days_of
from vedette.read.times.direction import Directions
from vedette.read.times.frame import Frame
from vedette.read.times.reckon import reckon
from vedette.read.times.recognise import Mention
from vedette.record import Sentence, Span
from vedette.record.annotation import TextLayer

_PARTIAL = frozenset({"date", "month", "weekend", "weekday"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A date as it stands: `days` None where its year is left open; `modifies`: it stands before a noun."""

    mention: Mention
    value: str
    days: tuple[date, date] | None
    layer: TextLayer | None
    sentence: Span | None
    ahead: int
    modifies: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.mention.start, self.mention.end)

    @property
    def is_day(self) -> bool:
        """Is it one day, year and all?"""
        return self.days is not None and self.days[0] == self.days[1]


def sightings(
    mentions: Sequence[Mention], sentences: Sequence[Sentence], directions: Directions
) -> tuple[Sighting, ...]:
    """All dates of the report, reckoned without knowing when it came out."""
    starts = [sentence.start for sentence in sentences]
    found = []
    for mention in mentions:
        if mention.make not in _PARTIAL | {"year", "deictic"}:
            continue
        result = reckon(mention.make, mention.slots, Frame(today=None))
        if (
            result is None
            or result.kind not in ("date", "time")
            or (result.value.endswith("REF") and mention.make != "deictic")
        ):
            continue
        at = bisect_right(starts, mention.start) - 1
        sentence = sentences[at] if at >= 0 and mention.start < sentences[at].end else None
        found.append(
            Sighting(
                mention=mention,
                value=result.value,
                days=days_of(result.value, result.mod),
                layer=sentence.layer if sentence else None,
                sentence=sentence.span if sentence else None,
                ahead=directions.ahead(mention.start, mention.end),
                modifies=directions.modifies(mention.end),
            )
        )
    return tuple(found)
