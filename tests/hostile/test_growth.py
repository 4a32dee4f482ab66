"""Every regular expression takes time in proportion to the text: none can be made to stop the desk."""

import json
import re
import subprocess
import sys
import zlib
from functools import cache

from tests.hostile import LONG
from tests.hostile.growth import worst

STRAIGHT = 8.0
"""How much longer a text four times as long may take: four is linear, sixteen quadratic."""
SIZE, FLOOR = 256, 0.003
SHARE = 1 if LONG else 12
"""The quick form attacks one pattern of so many."""
NARROW = {
    r"\s+(?:of|in|from)\s+(?:the\s+)?(?:": "tried at one place of the text, where a name ends",
    r"([\w'’-]+)(?:\s+([\w'’-]+))?[\s": "sees the 40 characters before a name",
    r"(?:['’]s)?,?\s+([\w-]+)": "tried at one place of the text, where a name ends",
    r"[^\W\d_a-z][\w-]* [\w -]+": "tried at the beginning of one name",
    r"[\s,;]*(?:as\ this|as\ it|": "sees the last 200 characters before a quote",
    "(?:(source|original|external|read)( article)?": "sees a line of at most 300 characters",
    r"[\s,]+(?:in|during|at|on|": "sees the last 200 characters of a statement",
    r"[^\W\d_a-z][^a-z]{2,}": "tried at the beginning of one line",
    r"(?:\s*#\w+){2,}": "sees the last 400 characters of a block",
    r"\s*(?:'([^' ]+|')'": "reads our own rules, not a report",
    r"\s+(?P<link>after|following": "tried at one place of the text, after a duration",
    r"(?:[\w’'-]+ ){0,4}$": "sees the 200 characters before a matter",
    r"\s*that (?:the |its |his": "tried at one place of the text, after a cue",
    r"\s*(\d{4}-\d{2}-\d{2})(?!\d)": "tried at the beginning of one declared date",
    r"<html\b[^>]{0,400}?": "sees the first 20,000 characters, and 400 after each mark",
    r"(?:^|\n)\s*[(\[]?$": "sees the 40 characters before a number",
    "(?:st|nd|rd|th|s|S|": "tried at one place of the text, where a number ends",
    r"\s+(?:of|for|in|at|on|to)\b": "tried at one place of the text, after an office",
    "[^.;]* by ": "tried on the whole of at most 60 characters between two amounts",
    r"^(?:autonomous )?(?:province|region|state": "reads a file of places when it is imported, not a report",
}
"""Patterns that would be slow on a whole text and see only a part of one: how they begin, and which part."""


@cache
def known() -> dict[str, list[dict[str, object]]]:
    done = subprocess.run([sys.executable, "-m", "tests.hostile.patterns"], capture_output=True, check=True)
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return found


def test_every_expression_of_the_source_is_known() -> None:
    assert known()["unknown"] == []
    assert len(known()["patterns"]) > 450


def test_time_grows_with_the_text_and_no_faster() -> None:
    slow = []
    for row in known()["patterns"]:
        pattern, flags = str(row["pattern"]), int(str(row["flags"]))
        if pattern.startswith(tuple(NARROW)) or zlib.crc32(repr(pattern).encode()) % SHARE:
            continue
        growth, attack = worst(pattern, flags, size=SIZE, floor=FLOOR)
        if growth > STRAIGHT:
            slow.append(f"{row['where']}: {growth:.1f} times longer for {attack}")
    assert slow == []


def test_the_attacks_find_what_they_look_for() -> None:
    for pattern in (r"\s+x", r"(?:a+)+b", r"report\s*(?:no)?\s*\d*\s*-?\s*$"):
        growth, _ = worst(pattern, re.UNICODE, size=256, floor=0.0005)
        assert growth > STRAIGHT, pattern
