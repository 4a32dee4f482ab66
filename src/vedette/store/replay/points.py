"""Judgements about one figure of a series, named by the words that it stands on (`REPORT@128`)."""

from dataclasses import replace

from vedette.errors import NotThereError
from vedette.record import Anchor, DeskRecord, Judgement, Point, Ruling
from vedette.store.replay.anchors import Target

GONE = "no figure is read at these words any more"


def point_target(record: DeskRecord, name: str) -> Target:
    """What a point of the record stands on; raises `NotThereError` when there is no such point."""
    report, _, start = name.rpartition("@")
    for series in record.links.series:
        for point in series.points:
            if point.report == report and str(point.start) == start:
                return (Anchor(report=report, start=point.start, end=point.end),)
    raise NotThereError(f"no figure {name!r}; `vedette show figures` names each as REPORT@START")


def set_point(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Another number in the points that stand on these words, whatever the series that holds them."""
    ruling = judgement.ruling
    anchors = [anchor for target in judgement.targets for anchor in target]
    if ruling is None or not anchors:
        return GONE
    spans = [_shared(point, anchors[0]) for series in record.links.series for point in series.points]
    most = max(spans, default=0)
    if most <= 0:
        return GONE
    series = tuple(
        replace(one, points=tuple(_set(p, ruling) if _shared(p, anchors[0]) == most else p for p in one.points))
        for one in record.links.series
    )
    return replace(record, links=replace(record.links, series=series))


def _set(point: Point, ruling: Ruling) -> Point:
    return replace(point, low=ruling.low, best=ruling.best, high=ruling.high, qualifier=None)


def _shared(point: Point, anchor: Anchor) -> float:
    """How much of its words a point shares with the anchor; the very same words count most."""
    if point.report != anchor.report:
        return 0
    both = min(point.end, anchor.end) - max(point.start, anchor.start)
    return max(0.0, both / (max(point.end, anchor.end) - min(point.start, anchor.start)))
