"""Speed on one core: the parse, each layer and the whole, beside plain spaCy on the same texts in the same run.

python scripts/bench.py [--runs 5] [--copies 4]
"""

import argparse
import gc
import resource
import time
from pathlib import Path
from statistics import median

import spacy

from vedette.link import link
from vedette.read import Profile, Reader
from vedette.read.model import default_model
from vedette.record import Annotation, Report, report_from_json

ROOT = Path(__file__).resolve().parent.parent


def texts(copies: int) -> list[Report]:
    """The example crises, `copies` times over, with ids of their own."""
    lines = [x for p in sorted(ROOT.glob("examples/*/reports.jsonl")) for x in p.read_text("utf-8").splitlines()]
    reports = [report_from_json(line) for line in lines]
    return [Report(id=f"{r.id}-{n}", text=r.text, published=r.published) for n in range(copies) for r in reports]


def plain_spacy(reports: list[Report]) -> float:
    """Seconds that the same model takes alone."""
    path = default_model()
    if path is None:
        return float("nan")
    model = spacy.load(path)
    begin = time.perf_counter()
    list(model.pipe((r.text for r in reports), batch_size=16))
    return time.perf_counter() - begin


def annotate(reader: Reader, reports: list[Report]) -> tuple[float, dict[str, float], list[Annotation]]:
    """Seconds for the whole, seconds by layer, and what was read."""
    fresh = Reader(reader.parser, reader.layers, Profile())
    begin = time.perf_counter()
    annotations = list(fresh.annotate(reports))
    return time.perf_counter() - begin, fresh.profile.seconds, annotations


def row(name: str, seconds: float, reports: int, sentences: int, whole: float) -> None:
    """One line of the table."""
    share = f"{seconds / whole:6.1%}" if whole else ""
    print(f"{name:20} {1000 * seconds / reports:9.2f} {reports / seconds:10.1f} {sentences / seconds:12.0f} {share}")


def main() -> None:
    """Warm up, measure `--runs` times, print the medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="how many runs the median is taken over")
    options.add_argument("--copies", type=int, default=4, help="how often the examples are repeated")
    chosen = options.parse_args()
    reports = texts(chosen.copies)
    reader = Reader.load()
    annotate(reader, reports[:20])
    runs, peers, links = [], [], []
    for _ in range(chosen.runs):
        gc.collect()
        peers.append(plain_spacy(reports))
        runs.append(annotate(reader, reports))
        begin = time.perf_counter()
        link(reports, runs[-1][2])
        links.append(time.perf_counter() - begin)
    sentences = sum(len(a.sentences) for a in runs[0][2])
    words = sum(len(r.text.split()) for r in reports)
    whole = median(seconds for seconds, _, _ in runs)
    print(f"{len(reports)} reports, {words} words, {sentences} sentences; median of {chosen.runs} runs, one core\n")
    print(f"{'':20} {'ms/report':>9} {'reports/s':>10} {'sentences/s':>12} share of annotate")
    row("plain spaCy", median(peers), len(reports), sentences, 0)
    for name in runs[0][1]:
        row(name, median(by_layer[name] for _, by_layer, _ in runs), len(reports), sentences, whole)
    row("annotate", whole, len(reports), sentences, whole)
    row("link", median(links), len(reports), sentences, 0)
    print(f"\n500-word reports at this speed: {words / 500 / whole:.1f} reports/s")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
