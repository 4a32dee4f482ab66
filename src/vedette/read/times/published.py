"""When the report came out: given, stated on the page, inferred from what it says, or unknown."""

from datetime import date

from vedette.read.reading import NOT_DATED, Reading
from vedette.record import Published


def given(reading: Reading) -> Published:
    """The date that came with the report."""
    raw = reading.report.published
    day = iso_day(raw) if raw else None
    if day is None:
        return NOT_DATED
    return Published(earliest=day.isoformat(), latest=day.isoformat(), basis="given", rule="given")


def iso_day(raw: str) -> date | None:
    """The day of an ISO date or date-time; None for anything else."""
    try:
        return date.fromisoformat(raw.strip()[:10])
    except ValueError:
        return None
