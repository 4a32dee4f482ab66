"""Polish: what a reader would not count as said is cut off, and two statements in one are taken apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from vedette.read.attributions.drafts import Draft, trimmed
from vedette.read.attributions.quotes import Quote, quotes_at
from vedette.read.tables import from_yaml
from vedette.record import Span

_LONG = 6
_KEPT = 3
_REACH = 200
_WORD = re.compile(r"\w+")
_FILED = re.compile(r"(?:[^\W\d_][^\n()–—]{0,60})?\([A-Z][^()\n]{1,30}\)[ \t]*(?:--|[-–—])[ \t]+(?=\S)")
"""Where and through which agency a report was filed, before its first words: `PODGRAD (AW) - `."""


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """The patterns of data/polish.yaml, compiled."""
    data = from_yaml((files(__package__) / "data" / "polish.yaml").read_text(encoding="utf-8"))
    occasion = (
        rf"[\s,]+(?:{_any(data['before'])})\s+(?:(?:{_any(data['articles'])})\s+)?(?:[\w’'-]+\s+){{0,3}}?"
        rf"(?:{_any(data['occasions'])})\b(?:\s+(?:{_any(data['joints'])})\s[^.;“\"]*)?$"
    )
    return {
        "occasion": re.compile(occasion, re.IGNORECASE),
        "turn": re.compile(rf"[\s,;]*(?:{_any(data['turns'])})\b[^“\"]*$", re.IGNORECASE),
    }


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def polished(drafts: Sequence[Draft], quotes: Sequence[Quote], text: str) -> Iterator[Draft]:
    """The drafts without dateline before and occasion after them; `as this is “...”` is a statement of its own."""
    for draft in drafts:
        yield from _split(_without_occasion(_without_dateline(draft, text), quotes, text), quotes, text)


def _without_dateline(draft: Draft, text: str) -> Draft:
    """What is said, without the dateline that it stands behind."""
    first = draft.content[0]
    found = _FILED.match(text, first.start, first.end)
    if found is None or found.end() >= first.end:
        return draft
    return replace(draft, content=(Span(found.end(), first.end), *draft.content[1:]))


def _without_occasion(draft: Draft, quotes: Sequence[Quote], text: str) -> Draft:
    """Indirect speech after its cue, without a closing `in a telephone conversation with ...`."""
    last = draft.content[-1]
    if draft.cue is None or last.start < draft.cue.end or quotes_at(quotes, last):
        return draft
    words = text[last.start : last.end]
    found = patterns()["occasion"].search(words, max(0, len(words) - _REACH))
    if found is None or len(_WORD.findall(words[: found.start()])) < _KEPT:
        return draft
    return replace(draft, content=(*draft.content[:-1], Span(last.start, last.start + found.start())))


def _split(draft: Draft, quotes: Sequence[Quote], text: str) -> Iterator[Draft]:
    """An indirect statement that a quote explains (`..., as this is “...”`) is one statement, the quote another."""
    inside = [q for c in draft.content for q in quotes_at(quotes, c) if q.double]
    start = min((q.start for q in inside), default=-1)
    before = [c for c in draft.content if c.start < start]
    if draft.cue is None or not before or before[0].start < draft.cue.start:
        yield draft
        return
    lead = text[before[0].start : start]
    turn = patterns()["turn"].search(lead, max(0, len(lead) - _REACH))
    head = trimmed(Span(before[0].start, before[0].start + turn.start()), text) if turn else None
    if turn is None or head is None or len(_WORD.findall(lead[: turn.start()])) < _LONG:
        yield draft
        return
    tail = [Span(max(c.start, start), c.end) for c in draft.content if c.end > start]
    yield replace(draft, content=(head,), rule=f"{draft.rule}+split")
    yield replace(draft, content=tuple(tail), rule=f"{draft.rule}+split")
