"""Reports from JSON Lines for `annotate` and `link`: one at a time, each refusal with its file, line and mend."""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vedette.cli.status import CannotBeginError
from vedette.errors import InputError
from vedette.intake.lines import lines
from vedette.record import Report, report_from_json

MAX_CHARS = 1_000_000
"""Characters of text that one report may hold."""
STDIN = "-"
_GO_ON = "mend or remove that line, or pass --keep-going to answer the others"


class Reports:
    """The reports of one file, read as they are asked for; what is refused is said at once and counted.

    Without `keep_going` the first refusal ends the reports: those before it are still answered.
    """

    def __init__(self, source: str, stream: BinaryIO, *, keep_going: bool, say: Callable[[str], None]) -> None:
        self._name = "standard input" if source == STDIN else source
        self._stream = stream
        self._keep_going = keep_going
        self._say = say
        self._lines: dict[bytes, int] = {}
        self.read = 0
        self.refused = 0
        self.problem: str | None = None
        """What ended the reports early; said when all before it is answered."""

    def __iter__(self) -> Iterator[Report]:
        for line in lines(self._stream):
            try:
                report = self._check(report_from_json(line.text()), line.number)
            except InputError as error:
                self.refused += 1
                message = f"{self._name}, line {line.number}: {error}"
                if not self._keep_going:
                    self.problem = f"{message}; {_GO_ON}"
                    return
                self._say(f"{message}; left out")
                continue
            self.read += 1
            yield report

    def _check(self, report: Report, number: int) -> Report:
        """Refuse what is too long, and an id that was met before."""
        if len(report.text) > MAX_CHARS:
            raise InputError(
                f"text of {len(report.text):,} characters; at most {MAX_CHARS:,} are read: split the report"
            )
        key = hashlib.blake2b(report.id.encode(), digest_size=16).digest()
        first = self._lines.setdefault(key, number)
        if first != number:
            raise InputError(f"id {report.id[:80]!r} stands in line {first} already; ids must be unique in a file")
        return report


@contextmanager
def open_reports(source: str) -> Iterator[BinaryIO]:
    """The file, or standard input for `-`; raises `CannotBeginError` when it cannot be opened."""
    if source == STDIN:
        yield sys.stdin.buffer
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 - opened here so that only this error is caught
    except (OSError, ValueError) as error:
        raise CannotBeginError(f"{source}: {getattr(error, 'strerror', None) or error}") from error
    with stream:
        yield stream
