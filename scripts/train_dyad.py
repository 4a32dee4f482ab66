"""Train the dyad model: python scripts/train_dyad.py REPORTS.jsonl GOLD.jsonl [--out FILE.npz] [--folds 5]

REPORTS and GOLD are parallel: reports with `given_dyad`, gold with `dyad.type`. Prints cross-validated macro-F1 of
roots, quad classes and cooperation against conflict, then trains on all rows and writes hashed weights.
The regression is fitted in its dual form (one coefficient a row and class) by Nesterov's gradient; nothing is random.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vedette.read import Reader
from vedette.read.dyad.features import ROOT, features, meaning
from vedette.read.dyad.model import hashed, weighed
from vedette.read.events.lexicon import codes
from vedette.read.pipeline import LAYERS
from vedette.record import report_from_json

SIZE = 1 << 16
NEEDED = ("sentences", "names", "places", "actors", "events")
Floats = NDArray[np.float64]


def read_rows(reports: Path, gold: Path) -> tuple[list[list[str]], Floats, list[str]]:
    """The feature names, the word vectors and the root of each row."""
    reader = Reader(Reader.load().parser, tuple(layer for layer in LAYERS if layer.name in NEEDED))
    rows = [report_from_json(line) for line in reports.read_text(encoding="utf-8").splitlines() if line]
    names, senses = [], []
    for report, doc in zip(rows, reader.parser.parse(row.text for row in rows), strict=True):
        asked = report.given_dyad
        assert asked is not None, report.id
        reading = reader.run(report, doc)
        names.append(features(reading, asked.actor, asked.recipient))
        senses.append(weighed(meaning(reading, asked.actor, asked.recipient)))
    types = [json.loads(line)["dyad"]["type"] for line in gold.read_text(encoding="utf-8").splitlines() if line]
    return names, np.array(senses), [ROOT.get(kind, kind) for kind in types]


def matrix(names: list[list[str]]) -> Floats:
    """Dense rows of hashed features."""
    found = np.zeros((len(names), SIZE))
    for index, row in enumerate(names):
        buckets, values = hashed(row, SIZE)
        found[index, buckets] = values
    return found


def fit(gram: Floats, labels: NDArray[np.int64], classes: int, *, strength: float = 30.0, steps: int = 400) -> Floats:
    """Dual coefficients of a class-balanced multinomial logistic regression (rows by classes)."""
    rows = len(labels)
    truth = np.eye(classes)[labels]
    weight = (rows / (classes * np.bincount(labels, minlength=classes).clip(1)))[labels][:, None]
    largest = float(np.linalg.eigvalsh(gram * np.sqrt(weight @ weight.T))[-1])
    step = 1.0 / (1.0 / strength + 0.5 * largest)
    kept = moved = np.zeros((rows, classes))
    for index in range(steps):
        chances = softmax(gram @ moved)
        new = moved - step * (weight * (chances - truth) + moved / strength)
        moved = new + index / (index + 3) * (new - kept)
        kept = new
    return kept


def softmax(scores: Floats) -> Floats:
    """Probabilities by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = powers / powers.sum(axis=1, keepdims=True)
    return found


def macro(gold: list[str], found: list[str]) -> float:
    """Macro-F1 over the classes of the gold."""
    scores = []
    for name in sorted(set(gold)):
        hits = sum(g == f == name for g, f in zip(gold, found, strict=True))
        scores.append(2 * hits / (gold.count(name) + found.count(name)))
    return sum(scores) / len(scores)


def cross_validate(gram: Floats, labels: NDArray[np.int64], classes: list[str], folds: int) -> None:
    """Print what rows that were not trained on get."""
    order = np.random.default_rng(7).permutation(len(labels))
    found = np.zeros(len(labels), dtype=np.int64)
    for part in range(folds):
        test = order[part::folds]
        train = np.setdiff1d(order, test)
        dual = fit(gram[np.ix_(train, train)], labels[train], len(classes))
        found[test] = (gram[np.ix_(test, train)] @ dual).argmax(axis=1)
    gold, got = [classes[i] for i in labels], [classes[i] for i in found]
    quad = {name: codes()["RETREAT" if name == "YIELD" else name, None].quad for name in classes}
    for name, view in (("root", str), ("quad", lambda c: str(quad[c])), ("binary", lambda c: str(quad[c] > 2))):
        print(f"{name} macro-F1 {macro([view(c) for c in gold], [view(c) for c in got]):.4f}")


def main() -> None:
    """Read, cross-validate, train, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("reports", type=Path)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--out", type=Path)
    arguments.add_argument("--folds", type=int, default=5)
    given = arguments.parse_args()
    names, senses, roots = read_rows(given.reports, given.gold)
    classes = sorted(set(roots))
    labels = np.array([classes.index(root) for root in roots], dtype=np.int64)
    rows = matrix(names)
    gram = rows @ rows.T + senses @ senses.T
    if given.folds > 1:
        cross_validate(gram, labels, classes, given.folds)
    if given.out:
        dual = fit(gram, labels, len(classes))
        weights, sense = ((part.T @ dual).astype(np.float16) for part in (rows, senses))
        np.savez_compressed(given.out, classes=np.array(classes), weights=weights, sense=sense)


if __name__ == "__main__":
    main()
