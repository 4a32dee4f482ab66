"""The small values that many pages share: a cited sentence, one line for an incident, a page of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vedette.brief import words
from vedette.desk.index import Index
from vedette.errors import InputError
from vedette.record import Event, Incident

Asked = Mapping[str, str]
"""What the address asks for: the parts of its path and its query."""
T = TypeVar("T")

STATUS = {
    "actual": "happened", "planned": "planned", "requested": "asked for", "hypothetical": "possible",
    "negated": "denied or did not happen", "background": "earlier history",
}  # fmt: skip
SLOTS = {
    "place": "where", "actor": "who", "count": "how many", "time": "when", "occurrence": "whether it happened",
    "status": "whether it is so", "responsibility": "who is responsible",
}  # fmt: skip
FAMILIES = {
    "cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
    "words": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "force": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE"),
    "assault": ("ASSAULT",),
    "other": (),
}
"""PLOVER types as the drawings tell them apart: cooperation, hostile words, hostile deeds, assault, the rest."""
_FAMILY = {name: key for key, names in FAMILIES.items() for name in names}
_SHOWN_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """The sentence that a value stands on; `words` are those of the report, cut at 300 characters."""

    report: str
    start: int
    end: int
    outlet: str
    date: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incident in a list; `told` is the sentence that tells it best."""

    id: str
    type: str | None
    mode: str | None
    status: str
    date: str
    earliest: str | None
    latest: str | None
    place: str
    places: tuple[str, ...]
    who: str
    whom: str
    killed: str
    injured: str
    reports: int
    origins: int
    rating: str
    disputes: int
    mention: str
    told: Cite | None
    killed_cite: Cite | None
    injured_cite: Cite | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which part of a list is shown: `first` to `last` of `total`, page `page` of `pages`, counted from 1."""

    page: int
    pages: int
    first: int
    last: int
    total: int


def cite(index: Index, report: str, start: int, end: int) -> Cite:
    """The sentence around a span of a report."""
    around = index.sentence(report, start, end)
    text = index.report(report).text
    return Cite(
        report=report,
        start=start,
        end=end,
        outlet=index.sources.outlet(report),
        date=index.sources.date(report),
        words=words.excerpt(text[around.start : around.end], limit=_SHOWN_WORDS),
    )


def row(index: Index, held: Incident) -> Row:
    """An incident in one line, with the sentence that tells it best."""
    told = index.tellings(held)
    best = cite(index, told[0][1], told[0][2].trigger.start, told[0][2].trigger.end) if told else None
    return Row(
        id=held.id,
        type=held.type,
        mode=held.mode,
        status=held.status,
        date=words.interval(held.earliest, held.latest),
        earliest=held.earliest,
        latest=held.latest,
        place=words.place(held.place, held.alternative_places),
        places=tuple(dict.fromkeys(p.name for p in (held.place, *held.alternative_places) if p is not None)),
        who=", ".join(held.actors),
        whom=", ".join(held.recipients),
        killed=count(held, "killed"),
        injured=count(held, "injured"),
        reports=held.reports,
        origins=held.origins,
        rating=f"{held.reliability}{held.credibility}",
        disputes=len(index.disputes_of(held)),
        mention=held.mentions[0],
        told=best,
        killed_cite=_toll_cite(index, told, "killed") if held.killed else None,
        injured_cite=_toll_cite(index, told, "injured") if held.injured else None,
    )


def _toll_cite(index: Index, told: Sequence[tuple[str, str, Event]], measure: str) -> Cite | None:
    """The first sentence that gives the number."""
    return next((cite(index, *span) for span in toll_spans(index, told, measure)), None)


def toll_spans(index: Index, told: Sequence[tuple[str, str, Event]], measure: str) -> tuple[tuple[str, int, int], ...]:
    """Where the dead or injured are counted: in the words of the tellings, else elsewhere in their reports."""
    given = [(report, index.annotation(report).figures[n]) for _, report, event in told for n in event.figures]
    found = [(report, figure) for report, figure in given if figure.measure == measure]
    if not found:
        reports = dict.fromkeys(report for _, report, _ in told)
        found = [(r, figure) for r in reports for figure in index.annotation(r).figures if figure.measure == measure]
    return tuple((report, figure.start, figure.end) for report, figure in found)


def family(kind: str | None) -> str:
    """The family of a PLOVER type."""
    return _FAMILY.get(kind or "", "other")


def count(held: Incident, measure: str) -> str:
    """The dead or injured of an incident, or nothing when no report gives a number."""
    found = held.killed if measure == "killed" else held.injured
    return "" if found is None else words.count(found.low, found.best, found.high)


def page(rows: Sequence[T], asked: Asked, *, size: int) -> tuple[Sequence[T], Paging]:
    """The part of a list that `page` asks for; a page past the end is the last one."""
    pages = max(1, -(-len(rows) // size))
    wanted = min(max(1, number(asked, "page", default=1)), pages)
    first = (wanted - 1) * size
    part = rows[first : first + size]
    return part, Paging(page=wanted, pages=pages, first=first + bool(part), last=first + len(part), total=len(rows))


def number(asked: Asked, name: str, *, default: int) -> int:
    """A whole number of the address; raises `InputError` for anything else."""
    given = asked.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise InputError(f"{name}: not a whole number: {given[:40]!r}")
    return int(given)
