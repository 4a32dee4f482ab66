"""What `vedette show` says in a terminal of 80 columns: lineage, disputes, demands, the reasons of an incident."""

import io

import pytest
from rich.console import Console, RenderableType
from tests.quality import own

from vedette.cli.demands_view import demands
from vedette.cli.disputes_view import disputes
from vedette.cli.lineage_view import lineage
from vedette.cli.one_incident import incident, reasons
from vedette.errors import InputError
from vedette.link import link
from vedette.read import Reader
from vedette.record import DeskRecord, Links


@pytest.fixture(scope="module")
def record(reader: Reader) -> DeskRecord:
    reports, annotations = own.read_example(reader, own.FOLDER)
    return DeskRecord(reports=tuple(reports), annotations=tuple(annotations), links=link(reports, annotations))


def shown(parts: list[RenderableType]) -> str:
    console = Console(file=io.StringIO(), width=80, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)
    text = console.file.getvalue()
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    return text


def test_lineage_is_a_tree_under_its_origin(record: DeskRecord) -> None:
    lines = shown(lineage(record)).splitlines()
    root = next(n for n, line in enumerate(lines) if line.startswith("Northern Press Agency, 2031-03-10"))
    copy = next(n for n, line in enumerate(lines) if "└ Daily Courier" in line)
    assert root < copy
    assert any("verbatim" in line for line in lines[copy : copy + 4])


def test_a_dispute_gives_each_side_its_sentence(record: DeskRecord) -> None:
    text = " ".join(shown(disputes(record)).split())
    assert "where? incident" in text
    assert "Velmora says: Dolna" in text
    assert "“Velmora said that the officers were seized near the village of Dolna" in text
    assert "Goran Miletov denies" in text


def test_demands_show_their_state_and_the_sentence_behind_it(record: DeskRecord) -> None:
    text = " ".join(shown(demands(record)).split())
    assert "Continental Union asks Ana Torvald: withdraw forces refused" in text
    assert "“Torvald rejected the call.”" in text


def test_an_incident_says_why(record: DeskRecord) -> None:
    several = next(i for i in record.links.incidents if len(i.mentions) > 1 and i.injured is not None)
    text = shown([*incident(record, several.id), *reasons(record, several.id)])
    assert f"joined {several.joined[0].to}" in text
    assert "injured: 30" in text
    with pytest.raises(InputError):
        reasons(record, "nothing")


@pytest.mark.parametrize("view", [lineage, disputes, demands])
def test_an_empty_desk_says_so(view: object) -> None:
    assert "no " in shown(view(DeskRecord(reports=(), annotations=(), links=Links())))
