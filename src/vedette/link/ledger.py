"""The ledger of demands and promises: who asked or promised what of whom, and what became of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from vedette.link import askings, outcomes
from vedette.link.askings import Asking, akin
from vedette.link.desk import Desk
from vedette.link.groups import partition
from vedette.link.matters import same_thing
from vedette.link.outcomes import Outcome, concerns
from vedette.record import Annotation, Demand, Interval, StateChange
from vedette.record.links import DemandState

_CLOSING = ("met", "superseded")
_LATE = "9"
_MANY = 500
"""Outcomes with one word in common from which on the word tells nothing."""
_NEXT = 50
"""Sayings of one speaker on one matter, in the order of the days, that are compared with each."""


def build(desk: Desk, annotations: Sequence[Annotation], origin: Sequence[int]) -> tuple[Demand, ...]:
    """The ledger, oldest demand first."""
    asked = askings.collect(desk, annotations)
    told = _Told(outcomes.collect(desk, annotations, asked))
    found = []
    for group in _groups(asked):
        sayings = sorted((asked[n] for n in group), key=_order)
        mine = [o for o in told.near(sayings) if any(concerns(o, s) and _after(o, s) for s in sayings)]
        found += [_demand(part, after, origin) for part, after in _rounds(sayings, mine)]
    found.sort(key=lambda d: (known_on(d.sayings[0].as_of), d.sayings[0].report, d.sayings[0].start, d.matter, d.kind))
    return tuple(_numbered(found))


class _Told:
    """The outcomes by their report and by the matter and each word of their sentences."""

    def __init__(self, found: Iterable[Outcome]) -> None:
        self._outcomes = tuple(found)
        self._at: dict[tuple[str, str], list[int]] = {}
        for number, outcome in enumerate(self._outcomes):
            matter = outcome.matter.name if outcome.matter is not None else ""
            for word in outcome.words | outcome.places if matter else {str(outcome.number)}:
                self._at.setdefault((matter, word), []).append(number)

    def near(self, sayings: Sequence[Asking]) -> list[Outcome]:
        """The outcomes that share a telling word with the sayings, or answer them in their own report."""
        keys = {(s.matter, word) for s in sayings for word in s.words | s.places}
        keys |= {("", str(s.number)) for s in sayings}
        rows = (self._at.get(key, ()) for key in keys)
        return [self._outcomes[n] for n in sorted({n for row in rows if len(row) <= _MANY for n in row})]


def _numbered(found: Iterable[Demand]) -> Iterator[Demand]:
    for number, demand in enumerate(found, 1):
        yield replace(demand, id=f"d{number}")


def known_on(as_of: Interval) -> str:
    """The day by which something was said or done; what has no day comes last."""
    return (as_of.latest or as_of.earliest or _LATE)[:10]


def _order(asking: Asking) -> tuple[str, str, int]:
    return (known_on(asking.told.as_of), asking.told.report, asking.told.start)


def _groups(asked: Sequence[Asking]) -> tuple[tuple[int, ...], ...]:
    """Sayings of one demand: of one kind and matter, by one speaker, to one addressee as far as named."""
    blocks: dict[tuple[str, str, str], list[int]] = {}
    for number in sorted(range(len(asked)), key=lambda n: _order(asked[n])):
        asking = asked[number]
        blocks.setdefault((asking.kind, asking.matter, asking.speaker.casefold().split()[-1]), []).append(number)
    pairs = [
        (a, b) for block in blocks.values() for k, a in enumerate(block) for b in block[k + 1 : k + _NEXT]
        if _same(asked[a], asked[b])
    ]  # fmt: skip
    return partition(len(asked), pairs)


def _same(one: Asking, two: Asking) -> bool:
    if one.addressee and two.addressee and not akin(one.addressee, two.addressee):
        return False
    if one.places and two.places and not one.places & two.places:
        return False
    return one.named is None or two.named is None or same_thing(one.named, two.named)


def _after(outcome: Outcome, asking: Asking) -> bool:
    """Did the outcome come after the saying, or on its day?"""
    if outcome.change.report == asking.told.report:
        return outcome.change.start > asking.told.start
    return known_on(outcome.change.as_of) >= (asking.told.as_of.earliest or known_on(asking.told.as_of))[:10]


def _rounds(sayings: Sequence[Asking], told: Sequence[Outcome]) -> Iterator[tuple[list[Asking], list[StateChange]]]:
    """What is asked again after it was met or taken back is asked anew."""
    changes = sorted((o.change for o in told), key=lambda c: (known_on(c.as_of), c.report, c.start))
    rest = list(sayings)
    while rest:
        begun = known_on(rest[0].told.as_of)
        closing = [known_on(c.as_of) for c in changes if c.state in _CLOSING and known_on(c.as_of) >= begun]
        end = min(closing, default=_LATE)
        part = [s for s in rest if known_on(s.told.as_of) <= end] or rest[:1]
        rest = rest[len(part) :]
        until = known_on(rest[0].told.as_of) if rest else "~"
        yield part, [c for c in changes if begun <= known_on(c.as_of) < until]


def _demand(sayings: Sequence[Asking], changes: Sequence[StateChange], origin: Sequence[int]) -> Demand:
    first = sayings[0]
    return Demand(
        id="",
        kind=first.kind,
        speaker=first.speaker,
        addressee=next((s.addressee for s in sayings if s.addressee), None),
        matter=first.matter,
        state=_state(changes),
        sayings=tuple(s.told for s in sayings),
        changes=tuple(changes),
        reports=len({s.number for s in sayings}),
        origins=len({origin[s.number] for s in sayings}),
    )


def _state(changes: Sequence[StateChange]) -> DemandState:
    """That of the last day on which anything changed; unknown when the sentences of that day differ."""
    last = [list(day) for _, day in groupby(changes, key=lambda c: known_on(c.as_of))]
    states: list[DemandState] = [c.state for c in last[-1]] if last else ["open"]
    return states[0] if len(set(states)) == 1 else "unknown"
