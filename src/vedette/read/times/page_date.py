"""The date that the page itself states: a line of its own, a byline, a dateline, a report's heading."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from vedette.read.times.lexicon import load
from vedette.read.times.sightings import Sighting

_LINE: Final = 120
_DATELINE_REACH: Final = 90
_FURNITURE_LETTERS: Final = 60
_LINE_LETTERS: Final = 30


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load("page_date.yaml")
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in data["cues"].items()} | {
        name: re.compile(pattern) for name, pattern in data["shapes"].items()
    }


def stated(text: str, seen: Sequence[Sighting]) -> Sighting | None:
    """The sighting that states the report's date; a `published` line before any other, then the first on the page."""
    named = [s for s in seen if s.is_day and s.layer != "embed"]
    best: tuple[int, int, Sighting] | None = None
    for sighting in named:
        rank = _rank(text, sighting)
        if rank and (best is None or (-rank, sighting.span.start) < (-best[0], best[1])):
            best = (rank, sighting.span.start, sighting)
    return best[2] if best else None


def dateline(text: str, seen: Sequence[Sighting]) -> Sighting | None:
    """A dateline without a year: `BRUSSELS, Sept 29 (Agency) -`."""
    for sighting in seen:
        day = sighting.mention.make == "date" and {"m", "d"} <= sighting.mention.slots.keys()
        if day and sighting.value.startswith("XXXX-") and _is_dateline(text, sighting):
            return sighting
    return None


def _rank(text: str, sighting: Sighting) -> int:
    """4 said to be the date of publication, 3 dateline, 2 line of its own, 1 heading or byline, 0 none of these."""
    patterns = _patterns()
    start, line_end = _line(text, sighting)
    before, after = (
        text[max(start, sighting.span.start - _LINE) : sighting.span.start],
        text[sighting.span.end : line_end],
    )
    if patterns["old"].search(before):
        return 0
    if patterns["published"].search(before):
        return 4
    if _is_dateline(text, sighting):
        return 3
    if line_end - start > _LINE or patterns["post"].search(text[start:line_end]):
        return 0
    rest = patterns["byline"].sub(" ", before + " " + after)
    letters = sum(c.isalpha() for c in rest)
    if letters <= 3:
        return 2
    most = _FURNITURE_LETTERS if sighting.layer == "furniture" else _LINE_LETTERS
    if letters <= most and (sighting.layer == "furniture" or patterns["signed"].search(before + after)):
        return 1
    return 1 if patterns["report_heading"].search(before) or patterns["as_of"].search(before) else 0


def _line(text: str, sighting: Sighting) -> tuple[int, int]:
    """Where the line around a sighting begins and ends, looked for no further than a long line's length."""
    first, last = sighting.span
    floor, ceiling = max(0, first - 2 * _LINE), min(len(text), last + 2 * _LINE)
    end = text.find("\n", last, ceiling)
    return max(text.rfind("\n", floor, first) + 1, floor), ceiling if end < 0 else end


def _is_dateline(text: str, sighting: Sighting) -> bool:
    patterns = _patterns()
    start, _ = _line(text, sighting)
    before = text[max(start, sighting.span.start - _DATELINE_REACH) : sighting.span.start]
    after = text[sighting.span.end : sighting.span.end + _DATELINE_REACH].split("\n")[0]
    if sighting.span.start - start > _DATELINE_REACH or not patterns["dateline_before"].fullmatch(before):
        return False
    return patterns["dateline_after"].match(after) is not None


def in_url(url: str | None) -> date | None:
    """The day in a report's address: `/2023/09/30/`, `2023-09-30`, `20230930`."""
    if not url:
        return None
    for match in _patterns()["url"].finditer(url):
        parts = [int(part) for part in match.groups() if part]
        try:
            return date(*parts[:3])
        except (ValueError, TypeError):
            continue
    return None
