"""What one command takes with all processes that it starts: processor time, time on the clock, memory held at once."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.peers import CannotError, surroundings

_LOOK = 1.0
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds of all processors, seconds on the clock, and MB that all its processes held together at most."""

    processor: float
    wall: float
    memory: float


def spend(command: Sequence[str], *, log: Path) -> Spent:
    """Run a command to its end, its output into `log`; raises `CannotError` when it fails. Looks into Linux's /proc."""
    begin, memory = time.perf_counter(), 0.0
    with log.open("ab") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink, env=surroundings())
    while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
        memory = max(memory, _held(process.pid))
        time.sleep(_LOOK)
    _, status, used = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CannotError(f"{' '.join(command[-6:])}: status {process.returncode}; see {log}")
    wall = time.perf_counter() - begin
    return Spent(processor=used.ru_utime + used.ru_stime, wall=wall, memory=max(memory, used.ru_maxrss / 1024))


def _held(pid: int) -> float:
    """MB resident in a process and its descendants; pages that they share count for each."""
    parents, sizes = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)], sizes[int(folder.name)] = int(fields[1]), int(fields[21])
    family, waiting = set[int](), {pid}
    while waiting:
        family |= waiting
        waiting = {child for child, parent in parents.items() if parent in waiting}
    return sum(sizes.get(one, 0) for one in family) * os.sysconf("SC_PAGE_SIZE") / 2**20
