"""The order of linking: texts, lineage, origins, stories, then what the reports say together."""

from collections.abc import Sequence

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
from vedette.link.desk import lay_out
from vedette.link.pairs import closest
from vedette.record import Annotation, Links, Report

_CLOSE = 8
"""Reports most like each one in which its own events are looked for again."""


def link(reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
    """What the reports say together; pure, and the same for any order of arrival.

    `annotations` in the order of `reports`. Raises `ValueError` when the two do not belong together.
    """
    if [r.id for r in reports] != [a.id for a in annotations]:
        raise ValueError("each report needs its own annotation, in the same order")
    both = sorted(zip(reports, annotations, strict=True), key=lambda pair: pair[0].id)
    ordered, read = [report for report, _ in both], [annotation for _, annotation in both]
    desk = lay_out(ordered, read)
    copies = lineage.trace(desk)
    alike = stories.likeness(desk)
    told = stories.group(desk, alike, copies.joined)
    origin = origins.group(ordered, copies.joined)
    found = mentions.collect(ordered, read, desk.texts, desk.weights)
    acts, rest = _acts(found, read)
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
            *disputes.of_places(desk, happened),
            *denials.of_statements(desk, read, where, {m: i for i, _ in happened for m in i.mentions}),
        ),
        demands=ledger.build(desk, read, where),
        reinforcements=reinforcements.build(desk, read, where),
    )


def _acts(
    found: Sequence[mentions.Mention], read: Sequence[Annotation]
) -> tuple[list[mentions.Mention], list[tuple[str]]]:
    """The mentions that are given or have a type; the others (speech, states) are each an event of their own."""
    acts = [m for m in found if m.event is None or read[m.report].events[m.event].type is not None]
    kept = {m.id for m in acts}
    return acts, [(m.id,) for m in found if m.id not in kept]


def _places(groups: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Report -> number of its group."""
    return {name: number for number, group in enumerate(groups) for name in group}


def _numbered(reports: Sequence[Report], groups: Sequence[tuple[str, ...]]) -> list[int]:
    """The number of each report's group, in the order of the reports."""
    where = _places(groups)
    return [where[report.id] for report in reports]
