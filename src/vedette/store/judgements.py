"""Judgements as facts: appended in a chain of their own, read as known at a moment."""

import json
from collections.abc import Sequence

import msgspec

from vedette.errors import InputError, StoreError
from vedette.record import Judgement, Ruling
from vedette.record.judgement import standing
from vedette.store.backend import Session
from vedette.store.chain import FIRST, entry_hash
from vedette.store.clock import Clock, next_stamp
from vedette.store.facts import last_moment
from vedette.store.replay.anchors import Target

UNDO = "undo"


def until(session: Session, moment: str) -> tuple[Judgement, ...]:
    """All judgements recorded up to a moment, oldest first; raises `StoreError` for a row that is none."""
    return tuple(map(_judgement, session.all("judgements_until", until=moment)))


def append(
    session: Session,
    ruling: Ruling | None,
    targets: Sequence[Target],
    *,
    by: str,
    why: str,
    clock: Clock,
    undoes: int | None = None,
) -> Judgement:
    """Record one judgement (inside the caller's transaction)."""
    seq, _, previous = session.one("last_judgement") or (0, "", FIRST)
    row: dict[str, object] = {
        "seq": seq + 1,
        "recorded_at": next_stamp(clock, last_moment(session)),
        "analyst": by,
        "act": UNDO if ruling is None else ruling.act,
        "target": _json(targets),
        "detail": _json(ruling),
        "reason": why,
        "undoes": undoes,
        "previous": previous,
    }
    row["hash"] = entry_hash(row)
    judgement = _judgement(tuple(row[name] for name in _COLUMNS))
    session.run("add_judgement", **row)
    return judgement


def check_undo(known: Sequence[Judgement], number: int) -> None:
    """Raise `InputError` unless the judgement (or undoing) of this number is there and still counts."""
    judgement = next((j for j in known if j.number == number), None)
    if judgement is None:
        raise InputError(f"no judgement {number}; see `vedette judge list`")
    if judgement not in standing(known):
        raise InputError(f"judgement {number} is undone already; to bring it back undo the undoing")


_COLUMNS = ("seq", "recorded_at", "analyst", "target", "detail", "reason", "undoes")


def _judgement(row: Sequence[object]) -> Judgement:
    values = dict(zip(_COLUMNS, row, strict=True))
    try:
        fields = {
            "number": values["seq"],
            "recorded_at": values["recorded_at"],
            "analyst": values["analyst"],
            "reason": values["reason"],
            "ruling": json.loads(str(values["detail"])),
            "targets": json.loads(str(values["target"])),
            "undoes": values["undoes"],
        }
        return msgspec.convert(fields, Judgement)
    except (ValueError, InputError) as error:
        raise StoreError(f"judgement {values['seq']} cannot be read: {error}") from error


def _json(value: object) -> str:
    """Compact JSON; what a ruling leaves open is left out."""
    plain = msgspec.to_builtins(value)
    if isinstance(plain, dict):
        plain = {name: content for name, content in plain.items() if content is not None}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
