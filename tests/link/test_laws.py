"""The laws of linking: order does not matter, partitions are partitions, spans lie in their reports."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.link import link
from vedette.record import Annotation, Figure, Interval, Links, Published, Report, encode

WORDS = [
    "convoy",
    "bridge",
    "mayor",
    "river",
    "police",
    "guard",
    "town",
    "north",
    "seized",
    "closed",
    "Dolen",
    "Brava",
    "14",
    "230",
    "talks",
    "the",
    "of",
    "and",
    "in",
    "at",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(lambda w: " ".join(w) + ".")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
DATES = st.one_of(st.none(), st.dates().map(str))


def read(report: Report) -> Annotation:
    """A stand-in for reading: one figure on the first number of the text."""
    at = report.text.find("14")
    figures = () if at < 0 else (_figure(at),)
    return Annotation(id=report.id, published=Published(earliest=None, latest=None, basis="unknown"), figures=figures)


def _figure(at: int) -> Figure:
    nowhen = Interval(earliest=None, latest=None)
    return Figure(
        start=at, end=at + 2, made_by="test/1", quantity=None, measure="killed", of="guards", unit=None, low=14,
        best=14, high=14, as_of=nowhen,
    )  # fmt: skip


@st.composite
def desks(draw: st.DrawFn) -> list[Report]:
    texts = draw(st.lists(st.one_of(TEXTS, st.text(max_size=60)), max_size=7))
    return [Report(id=f"r{n}", text=text, published=draw(DATES)) for n, text in enumerate(texts)]


def linked(reports: list[Report]) -> Links:
    return link(reports, [read(r) for r in reports])


@given(desks(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_of_arrival_does_not_matter(reports: list[Report], random: object) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert encode(linked(reports)) == encode(linked(shuffled))


@given(desks())
@settings(max_examples=60, deadline=None)
def test_partitions_are_partitions(reports: list[Report]) -> None:
    links = linked(reports)
    ids = sorted(r.id for r in reports)
    assert sorted(x for group in links.origins for x in group) == ids
    assert sorted(x for group in links.stories for x in group) == ids


@given(desks())
@settings(max_examples=60, deadline=None)
def test_spans_lie_in_their_reports(reports: list[Report]) -> None:
    links = linked(reports)
    text = {r.id: r.text for r in reports}
    for edge in links.lineage:
        for passage in edge.evidence:
            assert 0 <= passage.child.start < passage.child.end <= len(text[edge.child])
            if isinstance(edge.parent, str):
                assert passage.parent is not None
                assert 0 <= passage.parent.start < passage.parent.end <= len(text[edge.parent])
    for series in links.series:
        for point in series.points:
            assert 0 <= point.start < point.end <= len(text[point.report])


@given(desks())
@settings(max_examples=60, deadline=None)
def test_lineage_is_a_forest(reports: list[Report]) -> None:
    parent: dict[str, str] = {}
    for edge in linked(reports).lineage:
        if edge.kind != "quotes" and isinstance(edge.parent, str):
            parent.setdefault(edge.child, edge.parent)
    for start in parent:
        seen, node = set(), start
        while node in parent:
            assert node not in seen
            seen.add(node)
            node = parent[node]


@given(desks())
@settings(max_examples=40, deadline=None)
def test_adding_reports_one_by_one_ends_where_linking_all_at_once_does(reports: list[Report]) -> None:
    known: list[Report] = []
    links = linked(known)
    for report in reports:
        known = [*known, report]
        links = linked(known)
    assert encode(links) == encode(linked(list(reversed(reports))))
