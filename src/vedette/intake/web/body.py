"""A response's body within limits: so many bytes after unpacking, so many seconds in all."""

import zlib
from collections.abc import Callable, Iterable, Iterator

from vedette.errors import InputError

ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""What is asked for and what is unpacked; anything else was not asked for."""
_GZIP_OR_ZLIB = 47
_STEP = 65_536


def unpack(parts: Iterable[bytes], encoding: str, *, most: int) -> Iterator[bytes]:
    """The body's bytes, unpacked step by step; raises `InputError` past `most` bytes or on a broken stream."""
    if encoding not in ENCODINGS:
        raise InputError(f"packed as {encoding!r}, which was not asked for")
    size = 0
    for part in parts if encoding in ("", "identity") else _inflate(parts):
        size += len(part)
        if size > most:
            raise InputError(f"oversized: more than {most:,} bytes")
        yield part


def _inflate(parts: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for part in parts:
            yield inflater.decompress(part, _STEP)
            while inflater.unconsumed_tail:
                yield inflater.decompress(inflater.unconsumed_tail, _STEP)
    except zlib.error as error:
        raise InputError(f"broken packing: {error}") from error
    if not inflater.eof:
        raise InputError("broken packing: it ends too early")


def in_time(parts: Iterable[bytes], *, clock: Callable[[], float], until: float) -> Iterator[bytes]:
    """The same parts; raises `InputError` when they still come after the moment `until`."""
    for part in parts:
        if clock() > until:
            raise InputError("too slow: the time for one request is over")
        yield part
