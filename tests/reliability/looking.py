"""Looking while somebody writes, searching among many reports, and asking for random moments of the past."""

import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from tests.reliability.desks import filled, offered, passing_folder, quiet_end
from tests.reliability.figure import Figure, percentile
from tests.stub_engine import StubEngine, Ticking, candidate
from tests.wire_engine import WireEngine
from vedette.errors import StoreError
from vedette.record import encode
from vedette.store import Desk, facts, search
from vedette.store.clock import FOREVER, stamp

_READERS = 4
_SENTENCES = 5
_PAUSE = 0.02
_WRITES_EVERY = 0.25
_WORDS = 40


def writer_and_readers(place: Path, count: int, *, seconds: float, limit: float = 20.0) -> Figure:
    """One process adds reports while four look: the state, a report, an incident's sentences, a search."""
    desk = filled(place, count)
    search(desk, "police")
    context = multiprocessing.get_context("fork")
    lines = [context.Pipe(duplex=False) for _ in range(_READERS + 1)]
    tasks: list[Callable[..., None]] = [_write, *([_look] * _READERS)]
    workers = [
        context.Process(target=task, args=(place, n, seconds, line[1]))
        for n, (task, line) in enumerate(zip(tasks, lines, strict=True))
    ]
    for worker in workers:
        worker.start()
    written, *looks = [mine.recv() for mine, _ in lines]
    for worker in workers:
        worker.join(60)
    times = [took for look in looks for took in look[0]]
    errors = sum(look[1] for look in looks) + written[1]
    kinds = {kind: [t for look in looks for k, t in look[2] if k == kind] for kind in _LOOKS}
    each = ", ".join(f"{kind} {percentile(held, 0.99):.1f}" for kind, held in kinds.items())
    p99 = percentile(times, 0.99)
    return Figure(
        test=f"1 writer + 4 readers, {seconds:.0f} s at {count:,} reports",
        showed=f"{errors} errors, {len(times):,} looks, p99 {p99:.1f} ms ({each}), {written[0]:,} reports added",
        promised=f"0 lock errors, reader p99 < {limit:.0f} ms",
        kept=errors == 0 and p99 < limit and written[0] > 0,
    )


def _write(place: Path, number: int, seconds: float, line: Connection) -> None:
    desk, added, errors = Desk.open(place, engine=StubEngine()), 0, 0
    items = offered(100_000, seed=number + desk.state().entries, source=f"late{desk.state().entries}.jsonl")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            added += len(list(desk.add([next(items) for _ in range(2)])))
        except StoreError:
            errors += 1
        time.sleep(_WRITES_EVERY)
    line.send((added, errors))
    quiet_end()


def _look(place: Path, number: int, seconds: float, line: Connection) -> None:
    desk, dice = Desk.open(place, engine=StubEngine()), random.Random(number)
    with desk.store.reader("facts") as session:
        known = [str(name) for (name,) in session.all("seen_after", seq=max(0, desk.state().entries - 3000))]
        words = [word for text in _texts(desk, known[:_WORDS]) for word in text.split()[:3] if word.isalpha()]
    took: list[tuple[str, float]] = []
    errors, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        kind = dice.choice(list(_LOOKS))
        begin = time.perf_counter()
        try:
            _LOOKS[kind](desk, dice, known, words)
        except StoreError:
            errors += 1
        took.append((kind, time.perf_counter() - begin))
        time.sleep(_PAUSE)
    line.send(([t for _, t in took], errors, took))
    quiet_end()


def _texts(desk: Desk, names: list[str]) -> list[str]:
    with desk.store.reader("facts") as session:
        held = [facts.holding(session, name, until=FOREVER) for name in names]
    return [one.report.text for one in held if one is not None]


