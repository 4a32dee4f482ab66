"""The worker: a second process that opens pages, mails and PDFs, so that a hostile one costs only its time budget.

Frames on standard input and output: four bytes of length, then MessagePack. Run as `python -m vedette.intake.worker`.
"""

import signal
import struct
import sys
from typing import BinaryIO

import msgspec

from vedette.errors import InputError
from vedette.intake.items import Draft, FeedItem

HEADER = struct.Struct(">I")
MEMORY = 2_500_000_000
"""Bytes of address space that the worker may take, where the system can limit it."""


class Job(msgspec.Struct, frozen=True):
    """One item to open; `base` is the address that a feed's own addresses are relative to."""

    kind: str
    data: bytes
    max_chars: int
    base: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What became of it: a draft, or a feed's entries, or the reason why there is none."""

    draft: Draft | None = None
    reason: str | None = None
    entries: tuple[FeedItem, ...] | None = None


def open_item(job: Job) -> Answer:
    """Read one item with the reader for its kind; every failure becomes a reason."""
    from vedette.intake.mail import read_mail
    from vedette.intake.pages import read_page
    from vedette.intake.pdf import read_pdf

    try:
        if job.kind == "feed":
            from vedette.intake.web.feeds import read_feed

            return Answer(entries=read_feed(job.data, base=job.base))
        if job.kind == "pdf":
            return Answer(draft=read_pdf(job.data, max_chars=job.max_chars))
        return Answer(draft=read_page(job.data) if job.kind == "page" else read_mail(job.data))
    except InputError as error:
        return Answer(reason=str(error))
    except Exception as error:  # noqa: BLE001 - the libraries raise anything on hostile input; the reason is kept
        return Answer(reason=f"cannot be read ({type(error).__name__}: {str(error)[:120]})")


def main() -> None:
    """Answer jobs until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while header := source.read(HEADER.size):
        job = msgspec.msgpack.decode(source.read(HEADER.unpack(header)[0]), type=Job)
        _send(sink, open_item(job))


def _send(sink: BinaryIO, answer: Answer) -> None:
    try:
        frame = msgspec.msgpack.encode(answer)
    except UnicodeEncodeError:
        frame = msgspec.msgpack.encode(Answer(reason="undecodable: holds lone surrogates (half characters)"))
    sink.write(HEADER.pack(len(frame)) + frame)
    sink.flush()


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    ceiling = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))


if __name__ == "__main__":
    main()
