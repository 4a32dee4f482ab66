"""Did it happen? Status from negation, modals, conditions, and the word that an event hangs on.

The rules are read outwards from the trigger: its own marks first, then each governor's class (`data/classes.yaml`).
"""

from spacy.tokens import Token

from vedette.read.events import grammar
from vedette.read.events.lexicon import table
from vedette.read.events.match import lemma
from vedette.record.annotation import Status

Verdict = tuple[Status, str]
ACTUAL: Verdict = ("actual", "plain")
_IF = frozenset({"if", "unless", "whether", "lest", "provided", "assuming"})
_TOGETHER_WITH = frozenset({"when", "before", "until", "till", "once", "after"})
_MAX_UP = 8


def _in(token: Token, name: str) -> bool:
    return lemma(token) in table("classes.yaml")[name]


def status(token: Token, depth: int = 2) -> Verdict:
    """The status of the event that this word reports, and the cue that says so; `depth` bounds clauses in clauses."""
    for step in range(_MAX_UP):
        own = _own(token, first=step == 0)
        if own is not None:
            return own
        if token.head == token:
            return ("planned", "headline:to") if _to(token) and token.tag_ == "VB" else ACTUAL
        above = _hanging(token, depth)
        if above is not None:
            return above
        if not _passes_up(token):
            return ACTUAL
        token = token.head
    return ACTUAL


def _own(token: Token, *, first: bool) -> Verdict | None:
    if token.pos_ in ("NOUN", "PROPN"):
        return _noun_marks(token)
    if token.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    return _verb_marks(token)


def _verb_marks(verb: Token, depth: int = _MAX_UP) -> Verdict | None:
    """Negation, modals and conditional marks that stand on the verb itself (or on the verb it is coordinated with)."""
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in ("never", "hardly", "barely")):
            return ("negated", f"not:{child.lower_}")
        if child.dep_ == "mark" and child.lower_ in _IF and (verb.tag_ != "VBN" or grammar.own_subjects(verb)):
            return ("hypothetical", f"condition:{child.lower_}")
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and (no := _no(child)):
            return ("negated", f"not:{no}")
    if _conditional(verb):
        return ("hypothetical", "condition:if")
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    for aux in auxiliaries:
        told = aux.lower_ in ("would", "'d") and verb.dep_ == "ccomp" and _in(verb.head, "say")
        if told or aux.lower_ in table("classes.yaml")["modals_future"]:
            return ("planned", f"modal:{aux.lower_}")
        if aux.lower_ in table("classes.yaml")["modals_possible"]:
            return ("hypothetical", f"modal:{aux.lower_}")
    shares = verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not auxiliaries
    if shares and depth and not grammar.own_subjects(verb):
        return _verb_marks(verb.head, depth - 1)
    return None


def _conditional(verb: Token) -> bool:
    """Is the act put off until something else happens ("would block the road if they stayed")?"""
    if not any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return False
    clauses = grammar.children(verb, "advcl")
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for clause in clauses for c in clause.children)


