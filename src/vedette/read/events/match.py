"""Which line of the trigger lexicon a verb or a noun meets, given the words around it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from vedette.read.events import grammar
from vedette.read.events.lexicon import Pattern, codes, lexicon, table
from vedette.read.words import Word

NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_MUST = frozenset({"must", "should", "ought", "need"})
_MOST_WORDS = 60
_VIOLENT = frozenset({"ASSAULT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A trigger with what stands around it."""

    token: Word
    subjects: tuple[Word, ...]
    objects: tuple[Word, ...]
    phrases: tuple[tuple[str, Word], ...]


def scene(token: Word) -> Scene:
    """Look around a verb or a noun once."""
    verbal = token.pos in ("VERB", "AUX")
    objects = tuple(grammar.objects(token)) if verbal else ()
    if verbal and not objects:
        asked = [c for c in grammar.children(token, "ccomp") if _has_to(c) or c.tag == "VB"]
        objects = tuple(one for clause in asked for one in grammar.own_subjects(clause))
    passive = verbal and grammar.is_passive(token)
    subjects = (grammar.agents(token) if passive else grammar.subjects(token)) if verbal else ()
    phrases = [*grammar.phrases(token)]
    for obj in objects if verbal else ():
        if obj.head == token or obj.dep == "conj":
            phrases.extend(grammar.phrases(obj))
    for child in grammar.children(token, "advmod") if verbal else ():
        phrases.extend(grammar.phrases(child))
    return Scene(token=token, subjects=tuple(subjects), objects=objects, phrases=tuple(phrases))


def human(token: Word) -> bool:
    """Can this be somebody who acts: a name, a person, a body, a force?"""
    if token.ent in NAME_TYPES or token.tag == "PRP":
        return True
    if token.ent in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "EVENT", "LAW"):
        return token.base in table("classes.yaml")["person_nouns"]
    if token.pos == "VERB":
        return False
    return token.pos == "PROPN" or token.base in table("classes.yaml")["person_nouns"]


def best(around: Scene) -> Pattern | None:
    """The line that fits, the one with most conditions first; None when no line speaks of this word."""
    entries = lexicon().verbs if around.token.pos in ("VERB", "AUX") else lexicon().nouns
    for name in _names(around.token):
        for pattern in entries.get(name, ()):
            if all(_holds(key, values, around) for key, values in pattern.conditions):
                return pattern
    return None


def listed(noun: Word) -> bool:
    """Does the lexicon speak of this noun at all?"""
    return any(name in lexicon().nouns for name in _names(noun))


def _names(token: Word) -> Iterator[str]:
    yield token.base
    if token.lower != token.base:
        yield token.lower
    mark = token.before
    if mark is not None and mark.before is not None and mark.text == "-" and mark.dep == "punct":
        yield f"{mark.before.lower}-{token.base}"


def _any_of(tokens: tuple[Word, ...], values: frozenset[str]) -> bool:
    if "none" in values:
        return not tokens
    if "any" in values or not values:
        return bool(tokens)
    wants_human = "human" in values
    return any(t.base in values or t.lower in values or (wants_human and human(t)) for t in tokens)


def _holds(key: str, values: frozenset[str], around: Scene) -> bool:
    test = _TESTS.get(key)
    if test is not None:
        return test(around, values)
    return _any_of(tuple(obj for prep, obj in around.phrases if prep == key), values) if values else False


def _particle(around: Scene, values: frozenset[str]) -> bool:
    return any(
        child.lower in values and child.dep in ("prt", "advmod", "prep", "dobj", "acomp", "advcl", "dep", "oprd")
        for child in around.token.children
    )


def _infinitive(around: Scene, values: frozenset[str]) -> bool:
    state = [c for one in grammar.children(around.token, "acomp") for c in grammar.children(one, "xcomp")]
    verbs = [c for c in (*grammar.children(around.token, "xcomp", "ccomp", "advcl", "acl"), *state) if _has_to(c)]
    if not values:
        return bool(verbs)
    verbs = [c for c in verbs if not grammar.children(c, "neg")]
    kinds = {one.type for verb in verbs if (one := best(scene(verb))) is not None and one.type}
    if "investigation" in values:
        return any(verb.base in ("investigate", "probe", "inspect", "monitor") for verb in verbs)
    if "sanction" in values:
        return any(obj.base in lexicon().words["penalty"] for verb in verbs for obj in grammar.objects(verb))
    if "violent" in values:
        return bool(kinds & _VIOLENT)
    return any(codes()[kind, None].quad > 2 for kind in kinds)


def _has_to(verb: Word) -> bool:
    return any(child.dep == "aux" and child.lower == "to" for child in verb.children)


def _finite(around: Scene, values: frozenset[str]) -> bool:
    return any(not _has_to(c) and c.tag != "VBG" for c in grammar.children(around.token, "ccomp"))


def _gerund(around: Scene, values: frozenset[str]) -> bool:
    clauses = grammar.children(around.token, "xcomp", "ccomp", "pcomp")
    return any(one.tag == "VBG" for c in clauses for one in (c, *grammar.children(c, "aux")))


def _predicate(around: Scene, values: frozenset[str]) -> bool:
    found = grammar.children(around.token, "acomp", "oprd", "advmod", "attr", "xcomp", "ccomp", "dobj")
    return any(child.lower in values for child in found)


def _modifier(tokens: tuple[Word, ...], values: frozenset[str]) -> bool:
    return any(
        child.lower in values or child.base in values
        for token in tokens
        for child in grammar.children(token, "amod", "compound", "nmod", "poss")
    )


def _several(subject: Word) -> bool:
    """Is one noun said of several sides ("the navies of Tarsk and Ardovia", "Tarsk and Ardovian troops")?"""
    owners = [
        *grammar.children(subject, "amod", "compound"),
        *(obj for prep, obj in grammar.phrases(subject) if prep == "of"),
    ]
    return any(grammar.children(owner, "conj") for owner in owners)


def _must(around: Scene, values: frozenset[str]) -> bool:
    for clause in grammar.children(around.token, "ccomp"):
        if any(c.dep == "aux" and c.lower in _MUST for c in clause.children) or clause.base == "need":
            return any(human(t) and t.tag != "PRP" for t in grammar.own_subjects(clause))
    return False


_TESTS: Mapping[str, Callable[[Scene, frozenset[str]], bool]] = {
    "obj": lambda s, v: _any_of(s.objects, v),
    "subj": lambda s, v: _any_of(s.subjects, v),
    "prt": _particle,
    "inf": _infinitive,
    "that": _finite,
    "ing": _gerund,
    "acomp": _predicate,
    "ccomp": _predicate,
    "mod": lambda s, v: _modifier((s.token,), v),
    "objmod": lambda s, v: _modifier(s.objects, v),
    "neg": lambda s, v: any(c.dep == "neg" for c in s.token.children),
    "mustclaim": _must,
    "bare": lambda s, v: not grammar.children(s.token, "oprd", "acomp", "ccomp", "attr"),
    "many": lambda s, v: len(s.subjects) > 1 or any(map(_several, s.subjects)),
    "clause": lambda s, v: any(t.base in v for t in islice(s.token.subtree(), _MOST_WORDS)),
    "first": lambda s, v: True,
}
