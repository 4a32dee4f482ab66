"""Datelines: where a report was filed, which is no place of what it tells."""

import re

from vedette.record import Span

_OPENING = re.compile(
    r"^[ \t]*(?P<where>[^\W\d_][^\n()–—]{0,70}?)(?P<when>, \d{1,2} \w{3,9}|, \w{3,9}\.? \d{1,2})?"
    r"[ \t]*+(?:(?P<agency>\([^()\n]{2,40}\))[ \t]*+)?(?P<dash>--|[-–—:])(?=[ \t]+[\"“'‘]?[A-Z0-9À-Ž])",
    re.MULTILINE,
)
_WORDS = 8


def datelines(text: str) -> tuple[Span, ...]:
    """The opening words of each line that say where, and through which agency, the report was filed."""
    return tuple(
        Span(match.start("where"), match.end("where")) for match in _OPENING.finditer(text) if _is_dateline(match)
    )


def _is_dateline(match: re.Match[str]) -> bool:
    """Town in capitals, or an agency in brackets, or a date before the dash."""
    where = match["where"]
    if len(where.split()) > _WORDS or match["dash"] == ":":
        return False
    town = where.split(",")[0]
    return town.isupper() or bool(match["agency"]) or bool(match["when"])
