"""Incidents: what must never be one, what must be, and whose day and side is whose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.link import link, sites, voices
from vedette.read import Reader
from vedette.record import Annotation, Event, Links, Participant, Place, Published, Report, Span

TOWNS = {"Orlen": 42.0, "Brest": 43.0, "Vaduna": 44.0, "Karm": None}
"""Latitudes; no gazetteer knows the last."""
KINDS = ("PROTEST", "ASSAULT", "COERCE")
TEXT = "In {town} the people marched on the court and the guards beat the people."


def mention(town: str, kind: str, day: str | None) -> Event:
    at = 5 + len(town) + 10
    people = Participant(name="people", country=None, sector=None, start=3, end=9)
    return Event(
        start=0, end=30, made_by="test/1", trigger=Span(at, at + 7), type=kind, mode=None, quad=4, intensity=-5.0,
        status="actual", place=0, earliest=day, latest=day, actors=(people,),
    )  # fmt: skip


def spot(name: str, lat: float | None, *, start: int = 3) -> Place:
    return Place(
        start=start, end=start + len(name), made_by="test/1", text=name, name=name, lat=lat, lon=lat and 20.0,
        geonameid=None, country=None, admin1=None, precision=3 if lat else 7, use="place",
    )  # fmt: skip


@st.composite
def told_once(draw: st.DrawFn) -> list[tuple[Report, Annotation]]:
    row = st.tuples(st.sampled_from(sorted(TOWNS)), st.sampled_from(KINDS), st.booleans())
    found = []
    for n, (town, kind, dated) in enumerate(draw(st.lists(row, max_size=8))):
        read = Annotation(
            id=f"r{n}", published=Published(earliest="2031-03-04", latest="2031-03-04", basis="given"),
            places=(spot(town, TOWNS[town]),), events=(mention(town, kind, "2031-03-03" if dated else None),),
        )  # fmt: skip
        found.append((Report(id=f"r{n}", text=TEXT.format(town=town), published="2031-03-04"), read))
    return found


@given(told_once())
@settings(max_examples=60, deadline=None)
def test_different_places_are_never_one_incident(desk: list[tuple[Report, Annotation]]) -> None:
    links = link([report for report, _ in desk], [read for _, read in desk])
    town = {f"{report.id}#0": read.places[0].name for report, read in desk}
    for incident in links.incidents:
        assert len({town[m] for m in incident.mentions}) == 1
    told = [m for incident in links.incidents for m in incident.mentions]
    assert sorted(told) == sorted(town)


def read_all(reader: Reader, *texts: str) -> Links:
    reports = [Report(id=f"r{n}", text=t, published="2031-03-04", outlet=f"Paper {n}") for n, t in enumerate(texts)]
    return link(reports, list(reader.annotate(reports)))


def told_by(links: Links, kind: str) -> list[set[str]]:
    return [{m.partition("#")[0] for m in i.mentions} for i in links.incidents if i.type == kind]


@pytest.mark.parametrize("towns", [("Orlen", "Vaduna"), ("Leeds", "Bristol"), ("Leeds", "Vaduna")])
def test_two_protests_of_one_day_in_two_towns_stay_two(reader: Reader, towns: tuple[str, str]) -> None:
    text = "About 500 people protested against the new tax in {} on Monday, the police said."
    links = read_all(reader, *(text.format(town) for town in towns))
    assert sorted(map(sorted, told_by(links, "PROTEST"))) == [["r0"], ["r1"]]


def test_a_street_of_a_town_is_no_other_place(reader: Reader) -> None:
    links = read_all(
        reader,
        "Masked men beat three journalists in Harbour Street in Vaduna on Monday, a union said.",
        "Three journalists were beaten by masked men in Vaduna on Monday, their paper said.",
    )
    assert told_by(links, "ASSAULT") == [{"r0", "r1"}]


def test_the_day_of_the_saying_is_not_that_of_the_deed(reader: Reader) -> None:
    links = read_all(
        reader,
        "Gunmen killed four farmers in Vaduna on Saturday, witnesses said.",
        "Gunmen killed four farmers in Vaduna, the ministry of the interior said on Tuesday.",
    )
    (incident,) = [i for i in links.incidents if i.type == "ASSAULT"]
    assert (incident.earliest, incident.latest) == ("2031-03-01", "2031-03-01")
    assert incident.reports == 2


def test_a_side_is_named_on_one_side_alone(reader: Reader) -> None:
    links = read_all(
        reader,
        "Gendarmes of Varnia arrested three customs officers of Tolm near Vaduna on Monday, both governments said. "
        "The officers were seized by gendarmes, Tolm said. The three officers were arrested with a radio, Varnia said.",
    )
    (incident,) = [i for i in links.incidents if i.type == "COERCE"]
    assert not any("officers" in name for name in incident.actors)
    assert any("officers" in name for name in incident.recipients)


@pytest.mark.parametrize("denial", ["Not a single shell was fired", "Not one shell was fired"])
def test_what_was_not_done_once_is_no_incident(reader: Reader, denial: str) -> None:
    links = read_all(reader, f"{denial} at Vaduna on Monday, the general staff of Varnia said.")
    assert [i.status for i in links.incidents if i.type == "ASSAULT"] in ([], ["negated"])


def test_places_beside_each_other_are_not_apart() -> None:
    learnt = sites.Sites(nested=frozenset())
    assert not learnt.apart(spot("Orlen", 42.0), spot("Brest", 42.03))
    assert learnt.apart(spot("Orlen", 42.0), spot("Brest", 42.3))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("army", "defence ministry", True),
        ("Varnian army", "ministry of defence of Varnia", True),
        ("Varnian army", "army of Tolm", False),
        ("health officials", "ministry of health", True),
        ("army", "health ministry", False),
        ("Ilo Tran", "Ilo Tran", True),
        ("Ilo Tran", "Pia Lund", False),
    ],
)
def test_offices_of_one_institution_are_one_source(one: str, two: str, *, same: bool) -> None:
    assert voices.same_source(one, two) is same
    assert voices.same_source(two, one) is same


def test_a_fact_that_all_have_from_one_source_has_one_origin(reader: Reader) -> None:
    links = read_all(
        reader,
        "Rebels killed nine soldiers at the post of Vaduna on Monday, the army said.",
        "Nine soldiers died when rebels overran a post in Vaduna on Monday, according to the ministry of defence.",
    )
    (incident,) = [i for i in links.incidents if i.type == "ASSAULT" and i.status == "actual"]
    assert (incident.reports, incident.origins, incident.credibility) == (2, 1, 6)


def test_a_report_that_only_denies_is_no_origin(reader: Reader) -> None:
    links = read_all(
        reader,
        "Police shot dead three students in Vaduna on Monday, the teachers' union said.",
        "The mayor of Vaduna denied the shooting of three students in Vaduna on Monday.",
    )
    assert all(i.origins == 1 for i in links.incidents if i.type == "ASSAULT")
