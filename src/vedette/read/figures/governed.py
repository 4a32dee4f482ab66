"""Roles from the parse: the verb, the noun or the state that the counted noun depends on."""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.read.figures.context import Context, lemma
from vedette.read.figures.role import Role, is_people
from vedette.read.figures.tables import by_word, words
from vedette.record.annotation import Measure

_NOMINAL = ("NOUN", "PROPN", "NUM", "ADJ", "PRON")


def chain(token: Token) -> Iterator[Token]:
    """The counted noun and the nouns it is joined or set beside ("The dead, a dozen in all"), nearest first."""
    yield token
    for _ in range(4):
        above = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "including" else token.head
        joined = token.dep_ in ("conj", "appos", "nummod") or above is not token.head
        if not joined or above.i >= token.i or above.pos_ not in _NOMINAL:
            return
        token = above
        yield token


def by_state(context: Context) -> Role | None:
    """ "52 protesters with injuries", "the dead, a dozen in all", "minority, about 48,000 people"."""
    states = by_word("state")
    for token in chain(context.anchor):
        if token is not context.anchor and token.lower_ in states:
            return Role(measure=states[token.lower_], rule=f"beside {token.lower_}")
    group = beside_group(context)
    if group is not None:
        return Role(measure="population", rule=f"beside {group.lower_}")
    for child in context.anchor.children:
        if child.dep_ == "prep" and child.lower_ in ("with", "in", "behind"):
            for inner in child.children:
                if inner.lower_ in states:
                    return Role(measure=states[inner.lower_], rule=f"{child.lower_} {inner.lower_}")
    return None


def beside_group(context: Context) -> Token | None:
    """The community that the number is set beside ("the Ardovian minority, about 48,000 people")."""
    joined = (token for token in chain(context.anchor) if token.i < context.first)
    return next((token for token in joined if by_word("of").get(lemma(token)) == "population"), None)


def by_verb(context: Context) -> Role | None:
    """The verb's or the governing noun's own word for it."""
    if not context.page.parsed:
        return None
    for slot, head in _governors(context):
        measure = _measure(context, slot, head)
        if measure is not None:
            verb = head if head.pos_ in ("VERB", "AUX") else None
            return Role(measure=measure, rule=f"{slot} {lemma(head)}", verb=verb)
    return None


def by_noun(context: Context) -> Role | None:
    """The counted noun says it itself: deaths, arrests, refugees."""
    measure = by_word("nouns").get(context.head)
    return Role(measure=measure, rule=f"noun {context.head}") if measure is not None else None


def _measure(context: Context, slot: str, head: Token) -> Measure | None:
    word = lemma(head)
    measure = by_word(slot).get(word)
    if measure is not None and not (word in words("needs_people") and not is_people(context)):
        if word in words("needs_noun") and context.noun is None and not _passive(head):
            return None
        return measure if measure not in ("participants", "population") or is_people(context) else None
    if (
        slot == "object"
        and word in words("costing")
        and (context.head == "life" or (word == "lose" and is_people(context)))
    ):
        return "killed" if context.noun is not None else None
    if word == "lose" and slot == "subject" and _object(head) == "life":
        return "killed"
    if slot == "object" and word in words("carrying") and _to_hospital(head):
        return "injured"
    if word in words("leaving") and slot == "subject" and _object(head) in words("home"):
        return "displaced"
    if slot == "subject" and by_word("object").get(word) in ("killed", "injured") and is_people(context):
        alone = not _object(head) and head.tag_ in ("VBN", "VBD")
        return by_word("object")[word] if alone else "participants"
    if word in words("resulting" if slot == "subject" else "rendering") or head.pos_ == "AUX":
        return _predicate(head, context.anchor)
    return None


def _to_hospital(verb: Token) -> bool:
    """ "were taken to hospital"."""
    return any(
        lemma(inner) in words("hospital")
        for child in verb.children
        if child.dep_ == "prep"
        for inner in child.children
        if inner.dep_ == "pobj"
    )


def _passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children) or verb.dep_ == "acl"


def _governors(context: Context) -> Iterator[tuple[str, Token]]:
    """(slot, word) for the verbs and nouns that the counted noun depends on, nearest first."""
    anchor = list(chain(context.anchor))[-1]
    head, dep = anchor.head, anchor.dep_
    if dep == "nummod" and context.noun is None and head.pos_ in _NOMINAL and head.i > anchor.i:
        head, dep = head.head, head.dep_
    for child in context.anchor.children:
        if child.dep_ in ("acl", "relcl") and child.i > context.anchor.i:
            yield _clause_slot(child), child
    if dep in ("nsubjpass", "dobj", "obj", "oprd"):
        yield "object", head
    elif dep in ("nsubj", "attr"):
        yield from _subject(head)
    elif dep == "pobj" and head.lower_ != "by":
        yield from _after_preposition(head)


def _subject(head: Token) -> Iterator[tuple[str, Token]]:
    """The verb of a subject and the verbs joined to it."""
    yield "subject", head
    for child in head.children:
        if child.dep_ in ("conj", "xcomp") and not any(c.dep_.startswith("nsubj") for c in child.children):
            passive = any(c.dep_ == "auxpass" for c in child.children)
            yield ("object" if passive else "subject"), child


def _clause_slot(verb: Token) -> str:
    """In "soldiers who fled" the counted are the subject, in "soldiers killed" and "who were killed" the object."""
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    own = any(child.dep_ == "nsubj" and child.tag_ in ("WP", "WDT") for child in verb.children)
    if verb.dep_ == "relcl" and own and not passive:
        return "subject"
    return "object" if passive or verb.tag_ in ("VBN", "VBD") else "subject"


def _after_preposition(prep: Token) -> Iterator[tuple[str, Token]]:
    above = prep.head
    if above.pos_ in ("NOUN", "PROPN") or (above.lower_ == "home" and prep.lower_ == "to"):
        yield "of", above
        if prep.lower_ in ("of", "among") and above.dep_ in ("nsubj", "nsubjpass", "dobj"):
            yield ("subject" if above.dep_ == "nsubj" else "object"), above.head


def _object(verb: Token) -> str:
    return next((lemma(child) for child in verb.children if child.dep_ in ("dobj", "obj")), "")


def _predicate(verb: Token, anchor: Token) -> Measure | None:
    """ "are dead", "were shot dead", "remain in custody", "sustained injuries", "left 44 protesters injured"."""
    states = by_word("state")
    for child in verb.children:
        if child.i > verb.i and child.dep_ not in ("nsubj", "nsubjpass", "advcl", "conj"):
            near = [child, *child.children]
            for token in near + [c for t in child.children if t.dep_ in ("pobj", "conj") for c in t.children]:
                if token.lower_ in states and token.i != anchor.i:
                    return states[token.lower_]
    return None
