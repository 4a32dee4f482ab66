"""Who stands where around a verb or a noun: subjects, objects, agents and phrases, read off the dependency parse.

Label scheme: ClearNLP as in the English spaCy models. Every walk upwards is bounded, so a broken parse costs nothing.
"""

from collections.abc import Iterator

from vedette.read.words import Word, Words
from vedette.record import Span

SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "dative", "oprd"})
CLAUSES = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "conj", "ROOT", "parataxis", "csubj", "csubjpass", "dep"}
)
_MAX_UP = 12
_MAX_CHAIN = 24
_MAX_CLAUSE = 120
_SPEAKERS = frozenset({"it", "he", "she", "they", "we", "i"})
_ASKING = frozenset({"call", "appeal"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})


def has_parse(words: Words) -> bool:
    """Was the text parsed (heads and parts of speech), or only cut into words?"""
    return words.parsed and words.tagged


def children(token: Word, *labels: str) -> list[Word]:
    """The direct dependants under any of these labels, in order."""
    return [child for child in token.children if child.dep in labels]


def conjuncts(token: Word) -> list[Word]:
    """The token and what is coordinated with it ("A, B and C"), in order."""
    found = [token]
    for one in found:
        found.extend(child for child in one.children if child.dep in ("conj", "appos_conj"))
        if len(found) > _MAX_CHAIN:
            break
    return sorted(found, key=lambda t: t.i)


def is_passive(verb: Word) -> bool:
    """Is the verb in the passive, or a bare participle after a noun ("the men held by police")?"""
    for _ in range(_MAX_UP):
        labels = {child.dep for child in verb.children}
        if "nsubjpass" in labels or "auxpass" in labels or "agent" in labels:
            return True
        if verb.dep != "conj" or verb.tag != "VBN" or labels & {"nsubj", "aux", "dobj"} or verb.head.tag != "VBN":
            return verb.tag == "VBN" and verb.dep == "acl" and "dobj" not in labels
        verb = verb.head
    return False


def phrases(token: Word) -> Iterator[tuple[str, Word]]:
    """(preposition, head of what follows) for each prepositional phrase; "ahead of", "out of" give the last one."""
    for prep in token.children:
        if prep.dep not in ("prep", "agent", "dative") or prep.pos not in ("ADP", "SCONJ", "VERB", "ADV", "PART"):
            continue
        inner = children(prep, "prep")
        for one in (prep, *inner):
            for obj in children(one, "pobj", "pcomp"):
                yield one.lower, obj


def own_subjects(verb: Word) -> list[Word]:
    """The verb's own grammatical subjects, coordination resolved, without dummies."""
    return [one for sub in children(verb, "nsubj", "nsubjpass") for one in conjuncts(sub)]


def _antecedent(verb: Word) -> Word | None:
    """The noun that a relative or participle clause hangs on."""
    for _ in range(_MAX_UP):
        if verb.dep in ("relcl", "acl"):
            return verb.head if verb.head.pos in ("NOUN", "PROPN", "PRON", "NUM") else None
        if verb.dep not in ("conj", "xcomp") or verb.head == verb:
            return None
        verb = verb.head
    return None


def subjects(verb: Word) -> list[Word]:
    """Who the verb is said of: its own subject, or the one it shares with the clause it hangs on."""
    for _ in range(_MAX_UP):
        own = own_subjects(verb)
        if own and own[0].lower in _SPEAKERS and verb.dep == "ccomp" and (said := own_subjects(verb.head)):
            return said if _can_mean(own[0], said) else own
        if len(own) == 1 and own[0].lower == "it" and verb.dep == "conj" and not is_passive(verb):
            return own_subjects(verb.head) or own
        if own:
            return _resolve_relative(verb, own)
        controlled = _controller(verb)
        if controlled:
            return controlled
        if verb.dep in ("acl", "relcl"):
            noun = _antecedent(verb)
            return conjuncts(noun) if noun is not None and not _infinitive(verb) else _holder(verb.head)
        if verb.dep not in ("xcomp", "conj", "advcl", "pcomp", "ccomp", "prep", "acomp") or verb.head == verb:
            return []
        if verb.dep == "ccomp" and not _infinitive(verb) and verb.tag != "VBG":
            return []
        verb = verb.head if verb.dep != "pcomp" else _above_prep(verb)
    return []


