"""Reading: a report in, an annotation out; pure, and the same every time.

The names below are opened when they are first asked for: whoever needs only the gazetteer or the knowledge beside the
layers does not wait for the parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vedette.read.pipeline import LAYERS, Profile, Reader
    from vedette.read.reading import Layer, Name, Reading

__all__ = ["LAYERS", "Layer", "Name", "Profile", "Reader", "Reading"]

_HOMES = {"LAYERS": "pipeline", "Profile": "pipeline", "Reader": "pipeline"} | dict.fromkeys(
    ("Layer", "Name", "Reading"), "reading"
)


def __getattr__(name: str) -> object:
    """Open the module that holds the name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
