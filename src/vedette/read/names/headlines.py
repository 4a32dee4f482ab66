"""Headlines In Title Case, where capitals say nothing: only names that are known, or stand in the body, are kept."""

import re
from collections.abc import Iterable, Sequence

from vedette.read.knowledge import fold
from vedette.read.names.gather import Candidate
from vedette.record import Sentence

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STOPS = (".", "!", "?", "”", '"', "…")


def in_headline(text: str, candidates: Sequence[Candidate], sentences: Iterable[Sentence]) -> list[Candidate]:
    """The candidates without the junk of title-case lines."""
    lines = [(s.start, s.end) for s in sentences if is_title_case(text[s.start : s.end])]
    if not lines:
        return list(candidates)
    body = {fold(text[c.start : c.end]) for c in candidates if not _within(c, lines)}
    words = {w for name in body for w in name.split()}
    return [c for c in candidates if c.sure or not _within(c, lines) or _seen(fold(text[c.start : c.end]), body, words)]


def is_title_case(sentence: str) -> bool:
    """Do nearly all the longer words of a line without a full stop begin with a capital?"""
    if sentence.rstrip().endswith(_STOPS):
        return False
    words = _LONG_WORD.findall(sentence)
    capital = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and capital >= 0.8 * len(words)


def _within(candidate: Candidate, lines: Iterable[tuple[int, int]]) -> bool:
    return any(start <= candidate.start and candidate.end <= end for start, end in lines)


def _seen(name: str, body: set[str], words: set[str]) -> bool:
    """Does the body know the name, or the last word of it?"""
    return name in body or name.split()[-1] in words
