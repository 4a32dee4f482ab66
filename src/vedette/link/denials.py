"""Denials: a claim that one voice makes and another denies, kept side by side."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from vedette.link import statements
from vedette.link.desk import Desk
from vedette.link.groups import partition
from vedette.link.statements import Statement
from vedette.record import Annotation, Dispute, Incident, Side

_WORDS, _KIND, _OTHER = 0.6, 0.3, -0.15
"""For the denied words that the claim has; for an act of the same kind, against one of another."""
_ACCUSES, _NAMES = 0.25, 0.25
"""For a claim that accuses, and for one that names who denies."""
_NEXT, _STEP, _AHEAD = 0.4, 0.08, 0.2
"""For a claim in the sentence of the denial, less for each sentence further up; for one that follows it."""
_ELSEWHERE, _ALIKE = 0.1, 0.5
_LEAST, _LEAST_ELSEWHERE, _LEAST_NEGATED = 0.3, 0.45, 0.7
_REACH, _FOLLOWS = 6, 2
_NEAR = 0.05
_DAYS = 14
_MANY = 50
_UNDATED = "9"
_SHARED = 2
"""Telling words that a claim and a denial in two reports share at least."""
_ONE = 0.5
"""Share of the denied words from which two denials deny the same."""

Pair = tuple[Statement, Statement]


def of_statements(
    desk: Desk, annotations: Sequence[Annotation], origin: Sequence[int], told_in: Mapping[str, Incident]
) -> Iterator[Dispute]:
    """Each denial beside the claim that it answers; what is denied in several reports is one dispute.

    `told_in`: mention -> the incident that it tells of. Copies of a text add no side.
    """
    said = statements.collect(desk, annotations)
    by_report: dict[int, list[Statement]] = {}
    for one in said:
        by_report.setdefault(one.report, []).append(one)
    close = _close(desk)
    pairs: list[Pair] = []
    for denial in (s for s in said if s.denial is not None):
        near = [s for r in (denial.report, *close.get(denial.report, ())) for s in by_report.get(r, ())]
        claim = _answered(desk, denial, near, origin)
        if claim is not None:
            pairs.append((claim, denial))
    pairs.sort(key=lambda p: (_age(desk, p[1]), p[1].span))
    for group in partition(len(pairs), _same(desk, pairs)):
        yield _dispute(desk, [pairs[n] for n in group], origin, told_in)


def _same(desk: Desk, pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """The pairs that tell of one denial, among the last few of one claim or by a voice of like name."""
    before: dict[str, list[int]] = {}
    for number, pair in enumerate(pairs):
        keys = [f"{pair[0].report}@{pair[0].span.start}", *pair[1].names]
        near = {n for key in keys for n in before.get(key, ())[-_MANY:]}
        yield from ((n, number) for n in sorted(near) if _one(desk, pairs[n], pair))
        for key in keys:
            before.setdefault(key, []).append(number)


def _close(desk: Desk) -> dict[int, list[int]]:
    """For each report those that are alike enough to speak of one matter."""
    found: dict[int, list[int]] = {}
    for (a, b), score in sorted(desk.near.items()):
        if score >= _NEAR:
            found.setdefault(a, []).append(b)
            found.setdefault(b, []).append(a)
    return found


def _age(desk: Desk, one: Statement) -> tuple[str, str]:
    """Sorts the older report first, the undated last."""
    return desk.reports[one.report].published or _UNDATED, desk.reports[one.report].id


def _answered(desk: Desk, denial: Statement, said: Sequence[Statement], origin: Sequence[int]) -> Statement | None:
    """The statement of another voice that the denial answers best, if any does well enough; of copies the oldest."""
    scored = [(_score(desk, one, denial), one) for one in said if _may_answer(one, denial)]
    least = _LEAST_NEGATED if denial.denial == "negated" else _LEAST
    good = [
        row for row in scored if row[0] >= (least if row[1].report == denial.report else max(least, _LEAST_ELSEWHERE))
    ]
    best = max(good, key=lambda row: (row[0], -row[1].report, -row[1].span.start), default=None)
    if best is None or best[1].report == denial.report:
        return best[1] if best is not None else None
    alike = [s for _, s in good if origin[s.report] == origin[best[1].report] and s.names == best[1].names]
    return min(alike, key=lambda s: (_age(desk, s), -_share(desk, best[1].stems, s.stems), s.span))


def _may_answer(claim: Statement, denial: Statement) -> bool:
    """Is it another side's statement, and none that denies itself?"""
    if not claim.claims:
        return False
    if claim.report == denial.report and claim.span.overlaps(denial.span):
        return False
    return claim.speaker is None or not (claim.names <= denial.names or denial.names <= claim.names)


