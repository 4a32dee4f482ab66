"""Train the encoder of triggers, or fit the judge that weighs what it says with the rest.

    python scripts/train_coreference.py encoder REPORTS.jsonl GOLD.json MINILM OUT
    python scripts/train_coreference.py judge REPORTS.jsonl GOLD.json OUT LEAST

REPORTS hold `given_events`; GOLD: {"events": [[mention id,...],...], "stories": [[report id,...],...]}; MINILM is the
`model.safetensors` of all-MiniLM-L6-v2; OUT is the data folder of `vedette.link`; LEAST is the root mean square of
the scores from which groups are joined. The judge must be fitted on other stories than the encoder has seen, because
the encoder knows its own stories by heart. It decides twice, the second time with what became of the pairs around, so
that the second decision learns from first scores of stories that were held out. It is fitted on the reports as they are
and once more with other words in the place of most triggers (data/other_words.yaml), so that it can tell how far words
are to be trusted where a story is told in ever new words.
The encoder needs torch, onnx and safetensors beside the project; none of them is needed to link.
"""

import hashlib
import importlib
import json
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from train_link import FOLDS, bcubed, fit

from vedette.link import coreference, lineage, mentions, stories
from vedette.link.desk import lay_out
from vedette.link.windows import Window, cut, window
from vedette.read import Reader
from vedette.read.encoder import load_wordpieces
from vedette.record import Annotation, GivenEvent, Report, Span, report_from_json

OTHER_WORDS = Path(__file__).parent / "data" / "other_words.yaml"
THINGS = ("it", "this", "the incident", "what happened", "that", "the affair", "the move")
RIDGE = 100.0
MINE, NEXT = 44, 12
"""Mentions of one step: from a story, and from the story most like it."""


def other_words() -> dict[str, list[str]]:
    """Lemma -> what else may be said."""
    found: dict[str, list[str]] = {}
    for lemmas, phrases in yaml.safe_load(OTHER_WORDS.read_text(encoding="utf-8")).items():
        for lemma in lemmas.split():
            found.setdefault(lemma, []).extend(p.strip() for p in phrases.split(";"))
    return found


def read_set(reports_path: Path, gold_path: Path) -> tuple[list[Report], dict[str, int], dict[str, int]]:
    """Reports by id, the event of each mention, the story of each report."""
    lines = reports_path.read_text(encoding="utf-8").split("\n")
    reports = sorted((report_from_json(line) for line in lines if line.strip()), key=lambda r: r.id)
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    events, told = ({x: n for n, group in enumerate(gold[key]) for x in group} for key in ("events", "stories"))
    return reports, events, told


# ---------------------------------------------------------------- the encoder
@dataclass(frozen=True, kw_only=True)
class Recipe:
    """One run; the encoders of all runs are averaged, which forgets what each has learned by heart."""

    steps: int
    fall: int
    """Steps after which the rate would be nothing."""
    rate: float
    new_rate: float
    fixed: int
    """First layers that stay as they are."""
    drop: float
    masked: float
    same_lemma: float
    """Log odds that the encoder is spared learning for pairs of one lemma."""
    decay: float
    smooth: bool
    """Keep a moving average of the weights."""


