"""Processor time and memory of one contestant. Needs the standard library alone, so that peers can be timed by it."""

import gc
import json
import resource
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Row = dict
Answer = Callable[[list[Row]], Iterator[Row]]
_MEGABYTE = 1024


def seconds() -> float:
    """Processor time of this process and of those that it has waited for: other work on the machine tells little."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def megabytes() -> float:
    """The most memory that this process has held, or one that it has waited for."""
    return max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / _MEGABYTE


def passes(answer: Answer, reports: list[Row], *, runs: int, patience: float) -> Iterator[float]:
    """Seconds a report of each pass over the reports; a pass breaks off, and is the last, when patience is used up."""
    left = patience
    for _ in range(runs):
        gc.collect()
        begin, done = seconds(), 0
        for done, _ in enumerate(answer(reports), 1):  # noqa: B007 - the last number is what was answered
            if seconds() - begin > left:
                break
        taken = seconds() - begin
        yield taken / max(done, 1)
        left -= taken
        if left <= 0:
            return


def read(path: Path) -> list[Row]:
    """The rows of a JSON Lines file; none when there is no file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line] if path.exists() else []


def write(path: Path, rows: Iterable[Row]) -> None:
    """Rows as JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
