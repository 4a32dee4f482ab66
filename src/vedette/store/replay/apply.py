"""Each judgement in turn: what it changes in the record, or why it finds nothing to change."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from vedette.record import DeskRecord, Judgement, Unfit, in_force
from vedette.record.judgement import Act
from vedette.store.replay import names, one, points, ratings, regroup

Outcome = DeskRecord | str
"""The record as changed, or the reason why the judgement does not fit."""

_ACTS: dict[Act, Callable[[DeskRecord, Judgement], Outcome]] = {
    "merge": regroup.merge,
    "split": regroup.split,
    "reject": regroup.reject,
    "retype": one.retype,
    "relocate": one.relocate,
    "redate": one.redate,
    "set-figure": one.set_figure,
    "confirm": one.remark,
    "note": one.remark,
    "dispute": one.remark,
    "rate-item": one.rate,
    "rename": names.rename,
    "set-point": points.set_point,
}


def apply(record: DeskRecord, judgements: Sequence[Judgement]) -> tuple[DeskRecord, tuple[Unfit, ...]]:
    """The record as the analysts judge it, and the judgements that no longer fit; undone ones leave no trace.

    `judgements` oldest first. Sources are rated last, when it is settled which reports tell of which incident.
    """
    held = in_force(judgements)
    reasons: dict[int, str] = {}
    for judgement in held:
        act = judgement.ruling.act if judgement.ruling is not None else "note"
        if act in _ACTS:
            outcome = _ACTS[act](record, judgement)
            if isinstance(outcome, str):
                reasons[judgement.number] = outcome
            else:
                record = outcome
    record, unheard = ratings.rate_sources(record, held)
    reasons |= unheard
    unfit = tuple(Unfit(judgement=j, why=reasons[j.number]) for j in held if j.number in reasons)
    return replace(record, judgements=held, unfit=unfit), unfit
