"""Who takes part: the words around a trigger as participants, canonical actors where the report knows them."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from vedette.read.events import grammar
from vedette.read.events.index import Index, index
from vedette.read.events.lexicon import table
from vedette.read.events.match import NAME_TYPES, human
from vedette.read.reading import Reading
from vedette.read.words import Word
from vedette.record import Actor, Participant, Place, Span

_MAX_NAME = 80
_MAX_PHRASE = 16
_DEMONYMS = ("ian", "ean", "ese", "ish")
_OWNING = frozenset({"poss", "compound", "amod", "nmod", "appos", "prep", "pobj", "npadvmod", "conj"})
_BELONGING = frozenset({"of", "from", "in", "at", "near", "on", "within", "across", "inside", "outside"})
_PERSONS = frozenset({"they", "them", "he", "him", "she", "her"})
_BARE_PRONOUNS = frozenset({"it", "which", "that", "this", "these", "those", "there", "who", "what", "one"})


@dataclass(frozen=True, slots=True)
class Cast:
    """The text of one report, its actors, ordered by where they are mentioned, and its place names."""

    text: str
    spans: tuple[tuple[int, int, int], ...]
    actors: tuple[Actor, ...]
    named: tuple[Place, ...]
    places: Index

    def at(self, start: int, end: int) -> tuple[Actor, Span] | None:
        """The actor whose mention covers this stretch of text, and that mention."""
        index = bisect_right(self.spans, (start, 1 << 60, 0)) - 1
        for first, last, actor in reversed(self.spans[max(0, index - 4) : index + 1]):
            if first <= start and end <= last:
                return self.actors[actor], Span(first, last)
        return None

    def country(self, start: int, end: int) -> str | None:
        """The country of a government or nationality named inside this stretch."""
        inside = (self.named[k] for k in sorted(self.places.within(Span(start, end))))
        return next((p.country for p in inside if p.use in ("government", "nationality")), None)

    def ground(self, at: int) -> str | None:
        """The country of the place name that stands at this character."""
        found = self.places.holding(Span(at, at + 1))
        return self.named[found].country if found is not None else None


def cast_of(reading: Reading) -> Cast:
    """Index the actors' mentions once a report."""
    spans = sorted((m.start, m.end, k) for k, actor in enumerate(reading.actors) for m in actor.mentions)
    places = index((place.start, place.end, k) for k, place in enumerate(reading.places))
    return Cast(reading.report.text, tuple(spans), reading.actors, reading.places, places)


def participants(heads: Iterable[Word], cast: Cast) -> tuple[Participant, ...]:
    """Those of these words that name somebody, each once, in order."""
    found: dict[str, Participant] = {}
    for head in heads:
        for one in (*(_by_nation(head, cast) or (participant(head, cast),)), *_fellows(head, cast)):
            if one is not None:
                found.setdefault(one.name, one)
    return tuple(found.values())


def pointed(head: Word) -> bool:
    """Somebody only pointed at ("they", "the three"): whoever it is, nobody else in the clause stands in for them."""
    return head.lower in _PERSONS or (head.tag == "CD" and any(c.lower == "the" for c in head.children))


def _by_nation(head: Word, cast: Cast) -> tuple[Participant, ...]:
    """One noun said of several nations, told apart ("Tarsk and Ardovian soldiers")."""
    first = next((c for c in head.children if c.dep == "amod" and c.i < head.i and grammar.children(c, "conj")), None)
    nations = grammar.conjuncts(first) if first is not None else []
    countries = [cast.country(one.start, one.end) for one in nations]
    if len(nations) < 2 or None in countries:
        return ()
    return tuple(
        Participant(name=f"{one.text} {head.text}", country=country, sector=_sector(head), start=one.start, end=one.end)
        for one, country in zip(nations, countries, strict=True)
    )


def _fellows(head: Word, cast: Cast) -> list[Participant]:
    """The other owners of one shared noun ("the navies of Tarsk and Ardovia")."""
    owners = [obj for prep, obj in grammar.phrases(head) if prep == "of"] if head.pos == "NOUN" and human(head) else []
    fellows = [one for obj in owners for one in grammar.conjuncts(obj)[1:]]
    return [known for one in fellows if (known := _known(one, cast)) is not None and known.country is not None]


def participant(head: Word, cast: Cast) -> Participant | None:
    """Whom this noun phrase names: a known actor, somebody inside it, or the bare phrase; None for things."""
    head = _counted(head)
    known = _known(head, cast)
    if known is not None:
        return known
    if human(head):
        return _phrase(head, cast)
    return _inside(head, cast)


