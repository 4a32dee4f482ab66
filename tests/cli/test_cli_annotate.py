import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vedette.cli.app import app
from vedette.read import Reader, Reading

VEDETTE = (sys.executable, "-c", "from vedette.cli import main; main()")
GOOD = [
    {"id": "a", "text": "Police closed the bridge at Dolna on Monday. Three officers were hurt, a spokesman said."},
    {"id": "b", "text": "KFOR sent 120 soldiers to Zvečan.", "published": "2023-06-14"},
    {"id": "c", "text": ""},
]


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("vedette.cli.loading.Reader.load", lambda model=None: reader)
    return lambda *args, **more: CliRunner().invoke(app, [str(arg) for arg in args], **more)


@pytest.fixture
def lines(tmp_path: Path):
    def write(*rows: object) -> Path:
        path = tmp_path / "reports.jsonl"
        text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_text(text + "\n", encoding="utf-8")
        return path

    return write


def ids(result: Result) -> list[str]:
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def test_one_line_out_for_each_line_in_and_the_same_bytes_again(run, lines) -> None:
    first = run("annotate", lines(*GOOD))
    assert first.exit_code == 0
    assert ids(first) == ["a", "b", "c"]
    assert first.stderr == ""
    assert run("annotate", lines(*GOOD)).stdout_bytes == first.stdout_bytes
    assert run("annotate", "-", input=lines(*GOOD).read_bytes()).stdout_bytes == first.stdout_bytes


def test_a_layer_that_fails_is_counted_and_the_report_answered_without_it(run, lines, reader, monkeypatch) -> None:
    def fail(reading: Reading) -> Reading:
        if "KFOR" in reading.report.text:
            raise ValueError("no such place")
        return reading

    broken = tuple(replace(layer, read=fail) if layer.name == "events" else layer for layer in reader.layers)
    monkeypatch.setattr("vedette.cli.loading.Reader.load", lambda model=None: Reader(reader.parser, broken))
    result = run("annotate", lines(*GOOD))
    layer = next(layer.id for layer in broken if layer.name == "events")
    assert result.exit_code == 1
    assert result.stderr == f"vedette annotate: 1 of 3 reports were read in part; failed: {layer} on 1\n"
    assert [json.loads(line)["failures"] for line in result.stdout.splitlines()] == [
        [],
        [f"{layer}: ValueError: no such place"],
        [],
    ]
    assert run("link", lines(*GOOD)).exit_code == 1


def test_a_bad_line_ends_it_after_all_lines_before_it(run, lines) -> None:
    path = lines(GOOD[0], GOOD[1], "{bad", GOOD[2])
    result = run("annotate", path)
    assert result.exit_code == 1
    assert ids(result) == ["a", "b"]
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"vedette annotate: {path}, line 3: not JSON: ")
    assert "--keep-going" in line


def test_keep_going_answers_the_good_lines(run, lines) -> None:
    result = run("annotate", lines(GOOD[0], "{bad", '{"id": "x"}', GOOD[1], "[]", GOOD[2]), "--keep-going")
    assert result.exit_code == 1
    assert ids(result) == ["a", "b", "c"]
    assert [line.partition(", line ")[2][0] for line in result.stderr.splitlines()] == ["2", "3", "5"]


def test_an_id_twice_is_refused_with_both_lines(run, lines) -> None:
    result = run("annotate", lines(GOOD[0], GOOD[1], GOOD[0]))
    assert result.exit_code == 1
    assert "line 3: id 'a' stands in line 1 already" in result.stderr


def test_a_text_that_is_too_long_is_refused_and_the_others_go_on(run, lines) -> None:
    long = {"id": "long", "text": "word " * 2_000_000}
    result = run("annotate", lines(GOOD[0], long, GOOD[1]), "--keep-going")
    assert result.exit_code == 1
    assert ids(result) == ["a", "b"]
    assert "line 2: text of 10,000,000 characters; at most 1,000,000 are read" in result.stderr


def test_bytes_that_are_not_utf8_are_refused(run) -> None:
    result = run("annotate", "-", input=b'{"id": "a", "text": "caf\xe9"}\n')
    assert result.exit_code == 1
    assert "standard input, line 1: not UTF-8" in result.stderr


