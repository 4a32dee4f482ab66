"""Desks for tests: one of the example crisis, read once; one that always shows the same made record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedette.intake import take
from vedette.link import link
from vedette.read import Reader
from vedette.record import Annotation, DeskRecord, Judgement, Links, Report
from vedette.store import Desk
from vedette.store.desk import State

EXAMPLE = Path(__file__).parents[2] / "examples" / "kosovo" / "reports.jsonl"


class ReaderEngine:
    """The real layers and links, with a reader that is loaded already."""

    versions = "desk-tests/1"

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def annotate(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        yield from self._reader.annotate(reports)

    def link(self, reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
        return link(tuple(reports), tuple(annotations))


def example(folder: Path, engine: ReaderEngine) -> Desk:
    """The example crisis on a desk."""
    desk = Desk.init(folder, engine=engine)
    assert all(entry.outcome == "accepted" for entry in desk.add(take([EXAMPLE])))
    desk.record()
    return desk


@dataclass(frozen=True)
class Fixed:
    """A desk with one record, for reading only."""

    held: DeskRecord
    place: str = "made"

    def record(self, *, as_known_at: str | None = None) -> DeskRecord:
        return self.held

    def state(self) -> State:
        return State(entries=1, judgements=0, last_moment="2023-06-01T00:00:00.000000Z")

    def last_moment(self) -> str | None:
        return self.state().last_moment

    def notes(self, kind: str) -> tuple[object, ...]:
        return ()

    def judgements(self, *, as_known_at: str | None = None) -> tuple[Judgement, ...]:
        return ()
