"""The reports: the list, one report with all that was read in it marked, and a report beside what it was drawn from."""

from collections.abc import Iterator
from dataclasses import dataclass

from vedette.brief import words
from vedette.brief.sources import text_hash
from vedette.desk.index import Index
from vedette.desk.views.incidents import HOW, parent_name, report_name
from vedette.desk.views.marking import Mark, Piece, marks_of, pieces
from vedette.desk.views.parts import Asked, Cite, Paging, Row, cite, page, row
from vedette.errors import InputError, NotThereError
from vedette.read.knowledge import fold
from vedette.record import Lineage, Outside, Report, Span

_PAGE = 50
_SHOWN_CHARS = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report in a list."""

    id: str
    title: str
    outlet: str
    date: str
    language: str
    origin: int
    drawn: str
    incidents: int
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportList:
    """Reports by date, the undated last."""

    rows: tuple[ReportRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """One step of the lineage strip: another report or an outside origin, and how it is related."""

    how: str
    report: str | None
    name: str
    kind: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block of a report's text: its layer, and its sentences as marked pieces."""

    layer: str
    sentences: tuple[tuple[int, tuple[Piece, ...]], ...]
    """(number of the sentence, its pieces)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report's text with every mention marked, and where it comes from."""

    head: ReportRow
    url: str | None
    hash: str
    basis: str
    sources: tuple[str, ...]
    parents: tuple[Kin, ...]
    children: tuple[Kin, ...]
    paragraphs: tuple[Paragraph, ...]
    cut: int
    """How many characters at the end are not shown on this page of the text."""
    marks: tuple[tuple[str, int], ...]
    """(layer, how many mentions)."""
    incidents: tuple[Row, ...]
    figures: tuple[tuple[int, str, str, Cite], ...]
    """(number of the series, what is counted, value, sentence)."""
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A child and its parent side by side; passages with the same number are the same text."""

    child: ReportRow
    parent: ReportRow
    kind: str
    score: float
    why: str
    child_pieces: tuple[Piece, ...]
    parent_pieces: tuple[Piece, ...]
    shared: int


def reports(index: Index, asked: Asked) -> ReportList:
    """All reports, or those of an outlet or whose title holds some words."""
    outlet, sought = asked.get("outlet"), fold(asked.get("q", "")).split()
    found = [
        report
        for report in index.record.reports
        if (not outlet or report.outlet == outlet)
        and all(part in fold(f"{report.id} {report.outlet or ''} {_title(report)}") for part in sought)
    ]
    part, paging = page(found, asked, size=_PAGE)
    return ReportList(rows=tuple(report_row(index, report.id) for report in part), paging=paging)


def report_row(index: Index, report_id: str) -> ReportRow:
    """One report in a line."""
    report, at = index.report(report_id), index.positions[report_id]
    drawn = [e for e in index.parents.get(report_id, ()) if e.kind != "quotes"]
    recorded = index.record.recorded_at
    return ReportRow(
        id=report_id,
        title=_title(report),
        outlet=index.sources.outlet(report_id),
        date=index.sources.date(report_id),
        language=report.language or "",
        origin=index.origin_of.get(report_id, -1) + 1,
        drawn=f"{HOW[drawn[0].kind]} {parent_name(index, drawn[0].parent)}" if drawn else "",
        incidents=len(index.told_in.get(report_id, ())),
        recorded_at=recorded[at] if recorded else "",
    )


def _title(report: Report) -> str:
    return words.excerpt(report.title or report.text.lstrip()[:400].partition("\n")[0], limit=110)


def report(index: Index, asked: Asked) -> ReportView:
    """One report; `span=12-30` points at some of its words."""
    found, hit = index.report(asked["id"]), _span(asked.get("span", ""))
    annotation = index.annotation(found.id)
    marks = marks_of(found, annotation, linked=index.holders, hit=hit)
    whole = bool(asked.get("whole")) or (hit is not None and hit.end > _SHOWN_CHARS)
    shown = len(found.text) if whole else min(_SHOWN_CHARS, len(found.text))
    at = index.positions[found.id]
    sources = index.record.sources
    return ReportView(
        head=report_row(index, found.id),
        url=found.url,
        hash=text_hash(found),
        basis=annotation.published.basis,
        sources=sources[at] if sources else (),
        parents=tuple(_kin(index, e, e.parent, HOW[e.kind]) for e in index.parents.get(found.id, ())),
        children=tuple(_kin(index, e, e.child, e.kind) for e in index.children.get(found.id, ())),
        paragraphs=tuple(_paragraphs(index, found, marks, shown)),
        cut=len(found.text) - shown,
        marks=_counted(marks),
        incidents=tuple(row(index, held) for held in index.told_in.get(found.id, ())),
        figures=tuple(
            (
                n,
                f"{s.measure}: {s.of or words.NOT_KNOWN}",
                words.count(p.low, p.best, p.high),
                cite(index, found.id, p.start, p.end),
            )
            for n, s, p in index.figures_in.get(found.id, ())
        ),
        failures=annotation.failures,
    )


def _counted(marks: tuple[Mark, ...]) -> tuple[tuple[str, int], ...]:
    layers = [mark.layer for mark in marks]
    return tuple((layer, layers.count(layer)) for layer in dict.fromkeys(layers) if layer != "hit")


def _span(given: str) -> Span | None:
    """`12-30` as a span; None for nothing, `InputError` for anything else."""
    if not given:
        return None
    start, _, end = given.partition("-")
    if not (start.isascii() and end.isascii() and start.isdigit() and end.isdigit() and len(given) < 20):
        raise InputError(f"span: not START-END: {given[:40]!r}")
    return Span(int(start), int(end))


def _kin(index: Index, edge: Lineage, other: str | Outside, how: str) -> Kin:
    outside = isinstance(other, Outside)
    return Kin(
        how=how,
        report=None if isinstance(other, Outside) else other,
        name=parent_name(index, other) if isinstance(other, Outside) else report_name(index, other),
        kind="outside" if outside else edge.kind,
        score=edge.score,
        why=edge.why,
    )


def _paragraphs(index: Index, report: Report, marks: tuple[Mark, ...], shown: int) -> Iterator[Paragraph]:
    """Sentences that stand on consecutive lines and in one layer of the page, together; those begun by `shown`."""
    sentences = [sentence for sentence in index.annotation(report.id).sentences if sentence.start < shown]
    if not sentences:
        yield Paragraph(layer="body", sentences=((0, pieces(report.text, Span(0, max(1, shown)), marks)),))
        return
    block: list[tuple[int, tuple[Piece, ...]]] = []
    for number, sentence in enumerate(sentences):
        before = sentences[number - 1] if number else None
        breaks = before is not None and "\n" in report.text[before.end : sentence.start]
        if before is not None and block and (breaks or before.layer != sentence.layer):
            yield Paragraph(layer=before.layer, sentences=tuple(block))
            block = []
        block.append((number, pieces(report.text, sentence.span, marks)))
    yield Paragraph(layer=sentences[-1].layer, sentences=tuple(block))


def beside(index: Index, asked: Asked) -> Beside:
    """A report beside one that it was drawn from, shared passages numbered; raises `NotThereError` without a link."""
    child, parent = index.report(asked["id"]), index.report(asked["parent"])
    edge = next((e for e in index.parents.get(child.id, ()) if e.parent == parent.id), None)
    if edge is None:
        raise NotThereError(f"report {child.id} is not drawn from {parent.id}")
    pairs = [(n, p) for n, p in enumerate(edge.evidence, 1)]
    ours = tuple(
        Mark(layer=f"p{(n - 1) % 6}", start=p.child.start, end=p.child.end, note=str(n), href="") for n, p in pairs
    )
    theirs = tuple(
        Mark(layer=f"p{(n - 1) % 6}", start=p.parent.start, end=p.parent.end, note=str(n), href="")
        for n, p in pairs
        if p.parent
    )
    return Beside(
        child=report_row(index, child.id),
        parent=report_row(index, parent.id),
        kind=HOW[edge.kind],
        score=edge.score,
        why=edge.why,
        child_pieces=pieces(child.text, Span(0, len(child.text)), ours),
        parent_pieces=pieces(parent.text, Span(0, len(parent.text)), theirs),
        shared=len(edge.evidence),
    )
