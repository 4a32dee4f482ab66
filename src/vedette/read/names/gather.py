"""What the parser and the knowledge files call a name, reconciled: one kind for each stretch of text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from vedette.read.knowledge import Known, fold
from vedette.read.knowledge.lexicon import Hit
from vedette.read.names.cues import Cues
from vedette.read.reading import NameKind

_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "nationality",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
}
_PORTFOLIOS = frozenset({"minister", "ministers", "secretary", "commissioner", "spokesman", "spokeswoman", "editor"})
_EDGES = " \t\r\n,;:()[]\"“”‘’'`*#@–-‎‏"
_CUT = re.compile(r"[\n(\[{]|,\[")
_GENITIVE = re.compile(r"['’]s?$")
_WORDS = re.compile(r"\w[\w.'’-]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that is taken for a name; `sure`: the knowledge files say so."""

    start: int
    end: int
    kind: NameKind
    rule: str
    sure: bool = False


def gather(doc: Doc, text: str, hits: Sequence[Hit], titles: Sequence[Hit], cues: Cues) -> list[Candidate]:
    """Candidates in order, none of which overlap; `text` is the document's, which is dear to ask it for."""
    known = [Candidate(h.start, h.end, _kind(h), "knowledge", sure=True) for h in hits]
    tagged = [c for ent in doc.ents if (c := _cleaned(text, ent.start_char, ent.end_char, ent.label_, cues))]
    kept: list[Candidate] = []
    dropped: set[int] = set()
    for candidate in tagged:
        inside = [h for h in known if h.start < candidate.end and candidate.start < h.end]
        rest = candidate if not inside else _reconciled(text, candidate, inside, titles, cues)
        if rest is None:
            continue
        rest = _untitled(text, rest, titles, cues)
        if rest is None:
            continue
        kept.append(rest)
        dropped.update(h.start for h in inside if rest.start < h.end and h.start < rest.end)
    return _apart([*kept, *(h for h in known if h.start not in dropped)])


def _kind(hit: Hit) -> NameKind:
    """The kind of a name that the knowledge files know."""
    if hit.sort in ("state", "capital"):
        return "place"
    if hit.sort in ("demonym", "people"):
        return "nationality"
    return "person" if isinstance(hit.entry, Known) and hit.entry.kind == "person" else "organisation"


def _cleaned(text: str, start: int, end: int, label: str, cues: Cues) -> Candidate | None:
    """An entity of the parser without article, genitive and line break; None when nothing of a name is left."""
    kind = _KINDS.get(label)
    if kind is None:
        return None
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip(_EDGES))
    piece = _CUT.split(piece[lead:])[0].rstrip(_EDGES)
    piece = _GENITIVE.sub("", piece)
    start += lead
    words = list(_WORDS.finditer(piece))
    while len(words) > 1 and fold(words[0].group()).rstrip(".") in cues.strip_before:
        start, piece = start + words[1].start(), piece[words[1].start() :]
        words = list(_WORDS.finditer(piece))
    if not words or not any(w.group()[0].isupper() for w in words):
        return None
    return Candidate(start, start + len(piece), kind, label)


def _reconciled(
    text: str, tagged: Candidate, inside: list[Candidate], titles: Sequence[Hit], cues: Cues
) -> Candidate | None:
    """What is left of an entity that shares text with names that are known; None: the known names stand alone."""
    first, last = inside[0], inside[-1]
    if first.start <= tagged.start and tagged.end <= first.end:
        return None
    if tagged.kind == "organisation" or (tagged.kind in ("place", "other") and first.kind == "place"):
        covered = sum(min(h.end, tagged.end) - max(h.start, tagged.start) for h in inside)
        return (
            tagged
            if last.end <= tagged.end and first.start >= tagged.start and covered < tagged.end - tagged.start - 2
            else None
        )
    if tagged.kind != "person":
        return None
    if first.start == tagged.start and fold(text[first.start : first.end]) not in cues.given_names:
        rest = text[last.end : tagged.end]
        at = last.end + len(rest) - len(rest.lstrip(_EDGES + "s"))
        return replace(tagged, start=at) if at < tagged.end and text[at].isupper() else None
    return tagged if first.start >= tagged.start and last.end <= tagged.end else None


def _untitled(text: str, candidate: Candidate, titles: Sequence[Hit], cues: Cues) -> Candidate | None:
    """A person without the office before the name; an office alone is no name."""
    if candidate.kind != "person":
        in_title = any(h.start <= candidate.start and candidate.end <= h.end for h in titles)
        return None if in_title or _is_portfolio(text, candidate, titles) else candidate
    inside = [h for h in titles if candidate.start <= h.start and h.end <= candidate.end]
    for hit in inside:
        rest = text[hit.end : candidate.end]
        at = hit.end + len(rest) - len(rest.lstrip(_EDGES + "."))
        if at >= candidate.end:
            return None if hit.start == candidate.start else replace(candidate, end=_back(text, hit.start))
        if text[at].isupper():
            candidate = replace(candidate, start=at)
    return candidate


def _is_portfolio(text: str, candidate: Candidate, titles: Sequence[Hit]) -> bool:
    """ "Education" in "Education Secretary" is a portfolio, no organisation."""
    if candidate.kind != "organisation" or " " in text[candidate.start : candidate.end] or candidate.sure:
        return False
    if text[candidate.start : candidate.end].isupper():
        return False
    return any(h.start == candidate.end + 1 and fold(text[h.start : h.end]) in _PORTFOLIOS for h in titles)


def _back(text: str, end: int) -> int:
    while end and text[end - 1] in _EDGES:
        end -= 1
    return end


def _apart(candidates: Iterable[Candidate]) -> list[Candidate]:
    """In order; where two share text the longer one stays."""
    kept: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if kept and c.start < kept[-1].end:
            if c.end - c.start > kept[-1].end - kept[-1].start:
                kept[-1] = c
            continue
        if c.end > c.start:
            kept.append(c)
    return kept
