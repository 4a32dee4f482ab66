"""When the report came out: given, stated on the page, inferred from what it says, or unknown; never from the clock."""

from collections.abc import Sequence
from datetime import date

from vedette.read.reading import Reading
from vedette.read.times.bounds import Bounds, day_after, inferred
from vedette.read.times.chronicle import from_chronicle
from vedette.read.times.page_date import dateline, in_url, stated
from vedette.read.times.sightings import Sighting
from vedette.record import Published, Span


def date_report(reading: Reading, seen: Sequence[Sighting]) -> Published:
    """The report's own date, by the best evidence there is."""
    report = reading.report
    given = iso_day(report.published) if report.published else None
    if given is not None:
        return _on(given, given, basis="given", rule="given")
    page = stated(report.text, seen)
    if page is not None and page.days is not None:
        return _on(*page.days, basis="stated", rule="page-line", evidence=(page.span,))
    address = in_url(report.url)
    line = dateline(report.text, seen)
    bounds = inferred(report.text, seen)
    if line is not None:
        day = _dateline_day(line, address, bounds)
        if day is not None:
            return _on(
                day, day, basis="stated", rule="dateline", evidence=(line.span, *(bounds.evidence if bounds else ()))
            )
    if address is not None:
        return _on(address, address, basis="inferred", rule="address")
    bounds = from_chronicle(report.text, seen, bounds) or bounds
    if bounds is not None:
        return _on(bounds.earliest, bounds.latest, basis="inferred", rule=bounds.rule, evidence=bounds.evidence)
    years = tuple(s.span for s in seen if s.days is not None)
    return Published(
        earliest=None,
        latest=None,
        basis="unknown",
        evidence=years,
        rule="only-background-years" if years else "no-date",
    )


def _dateline_day(line: Sighting, address: date | None, bounds: Bounds | None) -> date | None:
    """The year of a dateline: from the address, else the first that is not before what the report tells as past."""
    month, day = int(line.mention.slots["m"]), int(line.mention.slots["d"])
    floor = address.replace(month=1, day=1) if address else bounds.earliest if bounds else None
    return day_after(floor, month, day) if floor else None


def _on(
    earliest: date | None, latest: date | None, *, basis: str, rule: str, evidence: tuple[Span, ...] = ()
) -> Published:
    return Published(
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        basis=basis,  # type: ignore[arg-type]
        evidence=tuple(sorted(set(evidence))),
        rule=rule,
    )


def iso_day(raw: str) -> date | None:
    """The day of an ISO date or date-time; None for anything else."""
    try:
        return date.fromisoformat(raw.strip()[:10])
    except ValueError:
        return None
