"""Measures `vedette link --parts` on made-up streams: processor time, memory, bytes on disk.

python -m tests.bulk.measure [COUNT ...]    (1,000 and 10,000 reports when none is named; Linux only)
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow
from pyarrow import parquet

from tests.synthetic import Told, stream
from vedette.record import encode

PART = 5_000
PATIENCE = 1.0


def write_parts(count: int, folder: Path) -> None:
    """A stream as parts, under ids that tell nothing of its order, as those of intake do."""
    rows = map(_row, stream(count))
    for number in range(0, count, PART):
        table = pyarrow.Table.from_pylist(list(islice(rows, PART)))
        parquet.write_table(table, folder / f"{number:09}.parquet", compression="zstd", row_group_size=256)


def _row(told: Told) -> dict[str, object]:
    name = hashlib.sha256(told.report.id.encode()).hexdigest()[:12]
    return {
        "outcome": "accepted",
        "report": encode(replace(told.report, id=name)),
        "annotation": encode(replace(told.annotation, id=name)),
    }


def measure(parts: Path, folder: Path) -> tuple[float, int, int]:
    """Processor seconds, peak memory and most bytes on disk of one run in a process of its own."""
    command = [sys.executable, "-c", "from vedette.cli import main; main()", "link", "--parts", str(parts)]
    environment = {**os.environ, "TMPDIR": str(folder)}
    child = subprocess.Popen([*command, "-o", str(folder / "links.json")], env=environment)
    most = 0
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        most = max(most, sum(_open_files(child.pid, folder)))
        time.sleep(PATIENCE)
    if status:
        raise SystemExit(f"link ended with status {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, most


def _open_files(pid: int, folder: Path) -> Iterator[int]:
    """Sizes of the files that a process has open under a folder, those without a name among them."""
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            if link.readlink().is_relative_to(folder):
                yield link.stat().st_size
        except OSError:
            continue


def main() -> None:
    print("reports   seconds   ms a report   memory MB   disk MB")
    for count in map(int, sys.argv[1:] or ("1000", "10000")):
        with tempfile.TemporaryDirectory() as name:
            parts, scratch = Path(name) / "parts", Path(name) / "scratch"
            parts.mkdir()
            scratch.mkdir()
            write_parts(count, parts)
            seconds, memory, disk = measure(parts, scratch)
        print(
            f"{count:7,} {seconds:9.1f} {1000 * seconds / count:13.2f} {memory >> 20:11,} {disk >> 20:9,}", flush=True
        )


if __name__ == "__main__":
    main()
