"""Trains the weights of the places layer: ranker, gate, use and event place; cross-validated by document.

    python scripts/train_places.py DATA_FOLDER [-o OUT.npz]

DATA_FOLDER holds the development sets (`g_dev.lgl`, `g_dev.trnews`, `g_dev.gwn`, `g_dev.evloc`, each as
`.reports.jsonl` and `.gold.jsonl`). Only numpy is needed. The weights are sums over named or hashed features: they
hold no text. Prints what each part reaches on documents it was not trained on.
"""

import argparse
import json
import math
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from vedette.read import Reader
from vedette.read.gazetteer import Entry, load
from vedette.read.gazetteer.pack import write
from vedette.read.places import gate, use
from vedette.read.places.columns import LOCAL, NAMES
from vedette.read.places.features import Sheet
from vedette.read.places.groups import group
from vedette.read.places.mentions import find
from vedette.read.places.model import BUCKETS, Model, buckets
from vedette.read.places.options import options_of
from vedette.read.places.outlets import home_of
from vedette.read.places.resolve import Choice, all_rows, resolve
from vedette.read.reading import Reading
from vedette.record import Report, report_from_json

OUT = Path(__file__).parents[1] / "src/vedette/read/places/data/weights.npz"
SETS = ("lgl", "trnews", "gwn")
FOLDS = 5
NEAR_KM = 161.0
Array = NDArray[np.float64]
Gold = dict[str, Any]


@dataclass(slots=True)
class Work:
    """One report ready for training."""

    name: str
    reading: Reading
    gold: list[Gold]
    fold: int
    mentions: tuple[Any, ...] = ()
    options: tuple[Any, ...] = ()
    home: Entry | None = None
    groups: tuple[Any, ...] = ()
    rows: list[Array] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def lines(path: Path) -> list[str]:
    """The lines of a file that hold something."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def parsed(reader: Reader, folder: Path, name: str) -> list[tuple[Report, Doc]]:
    """The reports of a set with their parses."""
    reports = [report_from_json(line) for line in lines(folder / f"{name}.reports.jsonl")]
    return list(zip(reports, reader.parser.parse(report.text for report in reports), strict=True))


def works(reader: Reader, folder: Path, name: str, parse: Callable[..., list[tuple[Report, Doc]]]) -> list[Work]:
    """The reports of a set, read up to the names, with their gold places."""
    gold = [json.loads(line) for line in lines(folder / f"{name}.gold.jsonl")]
    before = [layer for layer in reader.layers if layer.name in ("sentences", "names")]
    out = []
    for (report, doc), row in zip(parse(reader, folder, name), gold, strict=True):
        reading = Reading(report=report, doc=doc)
        for layer in before:
            reading = layer.read(reading)
        out.append(Work(name, reading, row["places"], zlib.crc32(report.text[:200].encode()) % FOLDS))
    return out


def prepare(work: Work) -> None:
    """Mentions, candidates and groups."""
    gazetteer = load(Path("/nonexistent"))
    work.mentions = find(work.reading, gazetteer)
    work.options = tuple(options_of(work.reading.words, m, gazetteer) for m in work.mentions)
    work.home = home_of(work.reading.report, gazetteer)
    work.groups = group(work.reading.words, work.mentions, work.options)


def windows(work: Work) -> Iterable[Work]:
    """Every other sentence of a report as a report of its own: short texts are read without much context."""
    words = work.reading.words
    for number in sorted({words.all[m.first].sentence for m in work.mentions}):
        inside = [i for i, m in enumerate(work.mentions) if words.all[m.first].sentence == number]
        head = words.all[words.sentences[number][0].i :][:4]
        if zlib.crc32(work.reading.report.text[head[0].start : head[-1].end].encode()) % 2:
            continue
        part = Work(f"{work.name}/sentence", work.reading, work.gold, work.fold)
        part.mentions = tuple(work.mentions[i] for i in inside)
        part.options = tuple(work.options[i] for i in inside)
        part.groups = group(words, part.mentions, part.options)
        yield part


def kilometres(lat: float, lon: float, entry: Entry) -> float:
    """Great-circle distance from a gold point."""
    if entry.lat is None or entry.lon is None:
        return math.inf
    a, b, c, d = (math.radians(x) for x in (lat, lon, entry.lat, entry.lon))
    x = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(x)))


def right(gold: Gold, entry: Entry) -> bool:
    """Whether an entry stands for the gold place."""
    if gold["geonameid"] is not None and gold["geonameid"] == entry.geonameid:
        return True
    if gold.get("level") == "country" and gold.get("country") == entry.country and entry.kind.name == "COUNTRY":
        return True
    return gold["lat"] is not None and kilometres(gold["lat"], gold["lon"], entry) <= NEAR_KM


def gold_of(work: Work, index: int) -> Gold | None:
    """The gold place that a mention overlaps most."""
    mention, words = work.mentions[index], work.reading.words.all
    start, end = words[mention.first].start, words[mention.last - 1].end
    found = [(min(g["end"], end) - max(g["start"], start), -i) for i, g in enumerate(work.gold)]
    shared, at = max(found, default=(0, 0))
    return work.gold[-at] if shared > 0 else None


def targets(work: Work, found: Any) -> Array | None:
    """How right each candidate of a group is, summing to one over the right ones; None when none is."""
    wanted = [g for g in (gold_of(work, i) for i in found.members) if g is not None and g["geonameid"] is not None]
    if not wanted:
        return None
    candidates = found.options.candidates
    same = np.array([sum(g["geonameid"] == c.entry.geonameid for g in wanted) for c in candidates], dtype=float)
    near_by = np.array([sum(right(g, c.entry) for g in wanted) for c in candidates], dtype=float)
    mass = same if same.sum() else near_by
    return mass / mass.sum() if mass.sum() else None


def fit_rank(data: Sequence[tuple[Array, Array]], *, rounds: int = 400, decay: float = 2e-3) -> Array:
    """Weights under which the right candidates get the most of the share (Adam on the log share)."""
    weights = np.zeros(data[0][0].shape[1])
    m, v = np.zeros_like(weights), np.zeros_like(weights)
    rows = np.vstack([x for x, _ in data])
    wanted = np.concatenate([t for _, t in data])
    starts = np.cumsum([0] + [len(t) for _, t in data])[:-1]
    sizes = np.array([len(t) for _, t in data])
    for step in range(1, rounds + 1):
        scores = rows @ weights
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        shares = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
        slope = rows.T @ (shares - wanted) / len(data) + decay * weights
        m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
        weights -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return weights


def fit_hashed(data: Sequence[tuple[list[int], float]], *, rounds: int = 300, decay: float = 1.0) -> Array:
    """A logistic model over hashed features."""
    weights = np.zeros(BUCKETS)
    m, v = np.zeros_like(weights), np.zeros_like(weights)
    flat = np.concatenate([np.array(x) for x, _ in data])
    owner = np.repeat(np.arange(len(data)), [len(x) for x, _ in data])
    wanted = np.array([y for _, y in data])
    for step in range(1, rounds + 1):
        score = np.bincount(owner, weights[flat], minlength=len(data))
        error = 1 / (1 + np.exp(-score)) - wanted
        slope = (np.bincount(flat, error[owner], minlength=BUCKETS) + decay * weights) / len(data)
        m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
        weights -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return weights


def rows_of(work: Work, model: Model) -> list[Array]:
    """The full features of every name's candidates."""
    if not work.groups:
        return []
    sheet = Sheet.of(work.groups)
    return list(sheet.parts(all_rows(sheet, home=work.home, model=model)))


