"""Acts: what a speaker does by speaking, to whom, and in which form."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from vedette.read.attributions.drafts import Draft
from vedette.read.attributions.lexicon import Lexicon, load_lexicon
from vedette.read.attributions.quotes import Quote, quotes_at
from vedette.record import Span
from vedette.record.annotation import Act, Form

_WORD = re.compile(r"[a-z]+(?:[’'][a-z]+)?|n[’']t", re.IGNORECASE)
_ANY_WORD = re.compile(r"\w+")
_TO = frozenset(["to", "on", "upon", "with", "against", "at"])
_TOWARDS = frozenset(["to", "with", "against"])


def form_of(draft: Draft, quotes: Sequence[Quote], text: str) -> Form:
    """Direct: every word between quotation marks; mixed: some; indirect: none."""
    said = sum(len(_ANY_WORD.findall(text, *c)) for c in draft.content)
    inside = sum(
        len(_ANY_WORD.findall(text, max(c.start, q.start), min(c.end, q.end)))
        for c in draft.content
        for q in quotes_at(quotes, c)
        if q.double
    )
    if not inside:
        return "indirect"
    return "direct" if inside == said else "mixed"


def act_of(draft: Draft, text: str, lexicon: Lexicon) -> tuple[Act, str]:
    """The act and the cue word that shows it; a plain statement where the cue shows nothing."""
    if draft.cue is None:
        return "state", ""
    cue = [w.lower() for w in _WORD.findall(text[draft.cue.start : draft.cue.end])]
    opening = [w.lower() for w in _WORD.findall(text[draft.cue.end : draft.cue.end + 40])[:4]]
    act: Act = "state"
    base = ""
    for word in cue:
        if word in lexicon.verbs and (act == "state" or not base):
            base, act = lexicon.verbs[word][:2]
        elif word in lexicon.nouns and act == "state":
            base, act = lexicon.nouns[word][0], lexicon.nouns[word][1]
    for turn in lexicon.turns:
        if base in turn.cues and turn.companions & {*cue, *opening[:1]}:
            return turn.act, base
    if lexicon.negations & set(cue) or any(w.endswith(("n't", "n’t")) for w in cue):
        act = lexicon.negated.get(act, act)
    return act, base


def addressee_of(doc: Doc, draft: Draft, base: str) -> Span | None:
    """The words that name whom the speech is addressed to (told X, called on X, accused X); None without a parse."""
    if draft.cue is None or not doc.has_annotation("DEP"):
        return None
    tokens = doc.char_span(draft.cue.start, draft.cue.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    verb = tokens.root
    direct = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
    spoken_to = ("PROPN", "PRON", "NOUN") if base in load_lexicon().told else ("PROPN", "PRON")
    if direct is not None and base and direct.pos_ in spoken_to:
        return _words_of(direct)
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in _TO:
            found = next((p for p in child.children if p.dep_ == "pobj" and p.pos_ in ("PROPN", "NOUN", "PRON")), None)
            if found is not None and (
                base in load_lexicon().told or (found.pos_ == "PROPN" and child.lower_ in _TOWARDS)
            ):
                return _words_of(found)
    return _raised_subject(verb) if base in load_lexicon().told else None


def _raised_subject(verb: Token) -> Span | None:
    """Urged X to act: the parse may make X the subject of the act."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and any(g.lower_ == "to" and g.dep_ == "aux" for g in child.children):
            subject = next((g for g in child.children if g.dep_ == "nsubj" and g.i > verb.i), None)
            if subject is not None:
                return _words_of(subject)
    return None


def _words_of(token: Token) -> Span:
    left = min([token.i, *(t.i for c in token.lefts for t in c.subtree)])
    first = token.doc[left]
    return Span(first.idx, token.idx + len(token))
