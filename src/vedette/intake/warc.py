"""Web archives (WARC): each page that a crawl kept, as one item."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from os import SEEK_END
from pathlib import PurePath
from typing import BinaryIO

from vedette.errors import InputError

_SUFFIXES = (".warc", ".warc.gz")
_TEXT = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One archived page: its number in the archive, its address, and its bytes without the HTTP headers."""

    number: int
    url: str
    data: bytes = field(repr=False)


def is_archive(name: str) -> bool:
    """Does the name say that it is a web archive?"""
    return PurePath(name).name.lower().endswith(_SUFFIXES)


def pages(stream: BinaryIO, *, most: int) -> Iterator[Kept]:
    """The pages of text that were answered with 200, at most `most` + 1 bytes of each.

    Raises `InputError` where the archive breaks off or is none; what stood before has been given out.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise InputError("web archives need the scale extra: pip install 'vedette[scale]'") from error
    archive = ArchiveIterator(stream)
    try:
        for number, record in enumerate(archive, 1):
            headers = record.http_headers if record.rec_type == "response" else None
            if headers is None or headers.get_statuscode() != "200":
                continue
            if (headers.get_header("content-type") or "").lower().startswith(_TEXT):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                data = record.content_stream().read(most + 1)
                yield Kept(number=number, url=url, data=data)
                if record.raw_stream.limit and len(data) <= most:
                    raise InputError(f"broken web archive: page {number} is cut short")
    except (ArchiveLoadFailed, AttributeError, EOFError, OSError, ValueError) as error:
        raise InputError(f"broken web archive: {error}") from error
    if archive.offset < stream.seek(0, SEEK_END):
        raise InputError("broken web archive: its end is cut short")
