"""Did it happen? Status from negation, modals, conditions, and the word that an event hangs on.

The rules are read outwards from the trigger: its own marks first, then each governor's class (`data/classes.yaml`).
"""

from itertools import islice

from vedette.read.events import grammar
from vedette.read.events.lexicon import table
from vedette.read.words import Word
from vedette.record.annotation import Status

Verdict = tuple[Status, str]
ACTUAL: Verdict = ("actual", "plain")
_IF = frozenset({"if", "unless", "whether", "lest", "provided", "assuming"})
_TOGETHER_WITH = frozenset({"when", "before", "until", "till", "once", "after"})
_MAX_UP = 8


def _in(token: Word, name: str) -> bool:
    return token.base in table("classes.yaml")[name]


def status(token: Word, depth: int = 2) -> Verdict:
    """The status of the event that this word reports, and the cue that says so; `depth` bounds clauses in clauses."""
    for step in range(_MAX_UP):
        own = _own(token, first=step == 0)
        if own is not None:
            return own
        if token.head == token:
            return ("planned", "headline:to") if _to(token) and token.tag == "VB" else ACTUAL
        above = _hanging(token, depth)
        if above is not None:
            return above
        if not _passes_up(token):
            return ACTUAL
        token = token.head
    return ACTUAL


def _own(token: Word, *, first: bool) -> Verdict | None:
    if token.pos in ("NOUN", "PROPN"):
        return _noun_marks(token)
    if token.pos not in ("VERB", "AUX", "ADJ"):
        return None
    return _verb_marks(token)


def _verb_marks(verb: Word, depth: int = _MAX_UP) -> Verdict | None:
    """Negation, modals and conditional marks that stand on the verb itself (or on the verb it is coordinated with)."""
    for child in verb.children:
        if child.dep == "neg" or (child.dep == "advmod" and child.lower in ("never", "hardly", "barely")):
            return ("negated", f"not:{child.lower}")
        if child.dep == "mark" and child.lower in _IF and (verb.tag != "VBN" or grammar.own_subjects(verb)):
            return ("hypothetical", f"condition:{child.lower}")
        if child.dep in ("nsubj", "nsubjpass", "dobj") and (no := _no(child)):
            return ("negated", f"not:{no}")
    if _conditional(verb):
        return ("hypothetical", "condition:if")
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    for aux in auxiliaries:
        told = aux.lower in ("would", "'d") and verb.dep == "ccomp" and _in(verb.head, "say")
        if told or aux.lower in table("classes.yaml")["modals_future"]:
            return ("planned", f"modal:{aux.lower}")
        if aux.lower in table("classes.yaml")["modals_possible"]:
            return ("hypothetical", f"modal:{aux.lower}")
    shares = verb.dep == "conj" and verb.head.pos in ("VERB", "AUX") and not auxiliaries
    if shares and depth and not grammar.own_subjects(verb):
        return _verb_marks(verb.head, depth - 1)
    return None


def _conditional(verb: Word) -> bool:
    """Is the act put off until something else happens ("would block the road if they stayed")?"""
    if not any(c.dep == "aux" and c.tag == "MD" for c in verb.children):
        return False
    clauses = grammar.children(verb, "advcl")
    return any(c.dep == "mark" and c.lower in ("if", "unless") for clause in clauses for c in clause.children)


def _no(token: Word) -> str | None:
    if token.lower in ("nobody", "none", "nothing", "neither"):
        return token.lower
    if token.left_edge.lower == "not":
        left = [one for one in islice(token.subtree(), 2) if one.i < token.i]
        if len(left) > 1 and left[1].lower in ("a", "an", "one"):
            return f"not {left[1].lower}"
    return next((c.lower for c in token.children if c.dep in ("det", "neg") and c.lower in ("no", "neither")), None)


def _noun_marks(noun: Word) -> Verdict | None:
    if no := _no(noun):
        return ("negated", f"not:{no}")
    for child in grammar.children(noun, "amod", "compound", "nmod"):
        if child.lower in table("classes.yaml")["possible_modifiers"]:
            return ("hypothetical", f"modifier:{child.lower}")
        if child.lower in table("classes.yaml")["future_modifiers"]:
            return ("planned", f"modifier:{child.lower}")
    return None


def _hanging(token: Word, depth: int) -> Verdict | None:
    """What the word above says of the clause or phrase that hangs on it."""
    head = token.head
    if token.dep in ("xcomp", "ccomp") or (token.dep == "advcl" and _to(token)):
        return _complement(token, head)
    if depth and token.dep == "advcl" and any(c.lower in _TOGETHER_WITH for c in token.children):
        verdict = status(head, depth - 1)
        return verdict if verdict[0] in ("planned", "hypothetical") and not _past_marks(token) else None
    if token.dep == "relcl" and _to(token) and token.tag == "VB":
        return ("planned", "headline:to")
    if token.dep == "acl" and _to(token):
        return _of_noun(head) or ("planned", f"purpose:{head.lower}")
    if token.dep == "pcomp":
        return _after_preposition(token, head)
    if token.dep == "oprd" and head.base == "call":
        return ("hypothetical", "alleged:call")
    if token.dep in ("dobj", "pobj", "nsubjpass") and token.pos in ("NOUN", "PROPN"):
        return _argument(token)
    return None


