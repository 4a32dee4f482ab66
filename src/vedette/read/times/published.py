"""When the report came out: given, stated on the page, inferred from what it says, or unknown; never from the clock."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from vedette.read.reading import Reading
from vedette.read.times.bounds import day_after, inferred
from vedette.read.times.page_date import dateline, in_url, stated
from vedette.read.times.sightings import Sighting
from vedette.record import Published, Span

_SHORTLY: Final = 60


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
    told = [s for s in seen if s.layer in ("body", "headline", "embed")]
    line = dateline(report.text, seen)
    if line is not None:
        found = _dateline_day(line, address, told)
        if found is not None:
            return _on(found[0], found[0], basis="stated", rule="dateline", evidence=(line.span, *found[1]))
    if address is not None:
        return _on(address, address, basis="inferred", rule="address")
    bounds = inferred(told, [s.span for s in reading.sentences if s.layer == "body"])
    if bounds is not None:
        return _on(bounds.earliest, bounds.latest, basis="inferred", rule=bounds.rule, evidence=bounds.evidence)
    years = tuple(s.span for s in told if s.days is not None)
    rule = "only-background-years" if years else "no-date"
    return Published(earliest=None, latest=None, basis="unknown", evidence=years, rule=rule)


def _dateline_day(
    line: Sighting, address: date | None, told: Sequence[Sighting]
) -> tuple[date, tuple[Span, ...]] | None:
    """The year of a dateline: from the address, else that of a day told shortly before it."""
    month, day = int(line.mention.slots["m"]), int(line.mention.slots["d"])
    if address is not None:
        found = day_after(address.replace(month=1, day=1), month, day)
        return (found, ()) if found else None
    for sighting in sorted((s for s in told if s.is_day and s.ahead <= 0), key=lambda s: s.value, reverse=True):
        found = day_after(sighting.days[0], month, day) if sighting.days else None
        if found is not None and sighting.days is not None and (found - sighting.days[0]).days <= _SHORTLY:
            return found, (sighting.span,)
    return None


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
