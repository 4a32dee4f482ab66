"""Where answers go: standard output, or a file that appears only when it is whole."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vedette.cli.status import CannotBeginError

PARTIAL = ".partial"


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output for None or `-`; else FILE.partial, renamed to FILE at the end.

    When the command ends early the partial file stays, whole lines up to where it came; FILE itself is left as it was.
    """
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    direct = path.exists() and not path.is_file()
    partial = path if direct else path.with_name(path.name + PARTIAL)
    try:
        stream = partial.open("wb")
    except (OSError, ValueError) as error:
        raise CannotBeginError(f"cannot write {partial}: {getattr(error, 'strerror', None) or error}") from error
    with stream:
        yield stream
        stream.flush()
        if not direct:
            os.fsync(stream.fileno())
    if not direct:
        partial.replace(path)
