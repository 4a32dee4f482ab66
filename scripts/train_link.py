"""Fit the judge of event coreference on a set of given mentions with gold clusters, and write its few weights.

usage: python scripts/train_link.py REPORTS.jsonl GOLD.json OUT.yaml

REPORTS: reports with `given_events`. GOLD: {"events": [[mention id,...],...], "stories": [[report id,...],...]}.
The weights are fitted by logistic regression; the score from which groups are joined is chosen by cross-validation over
stories, by the B-cubed F1 of the mentions. Nothing of the texts goes into the weights.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml

from vedette.link import coreference, kinship, lineage, mentions, stories
from vedette.link.clustering import average_link
from vedette.link.desk import lay_out
from vedette.read import Reader
from vedette.record import Annotation, Report, report_from_json

FOLDS = 5
RIDGE = 1.0
STEPS = 30
CLOSE = 1e-5


class Material:
    """The pairs of a set: features, labels, and the fold of the story that each pair comes from."""

    def __init__(self, reports: Sequence[Report], annotations: Sequence[Annotation], gold: dict[str, list[list[str]]]):
        desk = lay_out(reports, annotations)
        alike = stories.likeness(desk)
        joined = frozenset(lineage.trace(desk).joined)
        told = {r: n for n, group in enumerate(stories.group(desk, alike, joined)) for r in group}
        where = [told[r.id] for r in reports]
        self.found = tuple(mentions.collect(reports, annotations, desk.texts, desk.weights))
        event = {m: n for n, group in enumerate(gold["events"]) for m in group}
        story = {r: n for n, group in enumerate(gold["stories"]) for r in group}
        self.fold = [story[reports[m.report].id] % FOLDS for m in self.found]
        self.event = [event.get(m.id, -1 - n) for n, m in enumerate(self.found)]
        self.pairs = list(coreference.worth_comparing(self.found, alike, desk.weights))
        self.x = np.array(
            [
                coreference.features(self.found[a], self.found[b], alike, joined, where, desk.weights)
                for a, b in self.pairs
            ]
        )
        self.y = np.array([self.event[a] == self.event[b] for a, b in self.pairs], dtype=float)
        self.pair_fold = np.array([self.fold[a] for a, _ in self.pairs])


def fit(x: np.ndarray, y: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """Logistic regression with a ridge, by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(hessian, x.T @ (y - p) - ridge * w)
        w += step
        if np.abs(step).max() < CLOSE:
            break
    return w


def bcubed(gold: Sequence[int], said: Sequence[Sequence[int]]) -> float:
    """B-cubed F1 of a partition of numbers."""
    where = {m: n for n, group in enumerate(said) for m in group}
    members: dict[int, set[int]] = {}
    for m, g in enumerate(gold):
        members.setdefault(g, set()).add(m)
    p = r = 0.0
    for m, g in enumerate(gold):
        both = len(members[g] & set(said[where[m]]))
        p += both / len(said[where[m]]) / len(gold)
        r += both / len(members[g]) / len(gold)
    return 2 * p * r / (p + r)


def cross_validated(material: Material) -> Iterator[tuple[float, float]]:
    """(score from which groups are joined, B-cubed F1 over the held-out folds)."""
    scores = np.zeros(len(material.pairs))
    for fold in range(FOLDS):
        out = material.pair_fold == fold
        w = fit(material.x[~out], material.y[~out])
        scores[out] = 1 / (1 + np.exp(-np.clip(material.x[out] @ w, -30, 30)))
    table = {pair: float(s) for pair, s in zip(material.pairs, scores, strict=True) if s > 0.02}
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        groups = average_link(len(material.found), table, least=least)
        yield least, bcubed(material.event, groups)


def main(reports_path: Path, gold_path: Path, out: Path) -> None:
    """Train and write."""
    lines = reports_path.read_text(encoding="utf-8").split("\n")
    reports = sorted((report_from_json(line) for line in lines if line.strip()), key=lambda r: r.id)
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    material = Material(reports, list(Reader.load().annotate(reports)), gold)
    write(material, out, reports_path)


def write(material: Material, out: Path, source: Path) -> None:
    """Fit on everything, with the cut-off that cross-validation chose."""
    trials = list(cross_validated(material))
    for least, score in trials:
        print(f"{least:.2f} {score:.4f}")
    least, score = max(trials, key=lambda t: t[1])
    weights = fit(material.x, material.y)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    card = (
        "# The judge of event coreference: weights of a logistic regression over pairs of mentions (kinship.NAMES).\n"
        f"# Card: made by scripts/train_link.py from {source.name} (sha256 {digest}), {len(material.pairs)} pairs of\n"
        f"# {len(material.found)} mentions; cross-validated over stories in\n"
        f"# {FOLDS} folds: B-cubed F1 {score:.3f} at the cut-off below.\n"
        "# Data: ECB+ (annotations CC BY 3.0). The weights hold no text.\n"
    )
    rounded = {name: round(float(w), 4) for name, w in zip(kinship.NAMES, weights, strict=True)}
    out.write_text(card + yaml.safe_dump({"least": least, "weights": rounded}, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
