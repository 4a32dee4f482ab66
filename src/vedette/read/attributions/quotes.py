"""Quotes: what stands between quotation marks, over paragraphs and where the closing mark is missing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.record import Span

_MARK = re.compile(r"[“”„‟\"«»]|``|''|[‘‚‹›]|(?<=[\w.,!?…%)])’(?!\w)|(?<!\w)'(?=\w)|(?<=[\w.,!?…%)])'(?!\w)|\n\s*")
_CLOSERS = {
    "“": '”"“',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«",
    '"': '"”',
    "``": "''\"",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "'": "'",
}
_DOUBLE = frozenset(["“", "„", "‟", "«", "»", '"', "``"])
_LONGEST_SINGLE = 600
_TAIL_REACH = 120
_TAIL = re.compile(
    r",\s+(?:[^,.;“”\"\n]{2,60}\s(?:said|says|added|stated|noted|concluded|reads?|warned|wrote|continued)"
    r"|(?:said|says|added|stated|noted)\s[^,.;“”\"\n]{2,60})\.?\s*\Z"
)
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quoted stretch with its marks; `closed` False: the text never closes it."""

    start: int
    end: int
    closed: bool
    double: bool
    parts: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The stretch from the first mark to the last."""
        return Span(self.start, self.end)


def quotes_at(quotes: Sequence[Quote], span: Span) -> Sequence[Quote]:
    """The quotes that share a character with a stretch; they stand in order and apart."""
    first = bisect_right(quotes, span.start, key=lambda quote: quote.end)
    return quotes[first : bisect_left(quotes, span.end, key=lambda quote: quote.start)]


@dataclass(slots=True)
class _Open:
    """A quote that is still open while the text is walked; `inner` counts the quotes open inside it."""

    mark: str
    start: int
    part: int
    parts: list[Span]
    inner: int = 0


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Every outermost quote of a text, in order; marks inside a quote belong to it.

    A quote that is open at the end of a paragraph runs on when the next paragraph begins with an opening mark, and
    otherwise ends with its paragraph, not closed.
    """
    found: list[Quote] = []
    current: _Open | None = None
    skip_at = -1
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if at == skip_at:
            continue
        if current is None:
            current = _Open(mark, at, at, []) if mark[0] != "\n" and _opens(text, mark, at) else None
        elif mark[0] != "\n":
            current = _inside(text, current, mark, at, found)
        elif _runs_on(text, current, match.end()):
            _cut(current, text, at)
            current.part, skip_at, current.inner = match.end(), match.end(), 0
        else:
            found.extend(_close(current, text, at, closed=False))
            current = None
    if current is not None:
        found.extend(_close(current, text, len(text), closed=False))
    return tuple(found)


def _inside(text: str, current: _Open, mark: str, at: int, found: list[Quote]) -> _Open | None:
    """What is open after one more mark inside an open quote; a quote that it closes joins those found."""
    if _closes(text, current.mark, mark, at):
        if current.inner:
            current.inner -= 1
            return current
        found.extend(_close(current, text, at + len(mark), closed=True))
        return None
    if mark == current.mark and mark in "“«„":
        current.inner += 1
    elif current.mark not in _DOUBLE and mark in _DOUBLE and _opens(text, mark, at):
        return _Open(mark, at, at, [])
    return current


def _opens(text: str, mark: str, at: int) -> bool:
    """Can this mark open a quote here?"""
    before = text[at - 1] if at else " "
    after = text[at + len(mark) : at + len(mark) + 1]
    if mark in ("“", "„", "‟", "«", "‘", "‚", "‹", "``"):
        return bool(after.strip()) or mark not in ("‘", "‹")
    if mark in ('"', "'"):
        return (before.isspace() or before in "([{—–-:/,") and bool(after.strip())
    return mark == "»" and before.isspace() and bool(after.strip())


def _closes(text: str, opener: str, mark: str, at: int) -> bool:
    """Does this mark close the quote that `opener` began?"""
    if mark == "“" and opener == "“":
        after = text[at + 1 : at + 2]
        return at > 0 and not text[at - 1].isspace() and not after.isalnum()
    if mark == '"' and opener == '"':
        after = text[at + 1 : at + 2]
        return not (text[at - 1].isspace() and after.isalnum())
    return mark in _CLOSERS[opener]


def _runs_on(text: str, current: _Open, at: int) -> bool:
    """Does the paragraph at this offset go on with the open quote?"""
    if current.mark not in _DOUBLE or current.mark == "»" or text[at : at + 1] != current.mark[:1]:
        return False
    return not _is_fragment(text, current)


def _is_fragment(text: str, current: _Open) -> bool:
    """Does the quote begin in the middle of a sentence, as a piece of it?"""
    return text[current.start + len(current.mark) : current.start + len(current.mark) + 1].islower()


def _cut(current: _Open, text: str, at: int) -> None:
    end = current.part + len(text[current.part : at].rstrip())
    if end > current.part:
        current.parts.append(Span(current.part, end))


def _close(current: _Open, text: str, at: int, *, closed: bool) -> list[Quote]:
    """The finished quote, or nothing for an empty one and for an apostrophe taken for a mark."""
    if not closed and _is_fragment(text, current):
        stop = _SENTENCE_END.search(text, current.start, at)
        at = stop.end() if stop else at
    elif not closed:
        tail = _TAIL.search(text[max(current.part, at - _TAIL_REACH) : at])
        at = max(current.part, at - _TAIL_REACH) + tail.start() if tail else at
    _cut(current, text, at)
    if not current.parts or at - current.start <= len(current.mark):
        return []
    double = current.mark in _DOUBLE
    if not double and (not closed or at - current.start > _LONGEST_SINGLE):
        return []
    first, last = current.parts[0], current.parts[-1]
    return [Quote(start=first.start, end=last.end, closed=closed, double=double, parts=tuple(current.parts))]
