"""Which place an event happened at: one named with it in its sentence, never the dateline, or none."""

from spacy.tokens import Doc, Token

from vedette.read.places.lexicon import classes, words
from vedette.read.places.model import Model, load, probability
from vedette.read.reading import Reading
from vedette.record import Place, Span

AT = 0.3
"""Below this probability the sentence does not tell the event's place (chosen by cross-validation)."""
LOCATING = ("place", "government")
_FAR = 40
_STEPS = (1, 2, 3, 5, 8, 13, 21)
_LONG_PATH = 5
_SHORTLY = 14


def place_of(reading: Reading, trigger: Span, *, model: Model | None = None) -> int | None:
    """Index into `reading.places` of the place where the event of this trigger happened; None when none is told."""
    weights = model or load()
    rated = [
        (probability(weights.near, features(reading.doc, word, reading.places[index], inside)), -index)
        for word, index, inside in choices(reading, trigger)
    ]
    best = max(rated, default=(0.0, 0))
    return -best[1] if best[0] >= AT else None


def choices(reading: Reading, trigger: Span) -> list[tuple[Token, int, list[Place]]]:
    """The trigger's word with each place of its sentence that may locate it, and all these places."""
    found = reading.doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    if found is None:
        return []
    sentence = found.root.sent
    inside = [
        (index, place)
        for index, place in enumerate(reading.places)
        if place.use in LOCATING and sentence.start_char <= place.start and place.end <= sentence.end_char
    ]
    return [(found.root, index, [place for _, place in inside]) for index, _ in inside]


def features(doc: Doc, word: Token, place: Place, inside: list[Place]) -> list[str]:
    """How the place stands to the trigger: the path between them, the preposition, the distance, the rivals."""
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return []
    root = span.root
    top = _first_conjunct(root)
    path = _path(word, top)
    gap = span.start - word.i if span.start > word.i else span.end - 1 - word.i
    side = "after" if gap > 0 else "before"
    between = doc[min(word.i, span.start) : max(word.i, span.end)]
    prep = top.head.lower_ if top.dep_ == "pobj" else top.dep_
    if root.dep_ in ("compound", "amod", "nmod", "poss") and root.head.lower_ not in words("localities"):
        prep = f"{root.dep_}-{prep}"
    holder = top.head.head if top.dep_ == "pobj" else top.head
    rivals = sorted((abs(_gap(word, other)), other.start) for other in inside)
    rank = [start for _, start in rivals].index(place.start)
    governor = "trigger" if holder == word else classes().get(holder.lemma_.lower(), holder.pos_)
    return [
        f"path={path}",
        f"pathlen={min(path.count('>') + path.count('<'), _LONG_PATH)}|{side}",
        f"prep={prep}|{side}",
        f"prep={prep}|{governor}",
        f"governor={governor}|{side}",
        f"gap={side}|{sum(abs(gap) >= step for step in _STEPS)}",
        f"rank={min(rank, 3)}|{min(len(inside), 4)}",
        f"rank={min(rank, 3)}|{side}",
        f"verbs={min(sum(t.pos_ == 'VERB' for t in between), 3)}|{side}",
        f"commas={min(sum(t.text == ',' for t in between), 3)}|{side}",
        f"clause={_clause(top) == _clause(word)}|{side}",
        f"clausehead={_clause(top) == word}",
        f"use={place.use}",
        f"use={place.use}|{prep}",
        f"beside={root.dep_}|{root.head.lower_ if root.head.lower_ in words('localities') else root.head.pos_}",
        f"inner={_next_inner(place, inside)}|{side}",
        f"precision={place.precision}|{side}",
        f"known={place.lat is not None}|{place.rule.split('+')[0]}",
        f"trigger={word.pos_}|{word.dep_}|{side}",
        f"class={classes().get(word.lemma_.lower(), '-')}|{prep}",
        f"poss={top.dep_}|{holder.dep_}|{side}",
        f"quoted={sum(t.is_quote for t in between) % 2}",
        f"that={any(t.lower_ in ('that', 'which', 'who', 'where') for t in between)}|{side}",
        f"held={any(place.start < other.start < place.end + 4 for other in inside)}",
        f"first={span.start - word.sent.start < 2}|{prep in words('leads')}",
        f"negated={any(child.dep_ == 'neg' for child in word.children)}",
    ]


def _next_inner(place: Place, inside: list[Place]) -> bool:
    """Whether a place named shortly before this one is probably inside it ("X in Y province")."""
    return any(0 < place.start - other.end <= _SHORTLY for other in inside)


def _gap(word: Token, place: Place) -> int:
    """Characters between the trigger and a place; what stands before the trigger counts half as far again."""
    after = place.start - word.idx
    return after if after > 0 else round(1.5 * (word.idx - place.end))


def _path(word: Token, place: Token) -> str:
    """The labels from the trigger up to the common head and down to the place, with the prepositions."""
    above = [word, *word.ancestors][:_FAR]
    chain, at = [], place
    for _ in range(_FAR):
        if at in above or at.head == at:
            break
        chain.append(f"{at.dep_}:{at.head.lower_}" if at.dep_ == "pobj" else at.dep_)
        at = at.head
    if at not in above:
        return "none"
    up = [token.dep_ for token in above[: above.index(at)]]
    return "<".join(up[:_LONG_PATH]) + ">" + ">".join(reversed(chain[-_LONG_PATH:]))


def _clause(token: Token) -> Token:
    """The verb that heads the clause of a token."""
    for _ in range(_FAR):
        if token.pos_ in ("VERB", "AUX") or token.head == token:
            break
        token = token.head
    return token


def _first_conjunct(token: Token) -> Token:
    for _ in range(_FAR):
        if token.dep_ not in ("conj", "appos", "compound") or token.head == token:
            break
        token = token.head
    return token
