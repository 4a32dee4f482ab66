"""Linking a made-up stream with known copies: nothing near is missed, and a copy changes no count of origins."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from tests.synthetic import Told, stream

from vedette.link import link
from vedette.link.candidates import NEAR_COPY, shared_grams
from vedette.link.shingles import held, read_text

STREAM = list(stream(300, seed=5))


def test_the_same_seed_gives_the_same_stream() -> None:
    assert list(stream(20, seed=3)) == list(stream(20, seed=3))
    assert [t.report.id for t in STREAM] == sorted({t.report.id for t in STREAM})


def test_near_copies_are_candidates() -> None:
    texts = [read_text(t.report, t.annotation) for t in STREAM]
    near = {
        (a, b) for a, b in combinations(range(len(texts)), 2)
        if held(texts[a].grams, texts[b].grams).sum() >= NEAR_COPY * min(len(texts[a].grams), len(texts[b].grams))
    }  # fmt: skip
    assert len(near) > len(STREAM) / 4
    assert len(near - shared_grams(texts).keys()) <= 0.01 * len(near)


def test_copies_stand_with_their_origin_and_strangers_apart() -> None:
    links = link([t.report for t in STREAM], [t.annotation for t in STREAM])
    group = {report: n for n, part in enumerate(links.origins) for report in part}
    copies = [t for t in STREAM if t.parent is not None]
    assert sum(group[t.report.id] == group[str(t.parent)] for t in copies) >= 0.99 * len(copies)
    assert len(links.origins) >= 0.95 * sum(t.parent is None for t in STREAM)


@pytest.mark.parametrize("which", [0, 7, 31])
def test_a_copy_changes_no_count_of_origins(which: int) -> None:
    some = STREAM[:60]
    told = some[which]
    copy = Told(
        report=replace(told.report, id="zz", outlet="Mirror", published="2031-12-31"),
        annotation=replace(told.annotation, id="zz"),
        parent=told.report.id,
    )
    before, after = (link([t.report for t in x], [t.annotation for t in x]) for x in (some, [*some, copy]))
    assert len(after.origins) == len(before.origins)
    assert Counter(i.origins for i in after.incidents) == Counter(i.origins for i in before.incidents)
    assert len(after.disputes) == len(before.disputes)
