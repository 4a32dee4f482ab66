"""The passages that two reports share, as spans of both."""

from collections.abc import Iterator, Sequence

from vedette.link.compare import Comparison
from vedette.link.shingles import Text
from vedette.record import Passage, Report, Span

_SHOWN = 12
_RUN = 6
QUOTED = 9
"""Words in a row, inside quotation marks, that make a shared quotation."""
_MARKS = '"“”„«»'


def passages(texts: Sequence[Text], c: Comparison, child: int) -> tuple[Passage, ...]:
    """The best aligned sentences; the whole of both where no sentence stands out."""
    one, two = texts[c.a], texts[c.b]
    ranked = sorted(c.aligned, key=lambda row: (-row[2], row[0]))[:_SHOWN]
    found = []
    for i, j, _ in sorted(ranked):
        mine, other = one.span(*one.sentences[i]), two.span(*two.sentences[j])
        found.append(Passage(child=mine, parent=other) if child == c.a else Passage(child=other, parent=mine))
    if not found and texts[child].words and texts[c.other(child)].words:
        parent = texts[c.other(child)]
        whole = (texts[child].span(0, len(texts[child].words)), parent.span(0, len(parent.words)))
        found = [Passage(child=whole[0], parent=whole[1])]
    return tuple(found)


def quoted_runs(reports: Sequence[Report], texts: Sequence[Text], child: int, parent: int) -> tuple[Passage, ...]:
    """The long runs of words that both texts have, with a quotation mark in or beside them."""
    one, two = texts[child], texts[parent]
    found = []
    for a, b, size in _runs(one.words, two.words):
        mine, other = one.span(a, a + size), two.span(b, b + size)
        if size >= QUOTED and _quoted(reports[child].text, mine) and _quoted(reports[parent].text, other):
            found.append(Passage(child=mine, parent=other))
    return tuple(found)


def has_quotes(report: Report) -> bool:
    """Does the report hold any quotation mark?"""
    return any(mark in report.text for mark in _MARKS)


def _runs(one: tuple[str, ...], two: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Longest common runs from left to right, at least `_RUN` words."""
    where: dict[tuple[str, ...], list[int]] = {}
    for j in range(len(two) - _RUN + 1):
        where.setdefault(two[j : j + _RUN], []).append(j)
    i = 0
    while i <= len(one) - _RUN:
        best = max(((_length(one, two, i, j), -j) for j in where.get(one[i : i + _RUN], ())[:20]), default=(0, 0))
        if best[0]:
            yield i, -best[1], best[0]
        i += max(1, best[0])


def _length(one: tuple[str, ...], two: tuple[str, ...], i: int, j: int) -> int:
    size = 0
    while i + size < len(one) and j + size < len(two) and one[i + size] == two[j + size]:
        size += 1
    return size


def _quoted(text: str, span: Span) -> bool:
    """Does most of the span lie inside quotation marks?"""
    before = text.rfind("\n\n", 0, span.start) + 1
    depth = sum(text.count(m, before, span.start) for m in _MARKS)
    inside = any(m in text[span.start : span.end] for m in _MARKS)
    return depth % 2 == 1 or inside
