"""Resolution: which of its candidates each mention means, from the words around it and from the whole report."""

import math
from dataclasses import dataclass

from spacy.tokens import Doc

from vedette.read.gazetteer import Entry, Kind
from vedette.read.places.candidates import Candidate, is_capital
from vedette.read.places.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a mention means, and how sure that is (0 to 1); None when nothing in the gazetteer bears the name."""

    mention: Mention
    candidate: Candidate | None
    sure: float


def resolve(doc: Doc, mentions: tuple[Mention, ...], options: tuple[tuple[Candidate, ...], ...]) -> tuple[Choice, ...]:
    """One choice a mention."""
    first = [_best(scores(doc, m, c, {})) for m, c in zip(mentions, options, strict=True)]
    weight: dict[str, float] = {}
    for found, cands in zip(first, options, strict=True):
        if found is not None and cands:
            entry = cands[found[0]].entry
            weight[entry.country] = weight.get(entry.country, 0) + found[1]
    out = []
    for mention, cands in zip(mentions, options, strict=True):
        found = _best(scores(doc, mention, cands, weight))
        out.append(
            Choice(mention=mention, candidate=cands[found[0]] if found else None, sure=found[1] if found else 0.0)
        )
    return tuple(out)


def scores(doc: Doc, mention: Mention, cands: tuple[Candidate, ...], weight: dict[str, float]) -> list[float]:
    """A score for each candidate."""
    total = sum(weight.values()) or 1.0
    text = doc[mention.first : mention.last].text
    return [
        0.9 * math.log10(c.entry.population + 10)
        + 2.0 * c.primary
        + 6.0 * (c.entry.kind == Kind.COUNTRY)
        + 2.0 * is_capital(c.entry, text)
        - 1.0 * (c.entry.kind == Kind.ADMIN2 and c.unit != Kind.ADMIN2)
        - 2.5 * (c.entry.kind == Kind.ADMIN1 and c.unit != Kind.ADMIN1 and c.entry.country != "USA")
        + 4.0 * (c.unit == c.entry.kind)
        + 3.0 * weight.get(c.entry.country, 0) / total
        for c in cands
    ]


def _best(values: list[float]) -> tuple[int, float] | None:
    if not values:
        return None
    top = max(values)
    at = values.index(top)
    return at, 1 / sum(math.exp(v - top) for v in values)


def point_of(entry: Entry) -> tuple[float | None, float | None]:
    """The point of a place; countries and continents have none."""
    if entry.kind in (Kind.COUNTRY, Kind.CONTINENT):
        return None, None
    return entry.lat, entry.lon
