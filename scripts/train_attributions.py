"""Train the attribution tagger and write its two networks: who speaks, with which words, and what is said.

    python scripts/train_attributions.py SET MINILM OUT [--minutes 60] [--layers 4] [--seed 7]

SET stands for SET.reports.jsonl and SET.gold.jsonl (attributions with speaker, cue and content spans); MINILM is the
`model.safetensors` of all-MiniLM-L6-v2; OUT is a folder for encoder.onnx and roles.onnx. The learning rate falls to
nothing over the given minutes. Needs torch, onnx and safetensors beside the project; none of them is needed to read.
"""

import argparse
import importlib
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import attributions_net as net
import numpy as np
from numpy.typing import NDArray

from vedette.read.attributions.features import Words, windows, words_of
from vedette.read.attributions.pairs import relations
from vedette.read.attributions.quotes import find_quotes
from vedette.read.encoder import CLS, SEP, load_wordpieces
from vedette.read.parse import load_parser

torch: Any = importlib.import_module("torch")
Ints = NDArray[np.int64]
FEATURES = ("pos", "dep", "quote", "shape")
BATCH = 8
NO_PARSE = 0.1
SPEAKS, SAID = 1, 2


@dataclass(slots=True)
class Stretch:
    """One window of a report: its pieces, its cue tags, and for each cue the role of each word."""

    inputs: dict[str, Ints]
    starts: Ints
    tags: Ints
    cues: NDArray[np.float32]
    roles: Ints
    relations: list[Ints]


