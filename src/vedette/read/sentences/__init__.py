"""Sentences: where each begins and ends, and whether it is the report's own prose."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading
from vedette.record import Sentence


def read(reading: Reading) -> Reading:
    """Fill `sentences`."""
    found = []
    for sent in reading.doc.sents:
        text = sent.text
        start = sent.start_char + len(text) - len(text.lstrip())
        end = start + len(text.strip())
        if end > start:
            found.append(Sentence(start=start, end=end, layer="body", made_by=LAYER.id))
    return replace(reading, sentences=tuple(found))


LAYER = Layer("sentences", 1, fills=("sentences",), read=read)
