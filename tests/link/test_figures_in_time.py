"""Figures in time: transferred days, disputes of place, corrections, and the flags of a series, on small stories."""

import pytest

from vedette.link import link
from vedette.read import Reader
from vedette.record import Links, Point, Report


def told(reader: Reader, *rows: tuple[str, str]) -> Links:
    reports = [
        Report(id=f"r{n}", published=day, text=text, outlet=f"Paper {n}", language="en")
        for n, (day, text) in enumerate(rows)
    ]
    return link(reports, list(reader.annotate(reports)))


def points(links: Links, measure: str) -> list[Point]:
    """The points of the one series of that measure with most points."""
    return list(max((s.points for s in links.series if s.measure == measure), key=len))


def test_a_day_that_only_another_report_gives_is_taken_over_with_both_sentences(reader: Reader) -> None:
    links = told(
        reader,
        ("2031-05-07", "The warehouse of the Relief Council in Vaduna was looted by masked men, its director said."),
        ("2031-05-08", "Masked men looted the warehouse of the Relief Council in Vaduna on Monday, police said."),
    )
    (incident,) = [i for i in links.incidents if i.status == "actual" and i.type == "ASSAULT"]
    assert (incident.earliest, incident.latest) == ("2031-05-05", "2031-05-05")
    assert {b.report for b in incident.backing if b.value == "when"} == {"r0", "r1"}


def test_two_voices_and_two_places_are_one_incident_with_two_candidates(reader: Reader) -> None:
    links = told(
        reader,
        (
            "2031-05-07",
            "Gendarmes of Varnia seized two fishermen on Tuesday near Orlen, inside Tolm, its coast guard said. "
            "Varnia says that the two fishermen were seized near Karm, in its own waters.",
        ),
    )
    (incident,) = [i for i in links.incidents if i.type == "COERCE"]
    assert incident.place is not None
    assert {incident.place.name, *(p.name for p in incident.alternative_places)} == {"Orlen", "Karm"}
    assert {b.says for b in incident.backing if b.value == "where"} == {"Orlen", "Karm"}
    assert [d.slot for d in links.disputes if d.about == incident.id] == ["place"]


def test_a_correction_replaces_the_figure_and_keeps_it(reader: Reader) -> None:
    links = told(
        reader,
        ("2031-05-07", "Eleven soldiers were wounded by a mine near Vaduna on Wednesday, the army said."),
        (
            "2031-05-08",
            "The army corrected its earlier figure on Thursday: nine soldiers, not eleven, were wounded by the mine "
            "near Vaduna on Wednesday.",
        ),
    )
    found = points(links, "injured")
    assert {p.best for p in found if "stale" not in p.flags} == {9}
    assert {p.best for p in found if "stale" in p.flags} == {11}
    assert not [d for d in links.disputes if d.slot == "count"]


def test_an_old_strength_said_again_is_boilerplate_and_no_dispute(reader: Reader) -> None:
    links = told(
        reader,
        ("2031-05-07", "MIRFOR has 3,735 soldiers in Tolm, its spokesman said on Wednesday."),
        ("2031-05-12", "MIRFOR now has 4,100 soldiers in Tolm after new arrivals, its spokesman said."),
        ("2031-05-20", "Protesters threw stones at a patrol of MIRFOR. The force has 3,735 soldiers in Tolm."),
    )
    assert [p.flags for p in points(links, "strength")] == [("stale",), (), ("boilerplate",)]
    assert links.disputes == ()


def test_a_rounded_strength_beside_the_exact_one_is_boilerplate(reader: Reader) -> None:
    links = told(
        reader,
        (
            "2031-05-07",
            "MIRFOR counts 3,735 soldiers in Tolm, its head said. Tolm is poor. MIRFOR has about 3,800 soldiers.",
        ),
    )
    assert {p.best: p.flags for p in points(links, "strength")} == {3735: (), 3800: ("boilerplate",)}


@pytest.mark.parametrize(("before", "after"), [(3900, 3700), (3900, 4600)])
def test_a_strength_that_changes_without_a_word_is_flagged(reader: Reader, before: int, after: int) -> None:
    links = told(
        reader,
        ("2031-05-07", f"MIRFOR has {before:,} soldiers in Tolm. The Alliance decided to send 400 more soldiers."),
        ("2031-06-20", f"MIRFOR has {after:,} soldiers in Tolm."),
    )
    assert [(p.best, p.flags) for p in points(links, "strength")] == [
        (before, ("stale",)),
        (after, ("unexplained-change",)),
    ]


def test_two_accounts_of_one_day_conflict_and_a_risen_toll_does_not(reader: Reader) -> None:
    fought = told(
        reader,
        ("2031-05-07", "The hospital in Vaduna said that 14 miners were killed in the blast on Wednesday."),
        ("2031-05-07", "Nine miners were killed in the blast in Vaduna on Wednesday, the mine said."),
    )
    assert [p.flags for p in points(fought, "killed")] == [("conflict",), ("conflict",)]
    assert [d.slot for d in fought.disputes] == ["count"]
    risen = told(
        reader,
        ("2031-05-07", "Three villagers were killed by a flood in Vaduna on Wednesday, the mayor said."),
        ("2031-05-09", "The number of villagers killed by the flood in Vaduna has risen to seven, the mayor said."),
    )
    assert [(p.best, p.flags) for p in points(risen, "killed")] == [(3, ("stale",)), (7, ())]
    assert risen.disputes == ()


def test_tolls_of_two_happenings_are_two_series(reader: Reader) -> None:
    links = told(
        reader,
        ("2031-05-07", "The flood at Vaduna has killed 17 people, the mayor of Vaduna said on Wednesday."),
        ("2031-05-12", "A boat capsized near Vaduna on Sunday and six people drowned, the mayor of Vaduna said."),
    )
    assert sorted(p.best for s in links.series if s.measure == "killed" for p in s.points) == [6, 17]
    assert len([s for s in links.series if s.measure == "killed"]) == 2
    assert links.disputes == ()
