"""The report as the actors' reader sees it: text, parse where there is one, and what the knowledge files find."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.read.knowledge import lexicon
from vedette.read.knowledge.lexicon import Hit, Lexicon
from vedette.read.reading import Name, Reading
from vedette.read.words import Word, Words
from vedette.record import Place, Sentence, Span

_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "attr"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "agent"})
_SIDES = frozenset({"with", "between", "by", "against"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the functions of this layer look at; tokens by index, spans in characters."""

    text: str
    words: Words
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    places: tuple[Place, ...]
    hits: tuple[Hit, ...]
    nouns: tuple[Hit, ...]
    titles: tuple[Hit, ...]
    parsed: bool

    def root(self, span: Span) -> int:
        """The token that heads the words at a span; -1 when there is no parse."""
        if not self.parsed:
            return -1
        root = self.words.root(span.start, span.end)
        return -1 if root is None else root.i

    def token(self, index: int) -> Word | None:
        """The token, or None where there is no parse."""
        return self.words.all[index] if index >= 0 else None

    def is_noun(self, index: int) -> bool:
        """A noun that heads its phrase, not a modifier of another noun."""
        token = self.token(index)
        if token is None:
            return True
        if token.dep in ("compound", "amod", "nmod", "npadvmod"):
            return False
        return token.pos in ("NOUN", "PROPN") or token.dep in _ARGUMENTS

    def is_possessor(self, index: int) -> bool:
        """ "Serbia" in "Serbia's army"."""
        token = self.token(index)
        return token is not None and token.dep in ("poss", "nmod", "compound") and token.head.pos in ("NOUN", "PROPN")

    def is_government(self, start: int, index: int) -> bool:
        """Does a capital stand for its government? The places layer has a say; else what the word does there."""
        if any(p.use == "government" for p in self.places_in(start, start + 40) if p.start == start):
            return True
        token = self.token(index)
        if token is None:
            return False
        if token.dep == "pobj":
            return token.head.lower in _SIDES and token.head.head.pos in ("VERB", "NOUN")
        if token.dep == "conj":
            return self.is_government(-1, token.head.i)
        return token.dep in _ACTING or (token.dep == "poss" and token.head.pos == "NOUN")

    def titles_before(self, end: int) -> tuple[Hit, ...]:
        """The last few titles that end before an offset."""
        at = bisect_left(self.titles, end, key=lambda h: h.end)
        at += at < len(self.titles) and self.titles[at].end == end
        return self.titles[max(0, at - 4) : at]

    def places_in(self, start: int, end: int) -> list[Place]:
        """The places that lie inside [start, end)."""
        at = bisect_left(self.places, start, key=lambda p: p.start)
        found = []
        while at < len(self.places) and self.places[at].start < end:
            if self.places[at].end <= end:
                found.append(self.places[at])
            at += 1
        return found

    def hit_before(self, end: int) -> Hit | None:
        """The last known name that begins before an offset."""
        at = bisect_left(self.hits, end, key=lambda h: h.start)
        return self.hits[at - 1] if at else None

    def hits_from(self, start: int) -> tuple[Hit, ...]:
        """The next few known names from an offset on."""
        at = bisect_left(self.hits, start, key=lambda h: h.start)
        return self.hits[at : at + 8]

    def word_before(self, start: int) -> str:
        """The word before an offset, in lower case, over an article."""
        before = self.text[max(0, start - 40) : start]
        match = _WORD_BEFORE.search(before)
        if match and match.group(1).lower() == "the":
            match = _WORD_BEFORE.search(before[: match.start()] + " ")
        return match.group(1).lower() if match else ""


def scene(reading: Reading, names: Lexicon) -> Scene:
    """Look at a reading with the names that are known."""
    text, spelled = reading.report.text, reading.spelled
    hits, titles = names.find(spelled), lexicon.titles().find(spelled)
    return Scene(
        text=text,
        words=reading.words,
        sentences=reading.sentences,
        names=reading.names,
        places=_trusted(text, reading.places, (*titles, *(h for h in hits if h.sort == "organisation"))),
        hits=hits,
        nouns=lexicon.nouns().find(spelled),
        titles=titles,
        parsed=reading.words.parsed,
    )


def _trusted(text: str, places: Iterable[Place], other: Iterable[Hit]) -> tuple[Place, ...]:
    """The places, in order, without those on words that are known to be something else."""
    taken = Cover(len(text), (Span(h.start, h.end) for h in other))
    kept = [p for p in places if p.country and not taken.touches(p.start, p.end)]
    return tuple(sorted(kept, key=lambda p: (p.start, p.end)))


def between(hits: Sequence[Hit], start: int, end: int) -> list[Hit]:
    """The hits that lie inside [start, end)."""
    found = []
    at = bisect_left(hits, start, key=lambda h: h.start)
    while at < len(hits) and hits[at].start < end:
        hit = hits[at]
        at += 1
        if hit.end <= end:
            found.append(hit)
    return found


class Cover:
    """Which characters of a text are taken, so that looking costs nothing however many spans there are."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._taken = bytearray(length)
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Take the characters of a span."""
        self._taken[span.start : span.end] = b"\x01" * (min(span.end, len(self._taken)) - span.start)

    def touches(self, start: int, end: int) -> bool:
        """Is any character of [start, end) taken?"""
        return self._taken.find(1, start, end) >= 0

    def holds(self, start: int, end: int) -> bool:
        """Are all characters of [start, end) taken?"""
        return self._taken.find(0, start, end) < 0
