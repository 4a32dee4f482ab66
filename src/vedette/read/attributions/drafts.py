"""Drafts: an attribution while it is being put together, before its speaker is known by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from vedette.record import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Source words, cue words and said words, as spans of the text; `rule` says what found them."""

    source: tuple[Span, ...]
    cue: Span | None
    content: tuple[Span, ...]
    rule: str

    @property
    def hull(self) -> Span:
        """From the first said word to the last."""
        return Span(self.content[0].start, self.content[-1].end)


def joined(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, those joined that overlap or have nothing but white space between them."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start <= found[-1].end or not text[found[-1].end : span.start].strip()):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.start < span.end:
            found.append(span)
    return tuple(found)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of the spans when the holes are cut out of them."""
    left = sorted(spans)
    for hole in holes:
        cut: list[Span] = []
        for span in left:
            if not span.overlaps(hole):
                cut.append(span)
                continue
            cut.extend(s for s in (Span(span.start, hole.start), Span(hole.end, span.end)) if s.start < s.end)
        left = cut
    return tuple(left)


def trimmed(span: Span, text: str, marks: str = " \t\r\n\u00a0,;:.–—-") -> Span | None:
    """The span without the white space and the marks at its ends; None when nothing is left."""
    start, end = span
    while start < end and (text[start] in marks or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in marks or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else None
