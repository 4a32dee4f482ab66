"""Speech in the parse: a cue word, its subject, and the clause that hangs on it."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator

from spacy.tokens import Doc, Token

from vedette.read.attributions.drafts import Draft, joined, trimmed, without
from vedette.read.attributions.lexicon import Lexicon
from vedette.read.quick.vectors import whole_numbers
from vedette.record import Span

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_CLAUSES = frozenset(["ccomp", "parataxis"])
_OBJECTS = frozenset(["dobj", "xcomp", "prep", "dative", "advcl", "oprd", "attr", "acomp", "pobj", "agent"])
_CUE_PARTS = frozenset(["aux", "auxpass", "neg", "prt"])
_VERBS = frozenset(["VERB", "AUX"])
_DOCUMENTS = 60
CLAUSE = "verb:clause"


def drafts_of(doc: Doc, text: str, lexicon: Lexicon) -> tuple[Draft, ...]:
    """Every attribution that the parse shows; none without a parse."""
    if not doc.has_annotation("DEP"):
        return ()
    found: list[Draft] = []
    for token in _words(doc, {"according", *lexicon.verbs, *lexicon.nouns}):
        low = token.lower_
        if low == "according":
            found.extend(_according(token, text))
        elif low in lexicon.verbs and token.pos_ in _VERBS:
            found.extend(_verb(token, text, lexicon))
        elif low in lexicon.nouns and token.pos_ == "NOUN":
            found.extend(_noun(token, text))
    return tuple(found)


def speech_in(doc: Doc, text: str, lexicon: Lexicon, *, taken: Iterable[Span]) -> Iterator[Draft]:
    """What the parse shows to be said with a plain verb of speech and a clause, where the verb is not taken already."""
    if not doc.has_annotation("DEP"):
        return
    cues = sorted(taken)
    for token in _words(doc, lexicon.speech):
        at = bisect_right(cues, token.idx, key=lambda cue: cue.start) - 1
        if (at < 0 or cues[at].end <= token.idx) and token.pos_ in _VERBS:
            yield from (draft for draft in _verb(token, text, lexicon) if draft.rule == CLAUSE)


def _words(doc: Doc, forms: Container[str]) -> Iterator[Token]:
    """The words of these forms, in order; a word is made a `Token` only when it is asked for."""
    strings = doc.vocab.strings
    for number, key in enumerate(whole_numbers(doc, "LOWER").tolist()):
        if strings[key] in forms:
            yield doc[number]


def _verb(token: Token, text: str, lexicon: Lexicon) -> Iterator[Draft]:
    """A reporting verb: its subject speaks, its clause (or its objects) is what is said."""
    frame = lexicon.verbs[token.lower_][2]
    source = speaker_of(token)
    if source is None:
        return
    clauses = [
        c for c in token.children if c.i != source.i and (c.dep_ in _CLAUSES or (frame == "object" and _gerund(c)))
    ]
    rule = CLAUSE if clauses else "verb:object"
    if not clauses and frame == "object":
        clauses = [c for c in token.children if c.dep_ in _OBJECTS and c.i > token.i]
    elif not clauses:
        clauses = [c for c in token.children if c.dep_ in ("xcomp", "advcl") and c.i > token.i and _opened(c)]
    if not clauses:
        return
    cue = _cue(token)
    says = source_span(source)
    holes = [says, cue] if source.head.i == token.i or source.i > token.i else [cue]
    spans = [s for c in clauses for s in [trimmed(subtree(c), text)] if s is not None]
    content = joined((s for h in without(spans, holes) for s in [trimmed(h, text)] if s is not None), text)
    if content:
        yield Draft(source=(says,), cue=cue, content=content, rule=rule)


def _gerund(token: Token) -> bool:
    """Is this a deed without a subject (denied burning houses), even if the parse takes its verb for an adjective?"""
    if token.i <= token.head.i:
        return False
    return (token.dep_ == "xcomp" and token.tag_ == "VBG") or (
        token.dep_ == "dobj" and token.left_edge.i == token.head.i + 1 and token.left_edge.tag_ == "VBG"
    )


def _opened(token: Token) -> bool:
    """Is this clause opened by a word of its own (to, that, whether, how)?"""
    return any(c.dep_ in ("mark", "aux") and c.i < token.i for c in token.children)


def _according(token: Token, text: str) -> Iterator[Draft]:
    """According to a source: the rest of the sentence is what is said."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None:
        return
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return
    says = source_span(source)
    cue = Span(token.idx, to.idx + len(to))
    sentence = token.sent
    whole = Span(sentence.start_char, sentence.end_char)
    left = without([whole], [Span(cue.start, says.end)])
    content = [s for h in left for s in [trimmed(h, text)] if s is not None]
    before = [s for s in content if s.end <= cue.start]
    chosen = before if before and cue.start - whole.start > 12 else content
    if chosen:
        yield Draft(source=(says,), cue=cue, content=joined(chosen, text), rule="according-to")


def _noun(token: Token, text: str) -> Iterator[Draft]:
    """A noun of speech with a clause of its own: the claim that, a promise to."""
    clause = next((c for c in token.children if c.dep_ in ("acl", "ccomp") and c.i > token.i and _opened(c)), None)
    if clause is None:
        return
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is None:
        owner = next((p for c in token.children if c.lower_ in ("of", "by", "from") for p in c.children), None)
    if owner is None and token.head.pos_ == "VERB" and token.dep_ == "dobj":
        owner = speaker_of(token.head)
    if owner is None or owner.i == token.i:
        return
    span = trimmed(subtree(clause), text)
    if span is not None:
        cue = Span(token.idx, token.idx + len(token))
        yield Draft(source=(source_span(owner),), cue=cue, content=(span,), rule="noun")


def speaker_of(verb: Token) -> Token | None:
    """The word that speaks through this verb: its subject, or the one it shares or stands beside."""
    node = verb
    for _ in range(_DOCUMENTS):
        subject = next((c for c in node.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _antecedent(subject, node)
        agent = next((p for c in node.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        if agent is not None:
            return agent
        if node.dep_ in ("acl", "relcl"):
            return node.head if node.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if node.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep") or node.head.i == node.i:
            return None
        node = node.head
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """Who and which speak for the noun before them."""
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


def source_span(token: Token) -> Span:
    """The words of a source, without the clauses and the appositions that only follow it."""
    first = min(t.i for t in token.subtree) if token.n_lefts else token.i
    last = token.i
    for child in token.rights:
        if child.dep_ in ("relcl", "acl", "punct", "appos", "advcl", "parataxis"):
            break
        last = max(t.i for t in child.subtree)
    doc = token.doc
    while first < token.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > token.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def subtree(token: Token) -> Span:
    """The stretch of text that hangs on a word."""
    left, right = token.left_edge, token.right_edge
    return Span(left.idx, right.idx + len(right))


def _cue(token: Token) -> Span:
    """The verb with its helpers where they stand directly before it, and its particle after it."""
    first = last = token.i
    parts: Iterable[Token] = [c for c in token.children if c.dep_ in _CUE_PARTS]
    near = {c.i for c in parts}
    while first - 1 in near:
        first -= 1
    while last + 1 in near:
        last += 1
    doc = token.doc
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))
