"""Files of lines, read one bounded line at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from vedette.errors import InputError

MAX_LINE = 20_000_000
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its end; `whole` is False when it was longer than the cap and only its beginning is here."""

    number: int
    data: bytes
    whole: bool = True
    size: int = 0

    def text(self) -> str:
        """The line as characters; raises `InputError` when it is too long or not UTF-8."""
        if not self.whole:
            raise InputError(f"line of {self.size:,} bytes; at most {MAX_LINE:,} are read")
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"not UTF-8: {error.reason} at byte {error.start + 1} of the line") from error


def lines(stream: BinaryIO, *, cap: int = MAX_LINE) -> Iterator[Line]:
    """Each line that is not blank, with its number from 1; memory stays below the cap whatever comes."""
    number = 0
    while part := stream.readline(cap + 1):
        number += 1
        size, whole = len(part), len(part) <= cap or part.endswith(b"\n")
        data = part
        while not part.endswith(b"\n") and (part := stream.readline(1 << 20)):
            size += len(part)
            whole = False
        data = data.removeprefix(_BOM) if number == 1 else data
        if data.strip():
            yield Line(number=number, data=data.rstrip(b"\r\n"), whole=whole, size=size)
