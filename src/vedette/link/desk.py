"""What lineage knows of all reports while it compares them."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.link.candidates import Weights
from vedette.link.compare import Sentences
from vedette.link.credits import Credit
from vedette.link.shingles import Text
from vedette.record import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All reports in one order, with their texts, weighted sentences, credits and marks of copying."""

    reports: Sequence[Report]
    texts: Sequence[Text]
    sides: Sequence[Sentences]
    weights: Weights
    credits: Sequence[tuple[Credit, ...]]
    marked: Sequence[bool]
