"""Custody: each row of the append-only log carries the hash of the row before it."""

import hashlib
import json
from collections.abc import Mapping

FIRST = "0" * 64


def entry_hash(row: Mapping[str, object]) -> str:
    """SHA-256 over all of a row but its own hash; `previous` ties it to the row before.

    A value of a kind that is never recorded (bytes that damage has made) gives a hash that fits nothing.
    """
    values = {key: value for key, value in row.items() if key != "hash"}
    return hashlib.sha256(
        json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=repr).encode()
    ).hexdigest()


def first_break(rows: list[dict[str, object]]) -> int | None:
    """The `seq` of the first row that was changed, or that lost the row before it; None when all is whole."""
    previous = FIRST
    for at, row in enumerate(rows, 1):
        if row["seq"] != at or row["previous"] != previous or entry_hash(row) != row["hash"]:
            return at
        previous = str(row["hash"])
    return None
