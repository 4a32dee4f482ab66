"""What plain methods reach on the linking sets, by the same scorers: the bar that `vedette link` must clear.

python -m tests.quality.baselines

Each method has the best cut-off for the very set that it is scored on, which flatters it. Needs `../shared`.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.quality.shared import ROOT, Set, scored
from vedette.link.clustering import average_link
from vedette.link.shingles import stem
from vedette.record import Report, report_from_json

CUTS = tuple(n / 20 for n in range(2, 19))
Groups = list[list[str]]


def reports_of(which: Set) -> list[Report]:
    return [report_from_json(x) for x in which.reports.read_text(encoding="utf-8").split("\n") if x.strip()]


def likeness(reports: Sequence[Report]) -> NDArray[np.float32]:
    """Cosine of TF-IDF over lower-case words, all against all."""
    counts = [Counter(re.findall(r"\w+", r.text.lower())) for r in reports]
    held = Counter(word for count in counts for word in count)
    column = {word: n for n, word in enumerate(sorted(held))}
    table = np.zeros((len(reports), len(column)), dtype=np.float32)
    for row, count in zip(table, counts, strict=True):
        for word, n in count.items():
            row[column[word]] = n * (np.log((1 + len(reports)) / (1 + held[word])) + 1)
    table /= np.linalg.norm(table, axis=1, keepdims=True).clip(1e-9)
    return table @ table.T


def joined(reports: Sequence[Report], pairs: Iterable[tuple[int, int]]) -> Groups:
    """Groups of reports: whatever a chain of pairs connects."""
    lead = list(range(len(reports)))

    def top(n: int) -> int:
        while lead[n] != n:
            n = lead[n]
        return n

    for a, b in pairs:
        lead[top(a)] = top(b)
    groups: dict[int, list[str]] = defaultdict(list)
    for n, report in enumerate(reports):
        groups[top(n)].append(report.id)
    return list(groups.values())


def above(alike: NDArray[np.float32], cut: float) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in np.argwhere(np.triu(alike, 1) >= cut)]


def by_tfidf(reports: Sequence[Report]) -> Iterator[dict[str, object]]:
    """Reports whose words are alike are one origin; by average link, one story, in which one lemma is one event."""
    alike = likeness(reports)
    scores = {(a, b): float(alike[a, b]) for a, b in above(alike, CUTS[0])}
    for cut in CUTS:
        origins = joined(reports, above(alike, cut))
        linked = average_link(len(reports), scores, least=cut) if reports[0].given_events else []
        stories = [[reports[n].id for n in group] for group in linked]
        yield {"lineage": [], "origins": origins, "stories": stories, "events": by_lemma(reports, stories)}


def by_lemma(reports: Sequence[Report], stories: Groups) -> Groups:
    """Mentions in one story whose first words have one stem."""
    story = {name: n for n, group in enumerate(stories) for name in group}
    events: dict[tuple[int, str], list[str]] = defaultdict(list)
    for report in reports:
        for given in report.given_events:
            word = report.text[given.start : given.end].split()[0].lower()
            events[story[report.id], stem(word)].append(given.id)
    return list(events.values())


def by_containment(reports: Sequence[Report]) -> Iterator[dict[str, object]]:
    """A report copies the earlier one that holds most of its runs of five words."""
    words = [re.findall(r"\w+", r.text.lower()) for r in reports]
    grams = [set(zip(*(w[n:] for n in range(5)), strict=False)) for w in words]
    shared: Counter[tuple[int, int]] = Counter()
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, mine in enumerate(grams):
        for gram in mine:
            shared.update((other, n) for other in holders[gram])
            holders[gram].append(n)
    share = {p: c / max(1, min(len(grams[p[0]]), len(grams[p[1]]))) for p, c in shared.items()}
    for cut in CUTS:
        near = {pair: s for pair, s in share.items() if s >= cut}
        best: dict[int, tuple[float, int]] = {}
        for (a, b), s in near.items():
            parent, child = sorted((a, b), key=lambda n: (reports[n].published or "9", n))
            best[child] = max(best.get(child, (0.0, -1)), (s, parent))
        edges = [{"child": reports[c].id, "parent": reports[p].id, "kind": "verbatim"} for c, (_, p) in best.items()]
        yield {"lineage": edges, "origins": joined(reports, near), "stories": [], "events": []}


METHODS: tuple[tuple[str, str, Callable[[Sequence[Report]], Iterator[dict[str, object]]], tuple[str, ...]], ...] = (
    ("x_copies_dev", "x_copies", by_containment, ("edge_f1", "kind_macro_f1", "origins_b3_f1", "wrongly_joined")),
    ("x_paraphrase_dev", "x_copies", by_tfidf, ("origins_pair_f1",)),
    ("x_ecb_dev", "x_events", by_tfidf, ("stories_b3_f1", "conll_f1")),
    ("x_metam_dev", "x_events", by_tfidf, ("conll_f1",)),
)


def main() -> None:
    if not (ROOT / "data").is_dir():
        raise SystemExit("the development data is not beside the project: nothing to measure")
    for name, scorer, method, metrics in METHODS:
        which = Set(name=name, scorer=scorer, linked=True)
        tried = [scored(which, json.dumps(made).encode()) for made in method(reports_of(which))]
        for metric in metrics:
            at = max(
                range(len(tried)),
                key=lambda n: (
                    tried[n][f"{name}.{metrics[0]}"] if metric == "wrongly_joined" else tried[n][f"{name}.{metric}"]
                ),
            )
            print(f"{name:18} {method.__name__:15} {metric:16} {tried[at][f'{name}.{metric}']:.3f}  at {CUTS[at]:.2f}")


if __name__ == "__main__":
    main()
