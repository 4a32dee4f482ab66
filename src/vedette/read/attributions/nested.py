"""Speakers within speech: what a quoted speaker says that others say, which the tagger's training data leave out."""

from collections.abc import Iterable, Sequence

from vedette.read.attributions.drafts import Draft
from vedette.read.attributions.near import Near
from vedette.record import Span


def with_nested(drafts: Sequence[Draft], parsed: Iterable[Draft]) -> tuple[Draft, ...]:
    """The tagger's drafts, and those of the parse (see `speech_in`) that stand inside or apart from them."""
    near: Near[Draft] = Near()
    for draft in drafts:
        near.put([*draft.content, *([draft.cue] if draft.cue is not None else [])], draft)
    return (*drafts, *(draft for draft in parsed if draft.cue and _fits(draft, near.at(draft.cue, *draft.content))))


def _fits(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Wholly inside what another speaker says, or clear of all others; never on a cue that is taken."""
    if any(other.cue is not None and draft.cue is not None and other.cue.overlaps(draft.cue) for other in drafts):
        return False
    touching = [other for other in drafts if any(c.overlaps(k) for c in other.content for k in draft.content)]
    return not touching or any(holds(other, draft) for other in touching)


def holds(outer: Draft, inner: Draft) -> bool:
    """Do the words of one speaker hold the cue and the content of the other?"""
    parts: list[Span] = [*inner.content, *([inner.cue] if inner.cue is not None else [])]
    return outer.hull != inner.hull and all(any(c.holds(p) for c in outer.content) for p in parts)


def places(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the smallest other one whose content holds its cue and its content; drafts stand in order."""
    found: list[int | None] = []
    stack: list[int] = []
    for number, draft in enumerate(drafts):
        stack = [n for n in stack if drafts[n].hull.end > draft.hull.start]
        holders = [n for n in stack if holds(drafts[n], draft)]
        found.append(min(holders, key=lambda n: (drafts[n].hull.end - drafts[n].hull.start, n)) if holders else None)
        stack.append(number)
    return found
