"""The ledger of demands and promises, and the chains of reinforcements, on small invented crises."""

import json
from pathlib import Path

import pytest

from vedette.link import link
from vedette.read import Reader
from vedette.record import Demand, Links, Reinforcement, Report, report_from_json

FOLDER = Path(__file__).parent / "examples"


def linked(reader: Reader, name: str) -> tuple[list[Report], Links]:
    lines = (FOLDER / name / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [report_from_json(line) for line in lines]
    return reports, link(reports, list(reader.annotate(reports)))


def wanted(name: str, kind: str) -> list[dict]:
    return json.loads((FOLDER / name / "expected.json").read_text(encoding="utf-8"))[kind]


def _fits(got: Demand, want: dict) -> bool:
    return (
        (got.kind, got.matter, got.state) == (want["kind"], want["matter"], want["state"])
        and want["speaker"] in (got.speaker or "")
        and (want["addressee"] or "") in (got.addressee or "")
        and [t.report for t in got.sayings] == want["said"]
        and [c.report for c in got.changes] == want["changed"]
    )


def _fits_chain(got: Reinforcement, want: dict) -> bool:
    return (
        want["owner"] in (got.owner or "")
        and want["unit"] in got.unit
        and got.stage == want["stage"]
        and [[s.stage, s.report] for s in got.stages] == want["stages"]
        and got.size is not None
        and [got.size.low, got.size.best, got.size.high] == want["size"]
    )


@pytest.mark.parametrize("name", ["demands", "reinforcements"])
def test_the_ledger_holds_what_was_asked_and_no_more(reader: Reader, name: str) -> None:
    _, links = linked(reader, name)
    asked, sent = wanted(name, "demands"), wanted(name, "reinforcements")
    assert [w for w in asked if not any(_fits(d, w) for d in links.demands)] == []
    assert [w for w in sent if not any(_fits_chain(r, w) for r in links.reinforcements)] == []
    assert (len(links.demands), len(links.reinforcements)) == (len(asked), len(sent))


def test_every_entry_stands_on_sentences(reader: Reader) -> None:
    reports, links = linked(reader, "demands")
    text = {r.id: r.text for r in reports}
    assert links.demands
    for demand in links.demands:
        for told in (*demand.sayings, *demand.changes):
            assert 0 <= told.start < told.end <= len(text[told.report])
        assert demand.state == (demand.changes[-1].state if demand.changes else "open")


def test_a_copy_adds_no_origin_to_a_demand(reader: Reader) -> None:
    reports, links = linked(reader, "demands")
    copy = Report(id="zz", text=reports[0].text, published="2034-04-04", outlet="Mirror", language="en")
    both = [*reports, copy]
    again = link(both, list(reader.annotate(both)))
    before = {(d.speaker, d.matter): (d.reports, d.origins) for d in links.demands}
    after = {(d.speaker, d.matter): (d.reports, d.origins) for d in again.demands}
    assert before.keys() == after.keys()
    assert {k: v[1] for k, v in before.items()} == {k: v[1] for k, v in after.items()}
    assert after["Ines Karvel", "withdraw forces"] == (2, 1)
