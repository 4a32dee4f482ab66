"""Gazetteer: which places bear a name, from data shipped, typed and imported."""

from vedette.read.gazetteer.keys import key
from vedette.read.gazetteer.sources import Harvest
from vedette.read.gazetteer.stack import (
    FOLDER_VARIABLE,
    Gazetteer,
    bring_in,
    country_ids,
    load,
    rebuild,
    stock,
    user_folder,
)
from vedette.read.gazetteer.table import Entry, Hit, Kind, Table

__all__ = [
    "FOLDER_VARIABLE",
    "Entry",
    "Gazetteer",
    "Harvest",
    "Hit",
    "Kind",
    "Table",
    "bring_in",
    "country_ids",
    "key",
    "load",
    "rebuild",
    "stock",
    "user_folder",
]
