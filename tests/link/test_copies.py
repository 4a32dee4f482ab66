"""The law of copies on a whole crisis that was really read: a copy changes nothing but the tally of reports."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.link import link
from vedette.read import Reader
from vedette.record import Annotation, Links, Report, encode, report_from_json

FILE = Path(__file__).resolve().parents[2] / "examples" / "fictional" / "reports.jsonl"
Read = tuple[list[Report], list[Annotation]]
QUIET = settings(max_examples=14, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def crisis(reader: Reader) -> Read:
    reports = [report_from_json(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return reports, list(reader.annotate(reports))


@pytest.fixture(scope="module")
def links(crisis: Read) -> Links:
    return link(*crisis)


def facts(links: Links, *, without: str = "") -> dict[frozenset[str], tuple[int, int]]:
    """Mentions of each incident (but those of the copy) -> its origins and its grade."""
    return {
        frozenset(m for m in i.mentions if m.partition("#")[0] != without): (i.origins, i.credibility)
        for i in links.incidents
    }


@given(number=st.integers(0, 13))
@QUIET
def test_a_copy_changes_no_origin_count_no_grade_and_no_dispute(crisis: Read, links: Links, number: int) -> None:
    reports, read = crisis
    copy = replace(reports[number], id="zz", outlet="Mirror", url=None)
    both = link([*reports, copy], [*read, replace(read[number], id="zz")])
    assert len(both.origins) == len(links.origins)
    assert facts(both, without="zz") == facts(links)
    assert len(both.disputes) == len(links.disputes)
    assert [len(d.sides) for d in both.disputes] == [len(d.sides) for d in links.disputes]


@given(random=st.randoms(use_true_random=False))
@QUIET
def test_order_of_arrival_does_not_matter_to_what_was_really_read(crisis: Read, links: Links, random: object) -> None:
    rows = list(zip(*crisis, strict=True))
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert encode(link([report for report, _ in rows], [read for _, read in rows])) == encode(links)
