"""Mentions: given event mentions, as the linker needs them."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `given_mentions`."""
    return replace(reading)


LAYER = Layer("mentions", 1, fills=("given_mentions",), read=read)
