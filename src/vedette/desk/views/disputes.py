"""What is said differently, side by side."""

from collections import defaultdict
from dataclasses import dataclass

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.parts import SLOTS, Asked, Cite, Paging, cite, page
from vedette.record import Dispute, Side

_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One thing that is said, all who say it, and their sentences."""

    says: str
    speakers: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """Incompatible statements about one matter; `about` names it, `href` is where it is shown."""

    number: int
    slot: str
    question: str
    about: str
    href: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeList:
    """All open disputes."""

    disputes: tuple[DisputeView, ...]
    paging: Paging


def disputes(index: Index, asked: Asked) -> DisputeList:
    """All open disputes, each with its sides."""
    part, paging = page(range(len(index.record.links.disputes)), asked, size=_PAGE)
    return DisputeList(disputes=tuple(dispute_view(index, number) for number in part), paging=paging)


def dispute_view(index: Index, number: int) -> DisputeView:
    """One dispute with its sides."""
    dispute = index.record.links.disputes[number]
    about, href = _about(index, dispute)
    by_claim: dict[str, list[Side]] = defaultdict(list)
    for side in dispute.sides:
        by_claim[side.says].append(side)
    return DisputeView(
        number=number,
        slot=dispute.slot,
        question=SLOTS[dispute.slot],
        about=about,
        href=href,
        sides=tuple(_side(index, says, sides) for says, sides in by_claim.items()),
    )


def _side(index: Index, says: str, sides: list[Side]) -> SideView:
    speakers = dict.fromkeys(s.speaker or f"{index.sources.outlet(s.report)} (own voice)" for s in sides)
    return SideView(
        says=words.excerpt(says, limit=200),
        speakers=tuple(speakers),
        cites=tuple(cite(index, s.report, s.start, s.end) for s in sides),
    )


def _about(index: Index, dispute: Dispute) -> tuple[str, str]:
    """What a dispute is about in a few words, and the page that shows it."""
    if isinstance(dispute.about, int):
        series = index.record.links.series[dispute.about]
        return f"{series.measure}: {series.of or words.NOT_KNOWN}", f"/figures/{dispute.about}"
    held = index.incidents.get(dispute.about) if dispute.about else None
    if held is None:
        return "", ""
    told = index.tellings(held)
    clause = index.report(told[0][1]).text[told[0][2].start : told[0][2].end] if told else ""
    return f"{words.interval(held.earliest, held.latest)}: {words.excerpt(clause, limit=140)}", f"/incidents/{held.id}"
