import io
import json
import os
import time
from pathlib import Path

import pytest
from pypdf import PdfWriter

from vedette.intake import Candidate, Limits, Quarantined, take, take_bytes
from vedette.intake.lines import lines

PAGE = """<!doctype html><html lang="en-GB"><head><title>Bridge at Dolna closed | Border Wire</title>
<meta property="og:site_name" content="Border Wire"><link rel="canonical" href="https://wire.example/dolna">
<meta property="article:published_time" content="2023-06-14T10:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Bridge at Dolna closed</h1><p>Police closed the bridge at Dolna on Monday after a clash in which three
officers were hurt, a spokesman said.</p><p>The closure will last until Wednesday, and traffic will be sent by the
northern road, the ministry said in a statement.</p><p>Residents said that nobody had told them about it.</p></article>
</body></html>"""
MAIL = b"""From: Border Wire <desk@wire.example>\r
To: list@example.org\r
Subject: =?utf-8?q?Two_hurt_in_Zve=C4=8Dan?=\r
Date: Mon, 12 Jun 2023 10:00:00 +0200\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
Two people were hurt on Monday, police said=2E\r
"""


def only(source: str, data: bytes, **limits: float) -> Candidate | Quarantined:
    (taken,) = take_bytes(source, data, limits=Limits(**limits))
    return taken


