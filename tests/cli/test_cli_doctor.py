"""`vedette doctor`: what is well is said to be well, and each thing that must be mended is named."""

import json
import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scripts import sbom
from tests.stub_engine import StubEngine, candidate
from typer.testing import CliRunner

from vedette.cli import doctor
from vedette.cli.app import app
from vedette.store import Desk, health


def run(*args: object) -> tuple[int, dict[str, tuple[str, str]]]:
    """The exit status, and by name what was said (the worst of several)."""
    done = CliRunner().invoke(app, ["doctor", "--json", *map(str, args)])
    told = json.loads(done.stdout)
    order = ("good", "note", "mend")
    checks = sorted(told["checks"], key=lambda check: order.index(check["state"]))
    assert told["mend"] == sum(check["state"] == "mend" for check in checks)
    return done.exit_code, {check["name"]: (check["state"], check["says"]) for check in checks}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = Desk.init("desk", engine=StubEngine())
    assert len(list(made.add([candidate("Guards left Lirna."), candidate("Guards left Podlir.")]))) == 2
    return tmp_path / "desk"


def test_the_recorded_hashes_are_those_of_the_models() -> None:
    file = Path(doctor.__file__).parent / "data" / doctor.WEIGHTS
    assert file.read_text() == "\n".join(sbom.weights()) + "\n", f"run python scripts/sbom.py --weights > {file.name}"


def test_a_sound_program_and_desk_have_nothing_to_mend(desk: Path) -> None:
    status, said = run()
    assert status == 0, said
    assert said["desk"] == ("good", "desk: 2 entries")
    for name in ("packages", "model", "parser", "clock", "drive", "write-ahead log", "facts", "desk clock"):
        assert said[name][0] == "good", said[name]
    assert sorted(path.name for path in desk.iterdir() if path.name.startswith(".")) == []
    lines = CliRunner().invoke(app, ["doctor"]).stdout.splitlines()
    assert lines[-1] == "nothing must be mended"
    assert all(line[:4].strip() in ("ok", "note") for line in lines[:-1])


def test_without_a_desk_only_the_program_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, said = run()
    assert (status, "desk" in said) == (0, False)
    status, said = run("--desk", "nowhere")
    assert (status, said["desk"][0]) == (1, "mend")


def test_a_changed_or_missing_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = doctor._recorded()
    monkeypatch.setattr(
        doctor, "_recorded", lambda: {**recorded, "read/places/data/weights.npz": "0" * 64, "a.onnx": "1"}
    )
    signs = {sign.says.split(" ")[0]: sign.state for sign in doctor._weights()}
    assert (signs["read/places/data/weights.npz"], signs["a.onnx"]) == ("mend", "mend")
    assert signs["link/data/triggers.onnx"] == "good"
    monkeypatch.setattr("vedette.read.model.default_model", lambda: None)
    assert [sign.state for sign in doctor._parser()] == ["mend"]


def test_missing_packages_are_told_by_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    held = doctor.metadata.version

    def version(name: str) -> str:
        if name == "starlette":
            raise doctor.metadata.PackageNotFoundError(name)
        return "0.1" if name == "msgspec" else held(name)

    monkeypatch.setattr(doctor.metadata, "version", version)
    status, said = run()
    assert status == 1
    assert said["extra desk"] == ("note", "without starlette: pip install 'vedette[desk]'")
    assert said["packages"][0] == "mend"
    assert "msgspec 0.1 (wanted >=0.20)" in said["packages"][1]


def test_entries_that_are_gone_and_files_that_are_damaged_are_found(desk: Path, tmp_path: Path) -> None:
    cut, damaged = tmp_path / "cut", tmp_path / "damaged"
    for copy in (cut, damaged):
        shutil.copytree(desk, copy)
    connection = sqlite3.connect(cut / "facts.sqlite")
    connection.executescript("DROP TRIGGER IF EXISTS ledger_no_delete;")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM ledger WHERE seq = 2")
    connection.commit()
    connection.close()
    status, said = run("--desk", cut)
    assert (status, said["facts"][0]) == (1, "mend")
    (damaged / "facts.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 9000)
    status, said = run("--desk", damaged)
    assert (status, said["desk"][0]) == (1, "mend")


def test_a_clock_behind_the_newest_entry_is_found(desk: Path) -> None:
    early = datetime.now(UTC) - timedelta(days=400)
    signs = {sign.name: sign.state for sign in health.look("desk", clock=lambda: early)}
    assert signs["desk clock"] == "mend"


def test_network_drives_full_disks_and_open_doors_are_found(desk: Path, tmp_path: Path, monkeypatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"proc / ext4 rw 0 0\nserver:/a {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(health, "_MOUNTS", mounts)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 1 << 20))
    desk.chmod(0o777)
    signs = {sign.name: (sign.state, sign.says) for sign in health.look("desk")}
    assert "network drive (nfs4)" in signs["drive"][1]
    assert [signs[name][0] for name in ("drive", "free disk", "permissions")] == ["mend"] * 3
    desk.chmod(0o700)
    assert next(s for s in health.look("desk") if s.name == "permissions").state == "good"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_found(desk: Path) -> None:
    desk.chmod(0o500)
    assert next(s for s in health.look("desk") if s.name == "permissions").state == "mend"
    desk.chmod(0o700)


def test_a_database_that_does_not_answer_is_found() -> None:
    status, said = run("--desk", "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
    assert (status, said["desk"][0]) == (1, "mend")
    assert "127.0.0.1" in said["desk"][1]
