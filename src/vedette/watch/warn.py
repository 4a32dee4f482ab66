"""Alerts in the record: raised once for a cause, delivered until they are taken, answered by analysts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vedette.errors import InputError
from vedette.record import decode, encode
from vedette.store import Desk, Note
from vedette.watch.alert import Alert, unseen
from vedette.watch.alerts import alerts
from vedette.watch.definitions import Indicator
from vedette.watch.settings import Channel

if TYPE_CHECKING:
    from vedette.intake.web.addresses import Allowed
    from vedette.watch.channels import Say

Act = Literal["acknowledge", "mute", "unmute", "remark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an analyst said to an alert; muting keeps its indicator quiet until it is unmuted."""

    act: Act
    by: str
    why: str
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One try to deliver an alert."""

    channel: str
    taken: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert on record: when it was raised, who has it, what was answered."""

    alert: Alert
    raised_at: str
    deliveries: tuple[Delivery, ...]
    answers: tuple[Answer, ...]


def raise_new(desk: Desk, indicators: Sequence[Indicator], *, today: date | None = None) -> tuple[Alert, ...]:
    """Note what the record gives new reason to warn of; nothing of an indicator that is muted."""
    told = on_record(desk)
    quiet = muted(told)
    found = alerts(desk.record(), indicators, today=today)
    new = tuple(a for a in unseen(found, [t.alert for t in told]) if a.indicator.partition("/")[0] not in quiet)
    desk.note([("alert", alert.id, encode(alert)) for alert in new])
    return new


def on_record(desk: Desk, *, until: str | None = None) -> tuple[Told, ...]:
    """All alerts ever raised, oldest first; `until` leaves out what was raised, sent or answered after that moment."""
    deliveries: dict[str, list[Delivery]] = {}
    for note in _notes(desk, "delivery", until):
        deliveries.setdefault(note.key, []).append(decode(note.body, Delivery))
    answers: dict[str, list[Answer]] = {}
    for note in _notes(desk, "answer", until):
        answer = decode(note.body, Answer)
        answers.setdefault(note.key, []).append(
            Answer(act=answer.act, by=answer.by, why=answer.why, at=note.recorded_at)
        )
    return tuple(
        Told(
            alert=decode(note.body, Alert),
            raised_at=note.recorded_at,
            deliveries=tuple(deliveries.get(note.key, ())),
            answers=tuple(answers.get(note.key, ())),
        )
        for note in _notes(desk, "alert", until)
    )


def deliver(desk: Desk, channels: Sequence[Channel], *, base: Path, say: "Say", allowed: "Allowed") -> int:
    """Send what a channel has not taken yet; the number of tries that failed. Each try is noted after it was made."""
    from vedette.watch.channels import send

    failed = 0
    for told in on_record(desk):
        for channel in channels:
            if not _owed(told, channel):
                continue
            try:
                send(told.alert, channel, base=base, say=say, allowed=allowed)
                outcome = Delivery(channel=channel.name, taken=True)
            except InputError as error:
                outcome = Delivery(channel=channel.name, taken=False, reason=str(error))
                failed += 1
            desk.note([("delivery", told.alert.id, encode(outcome))])
    return failed


def answer(desk: Desk, alert: str, act: Act, *, by: str, why: str) -> Answer:
    """Note what an analyst says to an alert; raises `InputError` when there is no such alert or no name or reason."""
    if not by.strip() or not why.strip():
        raise InputError("an answer needs the analyst's name and a reason")
    if alert not in {told.alert.id for told in on_record(desk)}:
        raise InputError(f"no alert {alert!r}; `vedette alerts` lists them")
    made = Answer(act=act, by=by, why=why)
    desk.note([("answer", alert, encode(made))])
    return made


def _owed(told: Told, channel: Channel) -> bool:
    if channel.level == "alert" and told.alert.level != "alert":
        return False
    return not any(one.taken and one.channel == channel.name for one in told.deliveries)


def muted(told: Iterable[Told]) -> set[str]:
    """The indicators of alerts whose last word on muting was to mute."""
    words = sorted(
        (one.at, told_of.alert.indicator.partition("/")[0], one.act)
        for told_of in told
        for one in told_of.answers
        if one.act in ("mute", "unmute")
    )
    last = {indicator: act for _, indicator, act in words}
    return {indicator for indicator, act in last.items() if act == "mute"}


def _notes(desk: Desk, kind: str, until: str | None) -> Iterable[Note]:
    return (note for note in desk.notes(kind) if until is None or note.recorded_at <= until)
