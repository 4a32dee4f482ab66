"""Series, disputes and incidents on a small invented crisis, read by the whole reader."""

import pytest

from vedette.link import link
from vedette.read import Reader
from vedette.record import Links, Report

DESK = (
    (
        "k1",
        "2031-03-04",
        "Harbour Post",
        "Four soldiers were killed when a mine exploded near Vesk on Tuesday, the army said.",
    ),
    ("k2", "2031-03-05", "Open Wire", "The rebels said on Wednesday that they had killed 19 soldiers near Vesk."),
    (
        "k3",
        "2031-03-06",
        "Harbour Post",
        "The army said on Thursday that the toll of the mine blast near Vesk had risen to five soldiers.",
    ),
    (
        "k4",
        "2031-03-07",
        "Union Mail",
        "If the army enters Vesk, the rebels will attack its convoys, their leader Orun Tal warned on Friday.",
    ),
)


@pytest.fixture(scope="module")
def links(reader: Reader) -> Links:
    reports = [Report(id=i, published=day, outlet=outlet, text=text, language="en") for i, day, outlet, text in DESK]
    return link(reports, list(reader.annotate(reports)))


def test_one_toll_is_one_series(links: Links) -> None:
    killed = [s for s in links.series if s.measure == "killed"]
    assert [{p.report for p in s.points} for s in killed] == [{"k1", "k2", "k3"}]


def test_a_rival_count_is_a_dispute_and_a_later_one_is_not(links: Links) -> None:
    (dispute,) = [d for d in links.disputes if d.slot == "count"]
    assert {s.report for s in dispute.sides} == {"k1", "k2"}
    assert all(s.speaker for s in dispute.sides)


def test_the_replaced_figure_is_kept_and_marked(links: Links) -> None:
    (series,) = [s for s in links.series if s.measure == "killed"]
    assert [("stale" in p.flags, p.report) for p in series.points if p.report != "k2"] == [(True, "k1"), (False, "k3")]


def test_a_threat_is_no_actual_incident(links: Links) -> None:
    assert not [
        i
        for i in links.incidents
        if i.status == "actual" and {m.split("#")[0] for m in i.mentions} == {"k4"} and i.type == "ASSAULT"
    ]


def test_ratings_are_honest(links: Links) -> None:
    for incident in links.incidents:
        assert incident.reliability == "F"
        assert incident.credibility == 6 or (incident.credibility == 1 and incident.origins > 1)
