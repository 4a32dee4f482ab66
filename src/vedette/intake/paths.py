"""The paths the analyst offers, walked in a fixed order; what cannot be walked is named, not skipped."""

import errno
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from vedette.errors import InputError


def walk(paths: Iterable[Path]) -> Iterator[tuple[Path, InputError | None]]:
    """Each file under the paths, or the reason why a path gives none; names sorted, links to folders followed once."""
    for path in paths:
        yield from _visit(path, above=frozenset(), offered=True)


def _visit(path: Path, *, above: frozenset[tuple[int, int]], offered: bool) -> Iterator[tuple[Path, InputError | None]]:
    """One path; `above` are the folders it lies in, so that a link back to one of them is seen."""
    if path.name.startswith(".") and not offered:
        yield path, InputError("hidden file or folder")
        return
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            yield path, None if stat.S_ISREG(status.st_mode) else InputError("not a regular file (pipe it through `-`)")
            return
        here = (status.st_dev, status.st_ino)
        if here in above:
            yield path, InputError("link that leads back to a folder above it")
            return
        inside = sorted(path.iterdir())
    except (OSError, ValueError) as error:
        yield path, InputError(_reason(error))
        return
    if not inside and offered:
        yield path, InputError("empty folder")
    for child in inside:
        yield from _visit(child, above=above | {here}, offered=False)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "link that leads to itself"
    return f"cannot be opened: {error.strerror if isinstance(error, OSError) else error}"
