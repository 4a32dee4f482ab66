"""Lines that Word and PDF have in common."""

from vedette.brief.model import Citation, IncidentItem


def entry_facts(shown: IncidentItem) -> str:
    """When, where, who, to whom, how many, known from whom: on one line."""
    parts = [shown.date, shown.place, f"who: {shown.who}", f"whom: {shown.whom}" if shown.whom else "", *shown.tolls]
    return "; ".join([part for part in parts if part] + [f"{shown.support}; {shown.rating}"])


def source_line(citation: Citation) -> str:
    """One entry of the list of sources."""
    where = f"report {citation.report}, sentence {citation.sentence}, text {citation.hash}"
    return f"{citation.outlet} ({citation.rating}), {citation.date}, {where}: “{citation.text}”"
