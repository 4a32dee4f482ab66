"""Who asserts what, who denies it, and who is silent: a matrix of claims and speakers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.parts import Asked, Cite, Paging, cite, page
from vedette.record import Dispute, Incident

OWN = "own voice of the outlets"
_PAGE = 25
_COLUMNS = 8
_NO_STANCE = ("appeal", "demand", "promise", "threaten", "praise")
_WHETHER = ("occurrence", "status", "responsibility")
_DENIES = "denies: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What one speaker says to one claim: `asserts`, `denies`, `both` or `silent`."""

    stance: str
    cite: Cite | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim in the words of a report, and the stance of each speaker of the page, in their order."""

    text: str
    href: str
    date: str
    stances: tuple[Stance, ...]
    others: int
    """How many more speakers take a stance than the page has columns for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Claims by speakers, those that are contested first."""

    speakers: tuple[str, ...]
    claims: tuple[Claim, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A claim before its page is known: speaker -> (stance, report, start, end)."""

    text: str
    href: str
    date: str
    stances: dict[str, tuple[str, str, int, int]]


def claims(index: Index, asked: Asked) -> Matrix:
    """The claims that at least one named speaker takes a stance on."""
    rows = index.once("claims", lambda: _ranked(index))
    part, paging = page(rows, asked, size=_PAGE)
    met = Counter(speaker for row in part for speaker in row.stances if speaker != OWN)
    own = (OWN,) if any(OWN in row.stances for row in part) else ()
    speakers = (*own, *(s for s, _ in sorted(met.items(), key=lambda one: (-one[1], one[0]))[:_COLUMNS]))
    return Matrix(speakers=speakers, claims=tuple(_claim(index, row, speakers) for row in part), paging=paging)


def _claim(index: Index, row: _Row, speakers: tuple[str, ...]) -> Claim:
    return Claim(
        text=row.text,
        href=row.href,
        date=row.date,
        stances=tuple(_stance(index, row, speaker) for speaker in speakers),
        others=len(set(row.stances) - set(speakers)),
    )


def _stance(index: Index, row: _Row, speaker: str) -> Stance:
    if speaker not in row.stances:
        return Stance(stance="silent", cite=None)
    stance, *span = row.stances[speaker]
    return Stance(stance=stance, cite=cite(index, *span))  # type: ignore[arg-type]


def _ranked(index: Index) -> tuple[_Row, ...]:
    rows = [*_of_disputes(index), *_of_incidents(index)]
    rows.sort(
        key=lambda row: (-len({stance for stance, *_ in row.stances.values()}), -len(row.stances), row.date, row.text)
    )
    return tuple(rows)


def _of_incidents(index: Index) -> Iterator[_Row]:
    """Each happening that a named speaker speaks of."""
    for held in index.record.links.incidents:
        row = _of_incident(index, held)
        if row.stances.keys() - {OWN}:
            yield row


def _of_incident(index: Index, held: Incident) -> _Row:
    stances: dict[str, tuple[str, str, int, int]] = {}
    text = ""
    for _, report, event in index.tellings(held):
        said = None if event.attribution is None else index.annotation(report).attributions[event.attribution]
        if said is not None and (said.act in _NO_STANCE or said.speaker is None):
            continue
        denies = event.status == "negated" or (said is not None and said.act == "deny")
        speaker = OWN if said is None or said.speaker is None else said.speaker.actor or said.speaker.text
        stance, span = "denies" if denies else "asserts", (report, event.trigger.start, event.trigger.end)
        before = stances.get(speaker)
        stances[speaker] = (stance if before is None or before[0] == stance else "both", *span)
        text = text or index.report(report).text[event.start : event.end]
    date = words.interval(held.earliest, held.latest)
    return _Row(text=words.excerpt(text, limit=160), href=f"/incidents/{held.id}", date=date, stances=stances)


def _of_disputes(index: Index) -> Iterator[_Row]:
    """Each dispute about whether something happened, is so, or who is responsible."""
    for number, dispute in enumerate(index.record.links.disputes):
        if dispute.slot in _WHETHER:
            yield _of_dispute(index, number, dispute)


def _of_dispute(index: Index, number: int, dispute: Dispute) -> _Row:
    stances: dict[str, tuple[str, str, int, int]] = {}
    for side in dispute.sides:
        speaker = side.speaker or index.sources.outlet(side.report)
        stance = "denies" if side.says.startswith(_DENIES) else "asserts"
        stances.setdefault(speaker, (stance, side.report, side.start, side.end))
    claimed = next((side.says for side in dispute.sides if not side.says.startswith(_DENIES)), dispute.sides[0].says)
    return _Row(text=words.excerpt(claimed, limit=160), href=f"/disputes#d{number}", date="", stances=stances)
