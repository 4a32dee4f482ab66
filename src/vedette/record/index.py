"""The way from a mention or a span to its report and its sentence."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from vedette.record.annotation import Annotation, Event
from vedette.record.desk import DeskRecord
from vedette.record.report import Report
from vedette.record.spans import Span


@dataclass(frozen=True, slots=True)
class Index:
    """A record that can be opened at any report, sentence or mention."""

    record: DeskRecord
    _place: Mapping[str, int] = field(init=False, repr=False)
    _starts: dict[str, list[int]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_place", {report.id: n for n, report in enumerate(self.record.reports)})

    def place(self, report_id: str) -> int:
        """Where in the record the report stands."""
        return self._place[report_id]

    def report(self, report_id: str) -> Report:
        """The report of that id."""
        return self.record.reports[self._place[report_id]]

    def annotation(self, report_id: str) -> Annotation:
        """What that report says."""
        return self.record.annotations[self._place[report_id]]

    def event(self, mention: str) -> tuple[str, Event] | None:
        """(report id, event) of a mention id `REPORT#K`; None for a mention that was given from outside."""
        report_id, mark, index = mention.rpartition("#")
        if not mark or not index.isdigit() or report_id not in self._place:
            return None
        events = self.annotation(report_id).events
        return (report_id, events[int(index)]) if int(index) < len(events) else None

    def sentence_at(self, report_id: str, start: int) -> int | None:
        """The index of the sentence that the offset lies in or comes after; None where there are no sentences."""
        if report_id not in self._starts:
            self._starts[report_id] = [sentence.start for sentence in self.annotation(report_id).sentences]
        starts = self._starts[report_id]
        return max(0, bisect_right(starts, start) - 1) if starts else None

    def sentence(self, report_id: str, span: Span) -> Span:
        """The sentence that the span begins in, lengthened to hold all of the span."""
        at = self.sentence_at(report_id, span.start)
        if at is None:
            return span
        sentence = self.annotation(report_id).sentences[at]
        return Span(min(sentence.start, span.start), max(sentence.end, span.end))
