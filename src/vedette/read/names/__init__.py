"""Names: the proper names of a report, voted on within the report."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from vedette.read.knowledge import lexicon, load
from vedette.read.knowledge.lexicon import Lexicon
from vedette.read.names.cues import Cues, cues
from vedette.read.names.gather import Candidate, gather
from vedette.read.names.headlines import in_headline
from vedette.read.names.titled import with_titled
from vedette.read.names.vote import echoes, settle
from vedette.read.reading import Layer, Name, Reading


def layer(extra: Path | None = None) -> Layer:
    """The layer, with the user's own names (a CSV file, see `knowledge.load`) where given."""
    return Layer("names", 3, fills=("names",), asks=(), read=partial(_read, known=lexicon.names_of(load(extra))))


def _read(reading: Reading, *, known: Lexicon) -> Reading:
    """Fill `names`."""
    text, words, table = reading.report.text, reading.spelled, cues()
    titles = lexicon.titles().find(words)
    candidates = gather(reading.doc, text, known.find(words), titles, table)
    candidates = with_titled(text, candidates, titles, lexicon.holders().find(words))
    candidates = _with_heads(text, candidates, table)
    candidates = in_headline(text, candidates, reading.sentences)
    settled = settle(text, candidates, titles, table)
    found = sorted([*settled, *echoes(text, settled)], key=lambda c: c.start)
    names = [Name(start=c.start, end=c.end, kind=c.kind, made_by=LAYER.id, rule=c.rule) for c in found]
    return replace(reading, names=tuple(names))


def _with_heads(text: str, candidates: Sequence[Candidate], table: Cues) -> list[Candidate]:
    """Organisations that the parser missed or cut short, by the head noun of their names."""
    found = [
        Candidate(m.start(), m.end(), "organisation", "head noun") for m in table.organisation_heads.finditer(text)
    ]
    added = []
    for new in found:
        near = [c for c in candidates if c.start < new.end and new.start < c.end]
        if not any(c.end - c.start >= new.end - new.start or c.kind == "person" or c.end > new.end for c in near):
            added.append(new)
    return sorted(
        [*added, *(c for c in candidates if not any(c.start < a.end and a.start < c.end for a in added))],
        key=lambda c: c.start,
    )


LAYER = layer()


def read(reading: Reading) -> Reading:
    """Fill `names` with what our own files know."""
    return LAYER.read(reading)
