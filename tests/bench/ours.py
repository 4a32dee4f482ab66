"""Vedette as one contestant among the others, in a process of its own.

python -m tests.bench.ours time REPORTS.jsonl RUNS         prints one line of JSON: the costs, see `Cost`
python -m tests.bench.ours read REPORTS.jsonl ANSWERS.jsonl
python -m tests.bench.ours link REPORTS.jsonl ANSWER.json
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import msgspec

from tests.bench.clock import megabytes, seconds
from vedette.link import link
from vedette.read import Profile, Reader
from vedette.record import Annotation, GivenDyad, Report, Span, encode, report_from_json

_WARM = 8


class Cost(msgspec.Struct, kw_only=True, frozen=True):
    """Medians over the runs, in seconds of processor time a report; memory after reading and after linking, in MB."""

    annotate: float
    layers: dict[str, float]
    link: float
    dyad: float
    sentences: float
    reading_memory: float
    linking_memory: float


def main(what: str, source: str, last: str) -> None:
    """Do one of the three."""
    reports = [report_from_json(line) for line in Path(source).read_text("utf-8").split("\n") if line]
    reader = Reader.load()
    if what == "time":
        print(msgspec.json.encode(cost(reader, reports, runs=int(last))).decode())
        return
    annotations = list(reader.annotate(reports))
    lines = [encode(link(reports, annotations))] if what == "link" else [encode(a) for a in annotations]
    Path(last).write_bytes(b"\n".join(lines) + b"\n")


def cost(reader: Reader, reports: list[Report], *, runs: int) -> Cost:
    """Warm up, then read and link in turn."""
    _read(reader, reports[:_WARM])
    read = [_read(reader, reports) for _ in range(runs)]
    memory, annotations = megabytes(), read[0][2]
    links = [_seconds(lambda: link(reports, annotations)) for _ in range(runs)]
    asked = _dyads(reports, annotations)
    whole = median(taken for taken, _, _ in read) / len(reports)
    return Cost(
        annotate=whole,
        layers={name: whole * median(shares[name] for _, shares, _ in read) for name in read[0][1]},
        link=median(links) / len(reports),
        dyad=median(_read(reader, asked)[0] for _ in range(runs)) / len(asked),
        sentences=sum(len(a.sentences) for a in annotations) / len(reports),
        reading_memory=memory,
        linking_memory=megabytes(),
    )


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begin = seconds()
    work()
    return seconds() - begin


def _read(reader: Reader, reports: list[Report]) -> tuple[float, dict[str, float], list[Annotation]]:
    """Seconds of reading and writing down; the share of each layer; what was read."""
    fresh, found = Reader(reader.parser, reader.layers, Profile()), list[Annotation]()

    def work() -> None:
        found.extend(fresh.annotate(reports))
        for annotation in found:
            encode(annotation)

    taken = _seconds(work)
    total = sum(fresh.profile.seconds.values())
    return taken, {name.partition("/")[0]: part / total for name, part in fresh.profile.seconds.items()}, found


def _dyads(reports: list[Report], annotations: list[Annotation]) -> list[Report]:
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


if __name__ == "__main__":
    main(*sys.argv[1:])
