"""Reading: a report in, an annotation out; pure, and the same every time."""

from vedette.read.pipeline import LAYERS, Profile, Reader
from vedette.read.reading import Layer, Name, Reading

__all__ = ["LAYERS", "Layer", "Name", "Profile", "Reader", "Reading"]
