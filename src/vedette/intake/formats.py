"""What a file is: by its name where that can be true, else by how it begins."""

import re
from pathlib import PurePath

from vedette.errors import InputError
from vedette.intake.items import Kind

_BY_NAME: dict[str, Kind] = {
    ".html": "page", ".htm": "page", ".xhtml": "page", ".jsonl": "report", ".ndjson": "report",
    ".json": "report",
    ".eml": "mail", ".mht": "mail", ".mhtml": "mail", ".pdf": "pdf", ".txt": "text", ".text": "text", ".md": "text",
}  # fmt: skip
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_REPORT = re.compile(
    rb'\s*(?:\[\s*)?\{\s*"(?:id|text|title|outlet|url|language|published|received|given_dyad|given_events)"\s*:'
)
_HEADER_LINE = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}):[ \t]*\S")
_MAIL_HEADERS = (
    b"from",
    b"subject",
    b"date",
    b"to",
    b"received",
    b"mime-version",
    b"message-id",
    b"return-path",
    b"content-type",
)
_HEAD = 4096


def kind_of(source: str, head: bytes) -> Kind:
    """The kind of a file from its name and its first bytes; raises `InputError` when the two cannot both be true."""
    start = head[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    named = _BY_NAME.get(PurePath(source).suffix.lower())
    begins = _beginning(start)
    if named == "pdf" and begins != "pdf" and start.strip():
        raise InputError("named .pdf, but not a PDF")
    if begins == "pdf":
        return "pdf"
    return named or begins


def _beginning(start: bytes) -> Kind:
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if _PAGE.match(start):
        return "page"
    if _REPORT.match(start):
        return "report"
    return "mail" if _mail(start) else "text"


def _mail(start: bytes) -> bool:
    """Header lines from the first line on, three of them such as every mail has."""
    lines = start.replace(b"\r\n", b"\n").partition(b"\n\n")[0].split(b"\n")
    if not _HEADER_LINE.match(lines[0]) and not lines[0].startswith(b"From "):
        return False
    names = {line.partition(b":")[0].lower() for line in lines if _HEADER_LINE.match(line)}
    return len(names & set(_MAIL_HEADERS)) >= 3
