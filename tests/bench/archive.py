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
from typing import get_args

from pyarrow import parquet

from tests.bench import pages, tables
from tests.bench.spent import Spent, spend
from tests.bench.texts import ROOT

FOLDER = ROOT / "build" / "bench" / "archive"
_LOG = FOLDER / "log.txt"
_VEDETTE = (sys.executable, "-c", "from vedette.cli import main; main()")
_SHARDS = 4
"""Folders that a slice is parted into: more than processes, so that none waits long for the last."""

Step = tuple[str, int, Spent]
"""What was done, with how many reports, and what it took."""


def main() -> None:
    """Make the archive, read it slice by slice, link it, add some of it to a desk; print the table."""
    chosen = _options()
    shutil.rmtree(FOLDER, ignore_errors=True)
    sizes = [min(chosen.slice, chosen.reports - begin) for begin in range(0, chosen.reports, chosen.slice)]
    described = _make(sizes, chosen.form)
    done = [*_read(sizes, chosen.processes), *_link(), *(_add(chosen.desk) if chosen.desk else ())]
    head = ("step", "#reports", "#processor, s", "#ms a report", "#clock, s", "#memory, MB")
    said = f"{tables.when()}, {described}\n\n{tables.table(head, _rows([*done, _together(done)]))}"
    print(said)
    if chosen.keep:
        tables.keep(f"archive {chosen.form}", said)


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
        yield f"read {first:,} to {first + size - 1:,}", size, _vedette("annotate", *options)


def _link() -> Iterator[Step]:
    """The parts of the first slice alone, then all."""
    few = FOLDER / "few"
    few.mkdir()
    parts = sorted((FOLDER / "parts").glob("*.parquet"), key=lambda path: path.stat().st_mtime)
    for part in parts[:_SHARDS]:
        (few / part.name).hardlink_to(part)
    for folder in (few, FOLDER / "parts"):
        took = _vedette("link", "--parts", str(folder), "-o", str(FOLDER / "record.json"))
        yield "link", _distinct(folder), took


def _add(count: int) -> Iterator[Step]:
    """The first pages, given to an empty desk: what is read is kept, chained and indexed."""
    desk, given = str(FOLDER / "desk"), FOLDER / "given"
    given.mkdir()
    for page in sorted(FOLDER.glob("pages/**/*.html"), key=lambda path: path.name)[:count]:
        (given / page.name).hardlink_to(page)
    _vedette("init", desk)
    yield "add to a desk", count, _vedette("add", "--desk", desk, str(given))


def _vedette(*arguments: str) -> Spent:
    return spend((*_VEDETTE, *arguments), log=_LOG)


def _distinct(parts: Path) -> int:
    """How many different texts the parts hold: `link` takes each once."""
    rows = (parquet.read_table(path, columns=["id"])["id"].to_pylist() for path in parts.glob("*.parquet"))
    return len({name for row in rows for name in row})


def _rows(done: list[Step]) -> list[tuple[str, ...]]:
    return [
        (
            name,
            f"{count:,}",
            f"{took.processor:,.0f}",
            f"{1000 * took.processor / count:.0f}",
            f"{took.wall:,.0f}",
            f"{took.memory:,.0f}",
        )
        for name, count, took in done
    ]


def _together(done: list[Step]) -> Step:
    """From raw pages to the linked record: reading all slices, and linking them."""
    steps = [took for name, _, took in done if name.startswith("read")]
    steps.append([took for name, _, took in done if name == "link"][-1])
    whole = Spent(
        processor=sum(took.processor for took in steps),
        wall=sum(took.wall for took in steps),
        memory=max(took.memory for took in steps),
    )
    return "raw pages to linked record", sum(count for name, count, _ in done if name.startswith("read")), whole


if __name__ == "__main__":
    main()
