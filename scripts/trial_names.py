"""Try a tagger of our own for names against the parser's names component, on a hand-labelled set.

    python scripts/trial_names.py SILVER GOLD START SCORER [--most 300] [--steps 160 40] [--seed 7]

SILVER stands for SILVER.reports.jsonl, whose names are those of our names layer; GOLD for GOLD.reports.jsonl and
GOLD.gold.jsonl (`entities` of type Person, Organisation and Location); START is the `model.safetensors` of
all-MiniLM-L6-v2, from which the tuned tagger begins; SCORER is the program that compares GOLD with answers. Taggers:
a linear head on the vectors that the shipped attribution tagger makes of each word anyway (`frozen`), the same beside
the parser's own vectors (`both`), and a network of that build tuned for names (`tuned`). Each learns from silver first
(`... silver`), then from four fifths of the gold reports; it is scored on the last fifth, in turn. Nothing is kept.
Needs torch, onnx and safetensors beside the project.
"""

import argparse
import importlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import attributions_net as net
import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.util import filter_spans

from vedette.read import Reader
from vedette.read.attributions.features import windows, words_of
from vedette.read.attributions.quotes import find_quotes
from vedette.read.attributions.tagger import window_of
from vedette.read.encoder import load_wordpieces
from vedette.read.pipeline import LAYERS
from vedette.record import Report, encode, report_from_json

torch: Any = importlib.import_module("torch")
Row = dict[str, Any]
Found = list[tuple[int, int, str]]
"""Names of a report: begin, end, kind."""
KINDS = {"person": "PERSON", "organisation": "ORG", "place": "GPE", "nationality": "NORP"}
OF_PARSER = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
OF_GOLD = {"Person": "person", "Organisation": "organisation", "Location": "place"}
TAGS = ("", *(f"{mark}{kind}" for kind in KINDS for mark in "BI"))
ASKED = ("sentences", "names", "places", "actors", "times", "quantities")
STOCK = ("parser", "names layer")
FOLDS = 5
SHIPPED = Path(__file__).parents[1] / "src" / "vedette" / "read" / "attributions" / "data" / "encoder.onnx"


@dataclass(slots=True)
class Stretch:
    """One window of a report: what a network is given, where its words stand, and the tag that each should have."""

    inputs: dict[str, NDArray[Any]]
    places: list[tuple[int, int]]
    of_parser: NDArray[np.float32]
    tags: NDArray[np.int64]
    vectors: Any = None


@dataclass(slots=True)
class Text:
    """A parsed report, its windows, the names that our layer finds in it and those that were marked by hand."""

    report: Report
    doc: Doc
    ours: Found
    gold: Row | None
    stretches: list[Stretch]


class Head(torch.nn.Module):  # type: ignore[misc]
    """A linear reading of finished vectors: those of the shipped tagger, with the parser's or alone."""

    def __init__(self, *, parser: int) -> None:
        super().__init__()
        self.parser, self.tag = parser, torch.nn.Linear(net.WIDTH + parser, len(TAGS))

    def forward(self, batch: Sequence[Stretch]) -> Any:
        """Scores of the tags: (words of the whole batch, tags)."""
        vectors = torch.cat([s.vectors for s in batch])
        if self.parser:
            vectors = torch.cat([vectors, torch.from_numpy(np.concatenate([s.of_parser for s in batch]))], 1)
        return self.tag(vectors)


