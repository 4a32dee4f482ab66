"""The bench itself: its pages are readable and the same each time, its peers are locked, its tables stand."""

import re
import sys
from pathlib import Path

import pytest

from tests.bench import pages, peers, scores, spent, tables
from vedette.intake import Candidate, take


@pytest.mark.parametrize("form", ["short", "long"])
def test_pages_are_read_as_the_reports_in_them(tmp_path: Path, form: pages.Form) -> None:
    made = list(pages.write(tmp_path, pages.pages(12, form), shard=6))
    assert [page.paragraphs for page in made] == [page.paragraphs for page in pages.pages(12, form)]
    assert any(page.copied for page in made)
    files = sorted(tmp_path.rglob("*.html"))
    for page, taken in zip(made, take(files), strict=True):
        assert isinstance(taken, Candidate), taken
        said = set(re.findall(r"\w+", taken.report.text))
        asked = set(re.findall(r"\w+", " ".join(page.paragraphs)))
        assert len(asked & said) >= 0.98 * len(asked), page.id
        assert len(said - asked) <= 60, page.id


def test_each_peer_is_locked_with_its_hashes() -> None:
    assert all(re.fullmatch(r"[\d.]+", peer.version) for peer in peers.PEERS)
    entries = re.split(r"\n(?=\S)", peers.LOCK.read_text("utf-8"))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_what_cannot_be_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(peers.CannotError, match="no such thing"):
        peers.call([sys.executable, "-c", "raise SystemExit('no such thing')"], folder=tmp_path)
    with pytest.raises(peers.CannotError, match="status 3"):
        spent.spend([sys.executable, "-c", "raise SystemExit(3)"], log=tmp_path / "log")


def test_time_and_memory_of_all_processes_count(tmp_path: Path) -> None:
    child = "sum(range(3_000_000)); held = bytearray(80_000_000); import time; time.sleep(1.5)"
    command = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    took = spent.spend([sys.executable, "-c", command], log=tmp_path / "log")
    assert took.processor > 0.03
    assert took.memory > 80
    assert took.wall > 1.5


def test_likes_of_likes_are_one_origin() -> None:
    rows = [
        {"id": "a", "alike": []},
        {"id": "b", "alike": []},
        {"id": "c", "alike": ["a", "b"]},
        {"id": "d", "alike": []},
    ]
    assert sorted(map(sorted, scores.joined(rows))) == [["a", "b", "c"], ["d"]]


def test_a_table_is_kept_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n", encoding="utf-8")
    for _ in range(2):
        tables.keep("bench", tables.table(("who", "#ms"), [("ours", "1"), ("theirs", "20")]), page)
    kept = "| who    |  ms |\n| ------ | --: |\n| ours   |   1 |\n| theirs |  20 |"
    assert page.read_text("utf-8") == f"before\n<!-- bench: begin -->\n\n{kept}\n\n<!-- bench: end -->\nafter\n"
    with pytest.raises(ValueError, match="no marks"):
        tables.keep("other", "", page)


def test_the_page_has_the_marks() -> None:
    text = tables.PAGE.read_text("utf-8")
    assert all(
        f"<!-- {name}: {end} -->" in text
        for name in ("bench", "archive short", "archive long")
        for end in ("begin", "end")
    )
