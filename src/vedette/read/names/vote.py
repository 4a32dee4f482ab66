"""Voting within a report: one kind for a name, however often and in whatever dress it comes."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from vedette.read.knowledge import fold
from vedette.read.knowledge.lexicon import Hit
from vedette.read.names.cues import Cues, votes
from vedette.read.names.gather import Candidate
from vedette.read.reading import NameKind

_KNOWN, _TITLED, _SURNAME = 8.0, 4.0, 3.0
_GAP = re.compile(r"\s{0,2}\Z")

Tally = dict[str, dict[NameKind, float]]


def settle(text: str, candidates: Sequence[Candidate], titles: Sequence[Hit], table: Cues) -> list[Candidate]:
    """The candidates, each under the kind that its name has in the whole report."""
    tally = _tally(text, candidates, titles, table)
    surnames = _surnames(text, candidates, tally)
    settled = []
    for c in candidates:
        kind = _winner(tally[fold(text[c.start : c.end])], surnames.get(fold(text[c.start : c.end])))
        settled.append(c if c.sure or kind == c.kind else replace(c, kind=kind, rule="vote"))
    return settled


def _tally(text: str, candidates: Sequence[Candidate], titles: Sequence[Hit], table: Cues) -> Tally:
    """Votes by folded name: the parser's label, the knowledge files, titles and the words beside."""
    ends = {h.end for h in titles}
    tally: Tally = defaultdict(lambda: defaultdict(float))
    for c in candidates:
        row = tally[fold(text[c.start : c.end])]
        row[c.kind] += _KNOWN if c.sure else 1.0
        if any(_GAP.match(text[e : c.start]) for e in range(max(0, c.start - 2), c.start + 1) if e in ends):
            row["person"] += _TITLED
        for kind, weight in votes(text, c.start, c.end, table):
            row[kind] += weight
    return tally


def _surnames(text: str, candidates: Sequence[Candidate], tally: Tally) -> dict[str, float]:
    """Last words of the full names of persons, with the votes that they lend to the bare surname."""
    found: dict[str, float] = {}
    for c in candidates:
        words = fold(text[c.start : c.end]).split()
        if len(words) > 1 and _winner(tally[" ".join(words)], None) == "person":
            found[words[-1]] = _SURNAME
    return found


def _winner(row: dict[NameKind, float], surname: float | None) -> NameKind:
    """The kind with most votes; ties go to the kind met first."""
    scores = dict(row)
    if surname is not None:
        scores["person"] = scores.get("person", 0.0) + surname
    return max(scores, key=lambda kind: scores[kind]) if scores else "other"


def echoes(text: str, settled: Sequence[Candidate]) -> list[Candidate]:
    """Further places where a settled name stands and the parser saw nothing."""
    taken = bytearray(len(text))
    for c in settled:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    forms = {text[c.start : c.end]: c.kind for c in settled if c.kind in ("person", "organisation", "place")}
    for c in settled:
        words = text[c.start : c.end].split()
        if c.kind == "person" and len(words) > 1 and len(words[-1]) > 3:
            forms.setdefault(words[-1], "person")
    forms = {form: kind for form, kind in forms.items() if len(form) > 3 and form[0].isupper()}
    if not forms:
        return []
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + r")(?!\w)"
    )
    return [
        Candidate(m.start(), m.end(), forms[m.group()], "echo")
        for m in pattern.finditer(text)
        if not any(taken[m.start() : m.end()])
    ]