RECIPES = (
    Recipe(steps=300, fall=760, rate=1.5e-4, new_rate=1e-3, fixed=1, drop=0.0, masked=0.06, same_lemma=0.0,
           decay=0.01, smooth=False),
    Recipe(steps=100, fall=146, rate=1e-4, new_rate=6e-4, fixed=3, drop=0.1, masked=0.13, same_lemma=1.5,
           decay=0.05, smooth=True),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Example:
    """A mention as it is trained on."""

    window: Window
    lemma: str
    event: int
    story: int


def examples(reports_path: Path, gold_path: Path) -> list[Example]:
    """Every given mention with its window."""
    reports, events, told = read_set(reports_path, gold_path)
    alphabet = load_wordpieces()
    found = []
    for report, annotation in zip(reports, Reader.load().annotate(reports), strict=True):
        pieces = cut(report.text, alphabet)
        for one in annotation.given_mentions or ():
            view = window(pieces, Span(one.start, one.end), alphabet)
            found.append(Example(window=view, lemma=one.lemma, event=events[one.id], story=told[report.id]))
    return found


class Course:
    """The examples by story, and how each is varied."""

    def __init__(self, rows: Sequence[Example], recipe: Recipe):
        alphabet = load_wordpieces()
        self.rows, self.recipe, self.mask = rows, recipe, alphabet.ids["[MASK]"]

        def cut_phrase(phrase: str) -> tuple[int, ...]:
            return tuple(i for word in phrase.split() for i in alphabet.cut(word))

        self.other = {lemma: [cut_phrase(p) for p in phrases] for lemma, phrases in other_words().items()}
        self.things = [cut_phrase(p) for p in THINGS]
        self.stories: dict[int, list[int]] = {}
        for n, row in enumerate(rows):
            self.stories.setdefault(row.story, []).append(n)
        self.next = self._most_alike()

    def _most_alike(self) -> dict[int, int]:
        """For each story the one that shares most of its rarer pieces."""
        held = {s: {i for n in ns for i in self.rows[n].window.ids} for s, ns in self.stories.items()}
        met = {i: sum(i in h for h in held.values()) for h in held.values() for i in h}

        def alike(one: int, two: int) -> float:
            rare = sum(math.log(len(held) / met[i]) for i in sorted(held[one] & held[two]))
            return rare / math.sqrt(len(held[two]))

        return {s: max((o for o in sorted(held) if o != s), key=lambda o: alike(s, o)) for s in held}

    def steps(self) -> Iterator[list[int]]:
        """Rows of one step after the other, each story once a round."""
        while True:
            for s in random.sample(sorted(self.stories), len(self.stories)):
                mine, near = self.stories[s], self.stories[self.next[s]]
                yield random.sample(mine, min(MINE, len(mine))) + random.sample(near, min(NEXT, len(near)))

    def vary(self, row: Example) -> tuple[Window, bool]:
        """The window, often with other words or none in the place of the trigger; was the trigger changed?"""
        ids, marks, inside = (list(part) for part in (row.window.ids, row.window.marks, row.window.inside))
        luck = random.random()
        new: tuple[int, ...] = ()
        if luck < 0.3 and row.lemma in self.other:
            new = random.choice(self.other[row.lemma])
        elif luck < 0.4:
            new = (self.mask,) * random.choice((1, 1, 2, 3))
        elif luck < 0.43:
            new = random.choice(self.things)
        if new and 1 in marks:
            a, b = marks.index(1), len(marks) - marks[::-1].index(1)
            ids[a:b], marks[a:b], inside[a:b] = new, [1] * len(new), [1] * len(new)
        for k in range(1, len(ids) - 1):
            if not marks[k] and random.random() < self.recipe.masked:
                ids[k] = self.mask
        return Window(tuple(ids), tuple(marks), tuple(inside)), bool(new)


def train_encoder(reports_path: Path, gold_path: Path, minilm: Path, out: Path, seed: int = 7) -> None:
    """All runs, averaged and written."""
    torch, net = importlib.import_module("torch"), importlib.import_module("coreference_net")
    torch.set_num_threads(1)
    rows = examples(reports_path, gold_path)
    states = []
    for recipe in RECIPES:
        random.seed(seed)
        torch.manual_seed(seed)
        triggers = net.Triggers(drop=recipe.drop)
        net.load_minilm(triggers, minilm)
        states.append(one_run(triggers, Course(rows, recipe), recipe, torch))
    triggers.load_state_dict({k: sum(s[k] for s in states) / len(states) for k in states[0]})
    net.export(triggers.eval(), out)


def one_run(triggers: Any, course: Course, recipe: Recipe, torch: Any) -> dict[str, Any]:
    """Train one encoder; returns its weights."""
    fixed = [triggers.encoder.word, triggers.encoder.place, *triggers.encoder.layers[: recipe.fixed]]
    for part in fixed:
        part.requires_grad_(requires_grad=False)
    named = {name: p for name, p in triggers.named_parameters() if p.requires_grad}
    old = {name for name in named if name.startswith("encoder") and "marks" not in name}
    groups = [{"params": [named[n] for n in named if n in old], "lr": recipe.rate}]
    groups.append({"params": [named[n] for n in named if n not in old], "lr": recipe.new_rate})
    adam = torch.optim.AdamW(groups, weight_decay=recipe.decay, betas=(0.9, 0.98), fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / 40, max(0.02, 1 - n / recipe.fall)))
    kept = {name: p.detach().clone() for name, p in named.items()}
    triggers.train()
    for step, numbers in enumerate(course.steps(), 1):
        loss = step_loss(triggers, course, numbers, torch)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(triggers.parameters(), 1.0)
        adam.step()
        rate.step()
        pace = 1 - min(0.99, (step + 1) / (step + 10)) if recipe.smooth else 1.0
        for name, p in named.items():
            kept[name].lerp_(p.detach(), pace)
        if step % 20 == 0:
            print(f"{step} loss {loss.item():.4f}", flush=True)
        if step == recipe.steps:
            break
    return {**triggers.state_dict(), **kept}


