"""The order of linking: texts, lineage, origins, stories, then what the reports say together."""

from collections.abc import Iterable, Iterator, Sequence

from vedette.link import (
    coreference,
    denials,
    disputes,
    figures,
    incidents,
    ledger,
    lineage,
    mentions,
    origins,
    reinforcements,
    series,
    stories,
)
from vedette.link.bench import Bench, InMemory
from vedette.link.desk import lay_out
from vedette.link.pairs import closest
from vedette.record import Annotation, Links, Report

_CLOSE = 8
"""Reports most like each one in which its own events are looked for again."""


def link(reports: Sequence[Report], annotations: Sequence[Annotation], *, bench: Bench | None = None) -> Links:
    """What the reports say together; pure, and the same for any order of arrival and on any bench (else in memory).

    `annotations` in the order of `reports`. Raises `ValueError` when the two do not belong together.
    """
    bench = bench or InMemory()
    ordered, read = _in_order(reports, annotations)
    desk = lay_out(ordered, read, bench=bench)
    copies = lineage.trace(desk, bench=bench)
    alike = stories.likeness(desk)
    told = stories.group(desk, alike, copies.joined)
    origin = origins.group(ordered, copies.joined)
    rest: list[tuple[str]] = []
    found = mentions.collect(ordered, read, desk.texts, desk.weights)
    acts = bench.keep(mentions.Mention, _acts(found, rest))
    close = closest(alike, _CLOSE) if rest else alike
    same = coreference.link_mentions(acts, close, frozenset(copies.joined), _numbered(ordered, told), desk.weights)
    counts = figures.collect(desk, read)
    where = _numbered(ordered, origin)
    lines = series.build(desk, read, counts, where)
    happened = incidents.build(desk, read, lines, where)
    return Links(
        stories=told,
        lineage=copies.lineage,
        origins=origin,
        events=tuple(sorted((*same, *rest))),
        incidents=tuple(one for one, _ in happened),
        series=tuple(line.series for line in lines),
        disputes=(
            *disputes.of_counts(lines, where),
            *disputes.of_places(desk, happened, where),
            *denials.of_statements(desk, read, where, {m: i for i, _ in happened for m in i.mentions}),
        ),
        demands=ledger.build(desk, read, where),
        reinforcements=reinforcements.build(desk, read, where),
    )


def _in_order(
    reports: Sequence[Report], annotations: Sequence[Annotation]
) -> tuple[Sequence[Report], Sequence[Annotation]]:
    """Both in the order of their ids."""
    names = [report.id for report in reports]
    if names != [annotation.id for annotation in annotations]:
        raise ValueError("each report needs its own annotation, in the same order")
    order = sorted(range(len(names)), key=names.__getitem__)
    if order == list(range(len(names))):
        return reports, annotations
    return [reports[n] for n in order], [annotations[n] for n in order]


def _acts(found: Iterable[mentions.Mention], rest: list[tuple[str]]) -> Iterator[mentions.Mention]:
    """The mentions that are given or have a type; the others (speech, states) are each an event of their own."""
    for mention in found:
        if mention.is_act:
            yield mention
        else:
            rest.append((mention.id,))


def _places(groups: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Report -> number of its group."""
    return {name: number for number, group in enumerate(groups) for name in group}


def _numbered(reports: Sequence[Report], groups: Sequence[tuple[str, ...]]) -> list[int]:
    """The number of each report's group, in the order of the reports."""
    where = _places(groups)
    return [where[report.id] for report in reports]
