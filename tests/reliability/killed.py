"""kill -9 while reports are recorded: what was acknowledged is there, and nothing is there by half."""

import multiprocessing
import random
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from tests.reliability.desks import offered, passing_folder, quiet_end
from tests.reliability.figure import Figure
from tests.stub_engine import StubEngine
from vedette.intake import Candidate
from vedette.store import Desk, export, verify

_PART = 8
_EACH = 64
_ROUNDS = 20
"""Kills that one desk must bear before a new one is made."""


def killed_adds(times: int, *, seed: int = 6) -> Figure:
    """Kill a process that adds, so many times at random moments, and look at the desk after each."""
    dice, lost, halves, slowest, alive = random.Random(seed), 0, 0, 0.0, 0
    with passing_folder() as folder:
        for number in range(times):
            place = folder / f"desk{number // _ROUNDS}"
            items = list(offered(_EACH, seed=seed * 1000 + number, source=f"{number}.jsonl"))
            Desk.init(place, engine=StubEngine())
            acknowledged, ended = _kill(place, items, after=dice.uniform(0, 0.15))
            alive += ended
            begin = time.perf_counter()
            desk = Desk.open(place, engine=StubEngine())
            desk.state()
            slowest = max(slowest, time.perf_counter() - begin)
            with desk.store.reader("facts") as session:
                held = {str(row["id"]): row["text"] for row in session.rows("all_reports")}
            lost += sum(name not in held for name in acknowledged)
            wanted = {item.report.id: item.report.text for item in items}
            halves += sum(name in wanted and wanted[name] != text for name, text in held.items())
            halves += len(verify(place).problems)
    return Figure(
        test=f"kill -9 during add, {times:,} times",
        showed=f"{lost} lost, {halves} half-written, restart {1000 * slowest:.0f} ms at most, {alive} came too late",
        promised="0 lost, 0 half-written, restart <= 1 s",
        kept=lost == halves == 0 and slowest <= 1,
    )


def _kill(place: Path, items: Sequence[Candidate], *, after: float) -> tuple[list[str], bool]:
    """The ids that the process was told are recorded before it was killed, and whether it had ended by itself."""
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_add, args=(place, items, theirs))
    process.start()
    theirs.close()
    assert mine.recv_bytes() == b"begun"
    time.sleep(after)
    process.kill()
    process.join(30)
    told: list[str] = []
    try:
        while True:
            told.append(mine.recv_bytes().decode())
    except EOFError:
        mine.close()
    ended = bool(told) and told[-1] == "done"
    return [name for name in told if name != "done"], ended


def _add(place: Path, items: Sequence[Candidate], line: Connection) -> None:
    desk = Desk.open(place, engine=StubEngine())
    line.send_bytes(b"begun")
    for at in range(0, len(items), _PART):
        for entry in desk.add(items[at : at + _PART]):
            line.send_bytes(str(entry.report).encode())
    line.send_bytes(b"done")
    quiet_end()


def ingested_again(count: int, *, seed: int = 6) -> Figure:
    """Offer the same reports again and again, shuffled, in batches, with kills between; the facts stay as they are."""
    dice = random.Random(seed)
    items = [*offered(count, seed=seed), *offered(count // 4, seed=seed, source="again.jsonl")]
    with passing_folder() as folder:
        plain = Desk.init(folder / "plain", engine=StubEngine())
        list(plain.add(items))
        place = folder / "shuffled"
        desk = Desk.init(place, engine=StubEngine())
        _offer(place, items, dice)
        first, same = list(export(desk)), _canonical(desk) == _canonical(plain)
        for _ in range(3):
            _offer(place, items, dice)
        new = len(list(export(desk))) - len(first)
        kept = list(export(desk)) == first and same and verify(place).problems == ()
    return Figure(
        test=f"{len(items):,} items offered 1 + 3 times, shuffled, with kills between",
        showed=f"{new} new rows; canonical dump {'equal' if same else 'DIFFERENT'}",
        promised="canonical dump equal, 0 new rows",
        kept=kept and new == 0,
    )


def _offer(place: Path, items: Sequence[Candidate], dice: random.Random) -> None:
    """All items in some order: three times broken off by a kill, then to the end."""
    shuffled = list(items)
    dice.shuffle(shuffled)
    for _ in range(3):
        _kill(place, shuffled, after=dice.uniform(0, 0.2))
    desk = Desk.open(place, engine=StubEngine())
    at = 0
    while at < len(shuffled):
        size = dice.randint(1, 40)
        list(desk.add(shuffled[at : at + size]))
        at += size


def _canonical(desk: Desk) -> object:
    """What the desk knows, but for when it was taken in."""
    record = desk.record()
    return record.reports, record.annotations, record.links, record.sources, record.refusals


def two_writers(count: int, *, seed: int = 6) -> Figure:
    """Two processes write to one desk at once, as the command line and the desk do."""
    context = multiprocessing.get_context("fork")
    with passing_folder() as folder:
        place = folder / "desk"
        Desk.init(place, engine=StubEngine())
        parts = [list(offered(count, seed=seed + n, source=f"{n}.jsonl")) for n in (1, 2)]
        lines = [context.Pipe(duplex=False) for _ in parts]
        pairs = zip(parts, lines, strict=True)
        workers = [context.Process(target=_add, args=(place, part, line[1])) for part, line in pairs]
        for worker in workers:
            worker.start()
        for _, theirs in lines:
            theirs.close()
        ends = [_drained(mine) for mine, _ in lines]
        for worker in workers:
            worker.join(120)
        held = {report.id for report in Desk.open(place, engine=StubEngine()).record().reports}
        lost = sum(item.report.id not in held for part in parts for item in part)
        problems = verify(place).problems
    return Figure(
        test=f"two writers, {count:,} reports each",
        showed=f"{lost} lost, {sum(ends)} of 2 went to their end, chain {'whole' if not problems else problems[0]}",
        promised="serialised, 0 lost",
        kept=lost == 0 and all(ends) and not problems,
    )


def _drained(line: Connection) -> bool:
    """Did the writer say that it was done?"""
    last = b""
    try:
        while True:
            last = line.recv_bytes()
    except EOFError:
        return last == b"done"
