"""Every naughty string in every place where text comes in: taken or refused with a reason, and never lost or run."""

import json
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.hostile import LONG
from tests.hostile.naughty import ALL, BARE, CLASSES
from tests.laws import check
from tests.stub_engine import StubEngine, Ticking, candidate
from vedette.cli.app import app
from vedette.errors import VedetteError
from vedette.intake import Candidate, Quarantined, normalise, take, take_bytes
from vedette.read import Reader
from vedette.record import Report, Ruling, decode, encode
from vedette.store import Desk, Filter, search, verify

SOME = ALL[:: 1 if LONG else 13]
UNSEEN = set("\0\r\x1b\x07\x08\x9b\u200b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u2060")
SAFE = "Guards left Lirna on Monday."


def test_there_are_many_of_many_kinds() -> None:
    assert len(CLASSES) > 25
    assert len(ALL) > 800
    assert all(len(members) > 2 for members in CLASSES.values())


def test_as_the_bytes_of_a_file(tmp_path: Path) -> None:
    suffixes = (".txt", ".html", ".eml", ".jsonl", "")
    for n, word in enumerate(SOME):
        (tmp_path / f"{n}{suffixes[n % len(suffixes)]}").write_bytes(word.encode("utf-8", "surrogatepass"))
    taken = list(take([tmp_path]))
    assert len({item.origin.source for item in taken}) == len(SOME)
    for item in taken:
        if isinstance(item, Candidate):
            assert not UNSEEN & set(item.report.text)
        else:
            assert item.reason


def test_in_every_field_of_a_report() -> None:
    for word in ALL:
        line = json.dumps(
            {"id": word or "a", "text": f"{SAFE} {word}"} | dict.fromkeys(("title", "outlet", "url"), word)
        )
        (taken,) = take_bytes("a.jsonl", line.encode())
        if isinstance(taken, Quarantined):
            assert taken.reason
            continue
        report = taken.report
        assert decode(encode(report), Report) == report
        for field in (report.title, report.outlet, report.url):
            assert field is None or not UNSEEN & set(field)
            assert field is None or field == " ".join(normalise(field).split())


def test_as_a_text_that_every_layer_reads(reader: Reader) -> None:
    reports = [
        Report(id=str(n), text=word, title=word, outlet=word, url=word, published=word) for n, word in enumerate(SOME)
    ]
    for report, annotation in zip(reports, reader.annotate(reports), strict=True):
        check(annotation, report.text)


def test_in_the_record_a_judgement_a_note_and_a_search(tmp_path: Path) -> None:
    desk = Desk.init(tmp_path / "desk", clock=Ticking(), engine=StubEngine())
    words = [
        word for word in BARE if word.strip() and word == word.encode("utf-8", "replace").decode() and "\0" not in word
    ]
    items = [
        candidate(f"{SAFE} {n} {word}", source=word, outlet=word, title=word, url=word) for n, word in enumerate(words)
    ]
    entries = list(desk.add(items))
    assert {entry.outcome for entry in entries} == {"accepted"}
    desk.note([("hostile", word, json.dumps(word).encode()) for word in words])
    record = desk.record()
    assert sorted(str(report.outlet) for report in record.reports) == sorted(words)
    assert {note.key: json.loads(note.body) for note in desk.notes("hostile")} == {word: word for word in words}
    for word in words[:: 1 if LONG else 6]:
        judged = desk.judge(Ruling(act="rename", name=f"a {word}", to=word), by=word, why=word)
        assert (judged.analyst, judged.reason) == (word, word)
    assert verify(desk.place).problems == ()
    for word in BARE[:: 1 if LONG else 12]:
        for asked in (word, f'"{word}"', f"{word}*"):
            with suppress(VedetteError):
                search(desk, asked, only=Filter(actor=word, place=word, outlet=word), limit=5)
    assert len(desk.record().reports) == len(words)


def test_as_arguments_of_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", StubEngine)
    list(Desk.init("desk").add([candidate(SAFE)]))
    commands = (
        ("search",), ("show", "incident"), ("show", "incidents", "--as-known-at"), ("diff", "--since"),
        ("verify", "--desk"), ("judge", "undo", "--by", "a", "--why", "b"), ("export", "csv", "-o"),
        ("brief", "--title"), ("add",), ("unpack",), ("annotate",), ("gazetteer", "find"),
    )  # fmt: skip
    words = [word for word in BARE if "\0" not in word and len(word) < 200 and word.isprintable()]
    for n, word in enumerate(words[:: 1 if LONG else 12]):
        command = commands[n % len(commands)]
        if word in ("/dev/zero", "-", "/", "~", ".", "..") or word.startswith("-"):
            continue
        done = CliRunner().invoke(app, [*command, word])
        assert done.exit_code in (0, 1, 2), (command, word, done.output)
        assert isinstance(done.exception, SystemExit | None), (command, word)
        assert "\x1b" not in done.output
    assert not (tmp_path / "x").exists(), "nothing was run"


def test_as_names_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", StubEngine)
    folder = tmp_path / "in"
    folder.mkdir()
    made = 0
    for word in (word for word in BARE if word not in (".", "..") and "/" not in word):
        try:
            (folder / f"{word}.txt").write_text(f"{SAFE} {made}")
        except (OSError, ValueError):
            continue
        made += 1
    desk = Desk.init(tmp_path / "desk", clock=Ticking(), engine=StubEngine())
    entries = list(desk.add(take([folder])))
    assert len(entries) == made > 200
    assert {entry.outcome for entry in entries} <= {"accepted", "quarantined"}
    assert all(entry.reason == "hidden file or folder" for entry in entries if entry.outcome == "quarantined")
    shown = CliRunner().invoke(app, ["show", "--desk", desk.place]).output
    assert not set(shown) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_sql_in_names_stays_words(tmp_path: Path) -> None:
    desk = Desk.init(tmp_path / "desk", clock=Ticking(), engine=StubEngine())
    list(desk.add(candidate(f"{SAFE} {word}", outlet=word) for word in CLASSES["sql"]))
    connection = sqlite3.connect(tmp_path / "desk" / "facts.sqlite")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert {"reports", "ledger", "judgements"} <= tables
    assert len(desk.record().reports) == len(CLASSES["sql"])
