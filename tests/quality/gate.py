"""Floors: the least (or, for errors, the most) that each score may be, and the data they were measured on."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("floors.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """`at_least` and `at_most` by metric; `data` is the digest of each development set."""

    at_least: dict[str, float]
    at_most: dict[str, float]
    data: dict[str, str]


def load(text: str | None = None) -> Floors:
    """The floors of the file, or of an older version of it."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8") if text is None else text)
    return Floors(at_least=rows["at_least"], at_most=rows["at_most"], data=rows["data"])


def broken(scores: dict[str, float], floors: Floors) -> list[str]:
    """One line for each measured score on the wrong side of its floor."""
    low = [(m, scores[m], f) for m, f in floors.at_least.items() if m in scores and scores[m] < f - 1e-9]
    high = [(m, scores[m], f) for m, f in floors.at_most.items() if m in scores and scores[m] > f + 1e-9]
    return [f"{m} is {v:.4f}, floor {f:.4f}" for m, v, f in low] + [
        f"{m} is {v:.4f}, ceiling {f:.4f}" for m, v, f in high
    ]


def lowered(now: Floors, before: Floors) -> list[str]:
    """Floors that fell, rose where they are ceilings, or vanished since an older version."""
    fell = [m for m, f in before.at_least.items() if now.at_least.get(m, -1.0) < f]
    rose = [m for m, f in before.at_most.items() if now.at_most.get(m, float("inf")) > f]
    return fell + rose


def history() -> list[str]:
    """Every committed text of the floors file, oldest first; empty outside a repository."""
    folder = FILE.parent

    def git(*args: str) -> str:
        done = subprocess.run(["git", *args], cwd=folder, capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    commits = git("log", "--reverse", "--format=%H", "--", FILE.name).split()
    return [text for c in commits if (text := git("show", f"{c}:./{FILE.name}"))]
