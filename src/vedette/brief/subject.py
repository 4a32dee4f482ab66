"""The one incident of an INTREP, with every sentence behind it and the rating of each."""

from vedette.brief import words
from vedette.brief.incidents import item, plainness, weight
from vedette.brief.model import Subject, Support
from vedette.brief.sources import Sources
from vedette.brief.voices import dispute_item
from vedette.errors import InputError
from vedette.record import Event, Incident, Span

_MAX_SUPPORT = 20


def subject(sources: Sources, about: str | None) -> Subject | None:
    """The incident that is asked for, or the one that weighs most; None when the record has none."""
    links = sources.record.links
    if about is not None:
        found = next((i for i in links.incidents if i.id == about and i.type), None)
        if found is None:
            raise InputError(f"no incident {about!r}; see `vedette show incidents`")
    else:
        happened = [i for i in links.incidents if i.type and i.status == "actual"]
        found = min(happened, key=lambda i: weight(sources, i), default=None)
    return _subject(sources, found) if found is not None else None


def _subject(sources: Sources, incident: Incident) -> Subject:
    told = [found for mention in incident.mentions if (found := sources.index.event(mention))]
    told.sort(key=lambda found: plainness(sources, *found))
    disputes = sources.record.links.disputes
    about = [d for n, d in enumerate(disputes) if d.about == incident.id or n in incident.disputes]
    support = {line.cites: line for line in reversed([_support(sources, incident, *one) for one in told])}
    return Subject(
        item=item(sources, incident),
        support=tuple(reversed(support.values()))[:_MAX_SUPPORT],
        disputes=tuple(dispute_item(sources, dispute) for dispute in about),
    )


def _support(sources: Sources, incident: Incident, report_id: str, event: Event) -> Support:
    annotation = sources.annotation(report_id)
    said = None if event.attribution is None else annotation.attributions[event.attribution].speaker
    speaker = (said.actor or said.text) if said else "someone unnamed"
    trigger = Span(*event.trigger)
    return Support(
        outlet=sources.outlet(report_id),
        voice="own voice" if event.attribution is None else speaker,
        date=sources.date(report_id),
        rating=f"{sources.reliability(report_id)}{incident.credibility}",
        told=words.excerpt(sources.sentence_text(report_id, trigger)),
        cites=sources.cite(report_id, trigger),
    )
