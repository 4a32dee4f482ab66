"""What is small and unfolds without end, and names that lead elsewhere: packs, pages, mails, archives, links."""

import gzip
import io
import time
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from tests.intake.test_intake_take import MAIL, pdf
from tests.stub_engine import StubEngine, Ticking
from vedette.bulk import shards
from vedette.errors import InputError, StoreError
from vedette.intake import Candidate, Limits, Quarantined, take, take_bytes
from vedette.intake.web.feeds import read_feed
from vedette.read.gazetteer import pack, stack
from vedette.store import Desk
from vedette.store.unpack import opened

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]><rss version='2.0'><channel><title>&a11;</title></channel></rss>"
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>'
NESTED = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n"
LIMITS = Limits(max_bytes=2_000_000, max_chars=200_000, seconds=10)


def flate_bomb() -> bytes:
    """A PDF whose page unfolds to 40 MB of text."""
    stream = zlib.compress(b"BT (" + b"A" * 40_000_000 + b") Tj ET", 9)
    return (
        pdf("x")
        .replace(b"<< /Length 36 >>", b"<< /Length %d /Filter /FlateDecode >>" % len(stream))
        .replace(b"BT /F1 12 Tf 72 720 Td (x) Tj ET", stream)
    )


OFFERED = {
    "laughs.html": LAUGHS.replace(b"rss", b"html"),
    "laughs.txt": LAUGHS,
    "deep.html": b"<html><body>" + b"<b>" * 150_000 + b"Guards left Lirna on Monday.",
    "wide.html": b"<html><body>" + b"<p x='" + b"a" * 1_500_000 + b"'>Guards left Lirna.",
    "tables.html": b"<html><body>" + b"<table><tr><td>" * 20_000,
    "deep.json": b"[" * 900_000,
    "deep.jsonl": b'{"id":"a","text":' + b"[" * 500_000,
    "keys.jsonl": b"{" + b",".join(b'"k%d":1' % n for n in range(100_000)) + b"}",
    "number.jsonl": b'{"id":"a","text":"x","published":' + b"9" * 500_000 + b"}",
    "parts.eml": MAIL.replace(b"text/plain; charset=utf-8", b"multipart/mixed; boundary=x") + b"--x\r\n\r\n" * 60_000,
    "nested.eml": b"".join(NESTED % (n, n) for n in range(3000)),
    "header.eml": b"From: " + b"=?utf-8?q?a?= " * 60_000 + b"\r\nSubject: x\r\n\r\nGuards left Lirna.",
    "flate.pdf": flate_bomb(),
    "pages.pdf": pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R 2 0 R 3 0 R]"),
    "xref.pdf": pdf("x").replace(b"startxref\n", b"startxref\n9" * 5_000),
    "crawl.warc.gz": gzip.compress(b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n" + bytes(40_000_000)),
    "bomb.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n" + b"x" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", OFFERED)
def test_what_unfolds_without_end_ends_in_time_with_a_reason(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(OFFERED[name])
    start = time.process_time()
    taken = list(take([tmp_path / name], limits=LIMITS))
    assert taken
    assert all(isinstance(item, Candidate) or item.reason for item in taken)
    assert all(len(item.report.text) <= LIMITS.max_chars for item in taken if isinstance(item, Candidate))
    assert time.process_time() - start < 8, "in this process; the worker has its own budget"


@pytest.mark.parametrize(
    "data", [LAUGHS, OUTSIDE, LAUGHS.replace(b"rss", b"urlset"), OUTSIDE.replace(b"urlset", b"opml")]
)
def test_entities_are_never_unfolded(data: bytes) -> None:
    with pytest.raises(InputError, match="entities"):
        read_feed(data)
    for item in take_bytes("a.html", data, limits=LIMITS):
        assert not isinstance(item, Candidate) or "root:" not in item.report.text


def npz(change: str) -> bytes:
    """A gazetteer file that is not what it says."""
    arrays = pack.pack(())
    sound = io.BytesIO(pack._zip(arrays))
    made = io.BytesIO()
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if change == "bomb" and name == "lat.npy":
                held = io.BytesIO()
                np.lib.format.write_array(held, np.zeros(4_000_000, dtype=np.int8))
                data = held.getvalue()
            if change == "shape" and name == "lat.npy":
                data = data.replace(b"(0,)", b"(9999999999999,)")
            if change == "pickle" and name == "lat.npy":
                data = data.replace(b"'<i4'", b"'|O'  ")
            new.writestr(name if change != "name" else f"../../{name}", data)
    return made.getvalue()


@pytest.mark.parametrize("change", ["bomb", "shape", "pickle", "name", "cut"])
def test_a_gazetteer_file_that_lies_is_refused(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "_MOST", 1_000_000)
    file = tmp_path / f"a{stack.SUFFIX}"
    data = npz(change)
    file.write_bytes(data[: len(data) // 2] if change == "cut" else data)
    with pytest.raises(InputError):
        pack.read(file)


def test_names_of_places_files_lead_nowhere(tmp_path: Path) -> None:
    source = tmp_path / "..places.csv"
    source.write_text("name,kind,country,lat,lon\n../../evil,city,XKX,42.1,20.1\n")
    target, harvest = stack.bring_in(source, folder=tmp_path / "in")
    assert target.parent == tmp_path / "in"
    assert len(harvest.entries) == 1


def test_shards_and_folders_with_links_stay_where_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    (folder / "day").mkdir(parents=True)
    (folder / "day" / "a.txt").write_text("Guards left Lirna.")
    (folder / "day" / "up").symlink_to(tmp_path)
    (folder / "self").symlink_to(folder / "self")
    (folder / ".hidden").write_text("x")
    found = shards.find(folder)
    assert all(Path(shard.path).parent == folder for shard in found)
    assert all("/" not in shard.name and shard.name not in ("", ".", "..") for shard in found)


def test_a_desk_is_not_made_over_other_things(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("mine")
    with pytest.raises(StoreError):
        Desk.init(tmp_path / "letters", engine=StubEngine())
    assert (tmp_path / "letters" / "a.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "data", [b"PK\x05\x06" + bytes(18), b"PK\x03\x04" * 9000, b"", bytes(100_000), zlib.compress(bytes(9_000_000))]
)
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(StoreError), opened(io.BytesIO(data)):
        pytest.fail("taken")


def test_a_link_out_of_the_folder_is_a_file_like_any_other(tmp_path: Path) -> None:
    """The analyst offers what the analyst may read; the record says under which name it came."""
    (tmp_path / "secret.txt").write_text("Guards left Lirna by night.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "secret.txt")
    desk = Desk.init(tmp_path / "desk", clock=Ticking(), engine=StubEngine())
    (entry,) = desk.add(take([tmp_path / "in"]))
    assert str(entry.item.origin).endswith("in/a.txt")
    assert not isinstance(entry.item, Quarantined)
