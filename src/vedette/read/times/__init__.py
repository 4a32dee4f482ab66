"""Times: when, and when the report itself came out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vedette.read.reading import Layer, Reading
from vedette.read.times.anchored import count_from_events
from vedette.read.times.calendar import Days, days_of
from vedette.read.times.direction import Directions
from vedette.read.times.frame import Reckoned
from vedette.read.times.grammar import grammar
from vedette.read.times.published import date_report, iso_day
from vedette.read.times.quoted import sayings
from vedette.read.times.recognise import Mention, recognise
from vedette.read.times.sightings import sightings
from vedette.read.times.slashes import settle
from vedette.read.times.story import Teller
from vedette.read.times.tokens import tokenise
from vedette.record import Published, Time


def read(reading: Reading) -> Reading:
    """Fill `times` and `published`: recognise, date the report, then reckon each expression from that date."""
    rules, text = grammar(), reading.report.text
    given = iso_day(reading.report.published or "")
    mentions = settle(recognise(tokenise(text, rules.vocabulary), rules), url=reading.report.url, given=given)
    directions = Directions.of(reading.doc, reading.report.text)
    published = date_report(reading, sightings(mentions, reading.sentences, directions))
    said = sayings(text, reading.attributions, reading.sentences, mentions)
    teller = Teller(mentions=mentions, directions=directions, sayings=said)
    times = _between(mentions, teller, published)
    return replace(reading, times=times, published=published)


def _between(mentions: Sequence[Mention], teller: Teller, published: Published) -> tuple[Time, ...]:
    """Reckon from the first day on which the report may have come out; the days also cover what the last would give."""
    if published.earliest is None or published.latest is None:
        first, last = None, None
    else:
        first, last = date.fromisoformat(published.earliest), date.fromisoformat(published.latest)
    text = teller.directions.text
    found = count_from_events(text, mentions, teller.reckon_from(first))
    later = count_from_events(text, mentions, teller.reckon_from(last)) if last != first else found
    return tuple(_time(m, a, b) for m, a, b in zip(mentions, found, later, strict=True) if a is not None)


def _days(found: Reckoned) -> tuple[date | None, date | None]:
    if found.first is not None or found.last is not None or found.open_days:
        return found.first, found.last
    days: Days | None = days_of(found.value, found.mod)
    return days if days is not None else (None, None)


def _time(mention: Mention, found: Reckoned, later: Reckoned | None) -> Time:
    first, last = _days(found)
    if later is not None and later is not found and last is not None:
        last = max(last, _days(later)[1] or last)
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
        relative_to=found.relative_to,
        made_by=LAYER.id,
        rule=mention.rule,
    )


LAYER = Layer("times", 2, fills=("times", "published"), asks=("url", "published"), read=read)
