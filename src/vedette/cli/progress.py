"""Progress on standard error: a bar in a terminal, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol


class Advance(Protocol):
    """Set the bar to a position; say the total once it is known."""

    def __call__(self, at: int, total: int | None = None, /) -> None:
        """Move the bar."""


Say = Callable[[str], None]


@contextmanager
def bar(label: str) -> Iterator[tuple[Advance, Say]]:
    """A bar that is set to an absolute position, and a way to print a line above it."""
    if not sys.stderr.isatty():
        yield (lambda at, total=None: None), _plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task(label, total=None, done="")

        def advance(at: int, total: int | None = None, /) -> None:
            progress.update(task, completed=at, total=total, done=f"{at:,} of {total:,}" if total else f"{at:,}")

        yield advance, lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True)


def _plain(line: str) -> None:
    sys.stderr.write(line + "\n")
