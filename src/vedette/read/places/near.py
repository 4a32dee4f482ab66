"""Which place an event happened at: one named with it in its sentence, never the dateline, or none."""

from spacy.lang.lex_attrs import is_quote

from vedette.read.places.lexicon import classes, words
from vedette.read.places.model import Model, load, probability
from vedette.read.reading import Reading
from vedette.read.words import Word, Words
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
        (probability(weights.near, features(reading.words, word, reading.places[index], inside)), -index)
        for word, index, inside in choices(reading, trigger)
    ]
    best = max(rated, default=(0.0, 0))
    return -best[1] if best[0] >= AT else None


def choices(reading: Reading, trigger: Span) -> list[tuple[Word, int, list[Place]]]:
    """The trigger's word with each place of its sentence that may locate it, and all these places."""
    word = reading.words.root(trigger.start, trigger.end)
    if word is None:
        return []
    sentence = reading.words.sentences[word.sentence]
    inside = [
        (index, place)
        for index, place in enumerate(reading.places)
        if place.use in LOCATING and sentence[0].start <= place.start and place.end <= sentence[-1].end
    ]
    return [(word, index, [place for _, place in inside]) for index, _ in inside]


def features(said: Words, word: Word, place: Place, inside: list[Place]) -> list[str]:
    """How the place stands to the trigger: the path between them, the preposition, the distance, the rivals."""
    run, root = said.within(place.start, place.end), said.root(place.start, place.end)
    if root is None:
        return []
    first, last = run[0].i, run[-1].i
    top = _first_conjunct(root)
    path = _path(word, top)
    gap = first - word.i if first > word.i else last - word.i
    side = "after" if gap > 0 else "before"
    between = said.all[min(word.i, first) : max(word.i, last + 1)]
    prep = top.head.lower if top.dep == "pobj" else top.dep
    if root.dep in ("compound", "amod", "nmod", "poss") and root.head.lower not in words("localities"):
        prep = f"{root.dep}-{prep}"
    holder = top.head.head if top.dep == "pobj" else top.head
    rivals = sorted((abs(_gap(word, other)), other.start) for other in inside)
    rank = [start for _, start in rivals].index(place.start)
    governor = "trigger" if holder is word else classes().get(holder.lemma.lower(), holder.pos)
    return [
        f"path={path}",
        f"pathlen={min(path.count('>') + path.count('<'), _LONG_PATH)}|{side}",
        f"prep={prep}|{side}",
        f"prep={prep}|{governor}",
        f"governor={governor}|{side}",
        f"gap={side}|{sum(abs(gap) >= step for step in _STEPS)}",
        f"rank={min(rank, 3)}|{min(len(inside), 4)}",
        f"rank={min(rank, 3)}|{side}",
        f"verbs={min(sum(t.pos == 'VERB' for t in between), 3)}|{side}",
        f"commas={min(sum(t.text == ',' for t in between), 3)}|{side}",
        f"clause={_clause(top) is _clause(word)}|{side}",
        f"clausehead={_clause(top) is word}",
        f"use={place.use}",
        f"use={place.use}|{prep}",
        f"beside={root.dep}|{root.head.lower if root.head.lower in words('localities') else root.head.pos}",
        f"inner={_next_inner(place, inside)}|{side}",
        f"precision={place.precision}|{side}",
        f"known={place.lat is not None}|{place.rule.split('+')[0]}",
        f"trigger={word.pos}|{word.dep}|{side}",
        f"class={classes().get(word.lemma.lower(), '-')}|{prep}",
        f"poss={top.dep}|{holder.dep}|{side}",
        f"quoted={sum(is_quote(t.text) for t in between) % 2}",
        f"that={any(t.lower in ('that', 'which', 'who', 'where') for t in between)}|{side}",
        f"held={any(place.start < other.start < place.end + 4 for other in inside)}",
        f"first={first - said.sentences[word.sentence][0].i < 2}|{prep in words('leads')}",
        f"negated={any(child.dep == 'neg' for child in word.children)}",
    ]


def _next_inner(place: Place, inside: list[Place]) -> bool:
    """Whether a place named shortly before this one is probably inside it ("X in Y province")."""
    return any(0 < place.start - other.end <= _SHORTLY for other in inside)


def _gap(word: Word, place: Place) -> int:
    """Characters between the trigger and a place; what stands before the trigger counts half as far again."""
    after = place.start - word.start
    return after if after > 0 else round(1.5 * (word.start - place.end))


def _path(word: Word, place: Word) -> str:
    """The labels from the trigger up to the common head and down to the place, with the prepositions."""
    above = _above(word)
    chain, at = [], place
    for _ in range(_FAR):
        if at in above or at.head is at:
            break
        chain.append(f"{at.dep}:{at.head.lower}" if at.dep == "pobj" else at.dep)
        at = at.head
    if at not in above:
        return "none"
    up = [token.dep for token in above[: above.index(at)]]
    return "<".join(up[:_LONG_PATH]) + ">" + ">".join(reversed(chain[-_LONG_PATH:]))


def _above(word: Word) -> list[Word]:
    """The word and those that it hangs on, the nearest first."""
    chain = [word]
    while chain[-1].head is not chain[-1] and len(chain) < _FAR:
        chain.append(chain[-1].head)
    return chain


def _clause(token: Word) -> Word:
    """The verb that heads the clause of a token."""
    for _ in range(_FAR):
        if token.pos in ("VERB", "AUX") or token.head is token:
            break
        token = token.head
    return token


def _first_conjunct(token: Word) -> Word:
    for _ in range(_FAR):
        if token.dep not in ("conj", "appos", "compound") or token.head is token:
            break
        token = token.head
    return token
