"""Shared dated knowledge: states, organisations, offices, groups and peoples; and how names are folded."""

from vedette.read.knowledge.fold import fold, plain, transliterate
from vedette.read.knowledge.load import (
    Group,
    Knowledge,
    Known,
    Office,
    People,
    State,
    former_states,
    groups,
    leaders,
    load,
    offices,
    organisations,
    peoples,
    states,
)

__all__ = [
    "Group",
    "Knowledge",
    "Known",
    "Office",
    "People",
    "State",
    "fold",
    "former_states",
    "groups",
    "leaders",
    "load",
    "offices",
    "organisations",
    "peoples",
    "plain",
    "states",
    "transliterate",
]
