"""Company of two mentions: what the other mentions of their story say of their being one event."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.link import company

Row = dict[str, float]


def seen(scores: dict[tuple[int, int], float], reports: list[int], story: list[int]) -> dict[tuple[int, int], Row]:
    """The columns of each pair by name."""
    pairs = np.array(sorted(scores), dtype=np.int64).reshape(-1, 2)
    found = company.columns(pairs, np.array([scores[a, b] for a, b in pairs.tolist()]), reports, story)
    return {
        (a, b): dict(zip(company.NAMES, row, strict=True)) for (a, b), row in zip(pairs.tolist(), found, strict=True)
    }


THREE = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.1, (0, 3): 0.1, (2, 3): 0.1}


def test_a_third_mention_joins_two_that_say_little_of_each_other() -> None:
    rows = seen(THREE, [0, 1, 2, 3], [0, 0, 0, 0])
    assert np.isclose(rows[0, 2]["through"], 0.8)
    assert np.isclose(rows[2, 3]["through"], 0.1)
    assert rows[0, 2]["profile"] > rows[2, 3]["profile"]


def test_a_better_match_in_the_same_report_outdoes_a_pair() -> None:
    rows = seen({(0, 1): 0.9, (0, 2): 0.4, (1, 2): 0.2}, [0, 1, 1], [0, 0])
    assert np.isclose(rows[0, 2]["outdone"], -0.5)
    assert rows[0, 1]["outdone"] == 0
    assert rows[1, 2]["outdone"] == 0
    assert rows[1, 2]["profile_report"] > 0 == rows[0, 1]["profile_report"]


def test_of_two_stories_only_the_score_is_told() -> None:
    row = seen({(0, 1): 0.7}, [0, 1], [0, 1])[0, 1]
    assert np.isclose(row.pop("said"), 0.7)
    assert set(row.values()) == {0.0}


def test_no_pairs_give_no_rows() -> None:
    assert seen({}, [0, 1], [0, 0]) == {}


@st.composite
def scored(draw: st.DrawFn) -> tuple[dict[tuple[int, int], float], list[int], list[int]]:
    """Some pairs of some mentions in some reports of some stories."""
    story = draw(st.lists(st.integers(0, 2), min_size=1, max_size=5))
    reports = sorted(draw(st.lists(st.integers(0, len(story) - 1), min_size=2, max_size=9)))
    pairs = [(a, b) for b in range(len(reports)) for a in range(b)]
    return draw(st.dictionaries(st.sampled_from(pairs), st.floats(0, 1), max_size=20)), reports, story


@settings(deadline=None)
@given(scored())
def test_all_numbers_are_finite_and_the_other_stories_change_none(
    one: tuple[dict[tuple[int, int], float], list[int], list[int]],
) -> None:
    scores, reports, story = one
    rows = seen(scores, reports, story)
    assert all(np.isfinite(list(row.values())).all() for row in rows.values())
    for place in set(story):
        part = {(a, b): s for (a, b), s in scores.items() if {story[reports[a]], story[reports[b]]} == {place}}
        assert all(rows[pair] == row for pair, row in seen(part, reports, story).items())
