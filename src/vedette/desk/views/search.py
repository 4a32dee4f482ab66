"""What a search finds, with the words found marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.desk.index import Index
from vedette.desk.views.marking import Mark, Piece, pieces
from vedette.desk.views.parts import Asked
from vedette.desk.views.reports import ReportRow, report_row
from vedette.store import Desk, Filter, Hit, search

_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One report that holds the words, and the stretch of its text to show."""

    head: ReportRow
    start: int
    end: int
    stretch: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The reports found, the best first."""

    words: str
    hits: tuple[Found, ...]


def found(desk: Desk, index: Index, asked: Asked, *, as_known_at: str | None) -> SearchView:
    """The reports that hold the words asked for; raises `InputError` when there is no word in them."""
    words = asked.get("q", "").strip()
    if not words:
        return SearchView(words="", hits=())
    only = Filter(**{name: asked.get(name) or None for name in ("since", "until", "outlet")})
    hits = search(desk, words, only=only, as_known_at=as_known_at, limit=_LIMIT)
    return SearchView(words=words, hits=_known(index, hits))


def _known(index: Index, hits: Sequence[Hit]) -> tuple[Found, ...]:
    """The hits in reports that the shown record has: one that came a moment ago is there at the next look."""
    return tuple(_found(index, hit) for hit in hits if hit.report.id in index.positions)


def _found(index: Index, hit: Hit) -> Found:
    marks = tuple(Mark(layer="found", start=m.start, end=m.end, note="", href="") for m in hit.marks)
    first = hit.marks[0] if hit.marks else hit.stretch
    return Found(
        head=report_row(index, hit.report.id),
        start=first.start,
        end=first.end,
        stretch=pieces(hit.report.text, hit.stretch, marks),
    )
