"""Intake: bytes in, reports out; whatever cannot be read is quarantined with its reason, never dropped."""

from vedette.intake.items import Candidate, Kind, Limits, Origin, Quarantined
from vedette.intake.normal import identity, normalise
from vedette.intake.take import Taken, take, take_bytes, take_page

__all__ = [
    "Candidate",
    "Kind",
    "Limits",
    "Origin",
    "Quarantined",
    "Taken",
    "identity",
    "normalise",
    "take",
    "take_bytes",
    "take_page",
]
