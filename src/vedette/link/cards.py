"""Index cards: what is asked of a report again and again, at hand without taking the report out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from vedette.link.credits import Credit, is_marked
from vedette.link.evidence import has_quotes
from vedette.link.shingles import Text
from vedette.record import Annotation, Figure, Report

_TOLLS = ("killed", "injured", "missing", "detained", "displaced")
_DAY = 10
"""Characters of a bare day."""
_LATE = "9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One report in short: its size in words and shingles, its language, when it came out, whom it credits, its tolls.

    `moment`: when it is known to have come out, a bare day (`only_day`) being its first minute; `age` sorts the older
    first, the undated last. `marked`: it bears a mark of copying that names nobody; `trimmed`: its first line is the
    cut-off beginning of another sentence, as a machine-made headline is.
    """

    words: int
    grams: int
    language: str | None
    outlet: str | None
    moment: datetime | None
    only_day: bool
    age: str
    credits: tuple[Credit, ...]
    marked: bool
    trimmed: bool
    quoting: bool
    tolls: Mapping[str, Sequence[Figure]]


def fill_in(report: Report, annotation: Annotation, text: Text, named: tuple[Credit, ...]) -> Card:
    """The card of one report."""
    moment = _moment(report)
    return Card(
        words=len(text.words),
        grams=len(text.grams),
        language=text.language,
        outlet=report.outlet,
        moment=moment,
        only_day=len(report.published or "") <= _DAY,
        age=moment.astimezone(UTC).isoformat() if moment else _LATE,
        credits=named,
        marked=is_marked(report),
        trimmed=_is_trimmed(text),
        quoting=has_quotes(report),
        tolls=_tolls(annotation),
    )


def _moment(report: Report) -> datetime | None:
    try:
        moment = datetime.fromisoformat(report.published or "")
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def _is_trimmed(text: Text) -> bool:
    """Does the first line stand again as the beginning of a longer sentence?"""
    if len(text.sentences) < 2:
        return False
    low, high = text.sentences[0]
    head = text.words[low:high]
    return len(head) > 2 and any(
        text.words[a : a + len(head)] == head and b - a > len(head) for a, b in text.sentences[1:]
    )


def _tolls(annotation: Annotation) -> dict[str, list[Figure]]:
    """What one happening did to people, as far as the report gives a single number, by measure."""
    found: dict[str, list[Figure]] = {}
    for figure in annotation.figures:
        if figure.measure in _TOLLS and figure.best is not None and figure.part_of is None:
            found.setdefault(figure.measure, []).append(figure)
    return found
