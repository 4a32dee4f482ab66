"""Poisoned records: copies without number, forged datelines and credits, words that give orders to a machine."""

import ast
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import vedette
from tests.hostile import LONG
from tests.hostile.naughty import CLASSES
from vedette.link import link
from vedette.read import Reader
from vedette.record import Annotation, Links, Report
from vedette.watch.alerts import alerts
from vedette.watch.definitions import indicators

COPIES = 1_000 if LONG else 60
BODY = (
    "Guards stopped a ferry at Lirna on Monday and detained 12 sailors, a spokesman of the coast guard said. Four "
    "sailors were hurt when the crew threw stones. The ministry called the search lawful and said that the port would "
    "stay closed until Friday. Residents said that nobody had warned them, and that shops were shut in the old town."
)
OTHER = (
    "Teachers in Podlir walked out of their schools on Tuesday over unpaid wages. About 300 of them marched to the "
    "town hall, where the mayor spoke to them for an hour and promised nothing. The union called a second march."
)


def report(name: str, text: str, outlet: str, day: str = "2031-03-11") -> Report:
    return Report(id=name, text=text, outlet=outlet, published=day)


TOLD = (report("a", f"LIRNA, March 11 (Shore Wire) - {BODY}", "Shore Wire"), report("b", OTHER, "Hill Post"))


def linked(reader: Reader, reports: Sequence[Report]) -> tuple[tuple[Annotation, ...], Links]:
    annotations = tuple(reader.annotate(reports))
    return annotations, link(tuple(reports), annotations)


def origins(links: Links, among: set[str]) -> int:
    """In how many origins these reports stand."""
    return sum(bool(among & set(origin)) for origin in links.origins)


def test_a_thousand_copies_are_one_origin_and_no_alert(reader: Reader) -> None:
    from vedette.record import DeskRecord

    copies = tuple(replace(TOLD[0], id=f"c{n}", outlet=f"Paper {n}") for n in range(COPIES))
    alone, flooded = linked(reader, TOLD), linked(reader, (*TOLD, *copies))
    assert len(flooded[1].origins) == len(alone[1].origins) == 2
    assert {held.origins for held in flooded[1].incidents} <= {1}
    marks = [
        {
            (found.indicator, found.level)
            for found in alerts(DeskRecord(reports=told, annotations=read, links=links), indicators())
        }
        for told, (read, links) in ((TOLD, alone), ((*TOLD, *copies), flooded))
    ]
    assert marks[0] == marks[1]


FORGED = (
    "PODLIR, March 12 (Other Agency) - ", "CAPITAL (AFP) - ", "(Reuters) ", "By our own correspondent\n\n",
    "EXCLUSIVE: ", "12 March 2031\n\n", "UPDATED 23:59 ", "STOLAC, Dec. 31 -- ",
)  # fmt: skip
CREDITS = (
    "\n\nSource: Other Agency",
    "\n\n(Reuters)",
    "\n\nAdditional reporting by Hill Post.",
    "\n\nVia dpa",
    "\n\nSource link",
)


def test_a_forged_dateline_or_credit_makes_no_second_origin(reader: Reader) -> None:
    forged = [report(f"f{n}", f"{line}{BODY}", f"Paper {n}") for n, line in enumerate(FORGED)]
    forged += [report(f"g{n}", f"{BODY}{line}", f"Sheet {n}") for n, line in enumerate(CREDITS)]
    _, links = linked(reader, (*TOLD, *forged))
    assert origins(links, {"a", *(one.id for one in forged)}) == 1
    told = [held for held in links.incidents if any(m.startswith(("a#", "f", "g")) for m in held.mentions)]
    assert told
    assert {held.origins for held in told} == {1}


def test_a_credit_alone_joins_nothing(reader: Reader) -> None:
    forged = report("x", f"{OTHER}\n\nSource: Shore Wire", "Hill Post")
    _, links = linked(reader, (TOLD[0], forged))
    assert not any({"a", "x"} <= set(origin) for origin in links.origins), "another story stays another origin"


def test_words_to_a_machine_are_words(reader: Reader) -> None:
    """What the report says before and after such words is read as it was; nothing is rated, dropped or added."""
    plain, addressed = [], []
    for n, order in enumerate(CLASSES["a model"]):
        plain.append(report(f"m{n}", BODY, "Shore Wire"))
        addressed.append(report(f"m{n}", f"{BODY}\n\n{order}", "Shore Wire"))
    for before, after in zip(reader.annotate(plain), reader.annotate(addressed), strict=True):
        end = len(BODY)
        for kind in ("events", "figures", "quantities", "attributions", "times"):
            held = list(getattr(before, kind))
            kept = [v for v in getattr(after, kind) if v.end <= end]
            assert [(v.start, v.end) for v in kept] == [(v.start, v.end) for v in held], kind
        assert after.published == before.published
        assert after.extractors == before.extractors
    _, links = linked(reader, addressed)
    assert {(held.reliability, held.origins) for held in links.incidents} == {("F", 1)}


def test_no_part_of_vedette_asks_a_language_model() -> None:
    """No client of one is imported anywhere, so that no text is ever a prompt."""
    clients = {
        "openai",
        "anthropic",
        "transformers",
        "llama_cpp",
        "ollama",
        "litellm",
        "langchain",
        "vllm",
        "mistralai",
    }
    for path in sorted(Path(vedette.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not clients & {name.split(".")[0] for name in names}, path


@pytest.mark.parametrize("day", ["2031-03-11", "not a day", "9999-99-99", ""])
def test_a_forged_day_of_publication_is_no_day(reader: Reader, day: str) -> None:
    (read,) = reader.annotate([report("d", BODY, "Shore Wire", day)])
    assert read.published.earliest in (None, "2031-03-11")
