"""Folding: one spelling for a name however it is written (Vučić, Vucic, Вучић)."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]|[сцСЦ]ь[кК]")
_SERBIAN = re.compile("[ђјљњћџЂЈЉЊЋЏ]")
_RUSSIAN = re.compile("[ыэёйщъьюяЫЭЁЙЩЪЬЮЯ]")
_PLAIN = str.maketrans(
    {
        "đ": "dj", "Đ": "Dj", "ð": "d", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "ı": "i", "İ": "I", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "‑": "-", "—": "-",
        "\u00ad": "", "\u00a0": " ",
    }
)  # fmt: skip


@cache
def _letters(script: str) -> dict[int, str]:
    """Cyrillic letter -> Latin letters for one language, both cases, from `transliteration.csv`."""
    table: dict[str, str] = {}
    column = {"sr": 1, "uk": 2, "ru": 3}[script]
    text = files("vedette.read.knowledge").joinpath("data", "transliteration.csv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith(("#", "letter")):
            cells = line.split(",")
            table[cells[0]] = cells[column]
            table[cells[0].upper()] = cells[column].capitalize()
    return str.maketrans(table)


def transliterate(text: str) -> str:
    """Cyrillic as the Latin letters that English reports use; Serbian, Ukrainian or Russian by its own letters."""
    if not _CYRILLIC.search(text):
        return text
    if _SERBIAN.search(text):
        script = "sr"
    elif _UKRAINIAN.search(text):
        script = "uk"
    else:
        script = "ru" if _RUSSIAN.search(text) else "sr"
    return text.translate(_letters(script))


def plain(text: str) -> str:
    """Latin letters without diacritics, plain quotes and hyphens; the case is kept."""
    if text.isascii():
        return text
    text = transliterate(text).translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """The key under which two spellings of one name are the same: plain letters, lower case, single spaces."""
    return " ".join(plain(text).split()).casefold()
