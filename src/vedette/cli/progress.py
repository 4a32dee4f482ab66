"""Progress on standard error: a bar in a terminal, nothing elsewhere."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

Advance = Callable[[int], None]
Say = Callable[[str], None]


@contextmanager
def bar(label: str, *, total: int | None) -> Iterator[tuple[Advance, Say]]:
    """A bar that is set to an absolute position, and a way to print a line above it."""
    if not sys.stderr.isatty():
        yield (lambda _: None), _plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task(label, total=total, done="")
        yield (
            lambda at: progress.update(task, completed=at, done=f"{at:,}" if total is None else f"{at:,} of {total:,}"),
            lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True),
        )


def size_of(stream: BinaryIO) -> int | None:
    """Bytes of a regular file; None for a pipe or a terminal."""
    try:
        size = os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        return None
    return size or None


def _plain(line: str) -> None:
    sys.stderr.write(line + "\n")