def _can_mean(pronoun: Word, speakers: list[Word]) -> bool:
    """Can the pronoun mean these speakers: one named speaker is no "they"?"""
    return pronoun.lower != "they" or len(speakers) > 1 or speakers[0].tag != "NNP"


def _controller(verb: Word) -> list[Word]:
    """Whoever is urged, helped or accused: the object above an infinitive or gerund ("urged Oslo to")."""
    if verb.dep == "pcomp" and verb.head.lower in ("of", "from", "with", "for", "into"):
        above = [t for t in children(_above_prep(verb), "dobj", "nsubjpass") if t.i < verb.i]
        return [one for obj in above for one in conjuncts(obj)]
    asked = verb.dep == "advcl" and verb.head.lemma in _ASKING
    if not (verb.dep == "xcomp" or asked) or verb.head.pos != "VERB" or not _infinitive(verb):
        return []
    above = children(verb.head, "dobj")
    if not above:
        above = [obj for prep, obj in phrases(verb.head) if prep in ("to", "on", "upon", "with") and obj.i < verb.i]
    return [one for obj in above for one in conjuncts(obj)]


def _above_prep(verb: Word) -> Word:
    """The verb above a preposition ("by sending"), or the token itself when there is none."""
    above = verb.head.head
    return above if above.pos in ("VERB", "AUX") else verb.head


def _infinitive(verb: Word) -> bool:
    return any(child.dep == "aux" and child.lower == "to" for child in verb.children)


def _holder(noun: Word) -> list[Word]:
    """Whose decision, plan or threat it is: the possessor, else the subject of the verb above."""
    owners = children(noun, "poss")
    if owners:
        return owners
    verb = noun.head
    return own_subjects(verb) if verb.pos in ("VERB", "AUX") and noun.dep in ("dobj", "attr") else []


def _resolve_relative(verb: Word, own: list[Word]) -> list[Word]:
    if len(own) == 1 and own[0].lower in _RELATIVES and own[0].tag in ("WDT", "WP"):
        noun = _antecedent(verb)
        return conjuncts(noun) if noun is not None else own
    return own


def agents(verb: Word) -> list[Word]:
    """The doers of a passive ("by ...")."""
    found = [obj for prep in children(verb, "agent") for obj in children(prep, "pobj")]
    return [one for obj in found for one in conjuncts(obj)]


def objects(verb: Word) -> list[Word]:
    """What the verb is done to: direct objects, or the subject of the passive."""
    if is_passive(verb):
        return subjects(verb)
    found = [one for obj in children(verb, *OBJECTS) if obj.pos != "ADP" for one in conjuncts(obj)]
    if not found and verb.dep == "conj" and not children(verb, "prep", "ccomp", "xcomp", "agent"):
        shared = [t for t in children(verb.head, "dobj") if t.i > verb.i]
        return [one for obj in shared for one in conjuncts(obj)]
    if not found and verb.dep == "relcl":
        relative = [t for t in verb.children if t.dep == "dobj" or t.tag in ("WDT", "WP")]
        return [verb.head] if not relative and own_subjects(verb) else []
    if len(found) == 1 and found[0].tag in ("WDT", "WP") and verb.dep == "relcl":
        return [verb.head]
    return found


def clause_tokens(head: Word) -> list[Word]:
    """The words of the clause around a trigger: its subtree without the clauses that hang on it."""
    found = [head]
    for one in found:
        if len(found) > _MAX_CLAUSE:
            break
        for child in one.children:
            if child.dep in ("relcl", "advcl", "ccomp", "parataxis") or child.is_space:
                continue
            if child.dep == "conj" and one == head and head.pos in ("VERB", "AUX"):
                continue
            found.append(child)
    return sorted(found, key=lambda t: t.i)


def hull(tokens: list[Word]) -> Span:
    """The span from the first to the last word, without punctuation at the edges."""
    kept = list(tokens)
    while len(kept) > 1 and (kept[0].is_punct or kept[0].dep in ("cc", "mark")):
        kept.pop(0)
    while len(kept) > 1 and (kept[-1].is_punct or kept[-1].dep == "cc"):
        kept.pop()
    return Span(kept[0].start, kept[-1].end)


def governors(token: Word) -> Iterator[Word]:
    """The heads above a token, nearest first, up to the root of the sentence."""
    for _ in range(_MAX_UP):
        if token.head == token:
            return
        token = token.head
        yield token
