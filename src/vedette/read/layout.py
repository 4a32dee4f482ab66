"""Where a text breaks: line breaks end a sentence, except those that only wrap a long line."""

import re
from statistics import median

_WRAP_WIDTH = range(55, 85)


def breaks(text: str) -> frozenset[int]:
    """Offsets at which a new block (headline, paragraph, list item) begins."""
    wrapped = is_hard_wrapped(text)
    pattern = r"\n[ \t\r]*\n\s*" if wrapped else r"\n\s*"
    return frozenset(match.end() for match in re.finditer(pattern, text) if match.end() < len(text))


def is_hard_wrapped(text: str) -> bool:
    """Were the lines of this text broken at a fixed width, as in e-mail and old wire copy?"""
    inner = [line for line in text.split("\n")[:-1] if line.strip()]
    if len(inner) < 4:
        return False
    open_ended = sum(not re.search(r"[.!?:;\"'”’)]\s*$", line) for line in inner)
    return int(median(map(len, inner))) in _WRAP_WIDTH and open_ended > len(inner) / 2
