"""Train the attribution tagger and write its two networks: who speaks, with which words, and what is said.

    python scripts/train_attributions.py SET START OUT [--steps 700 600] [--layers 0 1 3] [--seed 7]

SET stands for SET.reports.jsonl and SET.gold.jsonl (attributions with speaker, cue and content spans). START is where
the network begins: the `model.safetensors` of all-MiniLM-L6-v2, or a folder with the encoder.onnx and roles.onnx of the
first version, whose judgements are then learned beside the gold, and whose vectors are imitated. `--layers` says which
of its layers are kept; in each round of `--steps` the learning rate rises and falls once; OUT is a folder for
encoder.onnx and roles.onnx. All chance comes from the seed, and the schedule counts steps, not time. Needs torch, onnx
and safetensors beside the project; none of them is needed to read.
"""

import argparse
import importlib
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import attributions_net as net
import numpy as np
from attributions_teacher import Teacher
from numpy.typing import NDArray

from vedette.read.attributions.features import Words, windows, words_of
from vedette.read.attributions.pairs import Relations, relations
from vedette.read.attributions.quotes import find_quotes
from vedette.read.attributions.tagger import cue_weights, window_of
from vedette.read.encoder import WordPieces, load_wordpieces
from vedette.read.parse import load_parser

torch: Any = importlib.import_module("torch")
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
BATCH = 8
NO_PARSE = 0.1
SPEAKS, SAID = 1, 2
BUILD_UP = 60
PARSED = ("grammar", "head")


@dataclass(slots=True)
class Stretch:
    """One window of a report, for each cue the relation and the role of each word, and what a teacher says of all.

    `tags` and `roles` are probabilities, (words, 3) and (cues, words, 3).
    """

    inputs: dict[str, Ints]
    cues: Floats
    relations: Relations | None
    tags: Floats
    roles: Floats | None
    vectors: NDArray[np.float16] | None


