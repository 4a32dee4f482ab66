"""Floors: the least (or, for errors, the most) that each score may be, and the data they were measured on."""

import subprocess
from dataclasses import dataclass
from math import floor
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("floors.yaml")
MARGIN = 0.005

HEADLINES = {
    "seeds": ("date", "time_recall", "figure_recall", "statement_recall", "event_recall", "event_status"),
    "time_tbaq": ("strict_f1", "relaxed_f1", "value_f1"),
    "attribution_polnear_dev": (
        "content_token_f1", "span_f1_30", "span_f1_80", "pair_f1", "fully_quoted_recall_80",
    ),
    "quantity_newsquant_a": ("value_f1", "value_bound_f1"),
    "meantime_airbus_apple": ("quantity_value_f1", "non_actual_f1"),
    "entities_re3d_a": ("overlap_micro_f1",),
    "g_crisis_dev": ("crisis_fully_right",),
    "g_dev.evloc": ("event_place_f1",),
    "g_dev.gwn": ("end_to_end_f1", "exact_geonameid"),
    "g_dev.trnews": ("end_to_end_f1", "exact_geonameid"),
    "x_numbers_dev": ("point_f1", "class_accuracy", "dispute_f1"),
    "x_crisis_dev": ("incident_f1", "dispute_f1", "crisis"),
    "x_copies_dev": ("edge_f1", "kind_macro_f1", "origins_b3_f1"),
    "x_paraphrase_dev": ("origins_pair_f1",),
    "x_ecb_dev": ("stories_b3_f1", "conll_f1"),
}  # fmt: skip
ERRORS = ("seeds.figures_wrong_value", "x_numbers_dev.wrong_merges", "x_crisis_dev.false_actual")


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


def raised(scores: dict[str, float], floors: Floors, data: dict[str, str]) -> Floors:
    """The floors with each headline score, less a margin for other processors' arithmetic, where that is higher."""
    measured = {m.rpartition(".")[0] for m in scores}
    wanted = [m for m in scores if m.startswith("own.")]
    wanted += [f"{name}.{metric}" for name, metrics in HEADLINES.items() if name in measured for metric in metrics]
    least = {m: max(floors.at_least.get(m, 0.0), floor(1000 * (scores[m] - MARGIN)) / 1000) for m in wanted}
    most = {m: min(floors.at_most.get(m, float("inf")), scores[m]) for m in ERRORS if m in scores}
    return Floors(at_least=floors.at_least | least, at_most=floors.at_most | most, data=floors.data | data)


def save(floors: Floors) -> None:
    """Write the floors file."""
    rows = {"at_least": floors.at_least, "at_most": floors.at_most, "data": floors.data}
    head = (
        "# Floors of the quality gate (see gate.py); `python -m tests.quality --raise` lifts them. They never fall.\n"
    )
    FILE.write_text(head + yaml.safe_dump(rows, sort_keys=True), encoding="utf-8")


def history() -> list[str]:
    """Every committed text of the floors file, oldest first; empty outside a repository."""
    folder = FILE.parent

    def git(*args: str) -> str:
        done = subprocess.run(["git", *args], cwd=folder, capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    commits = git("log", "--reverse", "--format=%H", "--", FILE.name).split()
    return [text for c in commits if (text := git("show", f"{c}:./{FILE.name}"))]
