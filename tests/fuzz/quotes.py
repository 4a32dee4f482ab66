"""The quote machine: quotes in order and apart; drafts over them stay within the text, whatever a tagger gave."""

from itertools import pairwise

from vedette.read.attributions.drafts import Draft, joined
from vedette.read.attributions.lexicon import load_lexicon
from vedette.read.attributions.merge import merge
from vedette.read.attributions.polish import polished
from vedette.read.attributions.quotes import find_quotes, quotes_at
from vedette.record import Span


def one(data: bytes) -> None:
    """The first byte says how many drafts follow, six bytes each; the rest is the text."""
    drafts_end = 1 + 6 * ((data[0] if data else 0) % 5)
    text = data[drafts_end:].decode("utf-8", "replace")
    quotes = find_quotes(text)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.parts
        assert quote.parts[0].start == quote.start
        assert quote.parts[-1].end == quote.end
        assert all(part.start < part.end for part in quote.parts)
        assert all(a.end <= b.start for a, b in pairwise(quote.parts))
    assert quotes_at(quotes, Span(0, len(text))) == quotes
    found = tuple(polished(merge(text, _drafts(data[1:drafts_end], text), quotes, load_lexicon()), quotes, text))
    for draft in found:
        assert draft.content
        for span in (*draft.content, *draft.source, *([draft.cue] if draft.cue else [])):
            assert 0 <= span.start < span.end <= len(text), draft
        assert list(draft.content) == sorted(draft.content)


def _drafts(data: bytes, text: str) -> list[Draft]:
    """Drafts as a tagger might give them: content, cue and source anywhere in the text."""
    found = []
    for at in range(0, len(data) - 5, 6):
        content, cue, source = (_span(data[at + n], data[at + n + 1], text) for n in (0, 2, 4))
        said = joined([content], text) if content else ()
        if said:
            found.append(Draft(source=(source,) if source else (), cue=cue, content=said, rule="fuzz"))
    return found


def _span(start: int, length: int, text: str) -> Span | None:
    begin = start * len(text) // 256
    end = min(len(text), begin + length % 60)
    return Span(begin, end) if begin < end else None
