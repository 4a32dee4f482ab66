"""Find the words that report events, and read each into an event."""

from collections.abc import Iterator, Sequence

from vedette.read.events import grammar, match
from vedette.read.events.found import Found, Group
from vedette.read.events.lexicon import Pattern, codes, table
from vedette.read.events.match import Scene
from vedette.read.events.promises import announced, refused
from vedette.read.events.recall import casualties_joined, recalled, restored
from vedette.read.events.status import status
from vedette.read.words import Word

_DEFAULT_PREPOSITIONS = (
    "against",
    "on",
    "with",
    "to",
    "at",
    "into",
    "from",
    "upon",
    "toward",
    "towards",
    "over",
    "for",
    "between",
    "near",
    "of",
)
_MOST_SIDES = 4
_NOUN_BY = ("by", "between", "among")
_NOUN_TO = ("of", "on", "against", "with", "to", "at", "into")
_OWNERS = ("poss", "compound", "amod", "nmod")
_SKIPPED = frozenset({"aux", "auxpass", "amod", "compound", "case", "mark"})


def triggers(sentence: Sequence[Word]) -> Iterator[Found]:
    """The events of one sentence, in the order of their triggers."""
    used: set[int] = set()
    found: list[Found] = []
    verbs = [t for t in sentence if t.pos in ("VERB", "AUX") and t.dep not in _SKIPPED]
    for verb in verbs:
        around = match.scene(verb)
        pattern = match.best(around)
        told = _told_noun(verb)
        if told is not None:
            found.append(told)
            used.add(told.token.i)
            continue
        noun = _light_noun(around, pattern)
        if noun is not None:
            found.append(_from_light(around, *noun))
            used.add(noun[0].i)
            continue
        if pattern is not None:
            used.update(obj.i for prep, obj in around.phrases if prep in pattern.prepositions)
        if pattern is not None and pattern.consumes_object:
            used.update(obj.i for obj in around.objects)
        found.append(_from_verb(around, pattern))
    for token in sentence:
        if token.pos == "NOUN" and token.i not in used:
            nominal = _from_noun(token)
            if nominal is not None:
                found.append(nominal)
    found = restored([recalled(refused(one)) for one in casualties_joined(found) if _kept(one)])
    yield from sorted(_with_promises(found), key=lambda f: f.token.i)


def _with_promises(found: list[Found]) -> list[Found]:
    """The events and what they announce; a word that only carries the announcement ("plans to") is told once."""
    promises = [promise for one in found if (promise := announced(one)) is not None]
    carriers = {p.token.i: p.kind for p in promises} | {
        p.token.head.i: p.kind for p in promises if p.token.dep == "acomp"
    }
    kept = [one for one in found if one.token.i not in carriers or one.kind not in (None, carriers[one.token.i])]
    return kept + promises


def _kept(one: Found) -> bool:
    """Standing facts and bare auxiliaries are no events."""
    if one.pattern is not None and one.pattern.type is not None:
        return True
    return one.token.pos == "NOUN" or one.token.base not in table("classes.yaml")["standing"] or one.status != "actual"


def _told_noun(verb: Word) -> Found | None:
    """The event that is this verb's subject, when the verb only says that it came about."""
    if verb.base not in table("classes.yaml")["occur"]:
        return None
    for subject in grammar.own_subjects(verb):
        found = _from_noun(subject, verb) if subject.pos == "NOUN" else None
        if found is not None and found.pattern is not None and found.pattern.type:
            return found
    return None


def _light_noun(around: Scene, pattern: Pattern | None) -> tuple[Word, Pattern] | None:
    """The event noun that a light verb carries ("launched an attack")."""
    if pattern is not None or around.token.base not in table("classes.yaml")["light"]:
        return None
    for obj in around.objects:
        if obj.pos == "NOUN" and (line := match.best(match.scene(obj))) is not None and line.type:
            return obj, line
    return None


def _from_light(around: Scene, noun: Word, line: Pattern) -> Found:
    inner = match.scene(noun)
    wanted = line.recipients or _NOUN_TO
    places = [_after((*inner.phrases, *around.phrases), wanted), *_by_preposition(around), (noun,)]
    verdict, cue = status(around.token)
    return Found(
        token=noun,
        light=around.token,
        pattern=line,
        actors=around.subjects or _owners(noun, line),
        recipients=_others(places, around.subjects),
        status=verdict,
        why=cue,
        rule=f"light:{around.token.base} {noun.base} {line.line}".rstrip(),
    )


def _others(groups: list[Group], subjects: Group) -> tuple[Group, ...]:
    return tuple(kept for group in groups if (kept := tuple(t for t in group if t not in subjects)))


def _by_preposition(around: Scene) -> list[Group]:
    named = {prep for prep, _ in around.phrases}
    return [_after(around.phrases, (prep,)) for prep in _DEFAULT_PREPOSITIONS if prep in named]


def _after(phrases: tuple[tuple[str, Word], ...], wanted: tuple[str, ...]) -> tuple[Word, ...]:
    return tuple(one for prep, obj in phrases if prep in wanted for one in grammar.conjuncts(obj))