def _counted(head: Word) -> Word:
    """What is counted ("dozens of monks"): the people, not the number."""
    if head.base not in table("classes.yaml")["counting_nouns"]:
        return head
    return next((obj for prep, obj in grammar.phrases(head) if prep == "of" and human(obj)), head)


def _known(head: Word, cast: Cast) -> Participant | None:
    hit = cast.at(head.start, head.end)
    if hit is None:
        return None
    actor, span = hit
    country = actor.country
    if country is None and actor.kind != "igo":
        country = _country_of(head, cast)
    return Participant(
        name=_full_name(actor.name, head), country=country, sector=actor.sector, start=span.start, end=span.end
    )


def _full_name(name: str, head: Word) -> str:
    """A force known by a common noun alone is named with whose it is ("Tarsk forces", not "forces")."""
    if name != head.lower or head.pos not in ("NOUN", "PROPN"):
        return name
    kept = [head]
    for word in reversed(head.lefts):
        if word.i != kept[0].i - 1 or not (word.text.isalpha() and word.text[:1].isupper()):
            break
        kept.insert(0, word)
    whole = " ".join(t.text for t in kept)
    named = any(t.ent in NAME_TYPES or t.pos == "PROPN" or t.text.endswith(_DEMONYMS) for t in kept[:-1])
    return whole if named and len(whole) <= _MAX_NAME else name


def _inside(head: Word, cast: Cast) -> Participant | None:
    """Somebody named inside the phrase: the owner, a modifier, or what follows "of", "by", "from"."""
    inner = [c for c in head.children if c.dep in ("poss", "compound", "amod", "nmod")]
    inner += [
        obj for prep, obj in grammar.phrases(head) if prep in ("of", "by", "from", "against", "between", "in", "with")
    ]
    for child in inner:
        for one in (child, *grammar.children(child, "npadvmod", "compound", "amod", "poss")):
            known = _known(one, cast)
            if known is not None:
                return known
        if child.ent in NAME_TYPES or (child.dep in ("poss", "pobj") and human(child)):
            return _phrase(child, cast)
    return None


def _phrase(head: Word, cast: Cast) -> Participant | None:
    """A participant under the words of the text, when the report knows no actor there."""
    if head.lower in _BARE_PRONOUNS or head.tag in ("PRP", "WDT", "WP", "EX"):
        return None
    kept = [t for t in _noun_phrase(head) if not (t.dep == "det" or t.is_punct or t.tag == "POS")]
    while len(kept) > 1 and (kept[0].tag == "CD" or kept[0].dep in ("nummod", "quantmod")):
        kept.pop(0)
    if not kept:
        return None
    start, end = kept[0].start, kept[-1].end
    text = " ".join(cast.text[start:end].split())
    if not text or len(text) > _MAX_NAME:
        start, end = head.start, head.end
        text = head.text
    country = cast.country(start, end) or cast.ground(head.start) or _country_of(head, cast)
    return Participant(name=text, country=country, sector=_sector(head), start=start, end=end)


def _country_of(head: Word, cast: Cast) -> str | None:
    """The country of whoever or wherever the phrase belongs to ("the army of Tarsk", "a base in Tarsk")."""
    near = [head]
    for token in near:
        if len(near) > _MAX_PHRASE:
            break
        for child in token.children:
            if child.dep not in _OWNING or (child.dep == "prep" and child.lower not in _BELONGING):
                continue
            if token is head and child.dep == "conj":
                continue
            known = cast.at(child.start, child.end) if child.dep != "appos" else None
            country = (known[0].country if known is not None else None) or cast.ground(child.start)
            if country is not None:
                return country
            near.append(child)
    return None


def _noun_phrase(head: Word) -> list[Word]:
    left = [t for t in head.lefts if t.dep in ("compound", "amod", "nummod", "poss", "det", "nmod", "quantmod")]
    words = [w for child in left for w in child.subtree()] + [head]
    words.sort(key=lambda t: t.i)
    run = [words[-1]]
    for word in reversed(words[:-1]):
        if run[0].i - word.i > 1:
            break
        run.insert(0, word)
    return run


def _sector(head: Word) -> str | None:
    for name, words in table("classes.yaml").items():
        if name.startswith("sector_") and head.base in words:
            return name.removeprefix("sector_").upper()
    return None
