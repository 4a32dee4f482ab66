"""Pairs by the million as arrays: they read like a mapping, and keep of each report the pairs that score highest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.synthetic import stream

from vedette.link.candidates import fan_out, near_in_words
from vedette.link.desk import lay_out
from vedette.link.pairs import Pair, Pairs, closest, code, ends
from vedette.link.stories import likeness
from vedette.link.vectors import ONE

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(10, 2**31)), st.sampled_from([0.0, 0.25, 0.5, 1.0]), max_size=30
)


def pairs(scores: dict[Pair, float]) -> Pairs[float]:
    rows = sorted(scores)
    sides = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return Pairs[float].of(code(sides[:, 0], sides[:, 1]), np.array([scores[row] for row in rows], dtype=np.float64))


@given(PAIRS)
def test_pairs_read_like_a_mapping(scores: dict[Pair, float]) -> None:
    made = pairs(scores)
    assert dict(made) == scores
    assert list(made.items()) == sorted(scores.items())
    assert all(type(value) is float and made.get(pair) == value for pair, value in made.items())
    assert made.get((3, 4)) is None


@given(PAIRS)
def test_the_lower_number_goes_first(scores: dict[Pair, float]) -> None:
    one, two = (np.array(side, dtype=np.int64) for side in ends(pairs(scores).codes))
    assert (code(two, one) == code(one, two)).all()


@given(PAIRS, st.integers(1, 3))
def test_the_closest_are_the_highest_of_either_side_and_of_equals_the_lowest(
    scores: dict[Pair, float], most: int
) -> None:
    wanted = set()
    for number in {n for pair in scores for n in pair}:
        mine = sorted((-score, sum(pair) - number, pair) for pair, score in scores.items() if number in pair)
        wanted.update(pair for _, _, pair in mine[:most])
    assert closest(pairs(scores), most).keys() == wanted


def test_neighbours_and_likeness_are_what_every_pair_compared_says() -> None:
    told = list(stream(60, seed=9))
    desk = lay_out([t.report for t in told], [t.annotation for t in told])
    vectors = desk.vectors
    plain, loud = np.zeros((60, len(vectors.held)), dtype=np.int64), np.zeros((60, len(vectors.held)))
    for number in range(60):
        row = slice(vectors.starts[number], vectors.starts[number + 1])
        loud[number, vectors.stems[row]] = vectors.told[row]
        plain[number, vectors.stems[row]] = vectors.shares[row]
    asked = np.zeros_like(plain)
    for number in range(60):
        stems, shares = vectors.asked(number)
        asked[number, stems] = shares
    products = asked @ plain.T
    wanted: dict[Pair, float] = {}
    most = fan_out(60)
    for n in range(60):
        for product, m in sorted((-products[n, m], m) for m in range(60) if m != n and products[n, m])[:most]:
            pair = (min(n, m), max(n, m))
            wanted[pair] = max(wanted.get(pair, 0.0), -product / ONE**2)
    assert wanted
    assert dict(near_in_words(vectors)) == wanted
    assert all(score == pytest.approx(loud[a] @ loud[b]) for (a, b), score in likeness(desk).items())
