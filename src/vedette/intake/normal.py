"""One plain form for every text, so that the same words are the same report however they were saved."""

import hashlib
import re
import unicodedata

ID_LENGTH = 16
"""Hex digits of the identity that make a report's id (64 bits)."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_TRAILING = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """Unix line ends, plain spaces, composed letters; no invisible marks, no blank edges.

    Soft hyphens, zero-width and direction marks go: they hide words from search and from the reader alike. Linear in
    length, and doing it twice changes nothing.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    text = unicodedata.normalize("NFC", text)
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()


def identity(text: str) -> str:
    """SHA-256 of a normalised text, in hex: what makes two reports one."""
    return hashlib.sha256(text.encode()).hexdigest()


def fold(text: str) -> str:
    """Letters and digits only, lower case, to compare a title with the first line of its text."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())
