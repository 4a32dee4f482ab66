"""Alerts in the record: raised once for a cause, delivered until they are taken, answered by analysts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from vedette.errors import InputError
from vedette.intake.web.addresses import Allowed
from vedette.record import decode, encode
from vedette.store import Desk
from vedette.watch.alert import Alert, unseen
from vedette.watch.alerts import alerts
from vedette.watch.channels import Say, send
from vedette.watch.definitions import Indicator
from vedette.watch.settings import Channel

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
    muted = _muted(desk)
    seen = [told.alert for told in on_record(desk)]
    found = alerts(desk.record(), indicators, today=today)
    new = tuple(a for a in unseen(found, seen) if a.indicator.partition("/")[0] not in muted)
    desk.note([("alert", alert.id, encode(alert)) for alert in new])
    return new


def on_record(desk: Desk) -> tuple[Told, ...]:
    """All alerts ever raised, oldest first."""
    deliveries = _by_key(desk, "delivery", Delivery)
    answers: dict[str, list[Answer]] = {}
    for note in desk.notes("answer"):
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
        for note in desk.notes("alert")
    )


def deliver(desk: Desk, channels: Sequence[Channel], *, base: Path, say: Say, allowed: Allowed) -> int:
    """Send what a channel has not taken yet; the number of tries that failed. Each try is noted after it was made."""
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


def _muted(desk: Desk) -> set[str]:
    """The indicators of alerts whose last word on muting was to mute."""
    words: dict[str, Act] = {}
    for told in on_record(desk):
        for one in told.answers:
            if one.act in ("mute", "unmute"):
                words[told.alert.indicator.partition("/")[0]] = one.act
    return {indicator for indicator, act in words.items() if act == "mute"}


def _by_key(desk: Desk, kind: str, form: type[Delivery]) -> Mapping[str, Iterable[Delivery]]:
    found: dict[str, list[Delivery]] = {}
    for note in desk.notes(kind):
        found.setdefault(note.key, []).append(decode(note.body, form))
    return found
