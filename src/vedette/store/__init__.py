"""The store: one folder a desk, facts that are never lost, derived data that can always be made again."""

from vedette.store.clock import Clock, system_clock
from vedette.store.custody import Custody, verify
from vedette.store.desk import DEFAULT, Desk
from vedette.store.diff import Change, compare
from vedette.store.engine import DefaultEngine, Engine
from vedette.store.exchange import export, load
from vedette.store.facts import Entry
from vedette.store.notes import Note
from vedette.store.pack import pack
from vedette.store.part import incident_named, part_of
from vedette.store.search import Filter, Hit, search
from vedette.store.versions import text_diff, versions_of

__all__ = [
    "DEFAULT",
    "Change",
    "Clock",
    "Custody",
    "DefaultEngine",
    "Desk",
    "Engine",
    "Entry",
    "Filter",
    "Hit",
    "Note",
    "compare",
    "export",
    "incident_named",
    "load",
    "pack",
    "part_of",
    "search",
    "system_clock",
    "text_diff",
    "verify",
    "versions_of",
]
