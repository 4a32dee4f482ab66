"""Company: what the other mentions of a story say of two mentions being one event."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from vedette.link.triggers import Floats, Numbers

NAMES = ("profile", "through", "through_three", "fewer", "more", "outdone", "outdone_once", "profile_report", "said")
"""What each column says, in order."""

_MOST = 5000
"""Mentions of one story up to which each is laid beside each."""
_ROWS = 2048
_THREE = 3


def columns(pairs: Numbers, said: npt.NDArray[np.float64], reports: Sequence[int], story: Sequence[int]) -> Floats:
    """The numbers named in `NAMES`, a row for each pair, from the score `said` of each; of two stories only `said`.

    `reports` holds the report of each mention (never falling), `story` the story of each report.
    """
    report = np.array(reports, dtype=np.int64)
    place = np.array([story[number] for number in reports], dtype=np.int64)
    found = np.zeros((len(pairs), len(NAMES)), dtype=np.float32)
    found[:, -1] = said
    for members, rows in _stories(place, pairs):
        if len(members) <= _MOST:
            inside = np.searchsorted(members, pairs[rows])
            found[rows, :-1] = _story(inside, said[rows].astype(np.float32), report[members])
    return found


def _stories(place: Numbers, pairs: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """The mentions of each story, and the rows of its pairs."""
    of_pair = np.where(place[pairs[:, 0]] == place[pairs[:, 1]], place[pairs[:, 0]], -1)
    members, rows = np.argsort(place, kind="stable"), np.argsort(of_pair, kind="stable")
    for one in np.unique(of_pair[of_pair >= 0]):
        yield _run(members, place, one), _run(rows, of_pair, one)


def _run(order: Numbers, keys: Numbers, one: int) -> Numbers:
    """The part of `order`, by which `keys` rise, that has this key."""
    low, high = np.searchsorted(keys[order], (one, one + 1))
    return order[low:high]


def _story(pairs: Numbers, said: Floats, report: Numbers) -> Floats:
    """The columns of one story: its pairs by the mentions' places in it, the score of each, the reports in order."""
    a, b = pairs.T
    near = np.zeros((len(report), len(report)), dtype=np.float32)
    near[a, b] = near[b, a] = said
    begins = np.flatnonzero(np.diff(report, prepend=-1))
    best, number = (
        np.maximum.reduceat(near, begins, axis=1),
        np.searchsorted(begins, np.arange(len(report)), "right") - 1,
    )
    here = report[a] == report[b]
    lost = [np.where(here, 0, said - best[one, number[two]]) for one, two in ((a, b), (b, a))]
    parts = [_through(near, pairs[n : n + _ROWS]) for n in range(0, len(pairs), _ROWS)]
    np.fill_diagonal(near, 1)
    length, size = np.sqrt((near**2).sum(axis=1)), np.log(near.sum(axis=1))
    profile = (near @ near)[a, b] / (length[a] * length[b])
    return np.stack([
        profile, *np.concatenate(parts).T, np.minimum(size[a], size[b]), np.maximum(size[a], size[b]),
        np.minimum(*lost), np.maximum(*lost), profile * here,
    ], axis=1)  # fmt: skip


def _through(near: Floats, pairs: Numbers) -> Floats:
    """How well two mentions are joined by way of a third: the best way, and the mean of the three best."""
    ways = np.minimum(near[pairs[:, 0]], near[pairs[:, 1]])
    best = -np.partition(-ways, min(_THREE, ways.shape[1]) - 1, axis=1)[:, :_THREE]
    return np.stack([best.max(axis=1), best.mean(axis=1)], axis=1)
