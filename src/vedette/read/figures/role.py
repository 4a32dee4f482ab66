"""The role of a number and where it came from."""

from dataclasses import dataclass

from spacy.tokens import Token

from vedette.read.figures.context import Context
from vedette.read.figures.tables import words
from vedette.record.annotation import Measure

CASUALTY: tuple[Measure, ...] = ("killed", "injured", "missing", "detained", "displaced")
PEOPLE: tuple[Measure, ...] = (*CASUALTY, "participants", "population")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A measure, the rule that gave it, and the verb it came from (where the owner is looked for)."""

    measure: Measure
    rule: str
    verb: Token | None = None


def is_force(context: Context) -> bool:
    """Are members of an armed force counted?"""
    return context.head in words("members")


def is_people(context: Context) -> bool:
    """Are people counted, or is nothing named?"""
    noun = context.noun
    return noun is None or context.head in words("people") or noun.ent_type_ == "NORP" or is_force(context)
