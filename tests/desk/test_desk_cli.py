"""The commands that open a desk, and the port they listen on."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.desk.desks import ReaderEngine
from vedette.cli import demo
from vedette.cli.app import app
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


def test_a_taken_port_gives_way_to_the_next_and_only_this_machine_is_listened_on() -> None:
    with listener(0) as first:
        port = first.getsockname()[1]
        with listener(port) as second:
            assert second.getsockname()[0] == ADDRESS
            assert port < second.getsockname()[1] < port + 20
            assert address(second).startswith("http://127.0.0.1:")
    with pytest.raises(InputError, match="no port is free"):
        listener(70_000)
