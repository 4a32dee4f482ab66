"""What is announced: PLOVER counts a cooperative future act as AGREE, a hostile one as THREATEN, a refusal as REJECT.

The announcement is an act that has happened, apart from the act announced, which keeps its own status.
"""

from dataclasses import replace

from vedette.read.events.found import Found
from vedette.read.events.lexicon import Pattern, codes, table
from vedette.read.words import Word

_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_SPEECH = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT", "ACCUSE"})
_INTENDING = frozenset(
    {
        "ready",
        "willing",
        "prepared",
        "set",
        "plan",
        "intend",
        "prepare",
        "schedule",
        "determined",
        "due",
        "going",
        "decide",
        "opt",
        "resolve",
    }
)
_REFUSABLE = (1, 2)


def refused(found: Found) -> Found:
    """An announced refusal to cooperate is REJECT ("will not begin talks")."""
    quad = _quad(found)
    if found.status != "negated" or quad not in _REFUSABLE or not _announced_on(found.head):
        return found
    return replace(found, pattern=_act("REJECT", found), status="actual", why="a refusal is an act")


def announced(found: Found) -> Found | None:
    """The announcement that a planned act stands for, on its modal or governing word; None for all else."""
    quad = _quad(found)
    if found.status not in ("planned", "hypothetical") or quad is None or not found.actors:
        return None
    if found.pattern is not None and found.pattern.type in _SPEECH:
        return None
    cue = _announced_on(found.head)
    kind = "AGREE" if quad in (1, 2) else "THREATEN"
    if cue is None or (kind == "THREATEN" and not _aimed(found)):
        return None
    return replace(
        found,
        token=cue,
        light=found.head,
        pattern=_act(kind, found),
        status="actual",
        why="what is announced is an act",
        rule=f"announced:{cue.lower}",
    )


def _aimed(found: Found) -> bool:
    """Is a hostile act announced against somebody? Troops that are sent somewhere threaten nobody by that alone."""
    if found.pattern is not None and found.pattern.type == "MOBILIZE":
        return False
    return any(found.recipients)


def _act(kind: str, found: Found) -> Pattern:
    line = found.pattern.line if found.pattern is not None else ""
    return Pattern(
        type=kind, mode=None, conditions=(), recipients=(), doers=(), reciprocal=False, status=None, line=line
    )


def _quad(found: Found) -> int | None:
    kind = found.pattern.type if found.pattern is not None else None
    return codes()[kind, None].quad if kind else None


def _announced_on(verb: Word, depth: int = 6) -> Word | None:
    """The word that puts the act into the future: the modal, "would" after a verb of saying, or "is ready to"."""
    if any(child.dep == "mark" and child.lower in ("if", "unless", "whether") for child in verb.children):
        return None
    for child in verb.children:
        if child.dep == "aux" and (child.lower in _WILL or (child.lower in ("would", "'d") and _said(verb))):
            return child
    if (
        verb.dep == "conj"
        and verb.head.pos == "VERB"
        and not any(c.dep in ("nsubj", "nsubjpass") for c in verb.children)
    ):
        return _announced_on(verb.head, depth - 1) if depth and not any(c.dep == "aux" for c in verb.children) else None
    if verb.head == verb and verb.tag == "VB":
        return next((c for c in verb.children if c.dep == "aux" and c.lower == "to"), None)
    if verb.dep == "xcomp" and verb.head.base in _INTENDING and any(c.lower == "to" for c in verb.children):
        return verb.head
    return None


def _said(verb: Word) -> bool:
    return verb.dep == "ccomp" and verb.head.base in table("classes.yaml")["say"]
