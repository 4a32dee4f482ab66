"""Persons behind a title: "Foreign Minister Lena Sund", whatever the parser made of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from vedette.read.knowledge import Office, fold
from vedette.read.knowledge.lexicon import Hit
from vedette.read.names.gather import Candidate

_NAME = re.compile(
    r"\s{1,2}(?=[^\W\d_])((?:(?:al|el|as|bin|ibn|van|von|de|der|den|da|di|dos|del|la|le)[ -]){0,2}"
    r"[^\W\d_a-z][\w’'-]*(?:[ ](?:(?:al|el|bin|ibn|van|von|de|der|den|da|di|dos|del|la|le)[ -]){0,2}"
    r"(?:[^\W\d_a-z][\w’'-]+|[^\W\d_a-z]\.)){0,3})"
)
_GENITIVE = re.compile(r"['’]s?$")
_NO_NAMES = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "of", "the", "in",
        "on", "at", "for", "and", "said", "i", "we", "he", "she", "it", "they", "a", "an", "but", "as", "to", "with",
    }
)  # fmt: skip


def with_titled(
    text: str, candidates: Sequence[Candidate], titles: Iterable[Hit], holders: Iterable[Hit]
) -> list[Candidate]:
    """The candidates and the persons, behind a title or known, that the parser missed or cut short."""
    starts = {h.start for h in titles}
    sure = {c.start for c in candidates if c.sure}
    longer = {c.start: c for c in candidates if c.kind == "person"}
    added = _missed(candidates, holders)
    for hit in titles:
        found = _behind(text, hit, starts, sure)
        if found is not None and (found.start not in longer or longer[found.start].end < found.end):
            added.append(found)
    if not added:
        return list(candidates)
    return _joined(candidates, added)


def _missed(candidates: Sequence[Candidate], holders: Iterable[Hit]) -> list[Candidate]:
    """Office-holders of whom the parser saw nothing, or only a part."""
    found = []
    for hit in holders:
        at = bisect_right(candidates, hit.start, key=lambda c: c.end)
        near = [c for c in candidates[at : at + 3] if c.start < hit.end]
        if all(hit.start <= c.start and c.end <= hit.end and not c.sure for c in near) and len(near) < 2:
            whole = not near or near[0].kind != "person" or near[0].end - near[0].start < hit.end - hit.start
            found += [Candidate(hit.start, hit.end, "person", "office-holder")] if whole else []
    return found


def _behind(text: str, hit: Hit, titles: set[int], sure: set[int]) -> Candidate | None:
    """The capitalised words right behind a title, up to the first that is known as something else."""
    match = _NAME.match(text, hit.end)
    if match is None or not isinstance(hit.entry, Office) or not text[hit.start].isupper():
        return None
    start = match.start(1)
    end = start
    for word in re.finditer(r"\S+", match.group(1)):
        at = start + word.start()
        if at in titles or at in sure or fold(word.group()) in _NO_NAMES:
            break
        end = start + word.end()
    name = _GENITIVE.sub("", text[start:end])
    if len(name) < 2 or (name.isupper() and len(name) > 1 and text[hit.start : hit.end].isupper()):
        return None
    return Candidate(start, start + len(name), "person", "title")


def _joined(candidates: Iterable[Candidate], added: Sequence[Candidate]) -> list[Candidate]:
    """In order; an added person takes the place of what overlaps it, unless that is longer."""
    kept: list[Candidate] = []
    for c in sorted([*added, *candidates], key=lambda c: (c.start, -c.end)):
        if kept and c.start < kept[-1].end:
            continue
        kept.append(c)
    return kept
