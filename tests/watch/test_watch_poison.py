"""Noise made on purpose, through the real reader and linker: rewrites of one outlet, copies of one wire story."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, product

import pytest

from vedette.link import link
from vedette.read import Reader
from vedette.record import DeskRecord, Report
from vedette.watch.alerts import alerts
from vedette.watch.counts import series, span
from vedette.watch.definitions import indicators
from vedette.watch.occurrences import occurrences

START = date(2022, 1, 3)
LAST = 192
_TOWNS = ("Zvecan", "Leposavic", "Mitrovica", "Pristina", "Prizren", "Gjakova", "Peja")
_CAUSES = ("higher bread prices", "a closed school", "unpaid wages", "a new tax", "the sale of a mill")


def report(number: str, day: int, text: str, outlet: str) -> Report:
    return Report(id=number, text=text, outlet=outlet, published=(START + timedelta(days=day)).isoformat())


def quiet() -> list[Report]:
    """A protest every six days, each of its own cause and town, told by outlets in turn."""
    return [
        report(
            f"q{n}",
            6 * n,
            f"Protesters blocked the main square of {_TOWNS[n % 7]} on {_weekday(6 * n)} over {_CAUSES[n % 5]}. "
            f"About {40 + 13 * n} people took part, the town's radio said.",
            f"Outlet {n % 9}",
        )
        for n in range(LAST // 6)
    ]


def rewrites(most: int) -> Iterator[str]:
    """One story in other words, over and over."""
    who = ("Farmers", "Local farmers", "Angry farmers", "A crowd of farmers")
    did = ("protested", "demonstrated", "rallied", "staged a protest")
    where = ("in Prizren", "in the town of Prizren", "in front of the town hall of Prizren", "in the centre of Prizren")
    end = ("They demand cheaper fuel.", "Cheaper fuel is what they want.", "The price of fuel is their grievance.")
    for a, b, c, d in islice(product(who, did, where, end), most):
        yield f"{a} {b} {c} on {_weekday(LAST)}. {d}"


def _weekday(day: int) -> str:
    return (START + timedelta(days=day)).strftime("%A")


class Desk:
    """The record of some reports, with what the watch makes of it."""

    def __init__(self, reader: Reader, reports: Sequence[Report]) -> None:
        annotations = tuple(reader.annotate(reports))
        self.record = DeskRecord(
            reports=tuple(reports), annotations=annotations, links=link(tuple(reports), annotations)
        )

    def alerts(self) -> set[tuple[str, str]]:
        return {(a.indicator, a.level) for a in alerts(self.record, indicators())}

    def sums(self) -> dict[str, float]:
        found = occurrences(self.record)
        known = span(found) or pytest.fail("nothing dated")
        made = series(indicators(), found, first=known[0], last=known[1])
        return {one.indicator.id: float(one.counts[-7:].sum()) for one in made if not one.cut}


@pytest.fixture(scope="module")
def once(reader: Reader) -> Desk:
    """The quiet half year, and the story told once."""
    return Desk(reader, [*quiet(), report("p0", LAST, next(rewrites(1)), "Flood")])


def test_sixty_rewrites_of_one_outlet_are_one_voice(reader: Reader, once: Desk) -> None:
    flood = [report(f"p{n}", LAST, text, "Flood") for n, text in enumerate(rewrites(60))]
    desk = Desk(reader, [*quiet(), *flood])
    assert desk.alerts() == once.alerts()
    assert desk.sums() == once.sums()


def test_fifty_copies_of_a_wire_story_are_one_voice(reader: Reader, once: Desk) -> None:
    text = next(rewrites(1))
    copies = [report(f"p{n}", LAST, text, f"Paper {n}") for n in range(50)]
    desk = Desk(reader, [*quiet(), *copies])
    assert desk.alerts() == once.alerts()
    assert desk.sums() == once.sums()
