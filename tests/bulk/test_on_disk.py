"""Linking on disk: the same links as in memory, to the byte; and nothing is left behind, however it ends."""

import errno
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.synthetic import Told, stream
from vedette.bulk import on_disk
from vedette.bulk.shelf import Pile, Shelf
from vedette.errors import InputError
from vedette.link import candidates, link
from vedette.link.shingles import Text, read_text
from vedette.record import encode

pytest.importorskip("duckdb", reason="linking on disk needs the scale extra")

BOILERPLATE = " All rights to this text are kept by the agency named above and by nobody else at all."


def told_by_hash(count: int, *, seed: int) -> list[Told]:
    """A stream with copies whose ids tell nothing of its order; every third report ends in the same words."""
    found = []
    for number, told in enumerate(stream(count, seed=seed)):
        name = hashlib.sha256(told.report.id.encode()).hexdigest()[:12]
        text = told.report.text + BOILERPLATE * (number % 3 == 0)
        found.append(
            Told(
                report=replace(told.report, id=name, text=text),
                annotation=replace(told.annotation, id=name),
                parent=told.parent,
            )
        )
    return found


def texts(told: list[Told]) -> list[Text]:
    return [read_text(t.report, t.annotation) for t in told]


@pytest.mark.parametrize(("count", "seed"), [(0, 1), (1, 1), (40, 2), (260, 3)])
def test_both_benches_find_the_same_pairs(count: int, seed: int) -> None:
    some = texts(told_by_hash(count, seed=seed))
    with on_disk() as bench:
        found = bench.shared_grams(some)
    wanted = candidates.shared_grams(some)
    assert np.array_equal(found.codes, wanted.codes)
    assert list(found.values()) == list(wanted.values())
    assert bool(wanted) == (count > 1)


def test_a_shingle_too_common_pairs_only_those_that_stand_near_each_other() -> None:
    alike = [replace(t, grams=np.array([7], dtype=np.uint64)) for t in texts(told_by_hash(90, seed=4))]
    with on_disk() as bench:
        found = bench.shared_grams(alike)
    assert candidates.common(90) < 90
    assert dict(found) == dict(candidates.shared_grams(alike))
    assert all(b - a <= candidates.BESIDE for a, b in found)


def test_the_links_are_the_same_to_the_byte(tmp_path: Path) -> None:
    told = told_by_hash(120, seed=5)
    reports, annotations = [t.report for t in told], [t.annotation for t in told]
    with on_disk(tmp_path, memory="200MB") as bench:
        found = link(reports, annotations, bench=bench)
    wanted = link(reports, annotations)
    assert encode(found) == encode(wanted)
    assert wanted.lineage
    assert wanted.incidents
    assert not list(tmp_path.iterdir())


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    def things() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), on_disk(tmp_path) as bench:
        bench.keep(int, things())
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Pile, piece: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Pile, "add", full)
    with pytest.raises(InputError, match=r"No space left on device; .* needs room"), on_disk(tmp_path) as bench:
        bench.keep(int, [1])
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_and_a_memory_that_is_none_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"), on_disk(tmp_path / "gone"):
        pass
    with pytest.raises(InputError, match="pairs"), on_disk(tmp_path, memory="much"):
        pass
    assert not list(tmp_path.iterdir())


@given(st.lists(st.binary(max_size=9), max_size=12), st.data())
@settings(max_examples=40, deadline=None)
def test_a_shelf_reads_like_the_things_put_on_it(tmp_path_factory: pytest.TempPathFactory, things, data) -> None:  # type: ignore[no-untyped-def]
    pile = Pile(tmp_path_factory.getbasetemp())
    for thing in things:
        pile.add(thing)
    pile.done()
    order = data.draw(st.permutations(range(len(things))))
    shelf = Shelf(pile, bytes, order)
    wanted = [things[n] for n in order]
    assert list(shelf) == [shelf[n] for n in range(len(shelf))] == shelf[:] == wanted
    assert shelf[1:-1] == wanted[1:-1]
    assert pile.size == sum(map(len, things))