def step_loss(triggers: Any, course: Course, numbers: list[int], torch: Any) -> Any:
    """Every pair of the step by the cosine and by the judge, and each mention against all for its own event."""
    varied = [course.vary(course.rows[n]) for n in numbers]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        z = triggers(*pack([view for view, _ in varied], torch))
    z = z.float()
    events = torch.tensor([course.rows[n].event for n in numbers])
    lemmas = [None if new else course.rows[n].lemma for n, (_, new) in zip(numbers, varied, strict=True)]
    i, j = torch.triu_indices(len(numbers), len(numbers), 1)
    wanted = (events[i] == events[j]).float()
    known = [lemmas[a] is not None and lemmas[a] == lemmas[b] for a, b in zip(i.tolist(), j.tolist(), strict=True)]
    spared = course.recipe.same_lemma * torch.tensor(known).float()
    cross = torch.nn.functional.binary_cross_entropy_with_logits
    pairs = cross(triggers.cosine(z[i], z[j]) + spared, wanted) + cross(triggers.judge(z[i], z[j]) + spared, wanted)
    near = z @ z.T / 0.1
    near.fill_diagonal_(-1e4)
    same = (events[:, None] == events[None]) & ~torch.eye(len(numbers), dtype=torch.bool)
    chance = ((near - torch.logsumexp(near, 1, keepdim=True)) * same).sum(1) / same.sum(1).clamp(min=1)
    return 3 * pairs - 0.5 * chance[same.any(1)].sum() / same.any(1).sum().clamp(min=1)


def pack(windows: Sequence[Window], torch: Any) -> list[Any]:
    """Ids, marks, inside and mask of windows of unlike length."""
    longest = max(len(w.ids) for w in windows)
    arrays = np.zeros((3, len(windows), longest), dtype=np.int64)
    mask = np.full((len(windows), 1, 1, longest), -1e4, dtype=np.float32)
    for n, w in enumerate(windows):
        arrays[:, n, : len(w.ids)] = w.ids, w.marks, w.inside
        mask[n, ..., : len(w.ids)] = 0
    return [*map(torch.from_numpy, arrays), torch.from_numpy(mask).bfloat16()]


# ---------------------------------------------------------------- the judge
class Material:
    """The pairs of a set: evidence, labels, and the fold of the story that each pair comes from."""

    def __init__(
        self, reports: Sequence[Report], annotations: Sequence[Annotation], events: dict[str, int], told: dict[str, int]
    ):
        desk = lay_out(reports, annotations)
        alike, joined = stories.likeness(desk), frozenset(lineage.trace(desk).joined)
        groups = {r: n for n, group in enumerate(stories.group(desk, alike, joined)) for r in group}
        found = tuple(mentions.collect(reports, annotations, desk.texts, desk.weights))
        where = [groups[r.id] for r in reports]
        self.found, self.where = found, where
        self.pairs, self.x = coreference.evidence(found, alike, joined, where, desk.weights)
        self.event = [events[m.id] for m in found]
        self.y = np.array([self.event[a] == self.event[b] for a, b in self.pairs], dtype=float)
        self.fold = np.array([told[reports[found[a].report].id] % FOLDS for a, _ in self.pairs])

    def again(self, odds: NDArray[np.float64]) -> NDArray[np.float32]:
        """The rows of the second decision, from the log odds of the first."""
        return coreference.again(self.pairs, self.x, chance(odds), self.found, self.where)

    def clustered(self, scores: NDArray[np.float64], least: float) -> float:
        """B-cubed F1 of the mentions when they are joined by these scores, as the judge's are."""
        return bcubed(self.event, coreference.join(len(self.event), self.pairs, scores**2, least**2))


