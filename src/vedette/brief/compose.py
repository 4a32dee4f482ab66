"""From the desk's record to a brief: facts, each with its sentence; comments only from the analyst."""

from collections.abc import Iterable

from vedette.brief import demands, incidents, likelihood, lineage, subject, voices, words
from vedette.brief.changes import changes, marks
from vedette.brief.model import Brief, Day, IncidentItem
from vedette.brief.setting import Setting
from vedette.brief.sources import Sources
from vedette.record import DeskRecord
from vedette.store import compare

_KOSOVO = "XKX"
_DEFAULT = Setting()


def compose(
    record: DeskRecord,
    *,
    title: str = "Situation brief",
    before: DeskRecord | None = None,
    setting: Setting = _DEFAULT,
    about: str | None = None,
) -> Brief:
    """All that a brief may show, from the record as known at its moment; the same record gives the same brief.

    `before` is the record at the last brief, whose changes are then told; `about` names the incident of an INTREP, by
    default the one that weighs most. Raises `InputError` when there is no such incident.
    """
    found = compare(before, record) if before is not None else ()
    sources = Sources(record, marks=marks(found))
    shown = [i for i in record.links.incidents if i.type and i.status == "actual"]
    return Brief(
        title=title,
        as_known_at=record.as_known_at or "all that is recorded",
        period=_period(record),
        reports=len(record.reports),
        origins=len(record.links.origins),
        events=len(shown),
        ledger=_ledger(record),
        highlights=incidents.highlights(sources),
        figures=voices.figure_rows(sources),
        days=incidents.days(sources),
        not_happened=incidents.not_happened(sources),
        disputes=voices.disputes(sources),
        voices=voices.voices(sources),
        strip=lineage.strip(sources),
        unknown=lineage.unknown(sources),
        demands=demands.demands(sources),
        forces=demands.forces(sources),
        changes=changes(sources, before, found) if before is not None else None,
        subject=subject.subject(sources, about) if setting.profile == "intrep" else None,
        comments=_comments(record, setting),
        kosovo=any(place.country == _KOSOVO for annotation in record.annotations for place in annotation.places),
        dtg=words.dtg(record.as_known_at or max(record.recorded_at, default=None)),
        setting=setting,
        citations=sources.citations(),
        sources=sources.appendix() if setting.full_text else (),
    )


def happened(brief: Brief) -> Iterable[IncidentItem]:
    """Every incident that happened, in the order of time."""
    return (item for day in brief.days for item in day.incidents)


def by_place(brief: Brief) -> tuple[Day, ...]:
    """What happened, by region."""
    return incidents.places(happened(brief))


def _comments(record: DeskRecord, setting: Setting) -> tuple[str, ...]:
    """The analyst's assessments, then the notes that analysts made on the record, each marked as comment."""
    notes = (
        f"{judged.reason.rstrip('.')} ({judged.analyst})."
        for judged in record.judgements
        if judged.ruling is not None and judged.ruling.act == "note"
    )
    assessed = (likelihood.comment(assessment, setting.scale) for assessment in setting.assessments)
    return (*assessed, *map(likelihood.marked, notes))


def _period(record: DeskRecord) -> str:
    """From the first to the last day on which a report whose date is known came out."""
    dated = [(a.published.earliest, a.published.latest) for a in record.annotations]
    known = [(first, last) for first, last in dated if first and last]
    if not known:
        return f"period {words.NOT_KNOWN}"
    return words.interval(min(first for first, _ in known), max(last for _, last in known))


def _ledger(record: DeskRecord) -> str:
    counts = record.ledger
    offered = (
        f"{counts.offered} offered: {counts.accepted} accepted, {counts.duplicate} duplicate, "
        f"{counts.quarantined} quarantined"
    )
    judged = words.plural(len(record.judgements), "judgement") + " in force"
    return f"{offered}; {judged}" if record.judgements else offered
