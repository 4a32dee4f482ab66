"""From quantities to figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from vedette.read.figures import beside
from vedette.read.figures.asof import as_of
from vedette.read.figures.context import Context, context
from vedette.read.figures.measure import role
from vedette.read.figures.owner import FORCE, Names, owner
from vedette.read.figures.role import CASUALTY, PEOPLE, Role
from vedette.read.figures.tables import by_word, forces, pattern, words
from vedette.read.figures.values import values
from vedette.read.reading import Reading
from vedette.record import Attribution, Figure
from vedette.record.annotation import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A figure before its links to others are known."""

    figure: Figure
    context: Context
    role: Role


def read_figures(reading: Reading, made_by: str) -> tuple[Figure, ...]:
    """All figures of one report in order of the text."""
    names = Names(reading.actors)
    drafts: list[_Draft] = []
    for index, quantity in enumerate(reading.quantities):
        around = context(reading.doc, quantity)
        if around is None:
            continue
        found = _anaphoric(around, drafts) or role(around)
        if _idle(around, found):
            continue
        name = owner(around, found, names, _like(around, found, drafts))
        low, best, high = values(quantity, reading.doc.text[quantity.start : quantity.end])
        end = max(quantity.end, quantity.concept.end if quantity.concept else 0)
        figure = Figure(
            quantity=index,
            measure=found.measure,
            of=name,
            unit=quantity.unit if around.noun is None else None,
            low=low,
            best=best,
            high=high,
            as_of=as_of(reading, around),
            attribution=_voice(reading.attributions, quantity.start),
            start=quantity.start,
            end=end,
            made_by=made_by,
            rule=found.rule,
        )
        drafts.append(_Draft(figure=figure, context=around, role=found))
    figures = [_part(draft, n, drafts) for n, draft in enumerate(drafts)]
    figures += _unknown(reading, made_by)
    return _ordered(figures)


def _like(around: Context, found: Role, drafts: list[_Draft]) -> str | None:
    """Whose the last figure of the same kind was, where this one does not say: any force, or people nearby."""
    for draft in reversed(drafts):
        if found.measure in FORCE and draft.role.measure in FORCE:
            return draft.figure.of
        gap = around.sentence.start - draft.context.sentence.end
        if found.measure in PEOPLE and draft.role.measure in PEOPLE and gap <= 0:
            return draft.figure.of
    return None


def _ordered(figures: list[Figure]) -> tuple[Figure, ...]:
    """In order of the text, with `part_of` following its whole."""
    order = sorted(range(len(figures)), key=lambda n: (figures[n].start, figures[n].end))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        replace(figures[n], part_of=place[p] if (p := figures[n].part_of) is not None else None) for n in order
    )


def _idle(around: Context, found: Role) -> bool:
    """A lone "a policeman", "several people" or "thousands" counts only with a role."""
    rule, head = around.quantity.rule, around.head
    if rule == "single":
        return found.measure not in CASUALTY and not (
            head in words("units") and found.measure in ("strength", "change")
        )
    return rule in ("vague", "order") and found.measure == "other"


def _anaphoric(around: Context, drafts: list[_Draft]) -> Role | None:
    """ "an earlier figure of 14", "there were about 1,200", "15 of them children": the role of the figure before."""
    last = next((d for d in reversed(drafts[-3:]) if d.role.measure in (*PEOPLE, "strength")), None)
    if last is None:
        return None
    same = last.context.sentence.start == around.sentence.start
    after = around.sentence.doc.text[around.quantity.end : around.quantity.end + 14]
    if around.noun is None and same and pattern("there_were").search(around.left[-24:]):
        return replace(last.role, rule="there were")
    if around.noun is None and not beside.state(around) and pattern("figure_of").search(around.left[-30:]):
        return replace(last.role, rule="figure before")
    if same and pattern("of_them").match(after) and beside.state(around) is None:
        return replace(last.role, rule="of them")
    return None


def _part(draft: _Draft, n: int, drafts: list[_Draft]) -> Figure:
    """The figure with the whole that it is part of."""
    figure, around = draft.figure, draft.context
    whole = next((m for m in range(n - 1, max(-1, n - 4), -1) if drafts[m].role.measure in (*PEOPLE, "strength")), None)
    if whole is None or drafts[whole].context.sentence.start != around.sentence.start:
        return figure
    gap = around.sentence.doc.text[drafts[whole].figure.end : figure.start]
    after = around.sentence.doc.text[around.quantity.end : around.quantity.end + 14]
    if not pattern("including").search(gap) and not pattern("of_them").match(after):
        return figure
    given = figure.measure in CASUALTY
    return replace(figure, part_of=whole, measure=figure.measure if given else drafts[whole].figure.measure)


def _voice(attributions: Sequence[Attribution], at: int) -> int | None:
    """The innermost attribution whose content holds this place."""
    best: tuple[int, int] | None = None
    for index, row in enumerate(attributions):
        for span in row.content:
            if span.start <= at < span.end and (best is None or span.end - span.start < best[0]):
                best = (span.end - span.start, index)
    return best[1] if best else None


@cache
def _unsaid() -> re.Pattern[str]:
    data = forces()["unsaid"]
    denial, says, stops = ("|".join(data[key]) for key in ("denial", "says", "stops"))
    what = r"(?P<what>(?:exactly |precisely )?how many (?P<noun>[^.;,]{1,40}?))"
    return re.compile(
        rf"\b(?:{denial})\b[^.;]{{0,30}}?\b(?:(?:{says})\w*)?[^.;,]{{0,24}}?\b{what}(?= (?:{stops})\b|[.,;]|$)", re.I
    )


def _unknown(reading: Reading, made_by: str) -> list[Figure]:
    """ "did not specify how many additional forces": the text says that the number is not known."""
    figures = []
    for match in _unsaid().finditer(reading.doc.text):
        nouns = match["noun"].split()
        start, end = match.start("what"), match.end("noun")
        after = reading.doc.text[match.end() : match.end() + 60]
        figures.append(
            Figure(
                quantity=None,
                measure=_unknown_measure(match["noun"], after),
                of=nouns[-1].lower() if nouns else None,
                unit=None,
                low=None,
                best=None,
                high=None,
                as_of=as_of(reading, None),
                attribution=_voice(reading.attributions, start),
                start=start,
                end=end,
                made_by=made_by,
                rule="not specified",
            )
        )
    return figures


def _unknown_measure(noun: str, right: str) -> Measure:
    """What would have been counted, from the words after "how many ..."."""
    if re.search(r"\b(?:additional|more|extra|further|new)\b", noun):
        return "change"
    states = by_word("state")
    for word in re.findall(r"[a-z]+", f"{noun} {right}".lower()):
        if word in states:
            return states[word]
        if word in ("sent", "deployed", "dispatched"):
            return "change"
    return "other"
