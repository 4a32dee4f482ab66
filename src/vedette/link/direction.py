"""Which of two like texts came first: from their dates, their marks of copying, their size."""

from collections.abc import Sequence
from datetime import UTC, datetime

from vedette.link.shingles import Text
from vedette.record import Report

_SMALLER = 0.9
_SAME_DAY = 10


def when(report: Report) -> datetime | None:
    """The moment the report is known to have come out; a bare day is its first minute."""
    try:
        moment = datetime.fromisoformat(report.published or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def age(report: Report) -> str:
    """A key that sorts the older first, the undated last."""
    moment = when(report)
    return moment.astimezone(UTC).isoformat() if moment else "9"


def likely_child(
    reports: Sequence[Report], texts: Sequence[Text], marked: Sequence[bool], child: int, parent: int
) -> float:
    """0: the child came first; 1: it came later; between: how much its form speaks for it being the copy."""
    one, two = reports[child], reports[parent]
    mine, other = when(one), when(two)
    if mine is not None and other is not None and not _same(one, two, mine, other):
        return 1.0 if mine > other else 0.0
    score = 0.9 if len(texts[child].words) < _SMALLER * len(texts[parent].words) else 0.5
    score = 0.1 if len(texts[parent].words) < _SMALLER * len(texts[child].words) else score
    score += 0.3 * (marked[child] - marked[parent])
    score += 0.2 * (is_trimmed(texts[child]) - is_trimmed(texts[parent]))
    return min(1.0, max(0.01, score))


def _same(one: Report, two: Report, mine: datetime, other: datetime) -> bool:
    """Can the two dates not be told apart (one of them names only the day)?"""
    coarse = len(one.published or "") <= _SAME_DAY or len(two.published or "") <= _SAME_DAY
    return mine == other or (coarse and mine.date() == other.date())


def is_trimmed(text: Text) -> bool:
    """Is the first line the cut-off beginning of another sentence, as a machine-made headline is?"""
    if len(text.sentences) < 2:
        return False
    low, high = text.sentences[0]
    head = text.words[low:high]
    return len(head) > 2 and any(
        text.words[a : a + len(head)] == head and b - a > len(head) for a, b in text.sentences[1:]
    )
