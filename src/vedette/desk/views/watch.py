"""The watch at a glance: what was warned of, how the indicators stand, what is followed, how good the alerts were."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.parts import Asked, Paging, page
from vedette.desk.views.watched import WEEKS, IndicatorView, Outlook, drawn, lines, outlooks
from vedette.errors import InputError
from vedette.record import decode
from vedette.store import Desk
from vedette.watch import surprise as stats
from vedette.watch.alert import Alert
from vedette.watch.counts import DailySeries
from vedette.watch.looks import Look, next_look
from vedette.watch.measure import Measured
from vedette.watch.settings import NAME, Settings, load
from vedette.watch.warn import Answer, Told, muted, on_record

_PAGE, _DYADS, _COLUMNS, _EVIDENCE, _CUTS = 10, 12, 12, 12, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """An alert with what was answered; `evidence` are (id, mention) of the incidents that hold its words today."""

    alert: Alert
    raised_at: str
    taken: tuple[str, ...]
    answers: tuple[Answer, ...]
    muted: bool
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One source: its last look, how that ended, when the next one is due."""

    name: str
    last: str
    outcome: str
    reason: str
    new: int
    failures: int
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """All that the page shows; `trouble` says what is wrong with the settings or missing from the program."""

    alerts: tuple[Warned, ...]
    paging: Paging
    indicators: tuple[IndicatorView, ...]
    cuts: tuple[IndicatorView, ...]
    dyads: tuple[IndicatorView, ...]
    busy: tuple[int, ...]
    """Which of the weeks have something between any two sides, the last twelve of them."""
    sources: tuple[Followed, ...]
    outlooks: tuple[Outlook, ...]
    backtest: Measured | None
    trouble: tuple[str, ...]


def watch(desk: Desk, index: Index, asked: Asked) -> Watch:
    """The watch of a desk at the moment that the index shows."""
    told = on_record(desk, until=index.record.as_known_at)
    part, paging = page(tuple(reversed(told)), asked, size=_PAGE)
    held = lines(index, own(desk))
    quiet = muted(told)
    trouble: list[str] = []
    settings = _settings(desk, trouble)
    try:
        ahead = outlooks(index, held)
    except InputError as error:
        ahead = ()
        trouble.append(str(error))
    recent = sorted((one for one in held if one.cut), key=lambda one: -one.counts[-28:].sum())
    dyads = _dyads(held)
    return Watch(
        alerts=tuple(_warned(index, one, quiet) for one in part),
        paging=paging,
        indicators=tuple(drawn(one) for one in held if not one.cut),
        cuts=tuple(drawn(one) for one in [one for one in recent if one.indicator.kind == "count"][:_CUTS]),
        dyads=dyads,
        busy=tuple(n for n in range(WEEKS) if any(n < len(d.weeks) and d.weeks[n].incidents for d in dyads))[
            -_COLUMNS:
        ],
        sources=tuple(_followed(desk, index, settings)),
        outlooks=ahead,
        backtest=_measured(desk, index),
        trouble=tuple(trouble),
    )


def _dyads(held: Sequence[DailySeries]) -> tuple[IndicatorView, ...]:
    """The pairs of sides between which the intensity of the shown weeks is highest."""
    shown = [(line.counts[-WEEKS * stats.WEEK :].sum(), line) for line in held if line.cut == "dyad"]
    ranked = sorted(
        ((total, line) for total, line in shown if total and line.indicator.kind == "intensity"),
        key=lambda one: (-one[0], one[1].value),
    )
    return tuple(drawn(line) for _, line in ranked[:_DYADS])


def own(desk: Desk) -> Path | None:
    """The user's indicators beside the desk; a desk in a database has none."""
    return None if "://" in desk.place else Path(desk.place) / "indicators.yaml"


def _settings(desk: Desk, trouble: list[str]) -> Settings:
    file = None if "://" in desk.place else Path(desk.place) / NAME
    if file is None or not file.exists():
        return Settings()
    try:
        return load(file)
    except InputError as error:
        trouble.append(str(error))
        return Settings()


def _warned(index: Index, told: Told, quiet: set[str]) -> Warned:
    held = {index.holders[m].id: m for m in reversed(told.alert.mentions) if m in index.holders}
    return Warned(
        alert=told.alert,
        raised_at=told.raised_at,
        taken=tuple(dict.fromkeys(one.channel for one in told.deliveries if one.taken)),
        answers=told.answers,
        muted=told.alert.indicator.partition("/")[0] in quiet,
        evidence=tuple(sorted(held.items(), key=lambda one: (len(one[0]), one[0])))[:_EVIDENCE],
    )


def _followed(desk: Desk, index: Index, settings: Settings) -> Iterator[Followed]:
    until = index.record.as_known_at
    notes = {note.key: note for note in desk.notes("source") if until is None or note.recorded_at <= until}
    asked = {source.name: source for source in settings.sources}
    for name in sorted({*notes, *asked}):
        note, source = notes.get(name), asked.get(name)
        look = decode(note.body, Look) if note else Look(outcome="never looked at")
        due = next_look(source, note).isoformat() if source and note else ""
        yield Followed(
            name=name,
            last=note.recorded_at if note else "",
            outcome=look.outcome,
            reason=look.reason,
            new=look.new,
            failures=look.failures,
            next=due or ("at once" if source else f"{words.NOT_KNOWN}: no longer in {NAME}"),
        )


def _measured(desk: Desk, index: Index) -> Measured | None:
    until = index.record.as_known_at
    notes = [note for note in desk.notes("backtest") if until is None or note.recorded_at <= until]
    return decode(notes[-1].body, Measured) if notes else None
