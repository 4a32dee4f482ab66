"""How much of a report's wording leaves the desk: 300 characters of each report in one export, unless all may go."""

from dataclasses import dataclass, field

from vedette.record import Span
from vedette.record.index import Index

LIMIT = 300
_SHORTEST = 30


@dataclass(slots=True)
class Excerpts:
    """Gives out the wording of reports and keeps count; the same words again cost nothing."""

    index: Index
    full_text: bool = False
    _given: dict[tuple[str, Span | str], str] = field(default_factory=dict)
    _whole: dict[str, list[Span]] = field(default_factory=dict)
    _left: dict[str, int] = field(default_factory=dict)

    def of(self, report_id: str, span: Span) -> str:
        """The words of the span on one line; cut, or empty, when the report has given all that it may give."""
        key = (report_id, span)
        if key not in self._given:
            words = " ".join(self.index.report(report_id).text[span.start : span.end].split())
            free = self.full_text or any(whole.holds(span) for whole in self._whole.get(report_id, ()))
            given = words if free else self._cut(report_id, words)
            if given == words:
                self._whole.setdefault(report_id, []).append(span)
            self._given[key] = given
        return self._given[key]

    def title(self, report_id: str) -> str:
        """The report's title, which as a rule is the beginning of its text."""
        return self.literal(report_id, self.index.report(report_id).title or "")

    def literal(self, report_id: str, text: str) -> str:
        """Wording of the report that is known by itself and not by where it stands."""
        words = " ".join(text.split())
        key = (report_id, words)
        if key not in self._given:
            self._given[key] = words if self.full_text else self._cut(report_id, words)
        return self._given[key]

    def _cut(self, report_id: str, words: str) -> str:
        left = self._left.get(report_id, LIMIT)
        if len(words) > left:
            words = f"{words[: left - 1]}…" if left >= _SHORTEST else ""
        self._left[report_id] = left - len(words)
        return words