def main() -> None:
    """Read the set, train, export."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("set", type=Path)
    ask.add_argument("minilm", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--minutes", type=float, default=60)
    ask.add_argument("--layers", type=int, default=4)
    ask.add_argument("--seed", type=int, default=7)
    args = ask.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    stretches = list(read_set(args.set))
    print(f"{len(stretches)} windows", flush=True)
    tagger = net.Tagger(args.layers)
    net.load_minilm(tagger.encoder, args.minilm)
    train(tagger, stretches, seconds=args.minutes * 60)
    args.out.mkdir(parents=True, exist_ok=True)
    net.export(tagger.eval(), args.out)


def read_set(name: Path) -> Iterator[Stretch]:
    """The windows of every report of a set."""
    reports = _rows(name.with_name(name.name + ".reports.jsonl"))
    gold = {row["id"]: row["attributions"] for row in _rows(name.with_name(name.name + ".gold.jsonl"))}
    alphabet = load_wordpieces()
    parsed = load_parser().parse(row["text"] for row in reports)
    ends = (alphabet.ids[CLS], alphabet.ids[SEP])
    for row, doc in zip(reports, parsed, strict=True):
        words = words_of(doc, row["text"], find_quotes(row["text"]), alphabet)
        marked = list(_marked(words, gold[row["id"]]))
        for first, last in windows(words):
            yield _stretch(words, marked, first, last, ends)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _marked(words: Words, gold: list[dict[str, Any]]) -> Iterator[tuple[int, int, Ints]]:
    """Each gold attribution as the words of its cue and the role of every word."""
    for one in gold:
        if not one["cue"]:
            continue
        a, b = _range(words, *one["cue"])
        roles = np.zeros(len(words.pieces), dtype=np.int64)
        speaker = one["speaker"]
        for start, end in (speaker.get("spans") or [[speaker["start"], speaker["end"]]]) if speaker else []:
            roles[slice(*_range(words, start, end))] = SPEAKS
        for start, end in one["content"]:
            roles[slice(*_range(words, start, end))] = SAID
        if a < b:
            yield a, b, roles


def _range(words: Words, start: int, end: int) -> tuple[int, int]:
    return int(np.searchsorted(words.end, start, side="right")), int(np.searchsorted(words.start, end, side="left"))


def _stretch(
    words: Words, marked: list[tuple[int, int, Ints]], first: int, last: int, ends: tuple[int, int]
) -> Stretch:
    pieces = words.pieces[first:last]
    sizes = np.array([len(p) for p in pieces], dtype=np.int64)
    inputs = {"ids": np.array([ends[0], *(i for p in pieces for i in p), ends[1]], dtype=np.int64)}
    for name in FEATURES:
        inputs[name] = np.concatenate([[0], np.repeat(getattr(words, name)[first:last], sizes), [0]])
    here = [(a, min(b, last), roles) for a, b, roles in marked if first <= a < last]
    tags = np.zeros(last - first, dtype=np.int64)
    weights = np.zeros((len(here), last - first), dtype=np.float32)
    for a, b, _ in here:
        tags[a - first : b - first] = 2
    for n, (a, b, _) in enumerate(here):
        tags[a - first] = 1
        weights[n, a - first : b - first] = 1 / (b - a)
    near = [relations(words, (a, b), first, last) for a, b, _ in here]
    return Stretch(
        inputs=inputs,
        starts=np.concatenate([[1], 1 + np.cumsum(sizes)[:-1]]),
        tags=tags,
        cues=weights,
        roles=np.stack([roles[first:last] for _, _, roles in here]) if here else np.zeros((0, 0), dtype=np.int64),
        relations=[np.stack([row[k] for row in near]) for k in range(4)] if here else [],
    )


def train(tagger: Any, stretches: list[Stretch], *, seconds: float) -> None:
    """Adam with a rate that rises for 60 steps, then falls over the time given; word vectors stay as they are."""
    tagger.train()
    tagger.encoder.word.weight.requires_grad = False
    old = {id(p) for p in tagger.encoder.pretrained()}
    groups = [
        {"params": [p for p in tagger.parameters() if id(p) in old and p.requires_grad], "lr": 2e-4},
        {"params": [p for p in tagger.parameters() if id(p) not in old], "lr": 1e-3},
    ]
    adam = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    begin = time.monotonic()
    rate = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda n: min((n + 1) / 60, max(0.02, 1 - (time.monotonic() - begin) / seconds))
    )
    sums = [0.0, 0.0]
    for step, batch in enumerate(_batches(stretches), 1):
        cue, role = _losses(tagger, batch)
        adam.zero_grad(set_to_none=True)
        (2 * cue + 4 * role).backward()
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        adam.step()
        rate.step()
        sums = [sums[0] + float(cue.detach()), sums[1] + float(role.detach())]
        if step % 50 == 0:
            print(f"{step} cue {sums[0] / 50:.4f} role {sums[1] / 50:.4f} {time.monotonic() - begin:.0f} s", flush=True)
            sums = [0.0, 0.0]
        if time.monotonic() - begin > seconds:
            return


def _batches(stretches: list[Stretch]) -> Iterator[list[Stretch]]:
    """Batches of windows of like length, without end."""
    while True:
        order = random.sample(stretches, len(stretches))
        pools = (order[i : i + 16 * BATCH] for i in range(0, len(order), 16 * BATCH))
        near = [s for pool in pools for s in sorted(pool, key=lambda s: len(s.inputs["ids"]))]
        batches = [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
        random.shuffle(batches)
        yield from batches


def _losses(tagger: Any, batch: list[Stretch]) -> tuple[Any, Any]:
    """Mean loss of the cue tags and of the roles; one window in ten is read as if it had no parse."""
    longest = max(len(s.inputs["ids"]) for s in batch)
    arrays = {name: np.zeros((len(batch), longest), dtype=np.int64) for name in ("ids", *FEATURES)}
    mask = np.full((len(batch), 1, 1, longest), -1e4, dtype=np.float32)
    blind = [random.random() < NO_PARSE for _ in batch]
    for i, one in enumerate(batch):
        mask[i, 0, 0, : len(one.inputs["ids"])] = 0
        for name, values in one.inputs.items():
            arrays[name][i, : len(values)] = 0 if blind[i] and name in ("pos", "dep") else values
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tensors = {k: torch.from_numpy(v) for k, v in arrays.items()}
        vectors = tagger.encoder(**tensors, mask=torch.from_numpy(mask).bfloat16())
    cue: Any = 0.0
    role: Any = 0.0
    for i, one in enumerate(batch):
        at_words = vectors[i][torch.from_numpy(one.starts)]
        cue = cue + _cross(tagger.cue, one.tags, at_words)
        if len(one.roles):
            near = [torch.from_numpy(r * 0 if blind[i] and k in (1, 2) else r) for k, r in enumerate(one.relations)]
            role = role + _cross(tagger.roles, one.roles, at_words, torch.from_numpy(one.cues), *near)
    words = sum(one.tags.size for one in batch)
    return cue / words, role / max(1, sum(one.roles.size for one in batch))


def _cross(judge: Any, wanted: Ints, *inputs: Any) -> Any:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = judge(*inputs)
    flat = torch.from_numpy(wanted).reshape(-1)
    return torch.nn.functional.cross_entropy(scores.float().reshape(-1, 3), flat, reduction="sum")


if __name__ == "__main__":
    main()
