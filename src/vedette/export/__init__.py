"""Exports: the record in the field's formats, with a codebook and the sentences behind every row."""

from vedette.export.formats import FORMATS, document, folder
from vedette.export.options import Options

__all__ = ["FORMATS", "Options", "document", "folder"]
