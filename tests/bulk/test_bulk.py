"""Archives: every shard ends in one part, whatever the engine, however often it is begun, whoever dies on the way."""

import hashlib
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette.bulk import Local, Outcome, Task, annotate_shards, find, make
from vedette.bulk.engines import Dask
from vedette.bulk.parts import read
from vedette.cli.shards import link_archive
from vedette.errors import InputError
from vedette.link import link
from vedette.record import Annotation, Report, decode, encode

pytest.importorskip("pyarrow", reason="parts need the scale extra")

SENTENCE = "Police closed the bridge at Dolna on {day} June 2023 after a clash in which {n} officers were hurt. "
VERSIONS = "test/1"


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline without a model: quick to load in every process."""
    import spacy

    folder = tmp_path_factory.mktemp("model")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.to_disk(folder)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Six files of reports, one of them with a broken line, and a folder of pages."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for shard in range(6):
        rows = [report(shard, n) for n in range(20)]
        (folder / f"day{shard}.jsonl").write_text("\n".join([*rows, *(["{broken"] * (shard == 3))]) + "\n")
    (folder / "pages").mkdir()
    (folder / "pages" / "a.txt").write_text(SENTENCE.format(day=9, n=99))
    return folder


def report(shard: int, number: int) -> str:
    text = SENTENCE.format(day=shard + 1, n=number + 2) * 3
    return json.dumps({"id": f"s{shard}n{number}", "text": text, "published": f"2023-06-{shard + 1:02d}"})


def run(archive: Path, out: Path, engine, model: Path) -> list[Outcome]:  # type: ignore[no-untyped-def]
    count, outcomes = annotate_shards(archive, out, engine=engine, versions=VERSIONS, model=model)
    done = list(outcomes)
    assert len(done) == count == 7
    return done


def hashes(out: Path) -> dict[str, str]:
    """The parts; what a killed process left half-made is hidden and none of them."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.glob("[!.]*.parquet"))}


def test_every_shard_becomes_one_part_and_the_counts_add_up(archive: Path, tmp_path: Path, model: Path) -> None:
    done = run(archive, tmp_path / "out", Local(processes=2), model)
    assert not [one.reason for one in done if one.reason]
    assert sum(one.accepted for one in done) == 121
    assert sum(one.quarantined for one in done) == 1
    assert len(list(read(sorted((tmp_path / "out").iterdir())))) == 121


def test_what_is_there_is_left_and_what_is_missing_is_made(archive: Path, tmp_path: Path, model: Path) -> None:
    out = tmp_path / "out"
    run(archive, out, Local(), model)
    before = hashes(out)
    sorted(out.iterdir())[2].unlink()
    (out / ".day0-half.parquet.1").write_bytes(b"left by a crash")
    again = run(archive, out, Local(), model)
    assert sorted(one.skipped for one in again) == [False] + [True] * 6
    assert hashes(out) == before


def test_new_bytes_and_new_versions_make_new_parts(archive: Path, tmp_path: Path) -> None:
    first = {shard.digest for shard in find(archive)}
    (archive / "day0.jsonl").write_text(report(0, 1))
    assert len({shard.digest for shard in find(archive)} - first) == 1


def test_a_shard_that_fails_is_named_and_leaves_nothing(tmp_path: Path, model: Path) -> None:
    gone = Task(shard=str(tmp_path / "a.jsonl"), part=str(tmp_path / "no" / "a.parquet"), model=str(model))
    outcome = make(gone)
    assert outcome.reason
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no shards"):
        find(tmp_path)


def test_linked_parts_say_what_one_file_says(archive: Path, tmp_path: Path, model: Path) -> None:
    run(archive, tmp_path / "out", Local(), model)
    rows = [(decode(r, Report), decode(a, Annotation)) for r, a in read(sorted((tmp_path / "out").iterdir()))]
    rows.reverse()
    link_archive(tmp_path / "out", tmp_path / "links.json")
    assert (tmp_path / "links.json").read_bytes() == encode(link([r for r, _ in rows], [a for _, a in rows])) + b"\n"


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """A real cluster on this machine: a scheduler and two worker processes."""
    distributed = pytest.importorskip("distributed", reason="the dask engine needs the scale extra")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster


def test_a_dask_cluster_that_loses_a_worker_makes_the_same_parts(
    archive: Path, tmp_path: Path, model: Path, cluster
) -> None:  # type: ignore[no-untyped-def]
    run(archive, tmp_path / "local", Local(), model)
    count, outcomes = annotate_shards(
        archive, tmp_path / "dask", engine=Dask(scheduler=cluster.scheduler_address), versions=VERSIONS, model=model
    )
    done = [next(outcomes)]
    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    done += outcomes
    assert len(done) == count
    assert not [one.reason for one in done if one.reason]
    assert hashes(tmp_path / "dask") == hashes(tmp_path / "local")


def test_a_scheduler_that_is_not_there_is_said(archive: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the dask engine needs the scale extra")
    _, outcomes = annotate_shards(
        archive, tmp_path / "out", engine=Dask(scheduler="tcp://127.0.0.1:9", patience=0.5), versions=VERSIONS
    )
    with pytest.raises(InputError, match="no Dask scheduler"):
        list(outcomes)
