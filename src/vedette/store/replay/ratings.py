"""Judgements about sources: an incident is as reliable as the best source that tells of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vedette.read.knowledge import fold
from vedette.record import DeskRecord, Incident, Judgement

UNKNOWN = "no report comes from this source"


def rate_sources(record: DeskRecord, judgements: Sequence[Judgement]) -> tuple[DeskRecord, dict[int, str]]:
    """The record with its incidents graded by the last rating of each outlet, and the ratings of unknown outlets."""
    outlets = {report.id: fold(report.outlet) for report in record.reports if report.outlet}
    ratings = [
        (j.number, fold(j.ruling.name or ""), j.ruling.grade)
        for j in judgements
        if j.ruling is not None and j.ruling.act == "rate-source"
    ]
    known = set(outlets.values())
    unheard = {number: UNKNOWN for number, name, _ in ratings if name not in known}
    grades = {name: grade for _, name, grade in ratings}
    if not known & set(grades):
        return record, unheard
    incidents = tuple(_graded(held, outlets, grades) for held in record.links.incidents)
    return replace(record, links=replace(record.links, incidents=incidents)), unheard


def _graded(held: Incident, outlets: dict[str, str], grades: Mapping[str, str | None]) -> Incident:
    reports = {mention.rpartition("#")[0] for mention in held.mentions}
    said = [grade for report in reports if (grade := grades.get(outlets.get(report, ""))) is not None]
    return replace(held, reliability=min(said)) if said else held  # type: ignore[arg-type]
