"""Web archives: every page of text in them is an item, and a broken end is said."""

import io
from pathlib import Path

import pytest

from vedette.intake import Candidate, Quarantined, take

warcio = pytest.importorskip("warcio", reason="web archives need the scale extra")

PAGE = "<html><head><title>Bridge {0}</title></head><body><article><p>{1}</p></article></body></html>"
WORDS = "Police closed the bridge number {0} at Dolna on Monday after a clash in which officers were hurt. " * 4


def archive(path: Path, *, packed: bool) -> bytes:
    """Two pages, a picture and a page that was not found."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for number, (status, kind) in enumerate(
        [("200 OK", "text/html"), ("200 OK", "image/png"), ("404 Not Found", "text/html"), ("200 OK", "text/html")]
    ):
        body = PAGE.format(number, WORDS.format(number)).encode()
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        url = f"https://wire.example/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    path.write_bytes(stream.getvalue())
    return stream.getvalue()


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_the_pages_of_an_archive_are_items_with_their_addresses(tmp_path: Path, name: str) -> None:
    archive(tmp_path / name, packed=name.endswith(".gz"))
    found = list(take([tmp_path / name]))
    assert all(isinstance(one, Candidate) for one in found)
    assert [(one.report.url, one.origin.line) for one in found if isinstance(one, Candidate)] == [
        ("https://wire.example/0", 1),
        ("https://wire.example/3", 4),
    ]


def test_an_archive_cut_short_gives_what_it_holds_and_says_so(tmp_path: Path) -> None:
    data = archive(tmp_path / "whole.warc.gz", packed=True)
    (tmp_path / "cut.warc.gz").write_bytes(data[: len(data) - 200])
    found = list(take([tmp_path / "cut.warc.gz"]))
    assert sum(isinstance(one, Candidate) for one in found) >= 1
    assert any(isinstance(one, Quarantined) for one in found)


@pytest.mark.parametrize("data", [b"", b"no archive", b"\x1f\x8b\x08" + bytes(50), b"WARC/1.0\r\n" * 3])
def test_what_is_no_archive_ends_in_quarantine(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.warc").write_bytes(data)
    found = list(take([tmp_path / "bad.warc"]))
    assert [type(one) for one in found] == [Quarantined]
