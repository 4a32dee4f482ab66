"""Figures: quantities with a role in the crisis."""

from dataclasses import replace

from vedette.read.figures.extract import read_figures
from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `figures`; reads the quantities, times, actors and attributions found before."""
    return replace(reading, figures=read_figures(reading, LAYER.id))


LAYER = Layer("figures", 2, fills=("figures",), asks=(), read=read)
