"""Times: when, and when the report itself came out."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `times`."""
    return replace(reading)


LAYER = Layer("times", 1, fills=("times", "published"), read=read)
