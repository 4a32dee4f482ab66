"""Denials: each is set beside the claim that it answers, on twenty invented dialogues read by the whole reader."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from vedette.link import link
from vedette.read import Reader
from vedette.record import Dispute, Report

FILE = Path(__file__).parent / "examples" / "denials" / "dialogues.yaml"
DIALOGUES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def reports_of(dialogue: Mapping[str, Any]) -> list[Report]:
    return [
        Report(id=f"r{n}", text=text, published=f"2035-05-{12 + n}", outlet=f"Paper {n}", language="en")
        for n, text in enumerate(dialogue["reports"])
    ]


def disputes(reader: Reader, reports: list[Report]) -> list[Dispute]:
    links = link(reports, list(reader.annotate(reports)))
    return [d for d in links.disputes if d.slot == "occurrence"]


def fits(wanted: str, said: str) -> bool:
    return any(words in said for words in wanted.split(" | "))


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: d["name"])
def test_a_denial_stands_beside_the_claim_that_it_answers(reader: Reader, dialogue: Mapping[str, Any]) -> None:
    reports = reports_of(dialogue)
    text = {r.id: r.text for r in reports}
    found = [[text[s.report][s.start : s.end] for s in d.sides] for d in disputes(reader, reports)]
    wanted = dialogue["pairs"]
    assert len(found) == len(wanted)
    for claim, denial in wanted:
        assert any(fits(claim, sides[0]) and fits(denial, sides[-1]) for sides in found), found


def test_a_copy_adds_no_side_to_a_dispute(reader: Reader) -> None:
    dialogue = next(d for d in DIALOGUES if d["name"].startswith("a copied denial"))
    (dispute,) = disputes(reader, reports_of(dialogue))
    assert [(s.report, s.speaker) for s in dispute.sides] == [("r0", "coast guard"), ("r0", "Tarkia")]


def test_a_denied_act_names_its_incident(reader: Reader) -> None:
    dialogue = next(d for d in DIALOGUES if d["name"] == "arrest, two claims before the denial")
    reports = reports_of(dialogue)
    links = link(reports, list(reader.annotate(reports)))
    (dispute,) = [d for d in links.disputes if d.slot == "occurrence"]
    (incident,) = [i for i in links.incidents if i.id == dispute.about]
    assert incident.type == "ASSAULT"
