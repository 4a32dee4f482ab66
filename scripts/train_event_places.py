"""Trains the part of the places layer that tells where an event happened; cross-validated by sentence.

    python scripts/train_event_places.py DATA_FOLDER

DATA_FOLDER holds `g_dev.evloc.reports.jsonl` and `.gold.jsonl`: sentences, verbs and the place of each. Only the
`near` weights in `src/vedette/read/places/data/weights.npz` are replaced. Prints the token F1 at several thresholds.
"""

import argparse
import json
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc
from train_places import FOLDS, OUT, Array, fit_hashed, lines, parsed, score

from vedette.read import Reader
from vedette.read.gazetteer.pack import write
from vedette.read.places import near
from vedette.read.places.model import buckets
from vedette.read.reading import Reading
from vedette.record import Report, Span

DECAY = 8.0
SET = "g_dev.evloc"


@dataclass(slots=True)
class Verb:
    """One trigger: for each place that may locate it the features, the words of the place; the words of the gold."""

    fold: int
    rows: list[list[int]]
    tokens: list[set[tuple[int, int]]]
    gold: set[tuple[int, int]]


def marks(text: str, start: int, end: int) -> set[tuple[int, int]]:
    """The words of a span by position."""
    return {(start + m.start(), start + m.end()) for m in re.finditer(r"\w+", text[start:end])}


def verbs(reader: Reader, folder: Path, parse: Callable[..., list[tuple[Report, Doc]]]) -> list[Verb]:
    """Every trigger of the set with the places that the layer itself finds."""
    layers = [layer for layer in reader.layers if layer.name in ("sentences", "names", "places")]
    out = []
    gold_rows = [json.loads(line) for line in lines(folder / f"{SET}.gold.jsonl")]
    for (report, doc), row in zip(parse(reader, folder, SET), gold_rows, strict=True):
        reading = Reading(report=report, doc=doc)
        for layer in layers:
            reading = layer.read(reading)
        for trigger, gold in wanted(row, report.text).items():
            found = near.choices(reading, Span(*trigger))
            rows = [buckets(near.features(reading.words, word, reading.places[i], inside)) for word, i, inside in found]
            places = [reading.places[i] for _, i, _ in found]
            tokens = [marks(report.text, place.start, place.end) for place in places]
            out.append(Verb(zlib.crc32(report.text.encode()) % FOLDS, rows, tokens, gold))
    return out


def wanted(row: dict[str, Any], text: str) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """The gold words of the place of each trigger."""
    found: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for event in row["events"]:
        words = found.setdefault((event["trigger"][0], event["trigger"][1]), set())
        if event["place"] is not None:
            place = row["places"][event["place"]]
            words |= marks(text, place["start"], place["end"])
    return found


def pairs(data: Sequence[Verb]) -> list[tuple[list[int], float]]:
    """Features of each (trigger, place) and whether the gold says so."""
    return [(x, float(bool(t & v.gold))) for v in data for x, t in zip(v.rows, v.tokens, strict=True)]


def token_f1(judged: Sequence[tuple[Verb, list[float]]], at: float) -> tuple[float, float, float]:
    """Precision, recall and F1 over words of places, as the scorer counts them."""
    hit = said = asked = 0
    for verb, scores in judged:
        best = max(range(len(scores)), key=lambda i: scores[i], default=None)
        told = verb.tokens[best] if best is not None and scores[best] >= at else set()
        hit, said, asked = hit + len(told & verb.gold), said + len(told), asked + len(verb.gold)
    p, r = hit / max(said, 1), hit / max(asked, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def train(data: Sequence[Verb]) -> Array:
    """The weights; prints what the folds reach."""
    judged = []
    for fold in range(FOLDS):
        weights = fit_hashed(pairs([v for v in data if v.fold != fold]), decay=DECAY)
        judged += [(v, [score(weights, x) for x in v.rows]) for v in data if v.fold == fold]
    oracle = [(v, [float(bool(t & v.gold)) for t in v.tokens]) for v in data]
    print("choosing without fault: precision {:.3f} recall {:.3f} f1 {:.3f}".format(*token_f1(oracle, 0.5)))
    for at in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        print("event place at {}: precision {:.3f} recall {:.3f} f1 {:.3f}".format(at, *token_f1(judged, at)))
    return fit_hashed(pairs(data), decay=DECAY)


def main(parse: Callable[..., list[tuple[Report, Doc]]] = parsed) -> None:
    """Command line; `parse` may bring parses that are kept elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=OUT)
    given = parser.parse_args()
    weights = train(verbs(Reader.load(), given.folder, parse))
    with np.load(OUT, allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    write(given.out, arrays | {"near": weights.astype(np.float32)})


if __name__ == "__main__":
    main()
