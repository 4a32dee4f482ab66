"""No cell of any table is run by a spreadsheet, whatever separator the spreadsheet believes in."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.hostile import LONG
from tests.hostile.made import WORDS, hostile
from tests.hostile.naughty import CLASSES
from vedette.export import FORMATS, Options, document, folder
from vedette.record import DeskRecord

TABLES = sorted(name for name, one in FORMATS.items() if one.tables and name != "parquet")
DOCUMENTS = sorted(name for name, one in FORMATS.items() if one.document)
SEPARATORS = (",", ";", "\t")
UNSEEN = (
    "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
STARTS = tuple("=+-@\t\r\n＝＋－＠")


@cache
def made() -> DeskRecord:
    """Formulas are dense in it: each alone, behind others, and among all that is naughty."""
    words = [word for word in CLASSES["formulas"] if word.strip()]
    return hostile((*words, *(f"{a};{b},{a}" for a in words[:6] for b in words[:4])))


def cells(path: Path, separator: str) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream, delimiter=separator):
            yield from row


def is_run(cell: str) -> bool:
    """Would a spreadsheet take it for a formula? Numbers are numbers; blanks before a minus make it text."""
    seen = cell.strip(UNSEEN)
    if seen.lstrip()[:1] not in ("=", "+", "＝", "＋") and not seen.startswith(STARTS):
        return False
    try:
        float(seen)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_formula_under_any_separator(name: str, tmp_path: Path) -> None:
    folder(made(), name, Options(claims=True, full_text=True), tmp_path)
    files = [path for path in tmp_path.iterdir() if path.suffix != ".json"]
    assert files
    for path in files:
        for separator in SEPARATORS:
            run = [cell for cell in cells(path, separator) if is_run(cell)]
            assert run == [], (path.name, separator)


def test_raw_cells_are_what_the_test_looks_for(tmp_path: Path) -> None:
    folder(made(), "csv", Options(claims=True, raw=True), tmp_path)
    found = [cell for separator in SEPARATORS for cell in cells(tmp_path / "reports.csv", separator) if is_run(cell)]
    assert len(found) > 50


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_written_whatever_the_words(name: str, tmp_path: Path) -> None:
    record = hostile(WORDS[:: 1 if LONG else 4])
    options = Options(claims=True)
    if FORMATS[name].tables:
        assert folder(record, name, options, tmp_path)
        rows = sum(path.read_bytes().count(b"\n") for path in tmp_path.iterdir())
        assert rows > 100
    else:
        written = b"".join(document(record, name, options))
        assert written.decode("utf-8")
        assert b"\0" not in written
