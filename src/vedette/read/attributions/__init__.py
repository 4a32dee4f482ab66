"""Attributions: who says what, in which words, and through whom."""

from vedette.read.attributions.layer import LAYER

__all__ = ["LAYER"]