_LOOKS: dict[str, Callable[[Desk, random.Random, list[str], list[str]], object]] = {
    "state": lambda desk, *_: desk.state(),
    "report": lambda desk, dice, known, _: _texts(desk, [dice.choice(known)]),
    "sentences": lambda desk, dice, known, _: _texts(desk, dice.sample(known, _SENTENCES)),
    "search": lambda desk, dice, _, words: search(desk, f"{dice.choice(words)} {dice.choice(words)}", limit=5),
}


def full_text(place: Path, count: int, *, asked: int = 200, limit: float = 300.0, seed: int = 6) -> Figure:
    """Search for words that are common, rare, side by side and begun, among so many reports."""
    desk, dice = filled(place, count), random.Random(seed)
    with desk.store.reader("facts") as session:
        names = [str(name) for (name,) in session.all("seen_after", seq=max(0, count - 2000))]
    texts = _texts(desk, dice.sample(names, min(len(names), 100)))
    search(desk, "police")
    times, spent, hits = [], [], 0
    for number in range(asked):
        words = dice.choice(texts).split()
        at = dice.randrange(len(words) - 2)
        forms = (words[at], f'"{words[at]} {words[at + 1]}"', f"{words[at][:4]}*", f"{words[at]} {dice.choice(words)}")
        begin, busy = time.perf_counter(), time.process_time()
        hits += len(search(desk, f"{forms[number % 4]} {'police' if number % 3 == 0 else ''}"))
        times.append(time.perf_counter() - begin)
        spent.append(time.process_time() - busy)
    p50, p95, worst = (percentile(times, share) for share in (0.5, 0.95, 1))
    cpu = percentile(spent, 0.95)
    return Figure(
        test=f"full text at {count:,} reports, {asked} searches",
        showed=f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, worst {worst:.0f} ms; p95 of processor time {cpu:.0f} ms",
        promised=f"p95 < {limit:.0f} ms",
        kept=p95 < limit and hits > 0,
    )


def random_moments(times: int, *, seed: int = 6) -> Figure:
    """Ask for random moments: no value may stand on a report recorded later, and no answer may change afterwards."""
    dice, clock, late, changed = random.Random(seed), Ticking(), 0, 0
    texts = [
        f"{n} hurt at {town}. Officers closed at {town}." for n in range(3, 8) for town in ("Dolna", "Gornja", "Nova")
    ]
    with passing_folder() as folder:
        desk = Desk.init(folder / "desk", clock=clock, engine=WireEngine())
        begin = clock.now
        answers: dict[str, tuple[bytes, object]] = {}
        for number in range(times):
            if number % max(1, times // len(texts)) == 0 and texts:
                list(desk.add([candidate(texts.pop(), source=f"{number}.txt")]))
            span = (clock.now - begin).total_seconds()
            moment = stamp(begin + timedelta(seconds=dice.uniform(0, span)))
            late += _late(desk, moment)
            if number % 20 == 0:
                answers[moment] = _answer(desk, moment)
        changed = sum(_answer(desk, moment) != before for moment, before in answers.items())
    return Figure(
        test=f"{times:,} random moments",
        showed=f"{late} values from later reports, {changed} of {len(answers)} answers changed afterwards",
        promised="0 and 0",
        kept=late == changed == 0,
    )


def _late(desk: Desk, moment: str) -> int:
    """How many values stand on reports that were recorded after the moment."""
    record = desk.record(as_known_at=moment)
    known = {r.id for r, at in zip(record.reports, record.recorded_at, strict=True) if at <= moment}
    used = [report.id for report in record.reports]
    used += [mention.rpartition("#")[0] for held in record.links.incidents for mention in held.mentions]
    used += [point.report for series in record.links.series for point in series.points]
    used += [side.report for dispute in record.links.disputes for side in dispute.sides]
    used += [hit.report.id for hit in search(desk, "hurt", as_known_at=moment)]
    return sum(name not in known for name in used)


def _answer(desk: Desk, moment: str) -> tuple[bytes, object]:
    return encode(desk.record(as_known_at=moment)), search(desk, "closed dolna", as_known_at=moment)
