"""The letters of a PDF: Noto Sans out of a package, cut down to the letters of one brief."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import manimgx_fonts
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

MAIN = "NotoSans"
OTHERS = (
    "NotoSansArabic",
    "NotoSansHebrew",
    "NotoSansArmenian",
    "NotoSansGeorgian",
    "NotoSansDevanagari",
    "NotoSansSymbols",
)
"""Other scripts, in the order in which they are tried for a letter that Noto Sans has not."""
WEIGHTS = {"": 400, "B": 700}
"""Style of fpdf2 and weight of the font."""
_NEEDED = frozenset({*range(0x20, 0x7F), *map(ord, "“”‘’…–→")})
"""Letters of the lines that are ours, whatever the brief says."""


@contextmanager
def cut(text: str) -> Iterator[dict[tuple[str, str], Path]]:
    """Font files by (font, style) with the letters of the text and no others, gone at the end.

    A font is cut before its weight is set, because setting the weight of a whole one takes half a minute.
    """
    with TemporaryDirectory() as folder:
        yield {
            (name, style): _file(Path(folder), name, style, letters)
            for name, letters in _fonts(frozenset(map(ord, text)) | _NEEDED)
            for style in WEIGHTS
        }


def _fonts(letters: frozenset[int]) -> Iterator[tuple[str, frozenset[int]]]:
    """The fonts that are needed, each with the letters that it is to show."""
    yield MAIN, letters
    left = letters - _letters(MAIN)
    for name in OTHERS:
        if left & _letters(name):
            yield name, letters
            left -= _letters(name)


def _path(name: str) -> Path:
    return Path(manimgx_fonts.__path__[0]) / f"{name}[wght].ttf"


@cache
def _letters(name: str) -> frozenset[int]:
    """The letters that a font has."""
    with TTFont(_path(name), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _file(folder: Path, name: str, style: str, letters: frozenset[int]) -> Path:
    font = TTFont(io.BytesIO(_subset(name, letters)), recalcTimestamp=False)
    path = folder / f"{name}{style}.ttf"
    instantiateVariableFont(font, {"wght": WEIGHTS[style]}, inplace=True)
    font.save(path)
    return path


@cache
def _subset(name: str, letters: frozenset[int]) -> bytes:
    """The font with those letters, and with how they join where the script needs it."""
    features = [] if name == MAIN else ["*"]
    options = subset.Options(layout_features=features, notdef_outline=True, recalc_timestamp=False)
    font = subset.load_font(str(_path(name)), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()
