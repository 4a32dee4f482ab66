"""The near end of the worker: one process, started when the first page comes, replaced when it is too slow."""

import subprocess
import sys
import threading
from types import TracebackType
from typing import IO

import msgspec

from vedette.errors import InputError
from vedette.intake.items import Draft, FeedItem, Kind, Limits
from vedette.intake.worker import HEADER, Answer, Job

_COMMAND = (sys.executable, "-m", "vedette.intake.worker")


class Opener:
    """Opens pages, mails and PDFs in a worker process within a time budget; a context manager that ends it."""

    def __init__(self, *, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Opener":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, kind: Kind, data: bytes) -> Draft:
        """The draft of one item; raises `InputError` with the reason when there is none in time."""
        answer = self._answer(Job(kind, data, self._limits.max_chars))
        if answer.draft is None:
            raise InputError(answer.reason or "no text found")
        return answer.draft

    def feed(self, data: bytes, *, base: str) -> tuple[FeedItem, ...]:
        """The entries of a feed, its addresses relative to `base`; raises `InputError` when it is none."""
        answer = self._answer(Job("feed", data, self._limits.max_chars, base))
        if answer.entries is None:
            raise InputError(answer.reason or "no feed")
        return answer.entries

    def _answer(self, job: Job) -> Answer:
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(self._limits.seconds, _kill, (process, late))
        timer.start()
        try:
            return _ask(process, msgspec.msgpack.encode(job))
        except (OSError, EOFError) as error:
            self.close()
            if late.is_set():
                raise InputError(f"gave no answer within {self._limits.seconds:g} seconds") from error
            raise InputError("cannot be read (the reading process ended)") from error
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the worker, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            )
        return self._process


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _ask(process: subprocess.Popen[bytes], job: bytes) -> Answer:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    view = memoryview(HEADER.pack(len(job)) + job)
    while view:
        view = view[process.stdin.write(view) or 0 :]
    (length,) = HEADER.unpack(_exactly(process.stdout, HEADER.size))
    return msgspec.msgpack.decode(_exactly(process.stdout, length), type=Answer)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = stream.read(size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