def _past_marks(token: Word) -> bool:
    return any(c.dep == "aux" and c.lower in ("had", "has", "have", "was", "were") for c in token.children)


def _to(token: Word) -> bool:
    return any(c.dep == "aux" and c.lower == "to" for c in token.children)


def _complement(token: Word, head: Word) -> Verdict | None:
    infinite = _to(token) or (token.tag == "VBG" and not grammar.children(token, "aux", "nsubj"))
    for name, verdict in (
        ("negative", "negated"),
        ("doubt", "hypothetical"),
        ("wish", "hypothetical"),
    ):
        if _in(head, name) and (infinite or name != "negative" or head.base == "deny"):
            return (verdict, f"{name}:{head.base}")  # type: ignore[return-value]
    if not infinite:
        return ("requested", f"request:{head.base}") if _in(head, "request") and _subjunctive(token) else None
    if _in(head, "request") and not _telephoned(head):
        return ("requested", f"request:{head.base}")
    if _in(head, "talking") and _in(token, "talked"):
        return None
    if _in(head, "future") and (_to(token) or head.base != "set"):
        return ("planned", f"future:{head.base}")
    if (_in(head, "aspect") or _in(head, "say")) and token.dep != "advcl":
        return None
    return ("planned", f"purpose:{head.base}") if _to(token) else None


def _telephoned(verb: Word) -> bool:
    """ "called the king to thank him" asks him for nothing; "called on" and "called for" do."""
    return verb.base == "call" and not any(c.dep == "prep" and c.lower in ("for", "on", "upon") for c in verb.children)


def _subjunctive(token: Word) -> bool:
    return token.tag == "VB" and not any(c.dep == "aux" for c in token.children)


def _of_noun(noun: Word) -> Verdict | None:
    for name, verdict in (
        ("negative_nouns", "negated"),
        ("request_nouns", "requested"),
        ("possible_nouns", "hypothetical"),
        ("plan_nouns", "planned"),
    ):
        if _in(noun, name):
            return (verdict, f"{name}:{noun.base}")  # type: ignore[return-value]
    return None


def _after_preposition(token: Word, prep: Word) -> Verdict | None:
    if prep.lower == "without":
        return ("negated", "not:without")
    above = prep.head
    if prep.lower == "from" and _in(above, "negative"):
        return ("negated", f"negative:{above.base}")
    if prep.lower in ("of", "with", "for") and _in(above, "accuse"):
        return ("hypothetical", f"alleged:{above.base}")
    if prep.lower in ("of", "for", "at", "on", "towards") and above.pos == "NOUN":
        return _of_noun(above)
    return ("planned", f"purpose:{prep.lower}") if prep.lower == "for" and above.pos == "NOUN" else None


def _argument(noun: Word) -> Verdict | None:
    """A noun that names an event, under the verb or noun that governs it."""
    head, prep = noun.head, ""
    if noun.dep == "pobj":
        prep, head = head.lower, head.head
        if prep == "without":
            return ("negated", "not:without")
        if prep in ("of", "for", "to", "about", "on", "against") and head.pos == "NOUN" and (found := _of_noun(head)):
            return found
    if head.pos not in ("VERB", "AUX"):
        return None
    if prep == "for" and _in(head, "request"):
        return ("requested", f"request:{head.base}")
    if noun.dep == "pobj" and prep not in ("in", "for", "of", "to", "on", "with"):
        return None
    for name, verdict in (
        ("negative", "negated"),
        ("request", "requested"),
        ("wish", "hypothetical"),
        ("future", "planned"),
    ):
        if _in(head, name) and (noun.dep != "pobj" or prep == "for") and not (name == "request" and _telephoned(head)):
            return (verdict, f"{name}:{head.base}")  # type: ignore[return-value]
    return None


def _passes_up(token: Word) -> bool:
    """Does the status of the word above hold for this one too?"""
    if token.dep == "conj" and token.pos in ("VERB", "AUX") and grammar.own_subjects(token):
        return False
    if token.dep in ("xcomp", "acomp", "attr", "pcomp", "prep", "pobj", "dobj", "acl", "nsubjpass", "agent", "conj"):
        return not (token.dep == "acl" and token.tag in ("VBD", "VBN")) and not (
            token.dep == "pobj" and token.head.lower in _RECALL
        )
    if token.dep == "nsubj":
        return token.pos in ("NOUN", "PROPN") and _in(token.head, "happen")
    if token.dep == "ccomp":
        return False
    return token.dep == "advcl" and (_to(token) or token.tag == "VBG")


_RECALL = frozenset({"after", "since", "following", "despite", "because", "over", "during", "amid"})
