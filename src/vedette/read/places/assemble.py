"""Assembly: from a choice to the place that the record keeps, with an honest precision and no false point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from vedette.read.gazetteer import Entry, Kind
from vedette.read.places import gate
from vedette.read.places.areas import Area, area_of
from vedette.read.places.lexicon import words
from vedette.read.places.mentions import Mention
from vedette.read.places.model import Model, buckets, likelihood
from vedette.read.places.resolve import Choice, point_of
from vedette.read.places.use import use_of
from vedette.read.reading import Reading
from vedette.record import Place, Span
from vedette.record.annotation import PlaceUse

Precision = Literal[1, 2, 3, 4, 5, 6, 7]

TRUSTED = 0.4
"""A choice that the gate trusts less is not made (chosen by cross-validation)."""
NAMED = 0.12
"""A name as likely as this to be a place, whose choice is not trusted, stays without a point; low, because a place too
few hides where an event was, and a place without a point misleads nobody."""
SAME_COUNTRY = 0.9
CLEAR, CERTAIN = 0.6, 0.9
"""A name led in by "in", "near" or "entered" is trusted when its whereabouts are as sure as this."""
FOREIGN_TOWN = 100_000
_PRECISION: dict[Kind, Precision] = {
    Kind.CITY: 1,
    Kind.SPOT: 1,
    Kind.ADMIN2: 3,
    Kind.ADMIN1: 4,
    Kind.REGION: 4,
    Kind.COUNTRY: 6,
    Kind.CONTINENT: 7,
    Kind.WATER: 5,
}
UNKNOWN: Precision = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What all the places of a report share."""

    reading: Reading
    ballots: gate.Ballots
    datelines: Sequence[Span]
    model: Model
    made_by: str


def place_of(page: Page, choice: Choice) -> Place | None:
    """The place that a choice stands for; None when the words name none."""
    mention, candidate = choice.mention, choice.candidate
    if candidate is not None and candidate.people:
        return _nationality(page, choice, candidate.entry)
    marks = buckets(gate.features(page.reading, choice, page.ballots)) if page.reading.words.parsed else []
    if candidate is None:
        return _without_point(page, choice, country=None, rule="unknown") if _named(page, mention, marks) else None
    if _trust(page, choice, marks) >= TRUSTED and not foreign(choice):
        return _resolved(page, choice, candidate.entry)
    if mention.source in ("name", "context") and _named(page, mention, marks):
        known = choice.same_country >= SAME_COUNTRY and not foreign(choice)
        country = candidate.entry.country or None if known else None
        return _without_point(page, choice, country=country, rule="doubtful")
    return None


def _trust(page: Page, choice: Choice, marks: list[int]) -> float:
    """The gate's trust in a choice; without a parse, names are places only where a word such as "in" leads them in."""
    said, first = page.reading.words, choice.mention.first
    before = said.all[first - 1].lower if first else ""
    if not said.parsed:
        return 1.0 if choice.mention.kind == "place" or before in words("leads") else 0.0
    trust = likelihood(page.model.gate, marks)
    settled = before in words("entries") and _reads_as_place(page, choice)
    return max(trust, TRUSTED) if settled or choice.speaks else trust


def _reads_as_place(page: Page, choice: Choice) -> bool:
    """Whether a name after "in" or "entered" is plainly one known place: no person, no date, no everyday word."""
    mention = choice.mention
    if mention.source not in ("name", "scan") or mention.root.ent in ("DATE", "TIME"):
        return False
    if mention.kind == "person" and mention.last - mention.first == 1:
        return False
    last = page.reading.words.all[mention.last - 1]
    named = last.pos == "PROPN" or not page.reading.doc.vocab[last.lower].has_vector
    return named and choice.sure >= (CLEAR if mention.kind in ("place", "organisation", None) else CERTAIN)


def _named(page: Page, mention: Mention, marks: list[int]) -> bool:
    """Whether the name is a place at all, whichever it may be."""
    text = mention.text.lower()
    if text in words("adjectives") or text in words("nouns"):
        return False
    if not page.reading.words.parsed:
        return mention.kind == "place"
    return likelihood(page.model.named, marks) >= NAMED


def foreign(choice: Choice) -> bool:
    """The country gate: a small town under a borrowed spelling, in a country of which nothing else speaks."""
    candidate = choice.candidate
    return (
        candidate is not None
        and candidate.entry.kind == Kind.CITY
        and not candidate.primary
        and candidate.entry.population < FOREIGN_TOWN
        and choice.alone
    )


def _resolved(page: Page, choice: Choice, entry: Entry) -> Place:
    """A place with its point, or as an area without one."""
    mention = choice.mention
    area = area_of(page.reading.words, mention, choice.candidate)
    use = _use(page, choice, area)
    lat, lon = point_of(entry)
    place = _place(page, choice, use=use, rule=f"{mention.source}+{entry.kind.name.lower()}")
    precision: Precision = 6 if use == "government" else _PRECISION[entry.kind]
    if entry.kind == Kind.REGION and lat is None:
        precision = 5
    found = replace(
        place,
        name=entry.name,
        lat=lat,
        lon=lon,
        geonameid=entry.geonameid or None,
        country=entry.country or None,
        admin1=entry.admin1 or None,
        precision=precision,
    )
    return found if area is None or use != "place" else _as_area(page, found, area)


def _as_area(page: Page, place: Place, area: Area) -> Place:
    """The place as the area that the words around it make; the id stays that of the unit it is part of."""
    if not area.pointless:
        return replace(place, precision=cast(Precision, area.precision), rule=f"{place.rule}+near")
    start, end = page.reading.words.all[area.first].start, page.reading.words.all[area.last - 1].end
    text = page.reading.report.text[start:end]
    return replace(
        place,
        start=start,
        end=end,
        text=text,
        name=text,
        lat=None,
        lon=None,
        precision=cast(Precision, area.precision),
        rule=f"{place.rule}+area",
    )


def _nationality(page: Page, choice: Choice, entry: Entry) -> Place:
    """A people's name: the country, never a point."""
    use: PlaceUse = "part" if choice.mention.source == "inside" else "nationality"
    place = _place(page, choice, use=use, rule="demonym")
    return replace(place, name=entry.name, geonameid=entry.geonameid or None, country=entry.country, precision=6)


def _without_point(page: Page, choice: Choice, *, country: str | None, rule: str) -> Place:
    """A name read as a place that cannot be resolved: at most its country is told."""
    place = _place(page, choice, use=_use(page, choice, None), rule=f"{choice.mention.source}+{rule}")
    return replace(place, country=country, precision=6 if country else UNKNOWN)


def _use(page: Page, choice: Choice, area: Area | None) -> PlaceUse:
    span = _span(page, choice.mention)
    if any(line.holds(span) for line in page.datelines):
        return "dateline"
    use = use_of(page.reading.words, choice.mention, choice.candidate, model=page.model)
    return "place" if use == "government" and area is not None else use


def _place(page: Page, choice: Choice, *, use: PlaceUse, rule: str) -> Place:
    """A place of which only the words are known."""
    span = _span(page, choice.mention)
    return Place(
        start=span.start,
        end=span.end,
        text=choice.mention.text,
        name=choice.mention.text,
        lat=None,
        lon=None,
        geonameid=None,
        country=None,
        admin1=None,
        precision=UNKNOWN,
        use=use,
        made_by=page.made_by,
        rule=rule,
    )


def _span(page: Page, mention: Mention) -> Span:
    start = page.reading.words.all[mention.first].start
    return Span(start, start + len(mention.text))
