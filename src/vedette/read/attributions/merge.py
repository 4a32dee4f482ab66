"""Quotes and drafts together: what stands between quotation marks is never lost, whatever the parse says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vedette.read.attributions.drafts import Draft, joined, trimmed, without
from vedette.read.attributions.lexicon import Lexicon
from vedette.read.attributions.near import Near
from vedette.read.attributions.quotes import Quote, quotes_at
from vedette.record import Span

_SCARE = 3
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?…](?=[\s”\"’]|$)|\n")
_PARTED = re.compile(r"[.!?…][”\"’)]*\s|\n|[“\"„«]")
_REACH = 160
_SLACK = 4
_NAME = re.compile(
    r"(?:(?:the|a|an|one|another)\s+)?[\w.’'-]+(?:\s+(?:of|for|and|the|[A-Z][\w.’'-]*|[a-z]+))*", re.IGNORECASE
)


def merge(text: str, drafts: Sequence[Draft], quotes: Sequence[Quote], lexicon: Lexicon) -> tuple[Draft, ...]:
    """All drafts with whole quotes, and a draft for each quote that nobody claimed, in order of their first word."""
    found = list(drafts)
    near: Near[int] = Near()
    for n, draft in enumerate(found):
        near.put(draft.content, n)
    owner: dict[int, int] = {}
    for number, quote in enumerate(quotes):
        words = len(_WORD.findall(text, quote.start, quote.end))
        if not quote.double and words <= _SCARE:
            continue
        at_quote = near.at(quote.span)
        claim = _claimant(text, found, at_quote, quote)
        if claim is None and quote.double:
            draft_beside = _beside(text, quote, lexicon)
            if draft_beside is not None:
                claim = len(found)
                found.append(draft_beside)
                near.put(draft_beside.content, claim)
            elif number and number - 1 in owner and _goes_on(text, quotes[number - 1], quote):
                claim = owner[number - 1]
            elif words > _SCARE or _is_whole_paragraph(text, quote):
                found.append(Draft(source=(), cue=None, content=quote.parts, rule="quote:alone"))
        if claim is not None:
            owner[number] = claim
            for n in at_quote:
                if n != claim:
                    found[n] = _without_quote(found[n], quote, text)
            found[claim] = _widened(found[claim], quote, text)
    whole = (part for d in found if d.content for part in _by_paragraph(text, d, quotes))
    return tuple(sorted(whole, key=lambda d: (d.hull, d.cue or Span(0, 0))))


def _by_paragraph(text: str, draft: Draft, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """A quote that makes up a later paragraph of its own is a statement of its own by the same speaker."""
    if draft.cue is None or "\n" not in text[draft.hull.start : draft.hull.end]:
        yield draft
        return
    own = [c for c in draft.content if not _stands_apart(text, c, draft.cue, quotes)]
    if not own:
        yield draft
        return
    yield replace(draft, content=tuple(own))
    for span in draft.content:
        if span not in own:
            yield Draft(source=draft.source, cue=None, content=(span,), rule="quote:next-paragraph")


def _stands_apart(text: str, span: Span, cue: Span, quotes: Sequence[Quote]) -> bool:
    between = text[cue.end : span.start]
    return (
        "\n" in between
        and not between.rstrip().endswith(":")
        and bool(between.strip(' \t\r\n\u00a0.,:”"'))
        and any(
            q.double and abs(q.start - span.start) <= 1
            for q in quotes_at(quotes, Span(max(0, span.start - 1), span.end))
        )
    )


def _claimant(text: str, drafts: Sequence[Draft], numbers: Sequence[int], quote: Quote) -> int | None:
    """The draft that says this quote: the one whose cue stands beside it, then the one that has most of it."""
    best, chosen = (0, 0, 0), None
    for n in numbers:
        draft = drafts[n]
        if _speaks_inside(draft, quote):
            continue
        shared = sum(min(c.end, quote.end) - max(c.start, quote.start) for c in draft.content if c.overlaps(quote.span))
        if shared <= 0:
            continue
        away = 0 if draft.cue is None else max(quote.start - draft.cue.end, draft.cue.start - quote.end, 0)
        score = (_closeness(text, draft, quote), shared, -away)
        if chosen is None or score > best:
            best, chosen = score, n
    return chosen


def _closeness(text: str, draft: Draft, quote: Quote) -> int:
    """2: the words about the speaker follow a quote that waits for them (`,”`); 1: they lead up to it; 0: neither."""
    if draft.cue is None:
        return 0
    if quote.end <= draft.cue.start:
        waits = (
            text[quote.end - 2 : quote.end - 1] in (",", "?", "!", "—", "-") or text[quote.end : quote.end + 1] == ","
        )
        return 2 if waits and not _PARTED.search(text, quote.end, draft.cue.start) else 0
    return int(not _PARTED.search(text, min(draft.cue.end, quote.start), quote.start))


def _speaks_inside(draft: Draft, quote: Quote) -> bool:
    """Is this someone whom the quoted speaker quotes?"""
    return draft.cue is not None and quote.closed and quote.start < draft.cue.start and draft.cue.end <= quote.end


def _without_quote(draft: Draft, quote: Quote, text: str) -> Draft:
    """A draft loses what it took of a quote that another one says, unless it speaks inside that quote or around it."""
    if not any(c.overlaps(quote.span) for c in draft.content) or _speaks_inside(draft, quote):
        return draft
    if any(c.holds(quote.span) and c.end - c.start - (quote.end - quote.start) > _SLACK for c in draft.content):
        return draft
    kept = [t for s in without(draft.content, [quote.span]) for t in [trimmed(s, text)] if t is not None]
    return replace(draft, content=joined(kept, text))


def _widened(draft: Draft, quote: Quote, text: str) -> Draft:
    """The draft with the whole quote in its content, but never its own cue and source."""
    parts: Sequence[Span] = quote.parts
    if not quote.closed:
        parts = _until_cue(draft, quote)
    holes = [draft.cue, *draft.source] if draft.cue is not None and not quote.span.holds(draft.cue) else []
    said = without([*draft.content, *parts], [h for h in holes if h is not None])
    return replace(draft, content=joined(said, text), rule=f"{draft.rule}+quote") if said else draft


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
    before = text[max(0, quote.start - _REACH) : quote.start].rstrip(" \t")
    after = text[quote.end : quote.end + _REACH].lstrip(" \t")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
