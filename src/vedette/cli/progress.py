"""Progress on standard error: a bar in a terminal, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress


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
    with _progress() as progress:
        task = progress.add_task(label, total=None, done="")

        def advance(at: int, total: int | None = None, /) -> None:
            progress.update(task, completed=at, total=total, done=f"{at:,} of {total:,}" if total else f"{at:,}")

        yield advance, lambda line: progress.console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def stages(labels: Mapping[str, str]) -> Iterator[Callable[[str, int], None]]:
    """One line for work of several stages, by the name of the stage and how far it has come."""
    if not sys.stderr.isatty():
        yield lambda stage, at: None
        return
    with _progress() as progress:
        task = progress.add_task("", total=None, done="")
        yield lambda stage, at: progress.update(task, description=labels.get(stage, stage), done=f"{at:,}")


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"))
    return Progress(
        *columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )  # fmt: skip


def _plain(line: str) -> None:
    sys.stderr.write(line + "\n")
