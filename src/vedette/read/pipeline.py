"""The order of reading: parse once, then each layer in turn, each on what the ones before it found."""

import hashlib
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
from vedette.read.parse import MAX_CHARS, Parser, batches, load_parser
from vedette.read.reading import Layer, Reading
from vedette.record import Annotation, Report

_REMEMBERED = 128
"""Annotations kept for copies: copies mostly come close together."""
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
    """Seconds spent in the parse and in each layer, for `--profile`."""

    seconds: dict[str, float] = field(default_factory=dict)

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

        A report that differs from one before it by nothing but its id is not read again.
        """
        known: dict[bytes, Annotation] = {}
        for batch in batches(map(_checked, reports), size=lambda report: len(report.text)):
            contents = [_content(report) for report in batch]
            docs = self._parse({c: r.text for c, r in zip(contents, batch, strict=True) if c not in known})
            for content, report in zip(contents, batch, strict=True):
                found = known.get(content)
                if found is None:
                    doc = docs.pop(content, None)
                    found = self.read(report, self._parse({content: report.text})[content] if doc is None else doc)
                    if not found.failures:
                        known[content] = found
                yield replace(found, id=report.id)
            for content in list(known)[:-_REMEMBERED]:
                del known[content]

    def _parse(self, texts: dict[bytes, str]) -> dict[bytes, Doc]:
        begin = time.perf_counter()
        docs = dict(zip(texts, self.parser.parse(texts.values()), strict=True))
        self.profile.add("parse", time.perf_counter() - begin)
        return docs

    def read(self, report: Report, doc: Doc) -> Annotation:
        """Run the layers over one parsed report."""
        reading = self.run(report, doc)
        return reading.annotation(extractors=tuple(layer.id for layer in self.layers), models=(self.parser.id,))

    def run(self, report: Report, doc: Doc) -> Reading:
        """Run the layers and keep the workings (what `--explain` and the tests look at)."""
        reading = Reading(report=report, doc=doc)
        for layer in self.layers:
            begin = time.perf_counter()
            reading = _survive(layer, reading)
            self.profile.add(layer.id, time.perf_counter() - begin)
        return reading


def _survive(layer: Layer, reading: Reading) -> Reading:
    """One layer that fails on one report leaves its fields empty and says so; the others and the next report go on."""
    try:
        return layer.read(reading)
    except Exception as error:  # noqa: BLE001 - a desk must not stop at one report; `failures` and the log keep the cause
        _LOG.debug("%s failed on report %s", layer.id, reading.report.id, exc_info=True)
        failure = f"{layer.id}: {type(error).__name__}: {error}"
        return replace(reading, failures=(*reading.failures, failure))


def _content(report: Report) -> bytes:
    """A digest of all that the annotation of a report depends on."""
    return hashlib.blake2b(repr(replace(report, id="", received=None)).encode(), digest_size=16).digest()


def _checked(report: Report) -> Report:
    if len(report.text) > MAX_CHARS:
        raise InputError(f"report {report.id!r}: {len(report.text):,} characters; at most {MAX_CHARS:,} are read")
    return report
