"""A record as it was known on an earlier day, by the days of its reports: for archives that came all at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from vedette.link import link
from vedette.record import DeskRecord
from vedette.watch.backtest import LATE


def days_of(record: DeskRecord) -> list[date]:
    """Every day from the first dated report to the last, and the few after it in which an alert may still come."""
    known = sorted(date.fromisoformat(a.published.latest[:10]) for a in record.annotations if a.published.latest)
    if not known:
        return []
    return [known[0] + timedelta(days=n) for n in range((known[-1] + LATE - known[0]).days + 1)]


def known_on(record: DeskRecord) -> Callable[[date], DeskRecord]:
    """The record of the reports published up to a day, linked anew; a day that brings no report costs nothing.

    Reports without a day are left out: nobody knows when they were known.
    """
    days = [a.published.latest[:10] if a.published.latest else None for a in record.annotations]
    held: dict[int, DeskRecord] = {}

    def known(today: date) -> DeskRecord:
        mine = [n for n, day in enumerate(days) if day is not None and day <= today.isoformat()]
        if len(mine) not in held:
            held.clear()
            reports = tuple(record.reports[n] for n in mine)
            annotations = tuple(record.annotations[n] for n in mine)
            held[len(mine)] = replace(
                record, reports=reports, annotations=annotations, links=link(reports, annotations)
            )
        return held[len(mine)]

    return known
