"""The commands that open a desk, and the port they listen on."""

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.desk.desks import ReaderEngine
from vedette.cli import demo
from vedette.cli.app import app
from vedette.desk import serving
from vedette.desk.serving import ADDRESS, address, listener
from vedette.errors import InputError
from vedette.store import Desk, desk


def test_the_demo_makes_its_desk_and_ends_when_asked(
    tmp_path: Path, engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "DefaultEngine", lambda: engine)
    for _ in range(2):
        done = CliRunner().invoke(app, ["demo", str(tmp_path / "demo"), "--once"])
        assert done.exit_code == 0, done.output
        assert "13 reports, 12 independent origins" in done.output
    assert Desk.open(tmp_path / "demo", engine=engine).state().entries == 13


def test_the_demo_says_when_its_reports_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.resources, "files", lambda _: tmp_path / "a" / "b" / "c")
    done = CliRunner().invoke(app, ["demo", str(tmp_path / "demo"), "--once"])
    assert done.exit_code == 2
    assert "not installed" in done.output


def test_no_desk_no_page(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["desk", "--desk", str(tmp_path / "nothing"), "--no-open"])
    assert done.exit_code == 2
    assert "no desk at" in done.output


def test_the_desk_can_follow_its_sources_while_it_is_open(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is replaced by one that waits until the watch has brought a report."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(
        "Police closed the bridge at Dolna on Monday after a clash, it was said. " * 3
    )
    Path(desk.place, "watch.yaml").write_text(f"sources:\n  - folder: {tmp_path / 'inbox'}\n")
    before = desk.state().entries

    def wait(*args: object) -> None:
        until = time.monotonic() + 60
        while desk.state().entries == before and time.monotonic() < until:
            time.sleep(0.05)

    monkeypatch.setattr(serving, "serve", wait)
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", lambda: desk.engine)
    done = CliRunner().invoke(app, ["desk", "--desk", desk.place, "--no-open", "--watch", "--port", "0"])
    assert done.exit_code == 0, done.output
    assert desk.state().entries == before + 1


def test_a_wrong_file_of_settings_is_said_before_the_desk_opens(desk: Desk) -> None:
    Path(desk.place, "watch.yaml").write_text("sources: 5\n")
    done = CliRunner().invoke(app, ["desk", "--desk", desk.place, "--no-open", "--watch"])
    assert done.exit_code == 1
    assert "watch.yaml" in done.output


def test_a_taken_port_gives_way_to_the_next_and_only_this_machine_is_listened_on() -> None:
    with listener(0) as first:
        port = first.getsockname()[1]
        with listener(port) as second:
            assert second.getsockname()[0] == ADDRESS
            assert port < second.getsockname()[1] < port + 20
            assert address(second).startswith("http://127.0.0.1:")
    with pytest.raises(InputError, match="no port is free"):
        listener(70_000)