def _score(desk: Desk, claim: Statement, denial: Statement) -> float:
    """How much speaks for the claim being the one that is denied."""
    words = _share(desk, denial.stems - denial.names, claim.stems)
    kind = 0.0
    if claim.kinds and denial.kinds:
        kind = _KIND if claim.kinds & denial.kinds else _OTHER
    named = bool(denial.names & claim.stems or (claim.accuses and denial.proper & claim.proper))
    charged = _ACCUSES * claim.accuses + _NAMES * named
    if claim.report != denial.report:
        if len(denial.stems & claim.stems) < _SHARED and not (claim.accuses and named):
            return 0.0
        place = _ELSEWHERE + min(_ELSEWHERE, _ALIKE * _alike(desk, claim, denial)) - _late(desk, claim, denial)
        return _WORDS * words + kind + charged + place
    if claim.speaker is None and not words and kind <= 0:
        return 0.0
    return _WORDS * words + kind + charged + _order(claim, denial)


def _order(claim: Statement, denial: Statement) -> float:
    """A denial mostly follows what it denies, at once or after some sentences."""
    up = denial.number - claim.number
    if up < 0 or (up == 0 and claim.span.start > denial.span.start):
        return _AHEAD + _STEP * up if up >= -_FOLLOWS else 0.0
    return max(0.0, _NEXT - _STEP * up) if up <= _REACH else 0.0


def _alike(desk: Desk, one: Statement, two: Statement) -> float:
    return desk.near.get((min(one.report, two.report), max(one.report, two.report)), 0.0)


def _late(desk: Desk, claim: Statement, denial: Statement) -> float:
    """Something against a claim that is told later than the denial, or long before it."""
    try:
        days = [date.fromisoformat((desk.reports[s.report].published or "")[:10]) for s in (claim, denial)]
    except ValueError:
        return 0.0
    return _NEXT if not 0 <= (days[1] - days[0]).days <= _DAYS else 0.0


def _share(desk: Desk, wanted: frozenset[str], having: frozenset[str]) -> float:
    """Share of the weight of the wanted stems that the other has."""
    whole = sum(sorted(desk.weights.of(s) for s in wanted))
    return sum(sorted(desk.weights.of(s) for s in wanted & having)) / whole if whole else 0.0


def _one(desk: Desk, one: Pair, two: Pair) -> bool:
    """Do two pairs tell of one claim and its denial by one side?"""
    (claim, denial), (other, again) = one, two
    if claim == other:
        return True
    if denial.report == again.report or not (denial.names <= again.names or again.names <= denial.names):
        return False
    words = min(_share(desk, denial.stems, again.stems), _share(desk, again.stems, denial.stems))
    return words >= _ONE or _share(desk, other.stems, claim.stems) >= _ONE


def _dispute(desk: Desk, pairs: Sequence[Pair], origin: Sequence[int], told_in: Mapping[str, Incident]) -> Dispute:
    """Claims first, then denials, each voice of each origin once."""
    first: dict[object, Side] = {}
    for side in (0, 1):
        for pair in pairs:
            first.setdefault((origin[pair[side].report], side, pair[side].names), _side(desk, pair[side]))
    known = (told_in.get(f"{desk.reports[s.report].id}#{n}") for pair in pairs for s in pair[:1] for n in s.events)
    about = next((incident.id for incident in known if incident is not None), None)
    return Dispute(about=about, slot="occurrence", sides=tuple(first.values()))


def _side(desk: Desk, one: Statement) -> Side:
    text = desk.reports[one.report].text[one.span.start : one.span.end]
    return Side(
        speaker=one.speaker,
        says=f"denies: {text}" if one.denial == "denied" else text,
        report=desk.reports[one.report].id,
        start=one.span.start,
        end=one.span.end,
    )