def rank_model(first: Array, rank: Array) -> Model:
    """A model of which only the ranker is set."""
    empty = np.zeros(BUCKETS)
    return Model(first=first, rank=rank, gate=empty, named=empty, use=empty, near=empty)


def train_rank(train: Sequence[Work]) -> tuple[Array, Array]:
    """Both looks of the ranker."""
    pairs = [(w, i, t) for w in train for i, g in enumerate(w.groups) if (t := targets(w, g)) is not None]
    blank = rank_model(np.zeros(len(LOCAL)), np.zeros(len(NAMES)))
    cache = {id(w): rows_of(w, blank) for w in train}
    first = fit_rank([(cache[id(w)][i][:, : len(LOCAL)], t) for w, i, t in pairs])
    halfway = rank_model(first, blank.rank)
    cache = {id(w): rows_of(w, halfway) for w in train}
    return first, fit_rank([(cache[id(w)][i], t) for w, i, t in pairs])


def choose(work: Work, first: Array, rank: Array) -> None:
    """The choices of one report under these weights."""
    model = rank_model(first, rank)
    work.choices = list(resolve(work.reading.words, work.mentions, work.options, home=work.home, model=model))


def gate_rows(work: Work) -> Iterable[tuple[list[int], float]]:
    """For each choice its features, and whether a gold place stands there and is meant."""
    ballots = gate.votes(work.reading.words, work.mentions)
    for index, choice in enumerate(work.choices):
        wanted = gold_of(work, index)
        if choice.candidate is None or (wanted is not None and (wanted.get("demonym") or wanted["lat"] is None)):
            continue
        good = wanted is not None and right(wanted, choice.candidate.entry)
        yield buckets(gate.features(work.reading, choice, ballots)), float(good)


def named_rows(work: Work) -> Iterable[tuple[list[int], float]]:
    """For each mention its features, and whether any gold place stands there."""
    ballots = gate.votes(work.reading.words, work.mentions)
    for index, choice in enumerate(work.choices):
        wanted = gold_of(work, index)
        if wanted is None or not wanted.get("demonym"):
            yield buckets(gate.features(work.reading, choice, ballots)), float(wanted is not None)


