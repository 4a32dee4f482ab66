"""The desk's record at one moment: what every view, brief and export is made from."""

from dataclasses import dataclass

from vedette.record.annotation import Annotation
from vedette.record.links import Links
from vedette.record.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCounts:
    """How the items offered so far ended; the three add up to what was offered."""

    accepted: int = 0
    duplicate: int = 0
    quarantined: int = 0

    @property
    def offered(self) -> int:
        """All items that were ever offered to the desk."""
        return self.accepted + self.duplicate + self.quarantined


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line of the intake ledger: what was offered, from where, and how it ended.

    `report` is the report's id for accepted and duplicate items; `given_id` the id that came with the item.
    """

    source: str
    line: int | None
    outcome: str
    reason: str
    report: str | None
    given_id: str | None
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRecord:
    """All that the desk knew at `as_known_at` (ISO date-time, UTC; None: the desk was empty).

    `reports`, `annotations` and `recorded_at` run in parallel, in an order that does not depend on arrival.
    """

    as_known_at: str | None
    reports: tuple[Report, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    recorded_at: tuple[str, ...] = ()
    links: Links = Links()
    ledger: LedgerCounts = LedgerCounts()
    entries: tuple[LedgerEntry, ...] = ()
