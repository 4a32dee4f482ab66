"""What the record withstands, measured by `python -m tests.reliability [--kills N] [--reports N] [--seconds N]`.

Prints a table; exit status 1 when a promise is not kept. `--on DESK` keeps the large desk for the next time.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.reliability import damaged, judged, killed, looking, upgraded
from tests.reliability.desks import passing_folder
from tests.reliability.figure import Figure

Trial = Callable[[], Figure]


def trials(kills: int, reports: int, seconds: float, large: Path) -> Iterator[Trial]:
    """Everything that is promised, in the order of the table."""
    yield lambda: killed.killed_adds(kills)
    yield lambda: damaged.cuts(400)
    yield lambda: damaged.full_disk(10)
    yield damaged.read_only
    yield lambda: killed.ingested_again(400)
    yield lambda: killed.two_writers(300)
    yield lambda: upgraded.upgrades(50)
    yield lambda: judged.judged(50)
    yield lambda: looking.random_moments(1000)
    yield lambda: looking.full_text(large, reports)
    yield lambda: looking.writer_and_readers(large, reports, seconds=seconds)


def main() -> int:
    """Run all trials and print what they showed."""
    options = argparse.ArgumentParser(prog="python -m tests.reliability")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--reports", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--on", type=Path)
    given = options.parse_args()
    shown: list[Figure] = []
    with passing_folder(on_disk=True) as passing:
        for trial in trials(given.kills, given.reports, given.seconds, given.on or passing / "large"):
            begin = time.perf_counter()
            figure = replace(trial(), seconds=time.perf_counter() - begin)
            shown.append(figure)
            print(_line(figure), file=sys.stderr, flush=True)
    print("\n| test | showed | promised | |\n|---|---|---|---|")
    for figure in shown:
        print(f"| {figure.test} | {figure.showed} | {figure.promised} | {'kept' if figure.kept else 'NOT KEPT'} |")
    return int(not all(figure.kept for figure in shown))


def _line(figure: Figure) -> str:
    return f"{'ok ' if figure.kept else 'NO '} {figure.test}: {figure.showed} ({figure.seconds:.0f} s)"


if __name__ == "__main__":
    sys.exit(main())
