"""Scores on the development data beside the project (`../shared`), by its own scorers; measured where it is present."""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from vedette.link import link
from vedette.read import Reader
from vedette.record import encode, report_from_json

ROOT = Path(__file__).resolve().parent.parent.parent.parent / "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A development set and its scorer; `link` sets have one JSON object as gold."""

    name: str
    scorer: str
    linked: bool = False

    @property
    def reports(self) -> Path:
        return ROOT / "data" / (f"{self.name}.jsonl" if self.linked else f"{self.name}.reports.jsonl")

    @property
    def gold(self) -> Path:
        return ROOT / "data" / (f"{self.name}.gold.json" if self.linked else f"{self.name}.gold.jsonl")

    @property
    def digest(self) -> str:
        """First 16 hex digits over reports and gold: a floor holds for these bytes only."""
        return hashlib.sha256(self.reports.read_bytes() + self.gold.read_bytes()).hexdigest()[:16]


SETS = (
    Set(name="seeds", scorer="seeds"),
    Set(name="time_tbaq", scorer="time"),
    Set(name="attribution_polnear_dev", scorer="attribution"),
    Set(name="quantity_newsquant_a", scorer="quantity"),
    Set(name="meantime_airbus_apple", scorer="meantime"),
    Set(name="entities_re3d_a", scorer="entities"),
    Set(name="g_crisis_dev", scorer="geo"),
    Set(name="g_dev.evloc", scorer="geo"),
    Set(name="g_dev.gwn", scorer="geo"),
    Set(name="g_dev.trnews", scorer="geo"),
    Set(name="x_numbers_dev", scorer="x_numbers", linked=True),
    Set(name="x_crisis_dev", scorer="x_crisis", linked=True),
    Set(name="x_copies_dev", scorer="x_copies", linked=True),
    Set(name="x_paraphrase_dev", scorer="x_copies", linked=True),
    Set(name="x_ecb_dev", scorer="x_events", linked=True),
)


def present() -> bool:
    """Is the development data beside the project?"""
    return (ROOT / "data").is_dir() and (ROOT / "eval").is_dir()


def measure(names: Iterable[str] = ()) -> dict[str, float]:
    """All scores of the sets (of all when none is named), `SET.metric`; two processes."""
    chosen = [s for s in SETS if not names or s.name in names]
    largest_first = sorted(chosen, key=lambda s: -s.reports.stat().st_size)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return {name: value for scores in pool.map(score, largest_first) for name, value in scores.items()}


def score(which: Set) -> dict[str, float]:
    """Answer one set and score the answer."""
    reader = Reader.load()
    reports = [report_from_json(x) for x in which.reports.read_text(encoding="utf-8").split("\n") if x.strip()]
    annotations = list(reader.annotate(reports))
    failures = [f"{a.id}: {f}" for a in annotations for f in a.failures]
    if failures:
        raise RuntimeError(f"{which.name}: {failures[:3]}")
    if which.linked:
        return scored(which, encode(link(reports, annotations)))
    return scored(which, b"".join(encode(a) + b"\n" for a in annotations))


def scored(which: Set, answer: bytes) -> dict[str, float]:
    """What the set's own scorer says of an answer."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer"
        file.write_bytes(answer)
        command = [sys.executable, str(ROOT / "eval" / f"score_{which.scorer}.py"), str(which.gold), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{which.name}: {done.stderr.strip()}")
    return dict(_metrics(which.name, done.stdout))


def _metrics(name: str, printed: str) -> Iterator[tuple[str, float]]:
    for line in printed.splitlines():
        metric, _, value = line.partition(" ")
        try:
            yield f"{name}.{metric}", float(value)
        except ValueError:
            continue
