"""Intake: everything that is offered, one by one, as a candidate or in quarantine with its reason."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from vedette.errors import InputError
from vedette.intake.decode import decode
from vedette.intake.formats import kind_of
from vedette.intake.items import Candidate, Draft, Kind, Limits, Origin, Quarantined, origin_of
from vedette.intake.judge import candidate
from vedette.intake.lines import Line, lines
from vedette.intake.opener import Opener
from vedette.intake.paths import walk
from vedette.intake.warc import is_archive, pages
from vedette.record import report_from_json

Taken = Candidate | Quarantined
STDIN = "-"
_HEAD = 4096


def take(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, limits: Limits | None = None
) -> Iterator[Taken]:
    """Read files, folders and `-` (standard input): one answer for each item, in a fixed order, never an exception.

    A file of JSON Lines offers its lines, a web archive its pages, a folder its files; anything else is one item.
    """
    limits = limits or Limits()
    with Opener(limits=limits) as opener:
        for path in paths:
            if str(path) == STDIN:
                yield from _stream(STDIN, stdin or io.BytesIO(), opener, limits)
                continue
            for file, problem in walk([Path(path)]):
                yield from _file(file, problem, opener, limits)


def take_bytes(source: str, data: bytes, *, limits: Limits | None = None) -> Iterator[Taken]:
    """The same for bytes that are already at hand."""
    limits = limits or Limits()
    with Opener(limits=limits) as opener:
        yield from _stream(source, io.BytesIO(data), opener, limits)


def take_page(url: str, data: bytes, *, opener: Opener, limits: Limits) -> Taken:
    """The same for what one web address answered; the report keeps the address."""
    return _page(origin_of(url, data), url, data, opener, limits)


def _page(origin: Origin, url: str, data: bytes, opener: Opener, limits: Limits) -> Taken:
    """Bytes that came from a web address; their kind is seen from how they begin."""
    try:
        kind = kind_of("", data[:_HEAD])
    except InputError as error:
        return Quarantined(origin=origin, kind="unknown", reason=str(error))
    return _whole(origin, "text" if kind == "report" else kind, data, opener, limits, url=url)


def _file(path: Path, problem: InputError | None, opener: Opener, limits: Limits) -> Iterator[Taken]:
    source = str(path).encode("utf-8", "backslashreplace").decode()
    if problem is not None:
        yield Quarantined(origin=Origin(source=source), kind="unknown", reason=str(problem))
        return
    try:
        with path.open("rb") as stream:
            take_from = _archive if is_archive(source) else _stream
            yield from take_from(source, stream, opener, limits)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        yield Quarantined(origin=Origin(source=source), kind="unknown", reason=reason)


def _stream(source: str, stream: BinaryIO, opener: Opener, limits: Limits) -> Iterator[Taken]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream))
    head = buffered.peek(4096)
    try:
        kind = kind_of(source, head)
    except InputError as error:
        data = buffered.read(limits.max_bytes + 1)
        yield Quarantined(origin=origin_of(source, data), kind="unknown", reason=str(error))
        return
    if kind == "report":
        yield from _reports(source, buffered, limits)
        return
    data = buffered.read(limits.max_bytes + 1)
    yield _whole(origin_of(source, data), kind, data, opener, limits)


def _archive(source: str, stream: BinaryIO, opener: Opener, limits: Limits) -> Iterator[Taken]:
    """A web archive: each of its pages, and where it breaks off."""
    number = 0
    try:
        for page in pages(stream, most=limits.max_bytes):
            number = page.number
            yield _page(origin_of(source, page.data, line=number), page.url, page.data, opener, limits)
    except InputError as error:
        yield Quarantined(origin=Origin(source=source, line=number + 1), kind="unknown", reason=str(error))
        return
    if not number:
        yield Quarantined(origin=Origin(source=source), kind="unknown", reason="a web archive without pages")


def _whole(origin: Origin, kind: Kind, data: bytes, opener: Opener, limits: Limits, *, url: str | None = None) -> Taken:
    """Bytes that are one item; `url` is where they were found, if a page does not say so itself."""
    try:
        if len(data) > limits.max_bytes:
            raise InputError(f"oversized: more than {limits.max_bytes:,} bytes")
        if not data.strip():
            raise InputError("empty")
        draft = Draft(text=decode(data)) if kind == "text" else opener.open(kind, data)
        return candidate(origin, kind, data, replace(draft, url=draft.url or url), limits=limits)
    except InputError as error:
        return Quarantined(origin=origin, kind=kind, reason=str(error))


def _reports(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Taken]:
    """Reports in the interface's form: each line, or each report of one JSON document, is one item."""
    number = 0
    for line in _rows(stream, limits):
        number = line.number
        origin = replace(origin_of(source, line.data, line=line.number), size=line.size)
        try:
            report = report_from_json(line.text())
            draft = Draft(
                text=report.text,
                title=report.title,
                outlet=report.outlet,
                url=report.url,
                language=report.language,
                published=report.published,
            )
            yield candidate(origin, "report", line.data, draft, limits=limits, given=report)
        except InputError as error:
            yield Quarantined(origin=origin, kind="report", reason=str(error))
    if not number:
        yield Quarantined(origin=origin_of(source, b""), kind="report", reason="empty")


def _rows(stream: io.BufferedReader, limits: Limits) -> Iterator[Line]:
    """The lines of JSON Lines; of a file that is one JSON document, its reports, counted from 1."""
    first = stream.peek(4096).removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].strip()
    if first != b"{" and not first.startswith(b"["):
        yield from lines(stream, cap=limits.max_bytes)
        return
    data = stream.read(limits.max_bytes + 1)
    try:
        found = json.loads(data) if len(data) <= limits.max_bytes else None
    except (ValueError, RecursionError):
        found = None
    rows = found if isinstance(found, list) else [found]
    for number, row in enumerate(rows, 1):
        whole = data if len(rows) == 1 else json.dumps(row).encode()
        yield Line(number=number, data=whole, size=len(whole), whole=len(whole) <= limits.max_bytes)


class _Raw(io.RawIOBase):
    """Any byte stream as a raw one, so that its beginning can be looked at without being used up."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)
