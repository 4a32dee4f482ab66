"""Citations and the appendix: from any span of any report to a numbered sentence that can be opened."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from vedette.brief import words
from vedette.brief.model import Citation, SourceText, TextPiece
from vedette.read.knowledge import fold
from vedette.record import Annotation, DeskRecord, Report, Sentence, Span
from vedette.record.index import Index


@dataclass(slots=True)
class Sources:
    """The reports of a brief and the sentences cited so far, numbered in the order of citing."""

    record: DeskRecord
    cited: dict[tuple[str, int], int] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    index: Index = field(init=False)
    _ratings: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.index = Index(self.record)
        rulings = (judged.ruling for judged in self.record.judgements if judged.ruling is not None)
        self._ratings = {fold(r.name or ""): r.grade or "F" for r in rulings if r.act == "rate-source"}

    def report(self, report_id: str) -> Report:
        """The report of that id."""
        return self.index.report(report_id)

    def annotation(self, report_id: str) -> Annotation:
        """What that report says."""
        return self.index.annotation(report_id)

    def sentence_at(self, report_id: str, span: Span) -> int | None:
        """The index of the sentence that the span begins in, or None where no sentence is near."""
        return self.index.sentence_at(report_id, span.start)

    def sentence_text(self, report_id: str, span: Span) -> str:
        """The sentence that the span stands in, word for word."""
        sentence = self.index.sentence(report_id, span)
        return self.report(report_id).text[sentence.start : sentence.end]

    def reliability(self, report_id: str) -> str:
        """The outlet's rating A to F, F until an analyst has rated it."""
        return self._ratings.get(fold(self.report(report_id).outlet or ""), "F")

    def cite(self, report_id: str, span: Span) -> tuple[int, ...]:
        """The number of the sentence that the span stands in; the same sentence keeps its number."""
        at = self.sentence_at(report_id, span)
        if at is None:
            return ()
        return (self.cited.setdefault((report_id, at), len(self.cited) + 1),)

    def anchor(self, report_id: str, sentence: int | None = None) -> str:
        """`r3` for a report, `r3s12` for its twelfth sentence."""
        name = f"r{self.index.place(report_id) + 1}"
        return name if sentence is None else f"{name}s{sentence + 1}"

    def outlet(self, report_id: str) -> str:
        """Who published the report; where that is not known, the report's own id."""
        return self.report(report_id).outlet or f"report {report_id}"

    def date(self, report_id: str) -> str:
        """When the report came out, and on what ground that is said."""
        published = self.annotation(report_id).published
        if published.basis == "unknown" and published.earliest is None and published.latest is None:
            return f"date {words.NOT_KNOWN}"
        note = " (inferred)" if published.basis == "inferred" else ""
        return words.interval(published.earliest, published.latest) + note

    def citations(self) -> tuple[Citation, ...]:
        """All citations made, by number."""
        return tuple(
            Citation(
                number=number,
                anchor=self.anchor(report_id, at),
                report=report_id,
                outlet=self.outlet(report_id),
                date=self.date(report_id),
                sentence=at + 1,
                hash=text_hash(self.report(report_id)),
                rating=self.reliability(report_id),
                text=self._cited_text(report_id, at),
            )
            for (report_id, at), number in sorted(self.cited.items(), key=lambda item: item[1])
        )

    def _cited_text(self, report_id: str, at: int) -> str:
        sentence = self.annotation(report_id).sentences[at]
        return words.excerpt(self.report(report_id).text[sentence.start : sentence.end])

    def appendix(self) -> tuple[SourceText, ...]:
        """Every report's text, sentence by sentence, with the layer of each."""
        return tuple(
            self._source(report, annotation)
            for report, annotation in zip(self.record.reports, self.record.annotations, strict=True)
        )

    def _source(self, report: Report, annotation: Annotation) -> SourceText:
        return SourceText(
            anchor=self.anchor(report.id),
            report=report.id,
            title=report.title or self._headline(report, annotation),
            outlet=self.outlet(report.id),
            date=self.date(report.id),
            url=report.url or "",
            hash=text_hash(report),
            pieces=tuple(self._piece(report, n, annotation.sentences) for n in range(len(annotation.sentences))),
        )

    def _headline(self, report: Report, annotation: Annotation) -> str:
        heads = (s for s in annotation.sentences if s.layer == "headline")
        first = next(heads, next(iter(annotation.sentences), None))
        return words.excerpt(report.text[first.start : first.end], limit=90) if first else report.id

    def _piece(self, report: Report, n: int, sentences: tuple[Sentence, ...]) -> TextPiece:
        sentence = sentences[n]
        gap = report.text[sentences[n - 1].end : sentence.start] if n else ""
        number = self.cited.get((report.id, n))
        return TextPiece(
            anchor=self.anchor(report.id, n),
            text=report.text[sentence.start : sentence.end],
            layer=sentence.layer,
            cited=() if number is None else (number,),
            paragraph=n == 0 or "\n" in gap,
        )


def text_hash(report: Report) -> str:
    """The first 12 hex digits of the SHA-256 of the report's text: enough to find and to check it."""
    return hashlib.sha256(report.text.encode()).hexdigest()[:12]