def _no(token: Token) -> str | None:
    if token.lower_ in ("nobody", "none", "nothing", "neither"):
        return token.lower_
    return next((c.lower_ for c in token.children if c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither")), None)


def _noun_marks(noun: Token) -> Verdict | None:
    if no := _no(noun):
        return ("negated", f"not:{no}")
    for child in grammar.children(noun, "amod", "compound", "nmod"):
        if child.lower_ in table("classes.yaml")["possible_modifiers"]:
            return ("hypothetical", f"modifier:{child.lower_}")
        if child.lower_ in table("classes.yaml")["future_modifiers"]:
            return ("planned", f"modifier:{child.lower_}")
    return None


def _hanging(token: Token, depth: int) -> Verdict | None:
    """What the word above says of the clause or phrase that hangs on it."""
    head = token.head
    if token.dep_ in ("xcomp", "ccomp") or (token.dep_ == "advcl" and _to(token)):
        return _complement(token, head)
    if depth and token.dep_ == "advcl" and any(c.lower_ in _TOGETHER_WITH for c in token.children):
        verdict = status(head, depth - 1)
        return verdict if verdict[0] in ("planned", "hypothetical") and not _past_marks(token) else None
    if token.dep_ == "relcl" and _to(token) and token.tag_ == "VB":
        return ("planned", "headline:to")
    if token.dep_ == "acl" and _to(token):
        return _of_noun(head) or ("planned", f"purpose:{head.lower_}")
    if token.dep_ == "pcomp":
        return _after_preposition(token, head)
    if token.dep_ == "oprd" and lemma(head) == "call":
        return ("hypothetical", "alleged:call")
    if token.dep_ in ("dobj", "pobj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
        return _argument(token)
    return None


def _past_marks(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("had", "has", "have", "was", "were") for c in token.children)


def _to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _complement(token: Token, head: Token) -> Verdict | None:
    infinite = _to(token) or (token.tag_ == "VBG" and not grammar.children(token, "aux", "nsubj"))
    for name, verdict in (
        ("negative", "negated"),
        ("doubt", "hypothetical"),
        ("wish", "hypothetical"),
    ):
        if _in(head, name) and (infinite or name != "negative" or lemma(head) == "deny"):
            return (verdict, f"{name}:{lemma(head)}")  # type: ignore[return-value]
    if not infinite:
        return ("requested", f"request:{lemma(head)}") if _in(head, "request") and _subjunctive(token) else None
    if _in(head, "request") and not _telephoned(head):
        return ("requested", f"request:{lemma(head)}")
    if _in(head, "talking") and _in(token, "talked"):
        return None
    if _in(head, "future") and (_to(token) or lemma(head) != "set"):
        return ("planned", f"future:{lemma(head)}")
    if (_in(head, "aspect") or _in(head, "say")) and token.dep_ != "advcl":
        return None
    return ("planned", f"purpose:{lemma(head)}") if _to(token) else None


def _telephoned(verb: Token) -> bool:
    """ "called the king to thank him" asks him for nothing; "called on" and "called for" do."""
    return lemma(verb) == "call" and not any(
        c.dep_ == "prep" and c.lower_ in ("for", "on", "upon") for c in verb.children
    )


def _subjunctive(token: Token) -> bool:
    return token.tag_ == "VB" and not any(c.dep_ == "aux" for c in token.children)


def _of_noun(noun: Token) -> Verdict | None:
    for name, verdict in (
        ("negative_nouns", "negated"),
        ("request_nouns", "requested"),
        ("possible_nouns", "hypothetical"),
        ("plan_nouns", "planned"),
    ):
        if _in(noun, name):
            return (verdict, f"{name}:{lemma(noun)}")  # type: ignore[return-value]
    return None


def _after_preposition(token: Token, prep: Token) -> Verdict | None:
    if prep.lower_ == "without":
        return ("negated", "not:without")
    above = prep.head
    if prep.lower_ == "from" and _in(above, "negative"):
        return ("negated", f"negative:{lemma(above)}")
    if prep.lower_ in ("of", "with", "for") and _in(above, "accuse"):
        return ("hypothetical", f"alleged:{lemma(above)}")
    if prep.lower_ in ("of", "for", "at", "on", "towards") and above.pos_ == "NOUN":
        return _of_noun(above)
    return ("planned", f"purpose:{prep.lower_}") if prep.lower_ == "for" and above.pos_ == "NOUN" else None


def _argument(noun: Token) -> Verdict | None:
    """A noun that names an event, under the verb or noun that governs it."""
    head, prep = noun.head, ""
    if noun.dep_ == "pobj":
        prep, head = head.lower_, head.head
        if prep == "without":
            return ("negated", "not:without")
        if prep in ("of", "for", "to", "about", "on", "against") and head.pos_ == "NOUN" and (found := _of_noun(head)):
            return found
    if head.pos_ not in ("VERB", "AUX"):
        return None
    if prep == "for" and _in(head, "request"):
        return ("requested", f"request:{lemma(head)}")
    if noun.dep_ == "pobj" and prep not in ("in", "for", "of", "to", "on", "with"):
        return None
    for name, verdict in (
        ("negative", "negated"),
        ("request", "requested"),
        ("wish", "hypothetical"),
        ("future", "planned"),
    ):
        if _in(head, name) and (noun.dep_ != "pobj" or prep == "for") and not (name == "request" and _telephoned(head)):
            return (verdict, f"{name}:{lemma(head)}")  # type: ignore[return-value]
    return None


def _passes_up(token: Token) -> bool:
    """Does the status of the word above hold for this one too?"""
    if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and grammar.own_subjects(token):
        return False
    if token.dep_ in ("xcomp", "acomp", "attr", "pcomp", "prep", "pobj", "dobj", "acl", "nsubjpass", "agent", "conj"):
        return not (token.dep_ == "acl" and token.tag_ in ("VBD", "VBN")) and not (
            token.dep_ == "pobj" and token.head.lower_ in _RECALL
        )
    if token.dep_ == "nsubj":
        return token.pos_ in ("NOUN", "PROPN") and _in(token.head, "happen")
    if token.dep_ == "ccomp":
        return False
    return token.dep_ == "advcl" and (_to(token) or token.tag_ == "VBG")


_RECALL = frozenset({"after", "since", "following", "despite", "because", "over", "during", "amid"})
