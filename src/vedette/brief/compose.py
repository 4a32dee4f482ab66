"""From the desk's record to a brief: facts only, each with its sentence."""

from vedette.brief import incidents, lineage, voices, words
from vedette.brief.model import Brief
from vedette.brief.sources import Sources
from vedette.record import DeskRecord


def compose(record: DeskRecord, *, title: str = "Situation brief") -> Brief:
    """All sections of a brief, from the record as known at its moment; the same record gives the same brief."""
    sources = Sources(record)
    shown = [i for i in record.links.incidents if i.type and i.status == "actual"]
    highlights = incidents.highlights(sources)
    figures = voices.figure_rows(sources)
    days = incidents.days(sources)
    not_happened = incidents.not_happened(sources)
    disputes = voices.disputes(sources)
    said = voices.voices(sources)
    unknown = lineage.unknown(sources)
    return Brief(
        title=title,
        as_known_at=record.as_known_at or "all that is recorded",
        period=_period(record),
        reports=len(record.reports),
        origins=len(record.links.origins),
        events=len(shown),
        ledger=_ledger(record),
        highlights=highlights,
        figures=figures,
        days=days,
        not_happened=not_happened,
        disputes=disputes,
        voices=said,
        strip=lineage.strip(sources),
        unknown=unknown,
        citations=sources.citations(),
        sources=sources.appendix(),
    )


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
