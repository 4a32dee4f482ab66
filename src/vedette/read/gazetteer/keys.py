"""Name keys: one spelling for all the spellings of a name (Priština, Pristina and Приштина are one key)."""

import re
from functools import lru_cache

from vedette.read.knowledge import fold

_MORE_LETTERS = str.maketrans({"þ": "th", "ə": "a", "ʻ": "'", "ʿ": "'", "ʾ": "'", "ʹ": "'", "ŋ": "n", "ħ": "h"})
_GAPS = re.compile(r"[\s\-/,]+")
_DROPPED = re.compile(r"[^a-z0-9 ]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "twp": "township"}
MAX_NAME = 120
"""Longer strings are no place names; they get the empty key."""


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The key under which a name is filed: folded, hyphens as spaces, no other marks, "St." as "saint".

    The empty string stands for names in other scripts and for what is no name; nothing is filed under it.
    """
    if len(name) > MAX_NAME:
        return ""
    text = fold(name).translate(_MORE_LETTERS)
    if not _latin(text):
        return ""
    words = _DROPPED.sub("", _GAPS.sub(" ", text)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def _latin(text: str) -> bool:
    """Whether most letters survive the folding (half a name in another script is no key)."""
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c.isascii() for c in letters) >= len(letters)