def in_other_words(reports: Sequence[Report], annotations: Sequence[Annotation], seed: int = 11) -> list[Report]:
    """The reports with other words in the place of most triggers."""
    luck, other = random.Random(seed), other_words()
    varied = []
    for report, annotation in zip(reports, annotations, strict=True):
        lemma = {m.id: m.lemma for m in annotation.given_mentions or ()}
        text, at, events = "", 0, []
        for one in sorted(report.given_events, key=lambda e: e.start):
            start = max(at, one.start)
            phrases = other.get(lemma.get(one.id, ""), list(THINGS)) if luck.random() > 0.08 else ()
            words = luck.choice(phrases) if phrases else report.text[start : one.end]
            text += report.text[at:start]
            events.append(GivenEvent(id=one.id, start=len(text), end=len(text) + len(words)))
            text, at = text + words, max(at, one.end)
        varied.append(replace(report, text=text + report.text[at:], given_events=tuple(events)))
    return varied


def fit_judge(reports_path: Path, gold_path: Path, out: Path, least: float) -> None:
    """Fit on the set as it is and in other words."""
    reports, events, told = read_set(reports_path, gold_path)
    reader = Reader.load()
    plain = list(reader.annotate(reports))
    varied = in_other_words(reports, plain)
    other = list(reader.annotate(varied))
    sets = [Material(reports, plain, events, told), Material(varied, other, events, told)]
    write_judge(sets, out, reports_path, least)


def write_judge(sets: Sequence[Material], out: Path, source: Path, least: float) -> None:
    """Cross-validate over stories, then fit on everything."""
    plain, other = (s.clustered(chance(o), least) for s, o in zip(sets, held_out(sets), strict=True))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    card = (
        "# The judge of event coreference with the encoder of triggers: weights of two logistic regressions,\n"
        "# the first over coreference.FIRST, the second over coreference.SECOND. Made by scripts/train_coreference.py\n"
        f"# from {source.name} (sha256 {digest}), {len(sets[0].pairs)} pairs of {len(sets[0].event)} mentions,\n"
        "# and the same in other words.\n"
        f"# Cross-validated over stories in {FOLDS} folds, B-cubed F1: {plain:.3f}, in other words {other:.3f}.\n"
        "# More in MODEL_CARD.md. Data: ECB+ (annotations CC BY 3.0). The weights hold no text.\n"
    )
    table: dict[str, object] = {"least": least}
    names = {"first": coreference.FIRST, "second": coreference.SECOND}
    for (part, columns), weights in zip(names.items(), learn(sets, range(FOLDS)), strict=True):
        table[part] = {name: round(float(w), 4) for name, w in zip(columns, weights, strict=True)}
    (out / "triggers.yaml").write_text(card + yaml.safe_dump(table, sort_keys=False), encoding="utf-8")


def chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities from log odds."""
    found: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return found


def weigh(sets: Sequence[Material], rows: Sequence[NDArray[np.float32]], folds: Iterable[int]) -> NDArray[np.float64]:
    """Weights from the rows of these folds; the ridge sees columns of unit spread."""
    use = [np.isin(s.fold, sorted(folds)) for s in sets]
    x = np.concatenate([r[u].astype(float) for r, u in zip(rows, use, strict=True)])
    spread = x.std(axis=0)
    spread[spread == 0] = 1.0
    y = np.concatenate([s.y[u] for s, u in zip(sets, use, strict=True)])
    found: NDArray[np.float64] = fit(x / spread, y, RIDGE) / spread
    return found


def learn(sets: Sequence[Material], folds: Iterable[int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights of both decisions; the second learns from first scores that were given without seeing the story."""
    known = set(folds)
    rows = [s.x for s in sets]
    first = weigh(sets, rows, known)
    odds = [s.x @ first for s in sets]
    for fold in sorted(known):
        weights = weigh(sets, rows, known - {fold})
        for o, s in zip(odds, sets, strict=True):
            o[s.fold == fold] = s.x[s.fold == fold] @ weights
    return first, weigh(sets, [s.again(o) for s, o in zip(sets, odds, strict=True)], known)


def held_out(sets: Sequence[Material]) -> list[NDArray[np.float64]]:
    """Log odds of each pair from a judge that has learned from the other folds only, in both decisions."""
    odds = [np.zeros(len(s.pairs)) for s in sets]
    for fold in range(FOLDS):
        first, second = learn(sets, set(range(FOLDS)) - {fold})
        for o, s in zip(odds, sets, strict=True):
            o[s.fold == fold] = (s.again(s.x @ first) @ second)[s.fold == fold]
    return odds


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["encoder", reports, gold, minilm, out]:
            train_encoder(Path(reports), Path(gold), Path(minilm), Path(out))
        case ["judge", reports, gold, out, least]:
            fit_judge(Path(reports), Path(gold), Path(out), float(least))
        case _:
            sys.exit(__doc__)
