"""Bytes to characters: byte-order marks, a page's own word, UTF-8, and a careful guess; never a silent loss."""

import codecs
import re

from vedette.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ["cp1252", "cp1250", "cp1251", "mac_roman"]
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_AS_WINDOWS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
}
_CONTROL = bytes(range(8)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
_HEAD = 4096
_SAMPLE = 65_536


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The characters of a text file; raises `InputError` for what is no text or whose encoding is not known."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data.removeprefix(mark) if name == "utf-8" else data, name)
    wide = _wide(data)
    if wide is not None:
        return _strict(data, wide)
    if looks_binary(data):
        raise InputError("binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, declared, error)


def declared_charset(page: bytes) -> str | None:
    """The encoding that a page names for itself in its first bytes."""
    found = _CHARSET.search(page[:_HEAD])
    return found.group(1).decode("ascii").lower() if found else None


def looks_binary(data: bytes) -> bool:
    """Does it hold NUL bytes, or more control characters than a text does?"""
    head = data[:_SAMPLE]
    return b"\0" in data or len(head) - len(head.translate(None, _CONTROL)) > len(head) / 100


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of the beginning is NUL, the rest are not."""
    head = data[: _HEAD // 2]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.7 * half and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and not odd else None


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError) as error:
        raise InputError(f"undecodable: {error}") from error


def _not_utf8(data: bytes, declared: str | None, error: UnicodeDecodeError) -> str:
    """What the page declares, else the best guess among the encodings that European news is saved in."""
    if _half_characters(data):
        raise InputError("undecodable: holds lone surrogates (half characters)")
    if declared is not None:
        try:
            return data.decode(_AS_WINDOWS.get(declared, declared))
        except (ValueError, LookupError):
            pass
    guess = _guess(data)
    if guess is None:
        raise InputError(f"undecodable: {error}")
    return _strict(data, guess)


def _half_characters(data: bytes) -> bool:
    """Is it UTF-8 but for surrogates that stand alone?"""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    odd = [at for at, byte in enumerate(data[: 16 * _SAMPLE]) if byte > 0x7F]
    start = max(0, odd[0] - _SAMPLE // 2) if odd else 0
    best = from_bytes(data[start : start + _SAMPLE], cp_isolation=_GUESSES, enable_fallback=False).best()
    return best.encoding if best is not None else None
