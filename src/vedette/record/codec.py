"""Records to and from JSON: the same bytes for the same record, and nothing but valid records back."""

import json
import re
from typing import TypeVar

import msgspec

from vedette.errors import InputError
from vedette.record.report import Report

T = TypeVar("T")

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(record: object) -> bytes:
    """One record as compact UTF-8 JSON, keys in the order of the interface."""
    return msgspec.json.encode(record)


def decode(data: bytes | str, kind: type[T]) -> T:
    """The record that `encode` wrote; raises `InputError` for anything else."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise InputError(f"not a {kind.__name__}: {error}") from error


def report_from_json(line: str) -> Report:
    """One input line as a report; lone surrogates become U+FFFD, one for one, so that offsets stay true.

    Raises `InputError` that says what is wrong with the line.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError("a report must be a JSON object")
    try:
        report = msgspec.convert(_mend(row), Report)
    except msgspec.ValidationError as error:
        raise InputError(f"not a report: {error}") from error
    if not report.id:
        raise InputError("not a report: `id` is empty")
    return report


def _mend(row: dict[str, object]) -> dict[str, object]:
    """Whole characters only, and no null where the report has a default."""
    mended = {key: _LONE_SURROGATE.sub("\ufffd", v) if isinstance(v, str) else v for key, v in row.items()}
    if mended.get("given_events", ()) is None:
        del mended["given_events"]
    return mended
