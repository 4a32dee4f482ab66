"""Quotes and drafts together: what stands between quotation marks is never lost, whatever the parse says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vedette.read.attributions.drafts import Draft, joined, without
from vedette.read.attributions.lexicon import Lexicon
from vedette.read.attributions.quotes import Quote
from vedette.record import Span

_SCARE = 3
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?…](?=[\s”\"’]|$)|\n")
_REACH = 160
_NAME = re.compile(
    r"(?:(?:the|a|an|one|another)\s+)?[\w.’'-]+(?:\s+(?:of|for|and|the|[A-Z][\w.’'-]*|[a-z]+))*", re.IGNORECASE
)


def merge(text: str, drafts: Sequence[Draft], quotes: Sequence[Quote], lexicon: Lexicon) -> tuple[Draft, ...]:
    """All drafts with whole quotes, and a draft for each quote that nobody claimed, in order of their first word."""
    found = list(drafts)
    for number, quote in enumerate(quotes):
        if not quote.double and len(_WORD.findall(text[quote.start : quote.end])) <= _SCARE:
            continue
        claim = _claimant(found, quote)
        if claim is not None:
            found[claim] = _widened(found[claim], quote, text)
            continue
        words = len(_WORD.findall(text[quote.start : quote.end]))
        draft = _beside(text, quote, lexicon) if quote.double else None
        if draft is None and number and _goes_on(text, quotes[number - 1], quote):
            claim = _claimant(found, quotes[number - 1])
            if claim is not None and quote.double:
                found[claim] = _widened(found[claim], quote, text)
                continue
        if draft is None and quote.double and (words > _SCARE or _is_whole_paragraph(text, quote)):
            draft = Draft(source=(), cue=None, content=quote.parts, rule="quote:alone")
        if draft is not None:
            found.append(draft)
    return tuple(sorted(found, key=lambda d: (d.hull, d.cue or Span(0, 0))))


def _claimant(drafts: Sequence[Draft], quote: Quote) -> int | None:
    """The draft that says most of this quote, unless it is a speaker inside the quote."""
    best, chosen = 0, None
    for n, draft in enumerate(drafts):
        if draft.cue is not None and quote.start < draft.cue.start and draft.cue.end <= quote.end and quote.closed:
            continue
        shared = sum(min(c.end, quote.end) - max(c.start, quote.start) for c in draft.content if c.overlaps(quote.span))
        if shared > best:
            best, chosen = shared, n
    return chosen


def _widened(draft: Draft, quote: Quote, text: str) -> Draft:
    """The draft with the whole quote in its content, but never its own cue and source."""
    parts: Sequence[Span] = quote.parts
    if not quote.closed:
        parts = _until_cue(draft, quote)
    holes = [draft.cue, *draft.source] if draft.cue is not None and not quote.span.holds(draft.cue) else []
    said = without([*draft.content, *parts], [h for h in holes if h is not None])
    return replace(draft, content=joined(said, text), rule=f"{draft.rule}+quote")


def _until_cue(draft: Draft, quote: Quote) -> Sequence[Span]:
    """An unclosed quote ends where the words about its speaker begin."""
    if draft.cue is None:
        return quote.parts
    stops = [s.start for s in (draft.cue, *draft.source) if quote.start < s.start]
    ends = [c.end for c in draft.content if c.overlaps(quote.span)]
    stop = min(stops, default=quote.end)
    if ends and stop < quote.end:
        stop = min(stop, max(e for e in ends if e <= stop) if any(e <= stop for e in ends) else stop)
    return [Span(p.start, min(p.end, stop)) for p in quote.parts if p.start < stop]


def _beside(text: str, quote: Quote, lexicon: Lexicon) -> Draft | None:
    """A cue word in the same sentence, right after the quote or right before it."""
    after = text[quote.end : quote.end + _REACH]
    stop = _SENTENCE_END.search(after)
    after = after[: stop.start()] if stop else after
    if text[quote.end - 2 : quote.end - 1] in (",", "?", "!", "—", "-") or after.startswith(","):
        found = _pattern(after, quote.end, quote, lexicon)
        if found is not None:
            return found
    left = max(0, quote.start - _REACH)
    before = text[left : quote.start]
    cut = max((m.end() for m in _SENTENCE_END.finditer(before)), default=0)
    if before.rstrip()[-1:] in (",", ":") or before.rstrip().endswith(" that"):
        return _pattern(before[cut:], left + cut, quote, lexicon)
    return None


def _pattern(words: str, offset: int, quote: Quote, lexicon: Lexicon) -> Draft | None:
    """Who and what in the words beside a quote: `Name said`, `said Name`."""
    cue = next((m for m in _WORD.finditer(words) if m.group().lower() in lexicon.verbs), None)
    if cue is None:
        return None
    before = words[: cue.start()].strip(" ,\n")
    after = words[cue.end() :]
    if before:
        start = words.index(before)
        who = Span(offset + start, offset + start + len(before))
    else:
        name = _NAME.match(after.lstrip())
        if name is None:
            return None
        lead = cue.end() + len(after) - len(after.lstrip())
        who = Span(offset + lead, offset + lead + name.end())
    return Draft(
        source=(who,), cue=Span(offset + cue.start(), offset + cue.end()), content=quote.parts, rule="quote:beside"
    )


def _goes_on(text: str, last: Quote, quote: Quote) -> bool:
    """Is this the same speaker going on after the words about him, in the same paragraph?"""
    between = text[last.end : quote.start]
    return "\n" not in between and len(between) < _REACH and between.rstrip()[-1:] in (".", ",", ":", "—", "–", ";", "")


def _is_whole_paragraph(text: str, quote: Quote) -> bool:
    before, after = text[: quote.start].rstrip(" \t"), text[quote.end :].lstrip(" \t")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