def main() -> None:
    """Read the sets, train, export."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("set", type=Path)
    ask.add_argument("start", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--steps", type=int, nargs="+", default=[700, 600])
    ask.add_argument("--layers", type=int, nargs="+", default=[0, 1, 3])
    ask.add_argument("--seed", type=int, default=7)
    args = ask.parse_args()
    torch.set_num_threads(1)
    _seed(args.seed)
    teacher = Teacher.of(args.start) if args.start.is_dir() else None
    stretches = list(read_set(args.set, teacher))
    print(f"{len(stretches)} windows", flush=True)
    tagger = net.Tagger(len(args.layers))
    net.begin(tagger, args.start, args.layers)
    for number, steps in enumerate(args.steps):
        if number:
            _seed(args.seed + number)
        train(tagger, stretches, steps=steps)
    args.out.mkdir(parents=True, exist_ok=True)
    net.export(tagger.eval(), args.out)


def _seed(number: int) -> None:
    random.seed(number)
    torch.manual_seed(number)


def read_set(name: Path, teacher: Teacher | None) -> Iterator[Stretch]:
    """The windows of every report of a set."""
    reports = _rows(name.with_name(name.name + ".reports.jsonl"))
    gold = {row["id"]: row["attributions"] for row in _rows(name.with_name(name.name + ".gold.jsonl"))}
    alphabet = load_wordpieces()
    parsed = load_parser().parse(row["text"] for row in reports)
    for row, doc in zip(reports, parsed, strict=True):
        words = words_of(doc, row["text"], find_quotes(row["text"]), alphabet)
        marked = list(_marked(words, gold[row["id"]]))
        for window in windows(words):
            yield _stretch(words, window, marked, teacher, alphabet)


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
    words: Words,
    window: tuple[int, int],
    marked: list[tuple[int, int, Ints]],
    teacher: Teacher | None,
    alphabet: WordPieces,
) -> Stretch:
    """One window; where a teacher speaks beside the gold, each has half of the say."""
    first, last = window
    here = [(a, min(b, last), roles[first:last]) for a, b, roles in marked if first <= a < last]
    cues = [(a, b) for a, b, _ in here]
    weights = cue_weights(cues, first, last)
    near = relations(words, cues, first, last) if here else None
    tags = _gold_tags(cues, first, last)
    roles = np.eye(3, dtype=np.float32)[np.stack([r for _, _, r in here])] if here else None
    if teacher is None:
        return Stretch(window_of(words, first, last, alphabet), weights, near, tags, roles, None)
    vectors, taught = teacher.read(words, first, last)
    if near is not None and roles is not None:
        roles = _mean(roles, teacher.roles(vectors, weights, near))
    inputs = window_of(words, first, last, alphabet)
    return Stretch(inputs, weights, near, _mean(tags, taught), roles, vectors.astype(np.float16))


def _mean(gold: Floats, taught: Floats) -> Floats:
    found: Floats = ((gold + taught) / 2).astype(np.float32)
    return found


def _gold_tags(cues: list[tuple[int, int]], first: int, last: int) -> Floats:
    tags = np.zeros(last - first, dtype=np.int64)
    for a, b in cues:
        tags[a - first : b - first] = 2
    for a, _ in cues:
        tags[a - first] = 1
    return np.eye(3, dtype=np.float32)[tags]


def train(tagger: Any, stretches: list[Stretch], *, steps: int) -> None:
    """Adam with a rate that rises, then falls to nothing over the steps; word vectors stay as they are."""
    tagger.train()
    tagger.encoder.word.weight.requires_grad = False
    old = {id(p) for p in tagger.encoder.pretrained()}
    groups = [
        {"params": [p for p in tagger.parameters() if id(p) in old and p.requires_grad], "lr": 2e-4},
        {"params": [p for p in tagger.parameters() if id(p) not in old], "lr": 1e-3},
    ]
    adam = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / BUILD_UP, 1 - n / steps))
    sums = np.zeros(3)
    begin = time.process_time()
    for step, batch in zip(range(1, steps + 1), _batches(stretches), strict=False):
        losses = _losses(tagger, batch)
        adam.zero_grad(set_to_none=True)
        (2 * losses[0] + 4 * losses[1] + losses[2]).backward()
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        adam.step()
        rate.step()
        sums += [float(loss.detach()) for loss in losses]
        if step % 50 == 0:
            print(f"{step} cue, role, vector {(sums / 50).round(4)} {time.process_time() - begin:.0f} s", flush=True)
            sums[:] = 0


def _batches(stretches: list[Stretch]) -> Iterator[list[Stretch]]:
    """Batches of windows of like length, without end."""
    while True:
        order = random.sample(stretches, len(stretches))
        pools = (order[i : i + 16 * BATCH] for i in range(0, len(order), 16 * BATCH))
        near = [s for pool in pools for s in sorted(pool, key=lambda s: s.inputs["ids"].size)]
        batches = [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
        random.shuffle(batches)
        yield from batches


def _losses(tagger: Any, batch: list[Stretch]) -> tuple[Any, Any, Any]:
    """Mean loss of the cue tags, of the roles and of the vectors; one window in ten is read as if it had no parse."""
    blind = [random.random() < NO_PARSE for _ in batch]
    rows = {
        name: _padded([s.inputs[name][0] * (not (no and name in PARSED)) for s, no in zip(batch, blind, strict=True)])
        for name in ("ids", "share", "grammar", "form", "head")
    }
    longest = rows["ids"].shape[1]
    rows["more"] = torch.from_numpy(np.concatenate([s.inputs["more"] for s in batch]))
    rows["at"] = torch.from_numpy(np.concatenate([s.inputs["at"] + n * longest for n, s in enumerate(batch)]))
    hidden = rows["ids"].eq(0)[:, None, None] * -1e4
    words = torch.from_numpy(np.arange(longest - 2) < np.array([[len(s.tags)] for s in batch]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = tagger.encoder(**rows, mask=hidden.bfloat16())[:, 1:-1]
        tags, sides = tagger.cue(vectors), tagger.sides(vectors)
    cue = _cross(tags[words], np.concatenate([s.tags for s in batch]))
    vector = _far(vectors[words], [s.vectors for s in batch])
    return cue, _role_loss(tagger, batch, sides, words, blind), vector


def _role_loss(tagger: Any, batch: list[Stretch], sides: Any, words: Any, blind: list[bool]) -> Any:
    """All cues of a batch at once, each over the words of its own window."""
    of = torch.tensor([n for n, s in enumerate(batch) for _ in s.cues])
    if not len(of):
        return sides.sum() * 0
    near = [
        _padded(
            [
                row * (not (no and k in (1, 2)))
                for s, no in zip(batch, blind, strict=True)
                for row in (s.relations[k] if s.relations else ())
            ],
            words.shape[1],
        )
        for k in range(4)
    ]
    cues = _padded([row for s in batch for row in s.cues], words.shape[1])
    real = words[of]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        at_words = sides[of]
        at_cues = cues[:, None].to(at_words.dtype) @ at_words
        scores = tagger.roles(at_words, at_cues, near, real[..., None])
    return _cross(scores[real], np.concatenate([s.roles.reshape(-1, 3) for s in batch if s.roles is not None]))


def _padded(rows: Sequence[NDArray[Any]], width: int = 0) -> Any:
    """Rows of numbers as one tensor, the short ones filled up with 0."""
    found = np.zeros((len(rows), max(width, *(len(row) for row in rows))), dtype=rows[0].dtype)
    for n, row in enumerate(rows):
        found[n, : len(row)] = row
    return torch.from_numpy(found)


def _cross(scores: Any, wanted: Floats) -> Any:
    """Mean cross entropy against probabilities."""
    return torch.nn.functional.cross_entropy(scores.float(), torch.from_numpy(wanted))


def _far(vectors: Any, wanted: list[NDArray[np.float16] | None]) -> Any:
    """How far the vectors of the words are from the teacher's, as a part of their variance; 0 without a teacher."""
    taught = [values for values in wanted if values is not None]
    if not taught:
        return vectors.sum() * 0
    target = torch.from_numpy(np.concatenate(taught)).float()
    return (vectors.float() - target).pow(2).mean() / target.var()


if __name__ == "__main__":
    main()
