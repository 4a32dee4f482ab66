"""Speed, memory and quality beside peers on the same texts, on one core.

python -m tests.bench [--runs 5] [--reports 40] [--words 500] [--scored 60] [--keep]

Costs are processor times, so that other work on the machine tells little, and medians of the runs; everybody reads in
a process of its own. The peers are installed from tests/bench/peers.lock into build/bench; one that cannot be
installed or run is named with the reason. Quality needs the development data beside the project.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tests.bench import scores, tables
from tests.bench.ours import Cost
from tests.bench.peers import PEERS, CannotError, Peer, install, measure, ours
from tests.bench.texts import ROOT, made_up
from vedette.record import encode

FOLDER = ROOT / "build" / "bench"


def main() -> None:
    """Measure ourselves, then each peer; print the tables."""
    chosen = _options()
    FOLDER.mkdir(parents=True, exist_ok=True)
    source, reports = FOLDER / "timed.jsonl", made_up(reports=chosen.reports, words=chosen.words)
    source.write_bytes(b"".join(encode(report) + b"\n" for report in reports))
    cost = msgspec.json.decode(ours("time", source, chosen.runs), type=Cost)
    beside = [row for peer in PEERS for row in _pair(peer, cost, source, chosen)]
    words = sum(len(r.text.split()) for r in reports) / len(reports)
    said = (
        f"{tables.when()}, {len(reports)} reports of {words:.0f} words, medians of up to {chosen.runs} runs, one core.",
        tables.table(("job", "who", "#ms a report", "#memory, MB", "reports scored", "quality"), beside),
        tables.table(("step", "#ms a report", "#share"), list(_steps(cost))),
        f"That is {words / 500 / cost.annotate:.1f} reports of 500 words a second and core, "
        f"{cost.sentences / cost.annotate:.0f} sentences a second, and {1 / cost.dyad:.0f} given dyads a second.",
    )
    print("\n\n".join(said))
    if chosen.keep:
        tables.keep("bench", "\n\n".join(said))


def _options() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=5, help="how many runs the medians are taken over")
    ask.add_argument("--reports", type=int, default=40, help="how many reports are timed")
    ask.add_argument("--words", type=int, default=500, help="how long each is")
    ask.add_argument("--patience", type=float, default=60, help="seconds after which a peer's runs break off")
    ask.add_argument("--scored", type=int, default=60, help="how many reports of a set are scored, evenly spread")
    ask.add_argument("--keep", action="store_true", help="put the tables into docs/quality.md")
    return ask.parse_args()


def _pair(peer: Peer, cost: Cost, source: Path, chosen: argparse.Namespace) -> Iterator[tuple[str, ...]]:
    """The peer's line and ours below it."""
    asked = scores.questions(peer, most=chosen.scored) if scores.present() else []
    scored = f"{len(asked)} of {peer.data}" if asked else "none: no data here"
    try:
        python = install(FOLDER / "peers")
        got = measure(python, peer, asked, reports=source, runs=chosen.runs, patience=chosen.patience)
        good = scores.of_peer(peer, asked, got.answers, source.parent) if asked else ""
        line = (f"{1000 * got.seconds:.0f}", f"{got.memory:.0f}", scored, good)
    except CannotError as error:
        line = ("", "", "", f"not run: {error}")
    yield (peer.job, f"{peer.name} {peer.version}", *line)
    good = scores.of_ours(peer, asked, source.parent) if asked else ""
    yield ("", f"Vedette: {', '.join(peer.layers)}", *_ours(peer, cost), scored, good)


def _ours(peer: Peer, cost: Cost) -> tuple[str, str]:
    """Time and memory of our layers for the job; those that read stand on the parse, which all of them share."""
    if peer.linked:
        return f"{1000 * cost.link:.0f}", f"{cost.linking_memory:.0f}"
    alone = sum(cost.layers[name] for name in peer.layers)
    return f"{1000 * cost.layers['parse']:.0f} + {1000 * alone:.0f}", f"{cost.reading_memory:.0f}"


def _steps(cost: Cost) -> Iterator[tuple[str, str, str]]:
    """The whole of `annotate`; its parts that had something to do, the dearest first; `link`."""
    yield ("annotate", f"{1000 * cost.annotate:.1f}", "100.0%")
    for name, taken in sorted(cost.layers.items(), key=lambda item: -item[1]):
        if taken > cost.annotate / 1000:
            yield (name, f"{1000 * taken:.1f}", f"{taken / cost.annotate:.1%}")
    yield ("link", f"{1000 * cost.link:.1f}", "")


if __name__ == "__main__":
    main()