class Tuned(torch.nn.Module):  # type: ignore[misc]
    """The network of the attribution tagger with tags for names."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder, self.tag = encoder, torch.nn.Linear(net.WIDTH, len(TAGS))

    def forward(self, batch: Sequence[Stretch]) -> Any:
        """Scores of the tags: (words of the whole batch, tags)."""
        return self.tag(vectors_of(self.encoder, batch)).float()


def main() -> None:
    """Read, train, compare."""
    ask = argparse.ArgumentParser(description=__doc__)
    for name in ("silver", "gold", "start", "scorer"):
        ask.add_argument(name, type=Path)
    ask.add_argument("--most", type=int, default=300)
    ask.add_argument("--steps", type=int, nargs=2, default=[160, 40])
    ask.add_argument("--seed", type=int, default=7)
    args = ask.parse_args()
    torch.set_num_threads(1)
    reader = Reader.load()
    reader = Reader(reader.parser, tuple(layer for layer in LAYERS if layer.name in ASKED))
    silver = read_set(args.silver, reader, most=args.most)
    gold = read_set(args.gold, reader)
    shipped = shipped_encoder().eval()
    fill(shipped, [s for text in (*silver, *gold) for s in text.stretches])
    print(f"{sum(len(t.stretches) for t in silver)} windows of silver, {len(gold)} reports of gold", flush=True)
    stock: dict[str, list[Found]] = {
        STOCK[0]: [named_by_parser(text.doc) for text in gold],
        STOCK[1]: [text.ours for text in gold],
        "no component": [[] for _ in gold],
    }
    table(stock, gold, reader, args.scorer)
    for name, make, steps in taggers(args.start, args.steps):
        random.seed(args.seed)
        torch.manual_seed(args.seed)
        table(tried(name, make(), silver, gold, steps), gold, reader, args.scorer)
        print(f"{time.process_time():.0f} s of processor so far", flush=True)


def taggers(start: Path, steps: Sequence[int]) -> Iterator[tuple[str, Callable[[], Any], Sequence[int]]]:
    """Name, maker and steps (silver, gold) of each tagger; a head costs little and is given more steps."""
    yield "frozen", lambda: Head(parser=0), [4 * n for n in steps]
    yield "both", lambda: Head(parser=96), [4 * n for n in steps]
    yield "tuned", lambda: tuned_from(start), steps


def tuned_from(start: Path) -> Tuned:
    """Three layers of MiniLM."""
    tagger = net.Tagger(3)
    net.begin(tagger, start, [0, 1, 3])
    tagger.encoder.word.weight.requires_grad = False
    return Tuned(tagger.encoder)


def shipped_encoder() -> Any:
    """The encoder of the shipped tagger, in 32 bits; its tables of two features each are taken apart."""
    onnx = importlib.import_module("onnx")
    graph = onnx.load(str(SHIPPED)).graph
    raw = {x.name.removeprefix("tagger.encoder."): onnx.numpy_helper.to_array(x) for x in graph.initializer}
    state = {name: raw[name] for name in raw if name.startswith(("layers", "norm"))}
    state |= {"word.weight": raw["rows"] * raw["scale"], "place.weight": raw["place"], "kind": np.zeros(net.WIDTH)}
    for table, large, small in (("grammar", "pos", "dep"), ("form", "quote", "shape")):
        pairs = raw[f"{table}.1"].reshape(net.SIZES[large], net.SIZES[small], -1)
        state |= {f"extra.{large}.weight": pairs[:, 0], f"extra.{small}.weight": pairs[0] - pairs[0, :1]}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and "/sides" not in node.name and "/cue" not in node.name:
            matrix = node.input[1].removesuffix("_quantized")
            name = node.name.removeprefix("/").removesuffix("/MatMul_quant").replace("/", ".")
            state[f"{name}.weight"] = (raw[f"{matrix}_quantized"].astype(np.float32) * raw[f"{matrix}_scale"]).T
    encoder = net.Encoder(3)
    encoder.load_state_dict({name: torch.from_numpy(np.array(values)) for name, values in state.items()})
    return encoder


def read_set(name: Path, reader: Reader, *, most: int | None = None) -> list[Text]:
    """The first reports of a set, parsed; tags are those of the gold where there is any, else our layer's names."""
    reports = [report_from_json(line) for line in _lines(name, "reports")[:most]]
    gold = [None] * len(reports) if most else [json.loads(line) for line in _lines(name, "gold")]
    parsed = reader.parser.parse(report.text for report in reports)
    return [_text(reader, *each) for each in zip(reports, parsed, gold, strict=True)]


def _lines(name: Path, end: str) -> list[str]:
    text = name.with_name(f"{name.name}.{end}.jsonl").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip()]