def pdf(text: str) -> bytes:
    """A page of text, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )


def test_a_saved_page_gives_its_article_and_what_it_says_of_itself() -> None:
    taken = only("page.html", PAGE.encode())
    assert isinstance(taken, Candidate)
    report = taken.report
    assert report.text.startswith("Bridge at Dolna closed\n")
    assert "Home" not in report.text
    assert (report.title, report.outlet, report.url) == (
        "Bridge at Dolna closed",
        "Border Wire",
        "https://wire.example/dolna",
    )
    assert (report.published, report.language) == ("2023-06-14", "en")
    assert taken.original == PAGE.encode()


META = '<meta property="article:published_time" content="2023-06-14T10:00:00Z">'


@pytest.mark.parametrize(
    ("mark", "day"),
    [
        ("", None),
        ('<meta name="revised" content="2023-06-14">', None),
        ('<link rel="alternate" href="https://wire.example/2021/05/06/story">', None),
        ('<meta name="DC.date.issued" content="2022-02-03">', "2022-02-03"),
        ('<meta name="pubdate" content="Wed, 14 Jun 2023 08:00:00 +0200">', "2023-06-14"),
        ('<meta name="date" content="soon">', None),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-06-15"}]}</script>',
            "2023-06-15",
        ),
        ('<script type="application/ld+json">{broken</script>' + META, "2023-06-14"),
    ],
)
def test_a_page_is_dated_only_by_what_it_declares(mark: str, day: str | None) -> None:
    page = PAGE.replace(META, mark).replace("on Monday", "on 2019-03-03").replace("</body>", "<p>© 2024</p></body>")
    taken = only("page.html", page.encode())
    assert isinstance(taken, Candidate)
    assert taken.report.published == day


def test_the_only_time_element_dates_a_page_and_one_of_many_does_not() -> None:
    element = '<time datetime="2022-01-02">2 January</time>'
    for elements, day in ((element, "2022-01-02"), (element * 2, None)):
        taken = only("page.html", PAGE.replace(META, "").replace("</h1>", f"</h1>{elements}").encode())
        assert isinstance(taken, Candidate)
        assert taken.report.published == day


def test_a_mail_gives_subject_sender_date_and_text() -> None:
    taken = only("a.eml", MAIL)
    assert isinstance(taken, Candidate)
    assert taken.report.text == "Two hurt in Zvečan\n\nTwo people were hurt on Monday, police said."
    assert (taken.report.outlet, taken.report.published) == ("Border Wire", "2023-06-12")
    assert only("-", MAIL).kind == "mail"


def test_a_pdf_gives_its_text() -> None:
    taken = only("a.pdf", pdf("Police closed the bridge at Dolna."))
    assert isinstance(taken, Candidate)
    assert taken.report.text == "Police closed the bridge at Dolna."


def test_a_pdf_without_text_is_quarantined() -> None:
    writer, sink = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(sink)
    taken = only("scan.pdf", sink.getvalue())
    assert isinstance(taken, Quarantined)
    assert "no text found in the PDF" in taken.reason


def test_lines_of_the_interface() -> None:
    rows = [
        {
            "id": "a",
            "text": "Troops\u00a0moved.",
            "outlet": "Wire",
            "given_events": [{"id": "e", "start": 0, "end": 6}],
        },
        {"id": "b", "text": "Police moved.", "given_dyad": {"actor": [0, 6], "recipient": None}},
    ]
    data = "\n\n".join(json.dumps(row) for row in rows).encode()
    first, second = take_bytes("-", data)
    assert isinstance(first, Candidate)
    assert isinstance(second, Candidate)
    assert (first.given_id, first.report.text, first.origin.line) == ("a", "Troops moved.", 1)
    assert first.report.given_events == ()
    assert "given spans set aside" in first.note
    assert second.report.given_dyad is not None
    assert second.origin.line == 3


def test_one_json_document_with_reports() -> None:
    rows = [{"id": "a", "text": "Troops moved."}, {"id": "b"}]
    first, second = take_bytes("all.json", json.dumps(rows, indent=1).encode())
    assert isinstance(first, Candidate)
    assert isinstance(second, Quarantined)


@pytest.mark.parametrize(
    ("source", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\r\n ", "empty"),
        ("a.txt", b"*** --- ***", "no text found"),
        ("a.txt", b"one \0 two", "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("a.txt", b"word " * 30_000, "oversized: more than 100,000 bytes"),
        ("a.txt", b"word " * 15_000, "oversized: 75,000 characters; at most 50,000 are read"),
        ("a.pdf", b"only words", "not a PDF"),
        ("a.pdf", b"%PDF-1.4 broken", "PDF"),
        ("a.html", b"<html><body></body></html>", "no text found in the page"),
        ("a.eml", b"Subject: x\nFrom: y\n\n", "no text found"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"{bad", "not JSON"),
        ("a.jsonl", b'{"id": "a"}', "required field `text`"),
        ("a.jsonl", b'{"id": "a", "text": "one \\u0000 two"}', "NUL"),
        ("a.jsonl", b"[" * 100_000, "not JSON"),
    ],
)
def test_what_cannot_be_taken_is_quarantined_with_its_reason(source: str, data: bytes, reason: str) -> None:
    taken = only(source, data, max_bytes=100_000, max_chars=50_000)
    assert isinstance(taken, Quarantined)
    assert reason in taken.reason


def test_a_folder_is_walked_and_nothing_in_it_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text("Police moved north.")
    (tmp_path / "in" / "b.txt").write_text("Troops moved south.")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "locked.txt").write_text("x")
    (tmp_path / "locked.txt").chmod(0)
    found = {Path(t.origin.source).relative_to(tmp_path): getattr(t, "reason", "") for t in take([tmp_path])}
    reasons = {str(path): reason for path, reason in found.items() if str(path) != "locked.txt"}
    assert reasons == {
        ".hidden": "hidden file or folder",
        "a.txt": "",
        "gone": "no such file",
        "in/b.txt": "",
        "in/loop": "link that leads back to a folder above it",
        "pipe": "not a regular file (pipe it through `-`)",
        "self": "link that leads to itself",
    }
    assert len(found) == 8


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_quarantined(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    (taken,) = take([tmp_path / "a.txt"])
    assert isinstance(taken, Quarantined)
    assert "Permission denied" in taken.reason


def test_missing_paths_and_empty_folders(tmp_path: Path) -> None:
    reasons = [t.reason for t in take([tmp_path / "none", tmp_path, "bad\0name"]) if isinstance(t, Quarantined)]
    assert reasons == ["no such file", "empty folder", "cannot be opened: embedded null byte"]


def test_a_page_that_takes_too_long_costs_only_its_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_text(PAGE)
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr("vedette.intake.opener._COMMAND", (os.sys.executable, str(sleeper)))
    begin = time.monotonic()
    reasons = [
        t.reason
        for t in take([tmp_path / "a.html", tmp_path / "b.html"], limits=Limits(seconds=0.3))
        if isinstance(t, Quarantined)
    ]
    assert reasons == ["gave no answer within 0.3 seconds"] * 2
    assert time.monotonic() - begin < 10


def test_a_worker_that_dies_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("vedette.intake.opener._COMMAND", (os.sys.executable, "-c", "raise SystemExit(3)"))
        taken = only("a.html", PAGE.encode())
    assert isinstance(taken, Quarantined)
    assert "process ended" in taken.reason
    assert isinstance(only("a.html", PAGE.encode()), Candidate)


def test_lines_are_bounded() -> None:
    stream = io.BytesIO(b"\xef\xbb\xbfone\r\n\n" + b"x" * 5000 + b"\nthree")
    found = list(lines(stream, cap=100))
    assert [(line.number, line.whole, len(line.data)) for line in found] == [
        (1, True, 3),
        (3, False, 101),
        (4, True, 5),
    ]
    assert found[1].size == 5001
