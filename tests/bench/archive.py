"""From raw HTML to a linked record: an archive of made-up pages through `annotate --shards`, `link --parts` and `add`.

python -m tests.bench.archive [--reports 10000] [--form short] [--slice 1000] [--processes 2] [--desk 1000] [--keep]

Each slice of the archive is one run of `vedette annotate --shards`, so that growth would show. Beside the time on the
clock stands the processor time of all processes, which other work on the machine changes little. Needs Linux.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, get_args

from pyarrow import parquet

from tests.bench import pages, tables
from tests.bench.spent import Spent, spend
from tests.bench.texts import ROOT

FOLDER = ROOT / "build" / "bench" / "archive"
_LOG = FOLDER / "log.txt"
_VEDETTE = (sys.executable, "-c", "from vedette.cli import main; main()")
_SHARDS = 4
"""Folders that a slice is parted into: more than processes, so that none waits long for the last."""


class Step(NamedTuple):
    """What was done, with how many reports, and what it took."""

    name: str
    reports: int
    took: Spent


def main() -> None:
    """Make the archive, read it slice by slice, link it, add some of it to a desk; print the table."""
    chosen = _options()
    shutil.rmtree(FOLDER, ignore_errors=True)
    sizes = [min(chosen.slice, chosen.reports - begin) for begin in range(0, chosen.reports, chosen.slice)]
    described = _make(sizes, chosen.form)
    reading = list(_read(sizes, chosen.processes))
    linking = list(_link())
    adding = list(_add(chosen.desk)) if chosen.desk else []
    head = ("step", "#reports", "#processor, s", "#ms a report", "#clock, s", "#memory, MB")
    said = (
        f"{tables.when()}, {described}",
        tables.table(head, [_row(step) for step in (*reading, *linking, *adding)]),
        _together([step.took for step in reading], linking[-1].took, chosen.processes),
    )
    print("\n\n".join(said))
    if chosen.keep:
        tables.keep(f"archive {chosen.form}", "\n\n".join(said))


def _options() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=10_000, help="how many pages the archive has")
    ask.add_argument("--form", choices=get_args(pages.Form), default="short", help="reports of about 150 or 490 words")
    ask.add_argument("--slice", type=int, default=1000, help="how many pages one run of `annotate` reads")
    ask.add_argument("--processes", type=int, default=2, help="how many processes read")
    ask.add_argument("--desk", type=int, default=1000, help="how many pages are added to a desk")
    ask.add_argument("--keep", action="store_true", help="put the table into docs/quality.md")
    return ask.parse_args()


def _make(sizes: list[int], form: pages.Form) -> str:
    """Write the pages; what they are, in words."""
    made, all_pages = pages.pages(sum(sizes), form), list[pages.Page]()
    for number, size in enumerate(sizes):
        folder = FOLDER / "pages" / f"slice{number:02d}"
        all_pages += pages.write(folder, islice(made, size), shard=-(-size // _SHARDS))
    count = len(all_pages)
    weight = sum(path.stat().st_size for path in FOLDER.rglob("*.html")) / count
    words = sum(page.words for page in all_pages) / count
    copied = sum(page.copied for page in all_pages) / count
    same = 1 - len({tuple(page.paragraphs) for page in all_pages}) / count
    return (
        f"{count:,} pages of {weight / 1000:.0f} kB with reports of {words:.0f} words; {copied:.0%} are copies, "
        f"whole, in part or in other words, {same:.0%} word for word."
    )


def _read(sizes: list[int], processes: int) -> Iterator[Step]:
    """One run of `annotate` a slice, all into one folder of parts."""
    for number, size in enumerate(sizes):
        shards = str(FOLDER / "pages" / f"slice{number:02d}")
        options = ("--shards", shards, "--out", str(FOLDER / "parts"), "--processes", str(processes))
        first = sum(sizes[:number]) + 1
        took = _vedette("annotate", *options)
        yield Step(f"read {first:,} to {first + size - 1:,}", size, took)


def _link() -> Iterator[Step]:
    """The parts of the first slice alone, then those of all slices, where there are more."""
    few = FOLDER / "few"
    few.mkdir()
    parts = sorted((FOLDER / "parts").glob("*.parquet"), key=lambda path: path.stat().st_mtime)
    for part in parts[:_SHARDS]:
        (few / part.name).hardlink_to(part)
    for folder in (few, FOLDER / "parts") if len(parts) > _SHARDS else (few,):
        took = _vedette("link", "--parts", str(folder), "-o", str(FOLDER / "record.json"))
        yield Step("link", _distinct(folder), took)


def _add(count: int) -> Iterator[Step]:
    """The first pages, given to an empty desk: what is read is kept, chained and indexed."""
    desk, given = str(FOLDER / "desk"), FOLDER / "given"
    given.mkdir()
    for page in sorted(FOLDER.glob("pages/**/*.html"), key=lambda path: path.name)[:count]:
        (given / page.name).hardlink_to(page)
    _vedette("init", desk)
    took = _vedette("add", "--desk", desk, str(given))
    yield Step("add to a desk", count, took)


def _vedette(*arguments: str) -> Spent:
    return spend((*_VEDETTE, *arguments), log=_LOG)


def _distinct(parts: Path) -> int:
    """How many different texts the parts hold: `link` takes each once."""
    rows = (parquet.read_table(path, columns=["id"])["id"].to_pylist() for path in parts.glob("*.parquet"))
    return len({name for row in rows for name in row})


def _row(step: Step) -> tuple[str, ...]:
    used = (step.took.processor, 1000 * step.took.processor / step.reports, step.took.wall, step.took.memory)
    return (step.name, f"{step.reports:,}", *(f"{number:,.0f}" for number in used))


def _together(reading: list[Spent], linking: Spent, processes: int) -> str:
    """From raw pages to the linked record: here, and on a machine that does nothing else."""
    read, link = sum(took.processor for took in reading), linking.processor
    wall = linking.wall + sum(took.wall for took in reading)
    memory = max(took.memory for took in (*reading, linking))
    return (
        f"From raw pages to linked record: {wall / 60:.1f} minutes here; {read + link:,.0f} s of processor time, so "
        f"{(read / processes + link) / 60:.1f} minutes where {processes} processes have a core each. "
        f"Never more than {memory:,.0f} MB."
    )


if __name__ == "__main__":
    main()
