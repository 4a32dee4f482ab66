"""Hostile input: whatever is offered ends accepted, duplicate or quarantined; no traceback, nothing unaccounted for."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile import LONG
from tests.stub_engine import StubEngine, Ticking
from vedette.cli.reports import Reports
from vedette.intake import Candidate, Limits, take
from vedette.read import Reader
from vedette.record import Report
from vedette.store import Desk

HOW_MANY = 100_000 if LONG else 1_000
READ = 10_000 if LONG else 60
"""Of the mutants: offered to a desk, and read by every layer."""
PAGE = (
    b'<!doctype html><html lang="en"><head><title>Bridge at Dolna closed</title></head><body><article><h1>Bridge '
    b"at Dolna closed</h1><p>Police closed the bridge at Dolna on Monday after a clash in which three officers were "
    b"hurt.</p><p>The ministry said that it would be open again on Wednesday.</p></article></body></html>"
)
LINE = json.dumps(
    {"id": "a", "text": "Police closed the bridge.", "published": "2023-06-14", "given_events": []}
).encode()
TEXT = "Mitrovica, 14 June - Police closed the bridge “for now” after a clash; 11 of 30 soldiers were hurt in Zvečan.\n"
MAIL = (
    b"From: a@b.example\r\nSubject: Bridge\r\nDate: Mon, 12 Jun 2023 10:00:00 +0200\r\n\r\nPolice left the bridge.\r\n"
)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
SEEDS = {
    ".html": PAGE,
    ".jsonl": LINE + b"\n" + LINE,
    ".txt": TEXT.encode() * 3,
    ".eml": MAIL,
    ".pdf": PDF,
    "": TEXT.encode(),
}
POISON = [
    b"\0", b"\xed\xa0\x80", b"\xff\xfe", b"\xef\xbf\xbf", b"\r", b"\x1b[2J", b'"\\ud83d"', b"\\u0000", b"\xe2\x80\xae",
    b"\xe2\x80\x8f", "\u202eשלום\u202c".encode(), "🇽🇰👩‍👩‍👧".encode(), b"<div>" * 300, b"[" * 300, b"&#0;&#xD800;",
]  # fmt: skip


def mutants(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Seeds that were truncated, spliced, poisoned, shuffled or repeated, under true and false names."""
    names = list(SEEDS)
    while True:
        name = chance.choice(names)
        data = bytearray(SEEDS[name])
        for _ in range(chance.randint(1, 3)):
            at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
            match chance.randrange(6):
                case 0:
                    del data[at:]
                case 1:
                    data[at:to] = SEEDS[chance.choice(names)][: chance.randrange(200)]
                case 2:
                    data[at:at] = chance.choice(POISON)
                case 3:
                    data[at:to] = chance.randbytes(to - at)
                case 4:
                    data += data[at:to]
                case 5:
                    data = bytearray(
                        data.decode("utf-8", "replace").encode(chance.choice(["utf-16", "cp1252"]), "replace")
                    )
        yield name if chance.random() < 0.8 else chance.choice(names), bytes(data)


def giants() -> Iterator[tuple[str, bytes]]:
    """One of each kind that is too long, too deep or too wide."""
    yield ".txt", b"word " * 2_000_000
    yield ".jsonl", json.dumps({"id": "a", "text": "word " * 2_000_000}).encode() + b"\n" + LINE
    yield ".jsonl", b"{" * 10_000_000
    yield ".json", b"[" * 200_000
    yield ".html", b"<html><body>" + b"<div>" * 100_000 + b"<p>Police closed it.</p>"
    yield ".html", b"<html><body>" + b"<table><tr><td>" * 5_000 + b"Police closed it."
    yield ".html", b"<html><body>" + b"<p>Police closed the bridge.</p>" * 20_000
    yield ".txt", b"x" * 21_000_000
    yield ".txt", "Полиција је затворила мост. ".encode() * 1_000
    yield (
        ".eml",
        MAIL.replace(b"Subject", b"Content-Type: multipart/mixed; boundary=x\r\nSubject") + b"--x\r\n" * 10_000,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    stream = mutants(random.Random(2023))
    for number in range(HOW_MANY):
        name, data = next(stream)
        (made / f"{number:06}{name}").write_bytes(data)
    for number, (name, data) in enumerate(giants()):
        (made / f"giant{number}{name}").write_bytes(data)
    return made


def test_every_hostile_input_is_accounted_for(folder: Path, tmp_path: Path) -> None:
    desk = Desk.init(tmp_path / "desk", clock=Ticking(), engine=StubEngine())
    entries = list(desk.add(take([folder], limits=Limits(seconds=10))))
    offered = {entry.item.origin.source for entry in entries}
    assert offered == {str(path) for path in folder.iterdir()}, "no file is passed over"
    counts = Counter(entry.outcome for entry in entries)
    assert set(counts) == {"accepted", "duplicate", "quarantined"}
    assert sum(counts.values()) == len(entries) >= HOW_MANY
    assert all(entry.reason for entry in entries if entry.outcome == "quarantined")
    record = desk.record()
    assert len(record.reports) == counts["accepted"]
    assert (record.ledger.accepted, record.ledger.offered) == (counts["accepted"], len(entries))
    assert [entry.outcome for entry in desk.add(entry.item for entry in entries)].count("accepted") == 0


def test_what_was_taken_is_clean(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.suffix in ("", ".txt", ".jsonl"))
    taken = [item for item in take(files) if isinstance(item, Candidate)]
    assert len(taken) > 100
    for item in taken:
        text = item.report.text
        assert text.strip()
        assert not set(text) & set("\0\r\u202e\u200f\u00ad")
        assert text.encode("utf-8")


def test_annotate_reads_a_sample(reader: Reader) -> None:
    """Texts as `annotate` gets them, not normalised: each is answered, each span lies in its text."""
    chance = random.Random(7)
    stream = mutants(chance)
    texts = [next(stream)[1].decode("utf-8", "replace") for _ in range(READ)]
    texts += [
        "",
        " \n\t",
        "\0\0",
        "🇽🇰" * 200,
        "\u202e" + TEXT,
        "a" * 20_000,
        "no. " * 2_000,
        "(" * 1_000,
        "١٢٣ قتيلا",
        "1,2,3," * 200,
    ]
    reports = [Report(id=str(number), text=text) for number, text in enumerate(texts)]
    answers = list(reader.annotate(reports))
    assert [answer.id for answer in answers] == [report.id for report in reports]
    for report, answer in zip(reports, answers, strict=True):
        assert answer.failures == ()
        for values in (answer.sentences, answer.times, answer.quantities, answer.figures, answer.places, answer.events):
            assert all(0 <= value.start < value.end <= len(report.text) for value in values)


def test_each_hostile_line_is_answered_or_refused(folder: Path) -> None:
    """The front gate of `annotate` and `link`: every line of every file, read with --keep-going."""
    refusals: list[str] = []
    answered = 0
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as stream:
            lines = Reports(str(path), stream, keep_going=True, say=refusals.append)
            answered += sum(1 for _ in lines)
            assert lines.problem is None
    assert answered > 20
    assert len(refusals) > 20
    assert all(", line " in refusal for refusal in refusals)
