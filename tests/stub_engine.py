"""A quick stand-in for reading and linking, so that the store's laws can be tried on many desks."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from vedette.intake import Candidate, Origin, Quarantined, identity, normalise
from vedette.intake.normal import ID_LENGTH
from vedette.record import Annotation, Links, Published, Report, Sentence


class StubEngine:
    """Each line is a sentence; reports that begin with the same word make one story."""

    def __init__(self, *, versions: str = "stub/1") -> None:
        self.versions = versions
        self.read = 0

    def annotate(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        for report in reports:
            self.read += 1
            made = tuple(
                Sentence(start=m.start(), end=m.end(), made_by=self.versions, layer="body")
                for m in re.finditer(r"[^\n]+", report.text)
            )
            basis = "given" if report.published else "unknown"
            published = Published(earliest=report.published, latest=report.published, basis=basis)
            yield Annotation(id=report.id, published=published, sentences=made, extractors=(self.versions,))

    def link(self, reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
        stories: dict[str, list[str]] = {}
        for report in reports:
            stories.setdefault(report.text.split()[0], []).append(report.id)
        return Links(stories=tuple(tuple(sorted(story)) for _, story in sorted(stories.items())))


class Ticking:
    """A clock that moves one minute at each reading."""

    def __init__(self, start: datetime = datetime(2023, 6, 1, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def candidate(text: str, *, source: str = "wire.jsonl", line: int | None = None, **given: str | None) -> Candidate:
    """A report as intake would hand it on."""
    plain = normalise(text)
    original = repr((text, given)).encode()
    name = identity(plain)
    return Candidate(
        origin=Origin(source=source, line=line, content=hashlib.sha256(original).hexdigest(), size=len(original)),
        kind="report",
        original=original,
        identity=name,
        report=Report(id=name[:ID_LENGTH], text=plain, **given),
    )


def refused(source: str, reason: str = "empty") -> Quarantined:
    return Quarantined(origin=Origin(source=source), kind="unknown", reason=reason)
