"""Desks to be put under strain: made-up reports of any number, with nothing but the store between them and the disk."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from tests.stub_engine import StubEngine, candidate
from tests.synthetic import stream
from vedette.intake import Candidate
from vedette.store import Desk

_MEMORY = Path("/dev/shm")


@contextmanager
def passing_folder(*, on_disk: bool = False) -> Iterator[Path]:
    """An empty folder that vanishes; in memory where that can be had, because a killed process loses no less there."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() and not on_disk else None) as folder:
        yield Path(folder)


def offered(count: int, *, seed: int = 6, source: str = "wire.jsonl") -> Iterator[Candidate]:
    """Reports as intake hands them on, no two with the same text; the same for the same seed."""
    texts: set[str] = set()
    for number, told in enumerate(stream(2 * count, seed=seed)):
        if told.report.text not in texts and len(texts) < count:
            texts.add(told.report.text)
            given = {"outlet": told.report.outlet, "published": told.report.published}
            yield candidate(told.report.text, source=source, line=number, **given)


def filled(place: Path, count: int) -> Desk:
    """A desk with so many reports; one that is there already is used as it is."""
    desk = Desk.init(place, engine=StubEngine())
    held = desk.state().entries
    if held < count:
        for _ in desk.add(islice(offered(count), held, None)):
            pass
    return desk


def quiet_end(status: int = 0) -> None:
    """End a forked process at once, without what its parent would do at its end."""
    os._exit(status)
