"""The time grammar: recognise, date the report, reckon; every day is a day, every span a slice of the text."""

import re
from datetime import date, timedelta
from functools import cache

import spacy

from tests.laws import check
from vedette.read import sentences, times
from vedette.read.parse import RULES_ONLY, Parser
from vedette.read.reading import Reading
from vedette.record import Report

DAY_ONE = date(1995, 1, 1)
URLS = (None, "https://wire.example/2031/06/14/bridge", "https://wire.example/20310230/x", "https://[::1", "x/31/12/99")


@cache
def parser() -> Parser:
    """The parser of a desk without a model."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("vedette_blocks")
    pipeline.add_pipe("sentencizer", config={"overwrite": False})
    return Parser(pipeline, RULES_ONLY)


def one(data: bytes) -> None:
    """Two bytes choose when and under which address the report came out; the rest is its text."""
    text = data[2:].decode("utf-8", "replace")
    head = [*data[:2], 0, 0]
    given = (DAY_ONE + timedelta(days=150 * (head[0] >> 1))).isoformat() if head[0] & 1 else None
    report = Report(id="a", text=text, published=given, url=URLS[head[1] % len(URLS)])
    (doc,) = parser().parse([text])
    reading = Reading(report=report, doc=doc)
    for layer in (sentences.LAYER, times.LAYER):
        reading = layer.read(reading)
    check(reading.annotation(extractors=(sentences.LAYER.id, times.LAYER.id), models=()), text)
    _check_days(reading)


def _check_days(reading: Reading) -> None:
    """Days that the calendar has, the earlier first; values in the one form that they have."""
    last = 0
    for found in reading.times:
        assert found.start >= last, "in order and apart"
        last = found.end
        days = [date.fromisoformat(day) for day in (found.earliest, found.latest) if day]
        assert days == sorted(days), found
        assert re.fullmatch(r"[0-9A-Z_:.,+/-]+", found.value), found
    days = [date.fromisoformat(day) for day in (reading.published.earliest, reading.published.latest) if day]
    assert days == sorted(days)
