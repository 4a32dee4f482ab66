"""Engines: who does the tasks. Any of them may do a task twice; the part it makes is the same and is there once."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from vedette.bulk.parts import Outcome, Task, make
from vedette.errors import InputError

TRIES = 3
"""How often a task is begun whose process ended under it."""


class Engine(Protocol):
    """Does tasks in any order."""

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Each task's outcome, as soon as it is known; a process that dies costs nothing but time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """Processes on this machine; a single one is this process itself."""

    processes: int = 1

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Each task's outcome, as soon as it is known."""
        if self.processes == 1:
            yield from map(make, tasks)
            return
        left = {task.part: task for task in tasks}
        for _ in range(TRIES):
            if not left:
                return
            for outcome in self._round(list(left.values())):
                del left[outcome.task.part]
                yield outcome
        yield from (Outcome(task=task, reason=f"its process ended {TRIES} times") for task in left.values())

    def _round(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcomes until a process dies; the pool is then given up, and what it had not finished is left."""
        with ProcessPoolExecutor(self.processes, mp_context=get_context("spawn")) as pool:
            waiting = [pool.submit(make, task) for task in tasks]
            try:
                for future in as_completed(waiting):
                    yield future.result()
            except BrokenProcessPool:
                return
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dask:
    """The workers of a Dask cluster; they see the shards and the parts under the same paths as we do."""

    scheduler: str
    patience: float = 10.0
    """Seconds to wait for the scheduler's first answer."""

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Each task's outcome, as soon as it is known; the scheduler gives what a dead worker had to another."""
        try:
            from distributed import Client
            from distributed import as_completed as completed
        except ImportError as error:
            raise InputError("the dask engine needs the scale extra: pip install 'vedette[scale]'") from error
        try:
            client = Client(self.scheduler, timeout=self.patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(f"no Dask scheduler at {self.scheduler}") from error
        with client:
            asked = {client.submit(make, task, key=task.part, pure=False, retries=TRIES): task for task in tasks}
            for future in completed(asked, loop=client.loop):
                problem = future.exception()
                yield future.result() if problem is None else Outcome(task=asked[future], reason=str(problem))
