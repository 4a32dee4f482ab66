"""Quantities: every number that counts or measures."""

from dataclasses import replace

from vedette.read.quantities.extract import read_quantities
from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `quantities`; the times layer, where it has run, tells which numbers are dates."""
    return replace(reading, quantities=read_quantities(reading.doc, reading.report.text, reading.times, LAYER.id))


LAYER = Layer("quantities", 2, fills=("quantities",), asks=(), read=read)
