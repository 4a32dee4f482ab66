"""What makes derived data from facts: a reader and a linker under one name for their versions."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol

from vedette.record import Annotation, Links, Report

_ROOMS = ("record", "read", "link")


class Engine(Protocol):
    """Reads reports and links them; `versions` changes whenever its answers may."""

    @property
    def versions(self) -> str:
        """The versions of all that reads and links, in one line."""
        ...

    def annotate(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        """One annotation a report, in order."""
        ...

    def link(self, reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
        """What the reports say together."""
        ...


class DefaultEngine:
    """The layers and links of this program; the parser is loaded when the first report must be read."""

    def __init__(self, *, model: Path | None = None) -> None:
        self._model = model

    @property
    def versions(self) -> str:
        """The parser's id, the fingerprint of the rooms that read and link, and that of the user's own places."""
        from vedette.read.gazetteer import user_folder
        from vedette.read.model import model_id

        return f"{model_id(self._model)} {_fingerprint()} {_imported(user_folder())}".rstrip()

    def annotate(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        """Read with the default layers."""
        from vedette.read import Reader

        yield from Reader.load(model=self._model).annotate(reports)

    def link(self, reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
        """Link with the default rules."""
        from vedette.link import link

        return link(tuple(reports), tuple(annotations))


def _imported(folder: Path) -> str:
    """SHA-256 (12 hex digits) over the places that the user brought in; empty when there are none."""
    files = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
    parts = [f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest() for path in files]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12] if parts else ""


@cache
def _fingerprint() -> str:
    """SHA-256 (12 hex digits) over the rooms that read and link: code, rules, word lists and weights."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for name, file in _files(resources.files("vedette").joinpath(room), room):
            digest.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        name = f"{prefix}/{child.name}"
        if child.is_dir():
            yield from _files(child, name) if child.name != "__pycache__" else ()
        elif not child.name.endswith((".pyc", ".md")):
            yield name, child
