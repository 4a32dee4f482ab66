"""Speakers: from the words that name a source to one canonical speaker."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from spacy.tokens import Doc, Token

from vedette.read.attributions.drafts import Draft
from vedette.read.attributions.near import Near
from vedette.read.reading import Name, Reading
from vedette.read.tables import from_yaml
from vedette.record import Actor, Span, Speaker

_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Met:
    """A canonical speaker met at one place of the text."""

    at: int
    name: str
    person: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """All that a report offers to resolve a speaker with: persons by surname, and everyone met, in order."""

    surnames: Mapping[str, str]
    persons: frozenset[str]
    named: Sequence[Met]
    mentions: Near[tuple[Span, Actor]]
    people: Near[Name]


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The word lists of data/speakers.yaml."""
    data = from_yaml((files(__package__) / "data" / "speakers.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({key: frozenset(value) for key, value in data.items()})


def cast_of(reading: Reading) -> Cast:
    """Everyone whom the report names, from its actors, and from its names where no actor stands."""
    met = [Met(s.start, actor.name, actor.kind == "person") for actor in reading.actors for s in actor.mentions]
    taken = [s for actor in reading.actors for s in actor.mentions]
    starts = {s.start for s in taken}
    text = reading.report.text
    persons = [n for n in reading.names if n.kind == "person"]
    full = _full_names([text[n.start : n.end] for n in persons])
    for name in reading.names:
        if name.kind in ("person", "organisation") and name.start not in starts:
            words_ = text[name.start : name.end]
            known = full.get(_surname(words_), words_) if name.kind == "person" else _bare(words_)
            met.append(Met(name.start, known, name.kind == "person"))
    persons_met = frozenset(m.name for m in met if m.person)
    return Cast(
        surnames=MappingProxyType(full),
        persons=persons_met,
        named=sorted((m for m in met if m.person), key=lambda m: (m.at, m.name)),
        mentions=Near((s, (s, actor)) for actor in reading.actors for s in actor.mentions),
        people=Near((n.span, n) for n in persons),
    )


def _full_names(persons: Sequence[str]) -> dict[str, str]:
    """Surname to the fullest name of that surname, in the spelling that the report uses most."""
    counts = Counter(_surname(p) for p in persons if p.strip())
    usual = {s: _usual(s, counts) for s in counts}
    full: dict[str, str] = {}
    for person in persons:
        if not person.strip():
            continue
        surname = usual[_surname(person)]
        name = " ".join([*_bare(person).split()[:-1], surname])
        if len(name) > len(full.get(surname, "")):
            full[surname] = name
    return {s: full[u] for s, u in usual.items()}


def _usual(surname: str, counts: Counter[str]) -> str:
    """The commonest spelling among those that differ from this one by a letter."""
    near = [s for s in counts if s == surname or (counts[s] > counts[surname] and _one_letter(s, surname))]
    return max(near, key=lambda s: (counts[s], s == surname, s))


def _one_letter(a: str, b: str) -> bool:
    if len(a) < 6 or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    return a[start + (len(a) >= len(b)) :] == b[start + (len(b) >= len(a)) :]


def _surname(name: str) -> str:
    parts = _bare(name).split()
    return parts[-1] if parts else name


def _bare(name: str) -> str:
    """The name on one line, without article and possessive."""
    parts = name.replace("’s", "").replace("'s", "").split()
    if len(parts) > 1 and parts[0].lower() in words()["articles"]:
        parts = parts[1:]
    return " ".join(parts)


def speakers_of(reading: Reading, cast: Cast, drafts: Sequence[Draft]) -> list[Speaker | None]:
    """The speaker of each draft, resolved in reading order: who spoke before helps to know who speaks now."""
    found: list[Speaker | None] = []
    last: Speaker | None = None
    for draft in drafts:
        speaker = _speaker(reading, draft, cast, last)
        found.append(speaker)
        if speaker is not None and speaker.actor is not None:
            last = speaker
    return found


def _speaker(reading: Reading, draft: Draft, cast: Cast, last: Speaker | None) -> Speaker | None:
    text = reading.report.text
    if not draft.source:
        if last is None:
            return None
        if draft.rule == "quote:alone":
            return last
        return _it_goes_on(text, draft, last)
    span = max(draft.source, key=lambda s: (s.end - s.start, -s.start))
    actor = canonical(reading, span, cast, last)
    also = _also(reading, cast, span, actor)
    return Speaker(text=text[span.start : span.end], start=span.start, end=span.end, actor=actor, also=also)


def _it_goes_on(text: str, draft: Draft, last: Speaker) -> Speaker | None:
    """`It is added that`: the one who spoke last goes on."""
    if draft.cue is None or text[max(0, draft.cue.start - 3) : draft.cue.start] not in ("It ", "it "):
        return None
    if not words()["going_on"] & set(text[draft.cue.start : draft.cue.end].lower().split()):
        return None
    start = draft.cue.start - 3
    return Speaker(text=text[start : start + 2], start=start, end=start + 2, actor=last.actor)


def _also(reading: Reading, cast: Cast, span: Span, actor: str | None) -> tuple[str, ...]:
    """The other actors who are joined to the first one by `and`."""
    head = _head(reading.doc, span) if _BLANK.search(reading.report.text, *span) else None
    found: list[str] = []
    for token in head.conjuncts if head is not None else ():
        if span.start <= token.idx < span.end:
            other = _on(cast, Span(token.idx, token.idx + len(token)))
            if other is not None and other.name != actor and other.name not in found:
                found.append(other.name)
    return tuple(found)


def canonical(reading: Reading, span: Span, cast: Cast, last: Speaker | None) -> str | None:
    """The canonical name behind the words of a source; None when they name nobody (an unresolved pronoun)."""
    text = reading.report.text
    said = text[span.start : span.end].lower().strip()
    lists = words()
    if said not in lists["relative"]:
        known = _exact(cast, span)
        if known is not None:
            return known
    if said in lists["he"] or said in lists["she"]:
        return _last_person(cast, span, last)
    if said in lists["they"] or said in lists["it"]:
        return last.actor if last is not None else None
    if said in lists["self"] or said in lists["relative"]:
        return last.actor if last is not None else None
    head = _head(reading.doc, span)
    named = _named(reading, span, head, cast)
    if named is not None:
        return named
    if head is not None and head.lower_ in lists["documents"] and last is not None and last.actor is not None:
        return last.actor
    if head is not None and head.lower_ in lists["titles"] and _definite(said):
        person = _last_person(cast, span, last)
        if person is not None:
            return person
    return _bare(text[span.start : span.end]) or None


def _definite(said: str) -> bool:
    return said.startswith("the ") and len(said.split()) <= 2


def _exact(cast: Cast, span: Span) -> str | None:
    """The actor of whom these words as a whole are a mention (a pronoun, too)."""
    for mention, actor in cast.mentions.at(span):
        if abs(mention.start - span.start) <= 4 and mention.end == span.end:
            return actor.name
    return None


def _named(reading: Reading, span: Span, head: Token | None, cast: Cast) -> str | None:
    """The actor on whom the source's words rest, the first person in them, or for whom a spokesman speaks."""
    text = reading.report.text
    if head is not None:
        actor = _on(cast, Span(head.idx, head.idx + len(head)))
        if actor is not None:
            return actor.name
    inside = [
        (m.start, actor)
        for m, actor in cast.mentions.at(span)
        if m.overlaps(span) and (actor.kind == "person" or head is None or head.lower_ in words()["mouthpieces"])
    ]
    if inside:
        return min(inside, key=lambda pair: (pair[1].kind != "person", pair[0]))[1].name
    for name in cast.people.at(span):
        if span.start <= name.start and name.end <= span.end:
            words_ = text[name.start : name.end]
            return cast.surnames.get(_surname(words_), _bare(words_))
    return None


def _on(cast: Cast, word: Span) -> Actor | None:
    """The actor with a mention over this word; a mention inside a longer one gives way."""
    over = [(a.kind == "person", m.end - m.start, a) for m, a in cast.mentions.at(word) if m.holds(word)]
    return max(over, key=lambda row: row[:2])[2] if over else None


def _head(doc: Doc, span: Span) -> Token | None:
    """The head word of the source in the parse; None without one."""
    if not doc.has_annotation("DEP"):
        return None
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    return tokens.root if tokens is not None and len(tokens) else None


def _last_person(cast: Cast, span: Span, last: Speaker | None) -> str | None:
    """Whom he or she stands for: the person who spoke last, else the one named last."""
    if last is not None and last.actor in cast.persons:
        return last.actor
    before = bisect_left(cast.named, span.start, key=lambda m: m.at)
    return cast.named[before - 1].name if before else (last.actor if last is not None else None)
