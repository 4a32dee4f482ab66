"""Times: when, and when the report itself came out."""

from dataclasses import replace
from datetime import date

from vedette.read.reading import Layer, Reading
from vedette.read.times.calendar import days_of
from vedette.read.times.direction import Directions
from vedette.read.times.frame import Reckoned
from vedette.read.times.grammar import grammar
from vedette.read.times.published import date_report
from vedette.read.times.recognise import Mention, recognise
from vedette.read.times.sightings import sightings
from vedette.read.times.story import reckon_all
from vedette.read.times.tokens import tokenise
from vedette.record import Time


def read(reading: Reading) -> Reading:
    """Fill `times` and `published`: recognise, date the report, then reckon each expression from that date."""
    rules = grammar()
    mentions = recognise(tokenise(reading.report.text, rules.vocabulary), rules)
    directions = Directions.of(reading.doc)
    published = date_report(reading, sightings(mentions, reading.sentences, directions))
    today = date.fromisoformat(published.earliest) if published.earliest and published.latest else None
    found = reckon_all(mentions, today, directions)
    times = tuple(_time(m, r) for m, r in zip(mentions, found, strict=True) if r is not None)
    return replace(reading, times=times, published=published)


def _time(mention: Mention, found: Reckoned) -> Time:
    first, last = found.first, found.last
    if first is None and last is None and not found.open_days:
        first, last = days_of(found.value, found.mod) or (None, None)
    return Time(
        start=mention.start,
        end=mention.end,
        kind=found.kind,
        value=found.value,
        mod=found.mod,
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        anchor=found.anchor,
        flags=found.flags,
        made_by=LAYER.id,
        rule=mention.rule,
    )


LAYER = Layer("times", 1, fills=("times", "published"), read=read)