def test_output_appears_when_it_is_whole(run, lines, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run("annotate", lines(*GOOD), "-o", out).exit_code == 0
    assert len(out.read_text().splitlines()) == 3
    before = out.read_bytes()
    assert run("annotate", lines(GOOD[0], "{bad"), "-o", out).exit_code == 1
    assert out.read_bytes() == before
    assert len((tmp_path / "out.jsonl.partial").read_text().splitlines()) == 1


@pytest.mark.parametrize("command", ["annotate", "link"])
def test_what_cannot_begin_says_so(run, lines, tmp_path: Path, command: str) -> None:
    for args in (
        ("none.jsonl",),
        (str(tmp_path),),
        (str(lines(*GOOD)), "-o", str(tmp_path / "no" / "out")),
        ("--wrong",),
    ):
        result = run(command, *args)
        assert result.exit_code == 2
        assert result.stderr


def test_no_reports_is_no_lines(run, lines) -> None:
    result = run("annotate", lines(""))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no reports" in result.stderr


def test_link_answers_one_object(run, lines, tmp_path: Path) -> None:
    result = run("link", lines(*GOOD))
    assert result.exit_code == 0
    assert sorted(r for story in json.loads(result.stdout)["stories"] for r in story) == ["a", "b", "c"]
    assert run("link", lines(GOOD[0], "{bad")).stdout == ""
    kept = run("link", lines(GOOD[0], "{bad"), "--keep-going", "-o", tmp_path / "out.json")
    assert kept.exit_code == 1
    assert json.loads((tmp_path / "out.json").read_text())["stories"] == [["a"]]


def test_explain_shows_each_value_with_its_layer(run, lines) -> None:
    result = run("annotate", lines(*GOOD), "--explain", "a")
    assert result.exit_code == 0
    assert "“Police closed the bridge at Dolna on Monday.”" in result.stdout
    assert "by sentences/" in result.stdout
    assert run("annotate", lines(*GOOD), "--explain", "zzz").exit_code == 1


def test_explain_keeps_a_text_from_driving_the_terminal(run, lines) -> None:
    result = run(
        "annotate", lines({"id": "a", "text": "Police \x1b]0;owned\x07 left \x1b[2J Dolna."}), "--explain", "a"
    )
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout


def test_profile_tells_where_the_time_went(run, lines) -> None:
    result = run("annotate", lines(*GOOD), "--profile")
    assert result.exit_code == 0
    assert ids(result) == ["a", "b", "c"]
    assert all(word in result.stderr for word in ("parse", "sentences/s", "share", "reports/s"))


def test_profile_counts_the_copies(run, lines) -> None:
    text = "Police left Dolna on Monday."
    told = [{"id": "a", "text": text}, {"id": "b", "text": text, "published": "2031-05-01"}]
    assert "1 of them copies" in run("annotate", lines(*told), "--profile").stderr


def test_a_model_that_is_none_is_refused(lines, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["annotate", str(lines(*GOOD)), "--model", str(tmp_path)])
    assert result.exit_code == 2
    assert "no spaCy pipeline" in result.stderr


def test_help_is_quick_and_loads_no_model() -> None:
    check = (
        "import sys; from vedette.cli.app import app; import vedette.cli.show; "
        "heavy = {'spacy', 'numpy', 'trafilatura', 'rich.table', 'sqlite3', 'vedette.read', 'vedette.store'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": "Police left. " * 50}) + "\n" for i in range(40)))
    process = subprocess.Popen([*VEDETTE, "annotate", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(120) == 141


def test_an_interrupt_leaves_whole_lines(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        [*VEDETTE, "annotate", "-", "-o", str(out)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert process.stdin is not None
    for number in range(40):
        process.stdin.write(json.dumps({"id": str(number), "text": "Police left Dolna. " * 5}).encode() + b"\n")
    partial = tmp_path / "out.jsonl.partial"
    for _ in range(600):
        if partial.exists():
            break
        time.sleep(0.1)
    time.sleep(4)
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(60) == 130
    assert process.stderr is not None
    assert process.stderr.read().decode().strip() == "vedette annotate: interrupted"
    assert not out.exists()
    assert all(json.loads(line) for line in partial.read_text().splitlines())
