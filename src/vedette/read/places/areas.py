"""Areas: directions and borders make an area of a place ("the north of Kosovo"), which has a precision but no point."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.read.gazetteer import Kind
from vedette.read.places.candidates import Candidate
from vedette.read.places.lexicon import words
from vedette.read.places.mentions import Mention
from vedette.read.words import Word, Words

WIDE = (Kind.COUNTRY, Kind.ADMIN1, Kind.REGION, Kind.CONTINENT)
PART_OF_STATE, PART_OF_UNIT, NEAR = 5, 4, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Tokens [first, last) that name an area; `precision` is UCDP's, `pointless` whether the place's point must go."""

    first: int
    last: int
    precision: int
    pointless: bool


def area_of(said: Words, mention: Mention, candidate: Candidate | None) -> Area | None:
    """The area that the words around a mention make of its place; None when they make none."""
    if candidate is None or mention.source == "inside":
        return None
    kind = candidate.entry.kind
    if kind not in WIDE:
        return _by(said.all, mention)
    first = _start(said.all, mention, candidate)
    after = said.all[mention.last].lower if mention.last < len(said.all) else ""
    if first is None and after not in words("lines"):
        return None
    precision = PART_OF_STATE if kind != Kind.ADMIN1 or after in words("lines") else PART_OF_UNIT
    return Area(first=mention.first if first is None else first, last=mention.last, precision=precision, pointless=True)


def _start(every: Sequence[Word], mention: Mention, candidate: Candidate) -> int | None:
    """Where the words of the area begin, when some stand before the name or at its head."""
    if candidate.part:
        return mention.first
    before = [word.lower for word in every[max(0, mention.first - 5) : mention.first]]
    if before and before[-1] in words("adjectives") and every[mention.first - 1].text.islower():
        return mention.first - 1
    if before and before[-1] == "the":
        before.pop()
    if len(before) < 2 or before[-1] not in ("of", "with"):
        return None
    noun = before[-2]
    fits = noun in words("lines") if before[-1] == "with" else noun in words("nouns") | words("lines")
    at = max(0, mention.first - 5) + len(before) - 2
    articled = at > 0 and every[at - 1].lower == "the"
    if not fits or not (articled or before[-1] == "with" or noun in ("parts", "part", "half")):
        return None
    return at - 1 if articled else at


def _by(every: Sequence[Word], mention: Mention) -> Area | None:
    """A spot near a town: "near X", "south of X"; the point stays, the precision says so."""
    before = every[mention.first - 1].lower if mention.first else ""
    earlier = every[mention.first - 2].lower if mention.first > 1 else ""
    if before in words("near") or (before == "of" and earlier in words("nouns")):
        return Area(first=mention.first, last=mention.last, precision=NEAR, pointless=False)
    return None