def _text(reader: Reader, report: Report, doc: Doc, gold: Row | None) -> Text:
    of_layer = Reader(reader.parser, reader.layers[:2]).run(report, doc).names
    ours: Found = [(name.start, name.end, name.kind) for name in of_layer if name.kind in KINDS]
    marked = ours
    if gold is not None:
        marked = [(x["start"], x["end"], OF_GOLD[x["type"]]) for x in gold["entities"] if x["type"] in OF_GOLD]
    return Text(report, doc, ours, gold, list(_stretches(doc, marked)))


def _stretches(doc: Doc, marked: Found) -> Iterator[Stretch]:
    alphabet = load_wordpieces()
    words = words_of(doc, doc.text, find_quotes(doc.text), alphabet)
    tags = np.zeros(len(words.pieces), dtype=np.int64)
    for start, end, kind in sorted(marked, key=lambda name: name[0] - name[1]):
        here = slice(int(np.searchsorted(words.end, start, side="right")), int(np.searchsorted(words.start, end)))
        if tags[here].size and not tags[here].any():
            tags[here] = TAGS.index(f"I{kind}")
            tags[here.start] = TAGS.index(f"B{kind}")
    places = list(zip(words.start.tolist(), words.end.tolist(), strict=True))
    of_parser = np.asarray(doc.tensor, dtype=np.float32)[[not token.is_space for token in doc]]
    for first, last in windows(words):
        here = slice(first, last)
        yield Stretch(window_of(words, first, last, alphabet), places[here], of_parser[here], tags[here])


def vectors_of(encoder: Any, batch: Sequence[Stretch]) -> Any:
    """The vectors of the words of a batch, behind one another: (words, width)."""
    longest = max(len(s.tags) for s in batch) + 2
    rows = {}
    for name in ("ids", "share", "grammar", "form", "head"):
        rows[name] = torch.from_numpy(
            np.stack([np.pad(s.inputs[name][0], (0, longest - 2 - len(s.tags))) for s in batch])
        )
    rows["more"] = torch.from_numpy(np.concatenate([s.inputs["more"] for s in batch]))
    rows["at"] = torch.from_numpy(np.concatenate([s.inputs["at"] + n * longest for n, s in enumerate(batch)]))
    hidden = rows["ids"].eq(0)[:, None, None] * -1e4
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = encoder(**rows, mask=hidden.bfloat16())
    return torch.cat([found[n, 1 : len(s.tags) + 1] for n, s in enumerate(batch)]).float()


def fill(encoder: Any, stretches: Sequence[Stretch]) -> None:
    """Keep the vectors of each window, for the heads."""
    with torch.no_grad():
        for at in range(0, len(stretches), 8):
            batch = stretches[at : at + 8]
            vectors = vectors_of(encoder, batch).split([len(s.tags) for s in batch])
            for stretch, found in zip(batch, vectors, strict=True):
                stretch.vectors = found


def tried(
    name: str, model: Any, silver: Sequence[Text], gold: Sequence[Text], steps: Sequence[int]
) -> dict[str, list[Found]]:
    """What a tagger finds in the gold reports: told of silver alone, and of the other folds' gold too."""
    train(model, silver, steps=steps[0])
    folds: list[Found] = [[] for _ in gold]
    for fold in range(FOLDS):
        mine = deepcopy(model)
        train(mine, [text for n, text in enumerate(gold) if n % FOLDS != fold], steps=steps[1])
        for n in range(fold, len(gold), FOLDS):
            folds[n] = names_of(mine, gold[n])
    return {f"{name}, silver": [names_of(model, text) for text in gold], name: folds}


def train(model: Any, texts: Sequence[Text], *, steps: int) -> None:
    """Adam with a rate that rises, then falls to nothing over the steps."""
    tuned = isinstance(model, Tuned)
    model.train()
    old = {id(p) for p in model.encoder.pretrained()} if tuned else set()
    learning = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in learning if id(p) in old], "lr": 2e-4},
        {"params": [p for p in learning if id(p) not in old], "lr": 1e-3 if tuned else 5e-3},
    ]
    adam = torch.optim.AdamW([group for group in groups if group["params"]], weight_decay=0.01, fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / (steps / 8), 1 - n / steps))
    stretches = [s for text in texts for s in text.stretches]
    for _ in range(steps):
        batch = random.sample(stretches, 8 if tuned else 16)
        wanted = torch.from_numpy(np.concatenate([s.tags for s in batch]))
        loss = torch.nn.functional.cross_entropy(model(batch), wanted)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        adam.step()
        rate.step()


