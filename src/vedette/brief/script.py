"""Text as a page needs it: no characters that a document cannot hold, and which way it runs."""

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_RIGHT_TO_LEFT = ("R", "AL")
_SIMPLE = re.compile("[\u0000-\u058f\u10a0-\u10ff\u1e00-\u2bff]*")


def clean(text: str) -> str:
    """The text on one line, without control characters, lone surrogates and non-characters."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())


def needs_shaping(text: str) -> bool:
    """Has the text letters that join or turn, other than those of Latin, Greek, Cyrillic, Armenian, Georgian?"""
    return _SIMPLE.fullmatch(text) is None


def runs_right_to_left(text: str) -> bool:
    """Does the first letter that has a direction run from right to left?"""
    directions = (unicodedata.bidirectional(ch) for ch in text)
    return next((d in _RIGHT_TO_LEFT for d in directions if d in ("L", *_RIGHT_TO_LEFT)), False)
