"""Intake as one process: whatever the bytes and the name, an item ends as a clean candidate or with a reason."""

import io
import traceback
from contextlib import suppress

import msgspec

from vedette.errors import InputError
from vedette.intake import Candidate, Limits
from vedette.intake.mail import read_mail
from vedette.intake.normal import ID_LENGTH, identity, normalise
from vedette.intake.opener import Opener
from vedette.intake.pages import read_page
from vedette.intake.pdf import read_pdf
from vedette.intake.take import _archive, _stream
from vedette.intake.web.feeds import read_feed
from vedette.intake.worker import Answer, Job
from vedette.record import decode, encode
from vedette.record.report import Report

NAMES = ("a.html", "a.jsonl", "a.json", "a.eml", "a.mht", "a.pdf", "a.txt", "a", "-", "crawl.warc", "feed", "a.HTM")
"""What the first byte of an input chooses: the name under which the rest is offered."""
LIMITS = Limits(max_bytes=100_000, max_chars=20_000)


class Here(Opener):
    """The opener without its second process, so that coverage is seen; a library's own failures stay reasons."""

    def _answer(self, job: Job) -> Answer:
        try:
            made = _read(job)
        except InputError as error:
            return Answer(reason=str(error))
        except Exception as error:
            if _is_ours(error):
                raise
            return Answer(reason=f"cannot be read ({type(error).__name__})")
        try:
            return msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Answer)
        except UnicodeEncodeError:
            return Answer(reason="undecodable: holds lone surrogates (half characters)")


def _read(job: Job) -> Answer:
    match job.kind:
        case "feed":
            return Answer(entries=read_feed(job.data, base=job.base))
        case "pdf":
            return Answer(draft=read_pdf(job.data, max_chars=job.max_chars))
        case "page":
            return Answer(draft=read_page(job.data))
        case _:
            return Answer(draft=read_mail(job.data))


def _is_ours(error: Exception) -> bool:
    """Was it raised by a line of Vedette?"""
    return "vedette" in traceback.extract_tb(error.__traceback__)[-1].filename.split("/")


def one(data: bytes) -> None:
    """Offer the bytes under the name that their first byte chooses."""
    name, body = NAMES[(data[0] if data else 0) % len(NAMES)], data[1:]
    opener = Here(limits=LIMITS)
    if name == "feed":
        with suppress(InputError):
            entries = opener.feed(body, base="https://wire.example/rss")
            assert all(entry.url.startswith(("http://", "https://")) for entry in entries)
        return
    offer = _archive if name.endswith(".warc") else _stream
    taken = list(offer(name, io.BytesIO(body), opener, LIMITS))
    assert taken
    for item in taken:
        if not isinstance(item, Candidate):
            assert item.reason
            continue
        report = item.report
        assert report.text == normalise(report.text)
        assert any(ch.isalnum() for ch in report.text)
        assert identity(report.text)[:ID_LENGTH] == report.id
        for line in (report.title, report.outlet, report.url, report.language, report.published):
            assert line is None or (line == normalise(line) != "" and "\n" not in line)
        assert decode(encode(report), Report) == report