def names_of(model: Any, text: Text) -> Found:
    """The names that a tagger sees: words of one kind behind one another, cut where one begins."""
    model.eval()
    found: Found = []
    for stretch in text.stretches:
        with torch.no_grad():
            tags = [TAGS[n] for n in model([stretch]).argmax(1).tolist()]
        for first, last in _runs(tags):
            if tags[first]:
                found.append((stretch.places[first][0], stretch.places[last - 1][1], tags[first][1:]))
    return found


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Words of one kind behind one another; a run ends where a name begins."""
    first = 0
    for n in range(1, len(tags) + 1):
        if n == len(tags) or tags[n][:1] == "B" or tags[n][1:] != tags[first][1:]:
            yield first, n
            first = n


def named_by_parser(doc: Doc) -> Found:
    """The names of the parser's own component."""
    return [(e.start_char, e.end_char, OF_PARSER[e.label_]) for e in doc.ents if e.label_ in OF_PARSER]


def table(answers: dict[str, list[Found]], gold: Sequence[Text], reader: Reader, scorer: Path) -> None:
    """One line a tagger: F1 of the names alone (all reports, mean and spread of the folds), and through our layers."""
    of_parser = [list(text.doc.ents) for text in gold]
    for name, found in answers.items():
        alone = [_row(text, names) for text, names in zip(gold, found, strict=True)]
        if name not in STOCK:
            for text, names in zip(gold, found, strict=True):
                _mark(text.doc, names)
        whole = [json.loads(encode(reader.read(text.report, text.doc))) for text in gold]
        for text, ents in zip(gold, of_parser, strict=True):
            text.doc.set_ents(ents)
        told = [_scores(scorer, gold, alone, only_names=True), _scores(scorer, gold, whole, only_names=False)]
        print(f"{name:16} alone {told[0]} | through our layers {told[1]}", flush=True)


def _row(text: Text, names: Found) -> Row:
    """Names as an answer; a place may stand for its state, so it counts as either."""
    kinds = {"person": "person", "organisation": "other", "place": "state"}
    actors = [{"kind": kinds[kind], "mentions": [[a, b]]} for a, b, kind in names if kind in kinds]
    return {"id": text.report.id, "actors": actors, "places": [], "times": [], "quantities": []}


def _mark(doc: Doc, names: Found) -> None:
    """Put these names in the place of those that the parser found."""
    spans = (doc.char_span(a, b, label=KINDS[kind], alignment_mode="expand") for a, b, kind in names)
    doc.set_ents(filter_spans([span for span in spans if span is not None]))


def _scores(scorer: Path, gold: Sequence[Text], answers: Sequence[Row], *, only_names: bool) -> str:
    """Overlap F1 of all reports, of the kinds of names, and mean and spread over the folds."""
    whole = _score(scorer, gold, answers, only_names=only_names)
    folds = [
        _score(scorer, gold[n::FOLDS], answers[n::FOLDS], only_names=only_names)["overlap_micro_f1"]
        for n in range(FOLDS)
    ]
    kinds = " ".join(f"{kind} {whole[f'{kind}_f1']:.3f}" for kind in ("person", "organisation", "location"))
    return f"{whole['overlap_micro_f1']:.3f} ({np.mean(folds):.3f} +- {np.std(folds):.3f}; {kinds})"


def _score(scorer: Path, gold: Sequence[Text], answers: Sequence[Row], *, only_names: bool) -> dict[str, float]:
    wanted = [text.gold or {} for text in gold]
    if only_names:
        wanted = [{**row, "entities": [x for x in row["entities"] if x["type"] in OF_GOLD]} for row in wanted]
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / name) for name in ("gold", "answer")]
        for path, rows in zip(paths, (wanted, answers), strict=True):
            Path(path).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        printed = subprocess.run([sys.executable, str(scorer), *paths], capture_output=True, text=True, check=True)
    pairs = (line.split() for line in printed.stdout.splitlines())
    return {pair[0]: float(pair[1]) for pair in pairs if len(pair) == 2}


if __name__ == "__main__":
    main()
