"""Speed and memory on one core: the parse, each layer and the whole, beside plain spaCy on the same texts in one run.

python scripts/bench.py [--runs 5] [--reports 40] [--words 500]

Times are processor times, so that other work on the machine tells little; figures are medians of the runs.
"""

import argparse
import gc
import resource
import time
from collections.abc import Callable
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import spacy

from vedette.link import link
from vedette.read import Profile, Reader
from vedette.read.model import default_model
from vedette.record import Annotation, GivenDyad, Report, Span, encode, report_from_json

ROOT = Path(__file__).resolve().parent.parent


def examples() -> list[str]:
    """The texts of the example crises."""
    lines = [x for p in sorted(ROOT.glob("examples/*/reports.jsonl")) for x in p.read_text("utf-8").splitlines()]
    return [report_from_json(line).text for line in lines]


def made_up(*, reports: int, words: int) -> list[Report]:
    """Reports of about that many words, no two alike: the examples behind one another, each time from another one."""
    texts = examples()
    made = []
    for number in range(reports):
        step = 1 + number // len(texts)
        order = islice(cycle(texts[number % len(texts) :: step] + texts), len(texts) * step)
        parts: list[str] = []
        for text in order:
            if sum(len(part.split()) for part in parts) >= words:
                break
            parts.append(text)
        made.append(Report(id=f"r{number}", text="\n\n".join(parts)))
    return made


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one piece of work."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def plain_spacy(reports: list[Report]) -> Callable[[], object] | None:
    """The same model alone."""
    path = default_model()
    if path is None:
        return None
    model = spacy.load(path)
    return lambda: list(model.pipe((r.text for r in reports), batch_size=16))


def quantulum(reports: list[Report]) -> Callable[[], object] | None:
    """Quantities by quantulum3, where it is installed."""
    try:
        parse = import_module("quantulum3.parser").parse
    except ImportError:
        return None
    return lambda: [parse(r.text) for r in reports]


def minhash(reports: list[Report]) -> Callable[[], object] | None:
    """Likeness of texts alone by datasketch, where it is installed: what `link` does first."""
    try:
        sketch = import_module("datasketch").MinHash
    except ImportError:
        return None

    def work() -> None:
        for report in reports:
            words, made = report.text.lower().split(), sketch(num_perm=128)
            for n in range(len(words) - 4):
                made.update(" ".join(words[n : n + 5]).encode())

    return work


PEERS = {"plain spaCy": plain_spacy, "quantulum3": quantulum, "datasketch": minhash}


def dyads(reports: list[Report], annotations: list[Annotation]) -> list[Report]:
    """Each sentence that names two actors as a report of its own, which asks for the event between the two."""
    found = []
    for report, annotation in zip(reports, annotations, strict=True):
        named = sorted(span for actor in annotation.actors for span in actor.mentions)
        for number, sentence in enumerate(annotation.sentences):
            inside = [Span(a - sentence.start, b - sentence.start) for a, b in named if sentence.span.holds(Span(a, b))]
            if len(inside) > 1:
                asked = GivenDyad(actor=inside[0], recipient=inside[-1])
                text = report.text[sentence.start : sentence.end]
                found.append(Report(id=f"{report.id}-{number}", text=text, given_dyad=asked))
    return found


def row(name: str, taken: float, reports: int, whole: float | None = None) -> None:
    """One line of the table."""
    share = f"{taken / whole:7.1%}" if whole else ""
    print(f"{name:20} {1000 * taken / reports:9.2f} {reports / taken:10.1f} {share}")


def annotated(reader: Reader, reports: list[Report]) -> tuple[float, dict[str, float], list[Annotation]]:
    """Processor time of the whole, with its encoding; shares of the layers; what was read."""
    fresh = Reader(reader.parser, reader.layers, Profile())
    found: list[Annotation] = []
    taken = seconds(lambda: found.extend(fresh.annotate(reports)))
    taken += seconds(lambda: [encode(annotation) for annotation in found])
    total = sum(fresh.profile.seconds.values())
    return taken, {name: part / total for name, part in fresh.profile.seconds.items()}, found


def main() -> None:
    """Warm up, measure in turn, print the medians."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=5, help="how many runs the medians are taken over")
    ask.add_argument("--reports", type=int, default=40, help="how many reports")
    ask.add_argument("--words", type=int, default=500, help="how long each is")
    chosen = ask.parse_args()
    reports = made_up(reports=chosen.reports, words=chosen.words)
    words = sum(len(r.text.split()) for r in reports)
    reader = Reader.load()
    annotated(reader, reports[:8])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peers = {name: make(reports) for name, make in PEERS.items()}
    runs, links, others = [], [], {name: list[float]() for name in peers}
    for number in range(chosen.runs):
        runs.append(annotated(reader, reports))
        memory = memory if number else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        links.append(seconds(lambda: link(reports, runs[-1][2])))
        for name, work in peers.items():
            if work is not None:
                others[name].append(seconds(work))
    whole = median(taken for taken, _, _ in runs)
    print(f"{len(reports)} reports, {words / len(reports):.0f} words each; medians of {chosen.runs} runs, one core\n")
    print(f"{'':20} {'ms/report':>9} {'reports/s':>10} share of annotate")
    row("annotate", whole, len(reports), whole)
    shares = {name: median(by_layer[name] for _, by_layer, _ in runs) for name in runs[0][1]}
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        row(f"  {name}", max(share * whole, 1e-9), len(reports), whole)
    row("link", median(links), len(reports))
    for name, taken in others.items():
        if taken:
            row(name, median(taken), len(reports))
        else:
            print(f"{name:20} {'not installed':>9}")
    asked = dyads(reports, runs[-1][2])
    row("one given dyad", annotated(reader, asked)[0], len(asked))
    alone = median(others["plain spaCy"] or [float("nan")])
    print(f"\n{chosen.words}-word reports a second: {words / chosen.words / whole:.1f}", end="; ")
    print(f"the whole takes {whole / alone:.2f} times plain spaCy; memory of annotate at most {memory / 1024:.0f} MB")


if __name__ == "__main__":
    main()
