"""The page's habits as data: patterns for furniture, related links, date lines and embedded posts."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedette.read.tables import from_yaml

_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Compiled patterns; each `is_*` looks at one line or sentence as a whole."""

    furniture: re.Pattern[str]
    related: re.Pattern[str]
    dateline_line: re.Pattern[str]
    post_signature: re.Pattern[str]
    post_trace: re.Pattern[str]
    english: frozenset[str]
    foreign: frozenset[str]

    def is_furniture(self, line: str) -> bool:
        """Is this line about the page and not about the world?"""
        return _whole(self.furniture, line) or _whole(self.dateline_line, line)

    def opens_related(self, line: str) -> bool:
        """Is this the heading of a list of links to other pages?"""
        return _whole(self.related, line.rstrip(":"))

    def signs_post(self, line: str) -> bool:
        """Is this the signature under an embedded post?"""
        return _whole(self.post_signature, line)

    def holds_post(self, line: str) -> bool:
        """Does the line carry the trace of an embedded post (a picture link, a retweet mark)?"""
        return bool(self.post_trace.search(line))

    def is_foreign(self, line: str) -> bool:
        """Is this insert in another language than English? Shorter than eight words it is taken as English."""
        words = re.findall(r"[^\W\d_]+", line[:2000].lower())
        if len(words) < 8:
            letters = "".join(words)
            return len(letters) >= 8 and sum(c > "\u024f" for c in letters) > len(letters) / 2
        known = sum(word in self.english for word in words)
        return known < len(words) / 12 and sum(word in self.foreign for word in words) >= 2


def _whole(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= _LONGEST_LINE and bool(pattern.fullmatch(line))


@cache
def load_page() -> Page:
    """The patterns of `data/page.yaml`, compiled once."""
    rows = from_yaml(files(__package__).joinpath("data/page.yaml").read_text(encoding="utf-8"))
    compiled = {
        key: re.compile("|".join(f"(?:{pattern})" for pattern in rows[key]), re.IGNORECASE)
        for key in ("furniture", "related", "dateline_line", "post_signature", "post_trace")
    }
    return Page(english=frozenset(rows["english"]), foreign=frozenset(rows["foreign"]), **compiled)
