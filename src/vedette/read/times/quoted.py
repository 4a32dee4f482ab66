"""Quoted words count their days from when they were said: which day is that?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vedette.read.times.recognise import Mention
from vedette.record import Attribution, Sentence, Span

_DAYS: Final = frozenset({"weekday", "date", "deictic"})
_REACH: Final = 1500
_DOCUMENT: Final = re.compile(
    r"\b(?:statement|communiqu[eé]|letter|press release|declaration|interview|speech|address|post|tweet|report"
    r"|press conference)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words in quotation marks, and the mention that dates them where one does."""

    content: Span
    dated_by: Mention | None


@dataclass(frozen=True, slots=True)
class Sayings:
    """All quoted words of a report, by where they begin."""

    starts: tuple[int, ...]
    sayings: tuple[Saying, ...]

    def around(self, mention: Mention) -> Mention | None:
        """The mention that dates the quoted words around this one; None outside quotes, or where nothing does."""
        at = bisect_right(self.starts, mention.start) - 1
        if at < 0 or not self.sayings[at].content.holds(Span(mention.start, mention.end)):
            return None
        return self.sayings[at].dated_by


def sayings(
    text: str, attributions: Sequence[Attribution], sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> Sayings:
    """Date each directly quoted passage by a day in the sentence of its cue, or of the document that is quoted."""
    days = [m for m in mentions if m.make in _DAYS and {"wd", "d", "stamp", "deictic"} & set(m.slots)]
    found: dict[int, Saying] = {}
    if not days:
        return Sayings((), ())
    starts = [s.start for s in sentences]
    for attribution in attributions:
        if attribution.form == "indirect":
            continue
        dated_by = _beside_cue(attribution, sentences, starts, days) or _of_document(text, attribution, days)
        for span in attribution.content:
            if dated_by is not None and span.start not in found:
                found[span.start] = Saying(content=span, dated_by=dated_by)
    ordered = sorted(found)
    return Sayings(tuple(ordered), tuple(found[start] for start in ordered))


def _beside_cue(
    attribution: Attribution, sentences: Sequence[Sentence], starts: list[int], days: Sequence[Mention]
) -> Mention | None:
    anchor = attribution.cue.start if attribution.cue else attribution.speaker.start if attribution.speaker else None
    at = bisect_right(starts, anchor) - 1 if anchor is not None else -1
    if anchor is None or at < 0:
        return None
    sentence = sentences[at].span
    near = [
        m
        for m in _between(days, sentence.start, sentence.end)
        if sentence.holds(Span(m.start, m.end)) and not _inside(m, attribution)
    ]
    return min(near, key=lambda m: abs(m.start - anchor), default=None)


def _of_document(text: str, attribution: Attribution, days: Sequence[Mention]) -> Mention | None:
    """`the statement said`: the day in the sentence that brought the statement in."""
    speaker = attribution.speaker
    noun = _DOCUMENT.search(speaker.text) if speaker else None
    if noun is None or speaker is None:
        return None
    first = min((span.start for span in attribution.content), default=speaker.start)
    before = [m for m in _between(days, first - _REACH, first) if m.end <= first and not _inside(m, attribution)]
    for mention in reversed(before):
        left = max(text.rfind(mark, max(0, mention.start - _REACH), mention.start) for mark in (". ", "\n", "! "))
        right = min((at for mark in (". ", "\n") if (at := text.find(mark, mention.end, first)) > 0), default=first)
        if noun[0].lower() in text[left + 1 : right].lower():
            return mention
    return None


def _between(days: Sequence[Mention], first: int, last: int) -> Sequence[Mention]:
    """Those that begin between two offsets."""
    return days[bisect_left(days, first, key=_start) : bisect_left(days, last, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def _inside(mention: Mention, attribution: Attribution) -> bool:
    span = Span(mention.start, mention.end)
    return any(content.holds(span) for content in attribution.content)
