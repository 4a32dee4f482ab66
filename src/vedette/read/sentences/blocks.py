"""Which layer of the page each block (line, paragraph) of a report belongs to."""

import re
from dataclasses import dataclass
from itertools import pairwise

from vedette.read import layout
from vedette.read.sentences.page import Page, load_page
from vedette.record.annotation import TextLayer

_CLOSED = re.compile(r"[.!?…:;,] ?[\"'”’»)\]]*$")
_DATELINE = re.compile(r"[^\W\d_a-z][^a-z]{2,}.{0,40}?(\([A-Z][\w ]+\))? ?(--?|_|–|—)$")
_HEADLINE_WORDS = 25
_POST_WORDS = 60


_Line = tuple[int, int, str]
_Verdict = tuple[TextLayer, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text between line breaks, without its outer white space."""

    start: int
    end: int
    text: str
    layer: TextLayer
    rule: str


def blocks(text: str, title: str | None) -> tuple[Block, ...]:
    """The blocks of a report in order, each with its layer and the rule that says so."""
    page = load_page()
    lines = _lines(text)
    verdicts = [_by_itself(line, page) for _, _, line in lines]
    verdicts = _mostly_foreign(verdicts)
    verdicts = _related(lines, verdicts, page)
    verdicts = _posts(lines, verdicts, page)
    verdicts = _headlines(lines, verdicts, title)
    return tuple(
        Block(start=start, end=end, text=line, layer=layer, rule=rule)
        for (start, end, line), (layer, rule) in zip(lines, verdicts, strict=True)
    )


def _lines(text: str) -> list[_Line]:
    """(start, end, text) of each block that holds more than white space."""
    cuts = [0, *sorted(layout.breaks(text)), len(text)]
    found = []
    for begin, stop in pairwise(cuts):
        piece = text[begin:stop]
        bare = piece.strip()
        if bare:
            start = begin + len(piece) - len(piece.lstrip())
            found.append((start, start + len(bare), bare))
    return found


def _by_itself(line: str, page: Page) -> _Verdict:
    """What a line is, seen alone."""
    if not re.search(r"\w", line):
        return "furniture", "no-words"
    if page.signs_post(line):
        return "embed", "post-signature"
    if page.is_furniture(line):
        return "furniture", "page-line"
    if page.holds_post(line) and len(line.split()) <= _POST_WORDS:
        return "embed", "post-trace"
    if page.is_foreign(line):
        return "embed", "foreign-insert"
    return "body", "prose"


def _mostly_foreign(verdicts: list[_Verdict]) -> list[_Verdict]:
    """In a report that is itself in another language, its prose is no insert."""
    foreign: _Verdict = ("embed", "foreign-insert")
    if verdicts.count(foreign) * 2 <= len(verdicts):
        return verdicts
    return [("body", "prose") if verdict == foreign else verdict for verdict in verdicts]


def _related(lines: list[_Line], verdicts: list[_Verdict], page: Page) -> list[_Verdict]:
    """A heading such as "Related posts" makes furniture of what follows, until prose comes again."""
    out, inside = [], False
    for (_, _, line), verdict in zip(lines, verdicts, strict=True):
        if page.opens_related(line):
            inside = True
        elif inside and _is_prose(line):
            inside = False
        out.append(("furniture", "related-links") if inside else verdict)
    return out  # type: ignore[return-value]


def _posts(lines: list[_Line], verdicts: list[_Verdict], page: Page) -> list[_Verdict]:
    """The block above a signature that stands alone is the post itself."""
    out = list(verdicts)
    for number in range(1, len(lines)):
        alone = lines[number][2].startswith(("—", "–", "-")) and out[number] == ("embed", "post-signature")
        if alone and out[number - 1][0] == "body":
            out[number - 1] = ("embed", "post-body")
    return out


def _headlines(lines: list[_Line], verdicts: list[_Verdict], title: str | None) -> list[_Verdict]:
    """The first open-ended line, its repetitions, the given title, and cross-heads between paragraphs."""
    out = list(verdicts)
    heads = {_fold(title)} if title else set()
    seen_prose = False
    for number, (_, _, line) in enumerate(lines):
        if out[number][0] != "body":
            continue
        if _fold(line) in heads:
            out[number] = ("headline", "title")
        elif _is_heading(line) and len(lines) > 1:
            above = not seen_prose
            out[number] = _heading(line, lines[number + 1 :], above)
            if above and out[number][0] == "headline":
                heads.add(_fold(line))
        else:
            seen_prose = True
    return out


def _heading(line: str, below: list[_Line], above: bool) -> _Verdict:  # noqa: FBT001
    """A heading line: headline, cross-head, or, with fewer than four words, the outlet's name or a section mark."""
    words = line.split()
    if _DATELINE.match(line):
        return "body", "dateline"
    if len(words) < 4 and all(word[0].isupper() for word in words):
        return "furniture", "short-line"
    if not any(_is_prose(text) or len(text.split()) > _HEADLINE_WORDS for _, _, text in below):
        if above:
            return "headline", "only-line"
        return ("body", "open-line") if len(words) > 5 or re.search(r"\d", line) else ("furniture", "tail-line")
    return "headline", "headline" if above else "cross-head"


def _is_heading(line: str) -> bool:
    """No closing mark, no more words than a headline has, and not a list item of a speech."""
    return not _CLOSED.search(line) and len(line.split()) <= _HEADLINE_WORDS and not line.startswith(("“", '"', "«"))


def _is_prose(line: str) -> bool:
    return bool(re.search(r"[.!?…][\"'”’»)\]]*$", line)) and len(line.split()) >= 8


def _fold(line: str | None) -> str:
    return " ".join(re.findall(r"\w+", (line or "").lower()))