def _from_verb(around: Scene, pattern: Pattern | None) -> Found:
    actors, recipients = around.subjects, _recipients(around, pattern)
    if pattern is not None and pattern.doers:
        actors, recipients = _after(around.phrases, pattern.doers), (around.subjects,)
    if pattern is not None and pattern.reciprocal:
        actors, recipients = (*actors, *(recipients[0] if recipients else ())), ()
    if pattern is not None and not actors:
        actors, recipients = _implied(around, pattern, recipients)
    verdict, cue = status(around.token)
    if pattern is not None and pattern.negated and not _under_condition(around.token):
        verdict, cue = "actual", "a refusal is an act"
    if pattern is not None and pattern.status is not None and verdict == "actual":
        verdict, cue = pattern.status, "readiness is no act"
    passive = "passive " if grammar.is_passive(around.token) else ""
    return Found(
        token=around.token,
        light=None,
        pattern=pattern,
        actors=actors,
        recipients=recipients,
        status=verdict,
        why=cue,
        rule=f"verb:{passive}{around.token.base} {pattern.line if pattern else ''}".rstrip(),
    )


def _under_condition(verb: Word) -> bool:
    return any(c.dep == "mark" and c.lower in ("if", "unless", "whether") for c in verb.children)


def _implied(around: Scene, pattern: Pattern, recipients: tuple[Group, ...]) -> tuple[Group, tuple[Group, ...]]:
    """Doers that grammar does not name so: those who are deployed, and both sides of a fight."""
    if pattern.moves_troops and grammar.is_passive(around.token):
        return around.objects, _others(list(recipients), around.objects)
    if pattern.consumes_object:
        named = [
            (obj, inner, line) for obj in around.objects if (line := match.best(inner := match.scene(obj))) is not None
        ]
        if named:
            return tuple(
                one for obj, inner, line in named for one in (*_owners(obj, line), *_after(inner.phrases, ("by",)))
            ), recipients
    between = _after(around.phrases, ("between", "among"))
    if pattern.type == "ASSAULT" and between:
        return between, ()
    return (), recipients


def _recipients(around: Scene, pattern: Pattern | None, depth: int = 1) -> tuple[Group, ...]:
    """Where the other side may be named, the best place first; the first place that names somebody is taken."""
    wanted = pattern.recipients if pattern is not None else ()
    named = pattern is None or not pattern.takes_object or "obj" in wanted
    groups: list[Group] = []
    if wanted:
        first = around.objects if "obj" in wanted else ()
        groups.append((*first, *_after(around.phrases, tuple(w for w in wanted if w != "obj"))))
    if named:
        groups.append(around.objects)
    groups += _by_preposition(around)
    if not named:
        groups.append(around.objects)
    if depth and pattern is not None:
        for verb in grammar.children(around.token, "xcomp", "ccomp"):
            inner = match.scene(verb)
            groups += [inner.subjects, *_recipients(inner, match.best(inner), depth - 1)]
    return _others(groups, around.subjects)


def _from_noun(noun: Word, verb: Word | None = None) -> Found | None:
    """The event that a noun names, with the phrases of the verb that says that it came about ("clashes broke out")."""
    if not match.listed(noun) and noun.base not in table("classes.yaml")["event_nouns"]:
        return None
    around = match.scene(noun)
    line = match.best(around)
    typed = line is not None and line.type is not None
    if noun.dep in ("compound", "amod", "nmod") or not (typed or noun.base in table("classes.yaml")["event_nouns"]):
        return None
    phrases = (*around.phrases, *(grammar.phrases(verb) if verb is not None else ()))
    actors = (*_owners(noun, line), *_after(phrases, (line.doers if line else ()) or _NOUN_BY))
    recipients: tuple[Group, ...] = (_after(phrases, (line.recipients if line else ()) or _NOUN_TO),)
    if line is not None and line.reciprocal:
        actors, recipients = (*actors, *recipients[0]), ()
    if typed and not actors:
        actors = _verbless(noun)
    verdict, cue = status(noun)
    return Found(
        token=noun,
        light=verb,
        pattern=line,
        actors=actors,
        recipients=recipients,
        status=verdict,
        why=cue,
        rule=f"noun:{noun.base} {line.line if line else ''}".rstrip(),
    )


def _verbless(noun: Word) -> tuple[Word, ...]:
    """Who a headline without a verb puts before it ("Tarsk, Ardovia in talks")."""
    if noun.dep != "pobj" or noun.head.lower not in ("in", "at") or not match.human(noun.head.head):
        return ()
    top = noun.head.head
    sides = (top, *(above for above in grammar.governors(top)))
    return tuple(reversed(sides)) if sides[-1].pos in ("PROPN", "NOUN") and len(sides) < _MOST_SIDES else ()


def _owners(noun: Word, line: Pattern | None) -> tuple[Word, ...]:
    """Who is named before the noun ("Serbia's deployment", "Taliban attacks")."""
    struck = line is not None and line.type == "ASSAULT"
    before = [c for c in noun.children if c.dep in _OWNERS and (match.human(c) or c.dep == "poss")]
    return tuple(c for c in before if not (struck and _stands_for_place(c)))


def _stands_for_place(word: Word) -> bool:
    """A country's name set bare before an attack tells where it fell ("Tarsk shelling"); "US" and "UN" are whose."""
    return word.dep == "compound" and word.ent == "GPE" and not word.text.isupper() and "." not in word.text


def intensity_key(pattern: Pattern) -> tuple[str, str | None]:
    """The row of the ontology for a lexicon line; an unknown mode falls back to its type."""
    key = (pattern.type or "", pattern.mode)
    return key if key in codes() else (key[0], None)
