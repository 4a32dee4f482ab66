"""The order of reading: parse once, then each layer in turn, each on what the ones before it found."""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc

from vedette.errors import InputError
from vedette.read import (
    actors,
    attributions,
    dyad,
    events,
    figures,
    mentions,
    names,
    places,
    quantities,
    sentences,
    times,
)
from vedette.read.knowledge.lexicon import spelled
from vedette.read.parse import MAX_CHARS, Parser, batches, load_parser
from vedette.read.reading import Layer, Reading
from vedette.read.words import words_of
from vedette.record import Annotation, Report

_REMEMBERED = 64
"""Texts kept for copies, which mostly come close together, if they are no longer than `_REMEMBERED_CHARS` in all."""
_REMEMBERED_CHARS = 200_000
_LOG = logging.getLogger(__name__)

LAYERS: tuple[Layer, ...] = (
    sentences.LAYER,
    names.LAYER,
    places.LAYER,
    actors.LAYER,
    attributions.LAYER,
    times.LAYER,
    quantities.LAYER,
    figures.LAYER,
    events.LAYER,
    dyad.LAYER,
    mentions.LAYER,
)


@dataclass(slots=True)
class Profile:
    """Seconds spent in the parse, on its words and in each layer, and how many reports were copies, for `--profile`."""

    seconds: dict[str, float] = field(default_factory=dict)
    copies: int = 0
    """Reports whose text was read shortly before: not parsed again, and run through those layers alone to which the
    rest of the report (its date, its outlet) makes a difference."""

    def add(self, name: str, seconds: float) -> None:
        """Add to one layer's account."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports with one loaded parser; a pure function from report to annotation."""

    parser: Parser
    layers: tuple[Layer, ...] = LAYERS
    profile: Profile = field(default_factory=Profile)

    @classmethod
    def load(cls, *, model: Path | None = None) -> "Reader":
        """A reader with the default layers; `model` is a spaCy pipeline of the user's own."""
        return cls(load_parser(model))

    def annotate(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        """One annotation a report, in order; raises `InputError` for a text that is too long to read.

        The copies of a text are parsed once, and the layers read again only what is not the same.
        """
        known: dict[str, Reading] = {}
        for batch in batches(map(_checked, reports), size=lambda report: len(report.text)):
            docs = self._parse(dict.fromkeys(report.text for report in batch if report.text not in known))
            for report in batch:
                before = known.pop(report.text, None)
                reading = self.run(report, docs[report.text] if before is None else before.doc, before=before)
                sound = before if reading.failures else reading
                if sound is not None:
                    known[report.text] = sound
                self.profile.copies += before is not None
                yield self._annotation(reading)
            _forget(known)

    def _parse(self, texts: Iterable[str]) -> dict[str, Doc]:
        begin = time.perf_counter()
        docs = dict(zip(texts, self.parser.parse(texts), strict=True))
        self.profile.add("parse", time.perf_counter() - begin)
        return docs

    def read(self, report: Report, doc: Doc) -> Annotation:
        """Run the layers over one parsed report."""
        return self._annotation(self.run(report, doc))

    def _annotation(self, reading: Reading) -> Annotation:
        return reading.annotation(extractors=tuple(layer.id for layer in self.layers), models=(self.parser.id,))

    def run(self, report: Report, doc: Doc, *, before: Reading | None = None) -> Reading:
        """Run the layers and keep the workings (what `--explain` and the tests look at).

        `before`: what was read from this very text in another report. It is taken as it is, layer by layer, until
        something that a layer asks for is different; what depends on that is read anew.
        """
        begin = time.perf_counter()
        words, spelling = (words_of(doc), spelled(report.text)) if before is None else (before.words, before.spelled)
        self.profile.add("words", time.perf_counter() - begin)
        reading, same = Reading(report=report, doc=doc, words=words, spelled=spelling), before
        for layer in self.layers:
            if same is not None and all(getattr(report, name) == getattr(same.report, name) for name in layer.asks):
                reading = replace(reading, **{name: getattr(same, name) for name in layer.fills})
                continue
            begin = time.perf_counter()
            reading = _survive(layer, reading)
            self.profile.add(layer.id, time.perf_counter() - begin)
            if same is not None and any(getattr(reading, name) != getattr(same, name) for name in layer.fills):
                same = None
        return reading


def _forget(known: dict[str, Reading]) -> None:
    """Keep the texts read last: so many, and so many characters."""
    chars = 0
    for number, text in enumerate(reversed(list(known)), 1):
        chars += len(text)
        if number > _REMEMBERED or chars > _REMEMBERED_CHARS:
            del known[text]


def _survive(layer: Layer, reading: Reading) -> Reading:
    """One layer that fails on one report leaves its fields empty and says so; the others and the next report go on."""
    try:
        return layer.read(reading)
    except Exception as error:  # noqa: BLE001 - a desk must not stop at one report; `failures` and the log keep the cause
        _LOG.debug("%s failed on report %s", layer.id, reading.report.id, exc_info=True)
        failure = f"{layer.id}: {type(error).__name__}: {error}"
        return replace(reading, failures=(*reading.failures, failure))


def _checked(report: Report) -> Report:
    if len(report.text) > MAX_CHARS:
        raise InputError(f"report {report.id!r}: {len(report.text):,} characters; at most {MAX_CHARS:,} are read")
    return report
