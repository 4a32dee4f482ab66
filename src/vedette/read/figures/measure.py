"""Which role a number plays: the first of the rules below that knows it."""

import re
from collections.abc import Callable

from vedette.read.figures import beside, force, governed
from vedette.read.figures.context import Context
from vedette.read.figures.role import Role
from vedette.read.figures.tables import pattern, units_of_time

_RULES: tuple[Callable[[Context], Role | None], ...] = (
    beside.bare_state,
    governed.by_state,
    governed.by_verb,
    beside.toll,
    beside.state,
    governed.by_noun,
    beside.words,
    force.capacity,
    force.strength,
    force.crowd,
)


def role(context: Context) -> Role:
    """The best reading of one quantity; `other` when nothing says more."""
    unit = context.quantity.unit
    if unit in ("percent", "percentage point") or context.quantity.rule == "fraction":
        return _share(context)
    if unit in units_of_time():
        return Role(measure="duration", rule="time unit")
    if unit is not None and context.quantity.concept is None:
        return Role(measure="other", rule="unit")
    for rule in _RULES:
        found = rule(context)
        if found is not None:
            return found
    return Role(measure="other", rule="no role")


def _share(context: Context) -> Role:
    """A share of something; of the voters who came, a turnout."""
    sentence = context.sentence.text
    if re.search(r"\bturnout\b", sentence, re.I) or pattern("turnout").search(sentence):
        return Role(measure="turnout", rule="turnout")
    return Role(measure="share", rule="share")
