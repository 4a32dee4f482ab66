"""After installation nothing opens a network connection: with sockets forbidden every command still works."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

VEDETTE = (sys.executable, "-c", "from vedette.cli import main; main()")
FORBID = """
import socket
def _forbidden(*args, **kwargs):
    raise RuntimeError("a socket was opened")
socket.socket.__init__ = _forbidden
socket.create_connection = socket.getaddrinfo = socket.socketpair = _forbidden
"""
PAGE = "<html><head><title>Bridge closed</title></head><body><article><p>{}</p></article></body></html>".format(
    "Police closed the bridge at Dolna on Monday after a clash in which three officers were hurt, a spokesman said. "
    * 3
)


@pytest.fixture
def vedette(tmp_path: Path):
    """Run a command in a process (and its children) that cannot open a socket."""
    (tmp_path / "sitecustomize.py").write_text(FORBID)
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "HOME": str(tmp_path)}

    def run(*args: object) -> subprocess.CompletedProcess[str]:
        command = [*VEDETTE, *map(str, args)]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)

    return run


def test_the_ban_holds(vedette, tmp_path: Path) -> None:
    code = "import socket; socket.socket()"
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert "a socket was opened" in done.stderr
    assert socket.socket.__init__ is not None


def test_every_command_works_without_sockets(vedette, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Police closed the bridge at Dolna on Monday. Three officers were hurt, a spokesman said."},
        {"id": "b", "text": "KFOR sent 120 soldiers to Zvečan on 14 June 2023.", "published": "2023-06-15"},
    ]
    reports = tmp_path / "reports.jsonl"
    reports.write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "page.html").write_text(PAGE)
    annotated = vedette("annotate", reports)
    assert (annotated.returncode, annotated.stderr) == (0, "")
    assert len(annotated.stdout.splitlines()) == 2
    linked = vedette("link", reports)
    assert (linked.returncode, linked.stderr) == (0, "")
    assert vedette("init").returncode == 0
    added = vedette("add", reports, tmp_path / "page.html")
    assert (added.stdout.splitlines(), added.stderr) == (["3 accepted, 0 duplicate, 0 quarantined: 3 offered"], "")
    shown = vedette("show", "incidents")
    assert shown.returncode == 0
    assert shown.stdout.startswith("3 reports, ")
    written = vedette("brief", "-o", tmp_path / "brief.html")
    assert (written.returncode, written.stderr) == (0, "")
    assert "<html" in (tmp_path / "brief.html").read_text()
