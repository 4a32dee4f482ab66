"""To whom it was done: the likeliest place of the clause that names somebody other than the doer."""

from vedette.read.events.found import Found, Group
from vedette.read.events.lexicon import lexicon
from vedette.read.events.match import human
from vedette.read.events.sides import Cast, participant, participants, pointed
from vedette.read.words import Word
from vedette.record import Participant

_MOVING = frozenset({"RETREAT", "MOBILIZE", "AID", "AGREE", "REJECT", "THREATEN"})
"""Types whose own troops are what is moved, not those to whom it is done."""
_INWARD = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "CONSULT", None})
"""Types that often stay inside one country, so that a side of the doer's own country is the likeliest."""
_MOST_WORDS = 60
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "parataxis", "conj"})
_ASIDE = frozenset(
    {"by", "after", "before", "since", "during", "following", "amid", "despite", "because", "until", "while"}
)


def other_side(found: Found, actors: tuple[Participant, ...], cast: Cast) -> tuple[Participant, ...]:
    """Those named in the first place of the clause that names somebody who is not the doer."""
    doers = {actor.name for actor in actors}
    own: tuple[Participant, ...] = ()
    for group in found.recipients:
        if _moves_its_own(found, group):
            continue
        others = tuple(one for one in participants(group, cast) if one.name not in doers)
        inward = found.kind in _INWARD
        if others and not inward and _same_country(actors, others) and not any(map(human, group)):
            own = own or others
        elif others or (group and all(pointed(token) for token in group)):
            return others
    return own or (_farther(found, actors, cast) if found.kind not in (None, "CONSULT") else ())


def _moves_its_own(found: Found, group: Group) -> bool:
    """Are these the doer's own troops ("withdrew its soldiers"), which are moved and suffer nothing?"""
    troops = lexicon().words["troops"]
    return found.kind in _MOVING and any(
        one.base in troops and any(c.dep == "poss" and c.tag == "PRP$" for c in one.children) for one in group
    )


def _same_country(actors: tuple[Participant, ...], others: tuple[Participant, ...]) -> bool:
    known = {one.country for one in (*actors, *others)}
    return None not in known and len(known) == 1


def _farther(found: Found, actors: tuple[Participant, ...], cast: Cast) -> tuple[Participant, ...]:
    """The first known actor of another country that is named deeper in the clause, after the word for the act."""
    taken = {(one.start, one.end) for one in actors}
    theirs = {one.country for one in actors}
    for token in _deeper(found.token):
        if token.pos not in ("PROPN", "NOUN", "ADJ") or cast.at(token.start, token.end) is None:
            continue
        one = participant(token, cast)
        if (
            one is not None
            and one.country is not None
            and one.country not in theirs
            and (one.start, one.end) not in taken
        ):
            return (one,)
    return ()


def _deeper(trigger: Word) -> list[Word]:
    """The words of the clause after the trigger, without other clauses and what tells only when or by whom."""
    found = [trigger]
    for one in found:
        if len(found) > _MOST_WORDS:
            break
        found.extend(
            c
            for c in one.children
            if c.i > trigger.i and c.dep not in _CLAUSES and c.lower not in _ASIDE and not c.is_punct
        )
    return sorted(found[1:], key=lambda t: t.i)
