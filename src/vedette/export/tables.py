"""Tables: columns as data, cells that no spreadsheet takes for a formula, and their text."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from vedette.export import codes
from vedette.export.values import Values

_UNSEEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(
    rf"^(?=[{_UNSEEN}]*[=+@\-\t\r\n＝＋－＠])"
    rf"|(?<=[,;|])(?=[\s\"{_UNSEEN}]*[=+＝＋]|[\"{_UNSEEN}]*(?:[@＠－]|-(?!\d+(?:\.\d+)?(?![^\s,;|]))))"
)
"""Where a formula may begin: at the start, and after a mark that a program with other settings takes for a new cell."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GUARD = "'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name and type in the format, the value that fills it (empty: none), what it means, its hashtag."""

    name: str
    type: str
    source: str
    description: str
    hxl: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one table with the file that they go to; `header` False where the format has no header line."""

    name: str
    file: str
    columns: tuple[Column, ...]
    rows: Iterable[Values]
    tabs: bool = False
    header: bool = True
    missing: str = ""


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a table in the order in which they are written."""
    rows = codes.lines(f"columns/{name}.csv")
    return tuple(
        Column(
            name=row["column"],
            type=row["type"],
            source=row["source"],
            description=row["description"],
            hxl=row.get("hxl") or "",
        )
        for row in rows
    )


def cells(table: Table, values: Mapping[str, object]) -> list[object]:
    """One row in the order of its columns: text, numbers, or None; lists become one text."""
    return [_cell(values[column.source]) if column.source else None for column in table.columns]


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or None
    return value


def one_line(text: str) -> str:
    """Text without control characters, on one line."""
    return " ".join(_CONTROL.sub(" ", text).split())


def guarded(text: str) -> str:
    """Text that a spreadsheet shows as it is: wherever a formula may begin, an apostrophe stands before it."""
    return _FORMULA.sub(_GUARD, text)


def written(table: Table, *, raw: bool, hxl: bool = False) -> Iterator[str]:
    """The lines of a table as CSV or, in formats that have it so, separated by tabs, with no quotes at all."""
    if table.header:
        yield _line([column.name for column in table.columns], tabs=table.tabs)
    if hxl and has_hashtags(table):
        yield _line([column.hxl for column in table.columns], tabs=table.tabs)
    for values in table.rows:
        row = [_text(value, missing=table.missing, raw=raw) for value in cells(table, values)]
        yield _line(row, tabs=table.tabs)


def has_hashtags(table: Table) -> bool:
    """Are its columns known to HXL, the standard of hashtags of humanitarian data (hxlstandard.org)?"""
    return any(column.hxl for column in table.columns)


def _text(value: object, *, missing: str, raw: bool) -> str:
    if value is None:
        return missing
    if not isinstance(value, str):
        return _number(value)
    line = one_line(value)
    return line if raw else guarded(line)


def _number(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _line(cells: list[str], *, tabs: bool) -> str:
    if tabs:
        return "\t".join(cell.replace('"', "'") for cell in cells) + "\n"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