def use_rows(work: Work) -> Iterable[tuple[list[int], float, str]]:
    """For each found name with a use in the gold its features, and whether it stands for a government."""
    for index, choice in enumerate(work.choices):
        wanted = gold_of(work, index)
        kind = wanted.get("type") if wanted else None
        if kind in ("Literal", "Literal_Modifier", "Coercion", "Embedded_Literal", "Metonymic"):
            metonym = float(kind == "Metonymic")
            yield buckets(use.features(work.reading.words, choice.mention, choice.candidate)), metonym, str(kind)


def score(weights: Array, x: list[int]) -> float:
    """The probability that the hashed model gives."""
    return float(1 / (1 + np.exp(-weights[x].sum())))


def report_rank(all_works: Sequence[Work]) -> None:
    """What the choices reach on gold places that are in the candidates, and over all."""
    for name in SETS:
        good = ids = total = 0
        for work in all_works:
            if work.name != f"g_dev.{name}":
                continue
            for index, choice in enumerate(work.choices):
                wanted = gold_of(work, index)
                if wanted is None or wanted["geonameid"] is None or wanted.get("demonym"):
                    continue
                total += 1
                good += choice.candidate is not None and right(wanted, choice.candidate.entry)
                ids += choice.candidate is not None and choice.candidate.entry.geonameid == wanted["geonameid"]
        print(f"rank {name}: of {total} found names {good / total:.3f} right, {ids / total:.3f} exact id")


def report_gate(data: Sequence[tuple[float, float]]) -> None:
    """Precision, recall and F1 of the gate at several thresholds."""
    wanted = sum(y for _, y in data)
    for at in (0.2, 0.3, 0.4, 0.5, 0.6):
        kept = [y for p, y in data if p >= at]
        p, r = sum(kept) / max(len(kept), 1), sum(kept) / wanted
        print(f"gate at {at}: precision {p:.3f} recall {r:.3f} f1 {2 * p * r / (p + r):.3f}")


def folds(items: Sequence[Work]) -> Iterable[tuple[list[Work], list[Work]]]:
    """(training, held out), by document."""
    for fold in range(FOLDS):
        yield [w for w in items if w.fold != fold], [w for w in items if w.fold == fold]


def train_places(reports: list[Work]) -> dict[str, Array]:
    """Ranker, gate and use; each later part learns from choices made for documents not trained on."""
    data = [*reports, *(part for work in reports for part in windows(work))]
    for train, held in folds(data):
        first, rank = train_rank(train)
        for work in held:
            choose(work, first, rank)
    report_rank(data)
    gate_data = {id(w): list(gate_rows(w)) for w in data}
    judged = []
    for train, held in folds(data):
        weights = fit_hashed([row for w in train for row in gate_data[id(w)]], decay=GATE_DECAY)
        judged += [(score(weights, x), y) for w in held for x, y in gate_data[id(w)] if "/" not in w.name]
    report_gate(judged)
    named_data = {id(w): list(named_rows(w)) for w in data}
    use_data = {id(w): list(use_rows(w)) if "/" not in w.name else [] for w in data}
    told = []
    for train, held in folds(data):
        weights = fit_hashed([(x, y) for w in train for x, y, _ in use_data[id(w)]], decay=USE_DECAY)
        told += [(score(weights, x), y) for w in held for x, y, _ in use_data[id(w)]]
    for at in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        metonyms = [p >= at for p, y in told if y]
        literals = [p < at for p, y in told if not y]
        a, b = sum(metonyms) / len(metonyms), sum(literals) / len(literals)
        print(f"use at {at}: metonyms {a:.3f} literals {b:.3f} mean {(a + b) / 2:.3f}")
    first, rank = train_rank(data)
    return {
        "first": first,
        "rank": rank,
        "gate": fit_hashed([row for w in data for row in gate_data[id(w)]], decay=GATE_DECAY),
        "named": fit_hashed([row for w in data for row in named_data[id(w)]], decay=GATE_DECAY),
        "use": fit_hashed([(x, y) for w in data for x, y, _ in use_data[id(w)]], decay=USE_DECAY),
    }


GATE_DECAY, USE_DECAY, NEAR_DECAY = 1.0, 2.0, 2.0


def main(parse: Callable[..., list[tuple[Report, Doc]]] = parsed) -> None:
    """Command line; `parse` may bring parses that are kept elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=OUT)
    given = parser.parse_args()
    reader = Reader.load()
    data = [work for name in SETS for work in works(reader, given.folder, f"g_dev.{name}", parse)]
    for work in data:
        prepare(work)
    arrays = train_places(data)
    arrays["near"] = np.zeros(BUCKETS)
    write(given.out, {name: array.astype(np.float32) for name, array in arrays.items()})


if __name__ == "__main__":
    main()
