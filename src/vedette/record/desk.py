"""The desk's record at one moment: all that briefs, views and exports are made from."""

from dataclasses import dataclass, field

from vedette.record.annotation import Annotation
from vedette.record.judgement import Judgement, Unfit
from vedette.record.links import Links
from vedette.record.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An input that was not read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCounts:
    """What became of everything that was offered; the three counts add up to it."""

    accepted: int = 0
    duplicate: int = 0
    quarantined: int = 0

    @property
    def offered(self) -> int:
        """All inputs that were ever offered."""
        return self.accepted + self.duplicate + self.quarantined


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRecord:
    """Reports, what each says and what they say together, as known at one moment.

    `annotations` are parallel to `reports`; `as_known_at` is an ISO date-time, or None for all that is known.
    `recorded_at` (ISO date-time, UTC, when the desk first had the report) and `sources` (the file and line or given id
    that each report came under, sorted) are parallel to `reports` too where the record comes from a desk.
    `judgements` are those in force, oldest first; `unfit` those of them that found nothing here to change.
    """

    reports: tuple[Report, ...]
    annotations: tuple[Annotation, ...]
    links: Links
    as_known_at: str | None = None
    ledger: LedgerCounts = field(default_factory=LedgerCounts)
    refusals: tuple[Refusal, ...] = ()
    recorded_at: tuple[str, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()
    judgements: tuple[Judgement, ...] = ()
    unfit: tuple[Unfit, ...] = ()
