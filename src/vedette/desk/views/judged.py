"""Judgements as the desk shows them: beside what they are about, and all of them in the audit."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.desk.index import Index
from vedette.desk.views.parts import Asked, Paging, page
from vedette.record import Incident, Judgement, LedgerCounts, Refusal, Ruling
from vedette.record.judgement import standing

_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementView:
    """One decision: who made it, when and why, what it decides, and whether it counts today."""

    number: int
    recorded_at: str
    analyst: str
    act: str
    decided: str
    reason: str
    state: str
    """`in force`, `undone` or `finds nothing to change`."""
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All judgements ever made, and what intake set aside."""

    judgements: tuple[JudgementView, ...]
    paging: Paging
    refusals: tuple[Refusal, ...]
    ledger: LedgerCounts


def audit(index: Index, made: Sequence[Judgement], asked: Asked) -> Audit:
    """Who decided what, the latest first, and what was not read."""
    part, paging = page(all_judgements(index, made), asked, size=_PAGE)
    record = index.record
    return Audit(judgements=tuple(part), paging=paging, refusals=record.refusals[:_PAGE], ledger=record.ledger)


def of_incident(index: Index, held: Incident) -> tuple[JudgementView, ...]:
    """The judgements in force that hold on to any mention of an incident."""
    wanted = set(held.mentions)
    unfit = {one.judgement.number for one in index.record.unfit}
    return tuple(
        view(index, judged, state="finds nothing to change" if judged.number in unfit else "in force")
        for judged in index.record.judgements
        if wanted.intersection(_mentions(index, judged))
    )


def all_judgements(index: Index, made: Sequence[Judgement]) -> tuple[JudgementView, ...]:
    """All judgements ever made, the latest first, with what became of each."""
    counted = {judged.number for judged in standing(made)}
    unfit = {one.judgement.number: one.why for one in index.record.unfit}

    def state(judged: Judgement) -> str:
        if judged.number not in counted:
            return "undone"
        return f"finds nothing to change: {unfit[judged.number]}" if judged.number in unfit else "in force"

    return tuple(view(index, judged, state=state(judged)) for judged in reversed(made))


def view(index: Index, judged: Judgement, *, state: str) -> JudgementView:
    """One judgement in words."""
    held = dict.fromkeys(index.holders[m].id for m in _mentions(index, judged) if m in index.holders)
    return JudgementView(
        number=judged.number,
        recorded_at=judged.recorded_at,
        analyst=judged.analyst,
        act="undo" if judged.ruling is None else judged.ruling.act,
        decided=f"judgement {judged.undoes}" if judged.ruling is None else decided(judged.ruling),
        reason=judged.reason,
        state=state,
        incidents=tuple(held),
    )


def decided(ruling: Ruling) -> str:
    """What a ruling decides, without its act."""
    site = f"{ruling.site.name}" if ruling.site else ""
    days = " to ".join(dict.fromkeys(day for day in (ruling.earliest, ruling.latest) if day))
    count = " / ".join(str(n) for n in (ruling.low, ruling.best, ruling.high) if n is not None)
    named = f"{ruling.name} → {ruling.to}" if ruling.to else ruling.name or ""
    parts = (named, ruling.type, ruling.mode, site, days, ruling.measure, count, ruling.grade)
    return " ".join(str(part) for part in parts if part)


def _mentions(index: Index, judged: Judgement) -> tuple[str, ...]:
    """The mentions of the present record that a judgement is about."""
    anchors = tuple(anchor for target in judged.targets for anchor in target)
    return tuple(m for anchor in anchors for m in index.mentions_near(anchor))
