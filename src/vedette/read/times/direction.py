"""Which way a sentence looks: back at what happened or ahead at what is to come, from tense and cue words."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from spacy.tokens import Doc, Token

from vedette.read.times.lexicon import load

_REACH: Final = 90
_PRESENT: Final = frozenset({"is", "are", "be", "am", "'s", "'re", "being"})
_DEPENDENT: Final = frozenset({"acl", "advcl", "xcomp", "ccomp", "pcomp"})


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data: dict[str, Any] = load("direction.yaml")

    def either(words: list[str], tail: str) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(words) + r")" + tail, re.IGNORECASE)

    return (
        either(data["ahead_just_before"], r"\s+(?:on\s+|in\s+|the\s+)?$"),
        either(data["back_just_before"], r"\s+(?:on\s+|in\s+|the\s+)?$"),
        either(data["ahead_in_clause"], r"\b"),
        frozenset(data["ahead_modals"]),
    )


@dataclass(frozen=True, slots=True)
class Directions:
    """Reads the direction of spans of one parsed text; works from cue words alone where the parser gives no tags."""

    doc: Doc
    text: str
    starts: list[int]
    tagged: bool

    @classmethod
    def of(cls, doc: Doc, text: str) -> "Directions":
        """Prepare one parsed text."""
        tagged = doc.has_annotation("TAG") and doc.has_annotation("DEP")
        return cls(doc, text, [token.idx for token in doc], tagged)

    def ahead(self, start: int, end: int) -> int:
        """-1 back, 1 ahead, 0 unclear; 2 and -2 where a word right before the expression says so."""
        before = self.text[max(0, start - _REACH) : start]
        ahead_near, back_near, ahead_far, _ = _cues()
        if back_near.search(before):
            return -2
        if ahead_near.search(before):
            return -1 if self._had(start) else 2
        if self.tagged:
            found = self._tense(start)
            if found:
                return found
        clause = re.split(r"[.;:\n]", before)[-1]
        return 1 if ahead_far.search(clause) else 0

    def modifies(self, end: int) -> bool:
        """Does the expression that ends here stand before a noun (`the August 1988 ceasefire`)?"""
        if not self.text[end : end + 1].isspace() or not self.tagged:
            return False
        at = bisect_right(self.starts, end + 1) - 1
        return at >= 0 and self.doc[at].idx >= end and self.doc[at].pos_ in ("NOUN", "PROPN", "ADJ")

    def _had(self, start: int) -> bool:
        """Does the past perfect govern the expression (`had not been seen until Thursday`)?"""
        verb = self._governor(start) if self.tagged else None
        return verb is not None and _has_had(verb)

    def _tense(self, start: int) -> int:
        """Tense of the verb that governs the expression."""
        verb = self._governor(start)
        return _verb_tense(verb) if verb is not None else 0

    def _governor(self, start: int) -> Token | None:
        at = bisect_right(self.starts, start) - 1
        if at < 0:
            return None
        token: Token = self.doc[at]
        for _ in range(8):
            if token.pos_ in ("VERB", "AUX"):
                return token
            if token.head == token:
                return None
            token = token.head
        return None


def _has_had(verb: Token) -> bool:
    return any(child.lower_ == "had" and child.dep_ in ("aux", "auxpass") for child in verb.children)


def _verb_tense(verb: Token) -> int:
    modals = _cues()[3]
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i}
    if helpers & modals or _plans(verb, helpers):
        return 1
    if verb.tag_ == "VBD" or helpers & {"was", "were", "had", "did", "has", "have", "been", "'ve", "'d"}:
        return -1
    if verb.tag_ in ("VB", "VBN") and "to" in helpers:
        return _infinitive(verb)
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'re", "'s", "am", "'m"}:
        return 1
    if verb.tag_ == "VBN":
        return 0 if helpers & _PRESENT else -1
    if verb.tag_ == "VBG" and verb.head != verb and verb.dep_ in _DEPENDENT:
        return _verb_tense(verb.head) if verb.head.pos_ in ("VERB", "AUX") else 0
    if verb.tag_ in ("VBZ", "VBP"):
        return 1 if helpers & _PRESENT or verb.lemma_ in _words("timetabled") else 0
    return 0


def _plans(verb: Token, helpers: set[str]) -> bool:
    """`planned a march on Saturday`, `has scheduled talks for Monday`: what was planned is still to come."""
    if verb.lemma_ not in _words("planning") or verb.dep_ == "acl" or "had" in helpers:
        return False
    return any(child.dep_ in ("dobj", "obj") for child in verb.children)


def _infinitive(verb: Token) -> int:
    """`plans to meet` and `a plan to meet` look ahead; `managed to meet` does not, and most infinitives say nothing."""
    head = verb.head
    if head == verb:
        return 0
    if _has_had(head) or _has_had(head.head):
        return -1
    lemma = head.lemma_ if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ") else ""
    if lemma in _words("ahead_heads"):
        return 1
    return _verb_tense(head) if head.pos_ == "VERB" and lemma in _words("carriers") else 0


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("direction.yaml")[name])
