"""From quantities to figures."""

from dataclasses import dataclass, replace

from vedette.read.figures import beside
from vedette.read.figures.asof import Calendar, as_of
from vedette.read.figures.context import Context, Page, context
from vedette.read.figures.measure import role
from vedette.read.figures.owner import FORCE, Names, owner
from vedette.read.figures.role import CASUALTY, PEOPLE, Role
from vedette.read.figures.tables import pattern, words
from vedette.read.figures.unsaid import unknown
from vedette.read.figures.values import values
from vedette.read.figures.voice import Voices
from vedette.read.reading import Reading
from vedette.record import Figure

_MEMORY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A figure before its links to others are known."""

    figure: Figure
    context: Context
    role: Role


def read_figures(reading: Reading, made_by: str) -> tuple[Figure, ...]:
    """All figures of one report in order of the text."""
    names, page, calendar = Names(reading.actors), Page.of(reading.doc, reading.report.text), Calendar(reading)
    voices = Voices(reading.attributions)
    drafts: list[_Draft] = []
    for index, quantity in enumerate(reading.quantities):
        around = context(page, quantity)
        if around is None:
            continue
        found = _anaphoric(around, drafts) or role(around)
        if _idle(around, found):
            continue
        name = owner(around, found, names, _like(around, found, drafts))
        low, best, high = values(quantity, page.text[quantity.start : quantity.end])
        end = max(quantity.end, quantity.concept.end if quantity.concept else 0)
        figure = Figure(
            quantity=index,
            measure=found.measure,
            of=name,
            unit=quantity.unit if around.noun is None else None,
            low=low,
            best=best,
            high=high,
            as_of=as_of(calendar, around),
            attribution=voices.at(quantity.start),
            start=quantity.start,
            end=end,
            made_by=made_by,
            rule=found.rule,
        )
        drafts.append(_Draft(figure=figure, context=around, role=found))
    figures = _parts(drafts)
    figures += unknown(page.text, calendar, voices, made_by)
    return _ordered(figures)


def _like(around: Context, found: Role, drafts: list[_Draft]) -> str | None:
    """Whose the last figure of the same kind was, where this one does not say: any force, or people nearby."""
    meant = (*PEOPLE, *FORCE) if _of_them(around) else PEOPLE
    for draft in reversed(drafts[-_MEMORY:]):
        if found.measure in FORCE and draft.role.measure in FORCE:
            return draft.figure.of
        gap = around.number - draft.context.number
        near = gap == 0 or (gap == 1 and (found.measure == draft.role.measure or _of_them(around)))
        if found.measure in PEOPLE and draft.role.measure in meant and near:
            return draft.figure.of
    return None


def _of_them(around: Context) -> bool:
    """Does "of them" or the like follow?"""
    return bool(pattern("of_them").match(around.page.text[around.quantity.end : around.quantity.end + 14]))


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
    if rule != "single" and around.quantity.value == 1 and around.page.text.startswith(" of ", around.quantity.end):
        return found.measure not in PEOPLE
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
    same = last.context.number == around.number
    if around.noun is None and same and pattern("there_were").search(around.left[-24:]):
        return replace(last.role, rule="there were")
    if around.noun is None and not beside.state(around) and pattern("figure_of").search(around.left[-30:]):
        return replace(last.role, rule="figure before")
    if same and _of_them(around) and beside.state(around) is None:
        own = role(around)
        return own if own.measure in CASUALTY else replace(last.role, rule="of them")
    if same and around.noun is None and pattern("against").search(around.left[-24:]):
        own = role(around)
        return own if own.measure != "other" else replace(last.role, rule="against the figure before")
    return None


def _parts(drafts: list[_Draft]) -> list[Figure]:
    """The figures with the wholes that they are parts of, from left to right."""
    for n, draft in enumerate(drafts):
        drafts[n] = replace(draft, figure=_part(draft, n, drafts))
    return [draft.figure for draft in drafts]


def _part(draft: _Draft, n: int, drafts: list[_Draft]) -> Figure:
    """The figure with the whole that it is part of."""
    figure, around = draft.figure, draft.context
    whole = next((m for m in range(n - 1, max(-1, n - 4), -1) if drafts[m].role.measure in (*PEOPLE, "strength")), None)
    if whole is None or drafts[whole].context.number != around.number:
        return figure
    gap = around.page.text[drafts[whole].figure.end : figure.start]
    beside_part = drafts[n - 1].figure.part_of
    if beside_part is not None and pattern("joined").fullmatch(_between(drafts[n - 1], draft)):
        return replace(figure, part_of=beside_part)
    if not pattern("including").search(gap) and not _of_them(around):
        return figure
    given = figure.measure in CASUALTY
    return replace(
        figure,
        part_of=whole,
        of=figure.of or drafts[whole].figure.of,
        measure=figure.measure if given else drafts[whole].figure.measure,
    )


def _between(left: _Draft, right: _Draft) -> str:
    return right.context.page.text[left.figure.end : right.figure.start]
