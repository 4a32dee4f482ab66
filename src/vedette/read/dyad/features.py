"""What a sentence shows of the act between two given sides, as names of features.

Words outside the two sides, words between them, the way from one to the other through the parse, and the verdict of the
event lexicon; the sides' own words are left out, so that no actor is learnt by name.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from vedette.read.events.lexicon import codes
from vedette.read.reading import Reading
from vedette.record import Event, Span

Floats = NDArray[np.float64]
ROOT = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
WIDTH = 300
BLOCKS = 6
_CONTENT = ("VERB", "NOUN", "ADJ", "ADV")
_LINKING = ("VERB", "NOUN", "ADJ", "PART", "ADP")
_MAX_TOKENS = 400
_MAX_PATH = 9
_NAMES = frozenset(
    {
        "PERSON",
        "GPE",
        "NORP",
        "ORG",
        "DATE",
        "TIME",
        "CARDINAL",
        "MONEY",
        "PERCENT",
        "LOC",
        "FAC",
        "ORDINAL",
        "QUANTITY",
    }
)


def features(reading: Reading, actor: Span | None, recipient: Span | None) -> list[str]:
    """The names of the features of one report, with repeats; empty text gives none."""
    tokens, sides = _sides(reading.doc, actor, recipient)
    words = list(_words(tokens, sides))
    found = ["bias", f"order:{''.join(dict.fromkeys(sides[i] for i in sorted(sides)))}"]
    found += [f"w:{w}" for w in words if w not in ("<A>", "<R>")]
    found += [f"b:{a}_{b}" for a, b in pairwise(words)]
    found += [f"t:{a}_{b}_{c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
    found += list(_between(words))
    found += list(_governing(tokens, sides))
    found += list(_verdicts(reading.events, actor, recipient))
    return found


def meaning(reading: Reading, actor: Span | None, recipient: Span | None) -> Floats:
    """The parser's word vectors of what is said of the two sides, as `BLOCKS` unit blocks of `WIDTH` numbers.

    All content words, the words between the sides, and for each side the word above it and that word's objects. Zeros
    where the parser has no vectors of this width.
    """
    tokens, sides = _sides(reading.doc, actor, recipient)
    at = sorted(sides)
    content = [t for t in tokens if t.i not in sides and t.pos_ in _CONTENT and not t.is_stop]
    between = [t for t in tokens if at and at[0] < t.i < at[-1] and t.i not in sides and t.pos_ in _LINKING]
    groups = [content, between]
    for side in ("A", "R"):
        above = [t for t in _chain(_head(tokens, sides, side))[1:] if t.pos_ in ("VERB", "AUX", "NOUN")][:1]
        groups += [above, [c for t in above for c in t.children if c.dep_ in ("dobj", "xcomp", "acomp", "ccomp")]]
    return np.concatenate([_unit(group) for group in groups])


def _unit(tokens: list[Token]) -> Floats:
    """The direction of the mean of their vectors."""
    known = [np.asarray(t.vector, dtype=np.float64) for t in tokens if t.has_vector and t.vector.shape == (WIDTH,)]
    mean = np.stack(known).mean(axis=0) if known else np.zeros(WIDTH)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean


def _sides(doc: Doc, actor: Span | None, recipient: Span | None) -> tuple[list[Token], dict[int, str]]:
    """The words that are looked at, and which of them name a side."""
    tokens = [t for t in _window(doc, actor, recipient) if not t.is_space]
    sides = {t.i: "A" for t in tokens if actor and _inside(t, actor)}
    sides.update({t.i: "R" for t in tokens if recipient and _inside(t, recipient)})
    return tokens, sides


def _inside(token: Token, span: Span) -> bool:
    return span.start <= token.idx < span.end


def _window(doc: Doc, actor: Span | None, recipient: Span | None) -> list[Token]:
    """The sentences in which the sides stand; the whole text (cut) when they are not named."""
    ends = [s for s in (actor, recipient) if s is not None]
    if not ends:
        return list(doc[:_MAX_TOKENS])
    first, last = min(s.start for s in ends), max(s.end for s in ends)
    span = doc.char_span(first, min(last, len(doc.text)), alignment_mode="expand")
    if span is None or not len(span):
        return list(doc[:_MAX_TOKENS])
    begin, end = span[0].sent.start, span[-1].sent.end
    return list(doc[begin : min(end, begin + _MAX_TOKENS)])


def _words(tokens: list[Token], sides: dict[int, str]) -> Iterator[str]:
    """Lemmas in order; a side is one mark, a name or number its kind."""
    last = ""
    for token in tokens:
        side = sides.get(token.i)
        word = f"<{side}>" if side else _word(token)
        if word and not (word == last and word.startswith("<")):
            yield word
        last = word


def _word(token: Token) -> str:
    if token.is_punct:
        return ""
    if token.ent_type_ in _NAMES and (token.pos_ in ("PROPN", "NUM") or token.ent_type_ in ("DATE", "TIME", "MONEY")):
        return f"<{token.ent_type_.lower()}>"
    return (token.lemma_ or token.text).lower()


def _between(words: list[str]) -> Iterator[str]:
    if "<A>" not in words or "<R>" not in words:
        return
    a, r = words.index("<A>"), words.index("<R>")
    mark = "ar" if a < r else "ra"
    inner = words[min(a, r) + 1 : max(a, r)]
    yield f"gap:{mark}{min(len(inner), 8) // 2}"
    yield from (f"m{mark}:{w}" for w in inner)
    yield from (f"mb{mark}:{x}_{y}" for x, y in pairwise(inner))
    if inner:
        yield f"mf{mark}:{inner[0]}"
        yield f"ml{mark}:{inner[-1]}"


def _head(tokens: list[Token], sides: dict[int, str], side: str) -> Token | None:
    """The word of a side that hangs on something outside it."""
    own = [t for t in tokens if sides.get(t.i) == side]
    return next((t for t in own if sides.get(t.head.i) != side or t.head == t), own[-1] if own else None)


def _chain(token: Token | None) -> list[Token]:
    chain: list[Token] = []
    while token is not None and len(chain) < _MAX_PATH:
        chain.append(token)
        token = None if token.head == token else token.head
    return chain


def _governing(tokens: list[Token], sides: dict[int, str]) -> Iterator[str]:
    """The verbs above each side, with negation and modals, and the path from actor to recipient."""
    chains = {side: _chain(_head(tokens, sides, side)) for side in ("A", "R")}
    for side, chain in chains.items():
        verbs = [t for t in chain[1:] if t.pos_ in ("VERB", "AUX", "NOUN")]
        for step, verb in enumerate(verbs[:3]):
            yield f"g{side}{step}:{verb.lemma_.lower()}"
            yield f"g{side}:{verb.lemma_.lower()}:{chain[0].dep_}"
            yield from (
                f"gm{side}:{c.lemma_.lower()}" for c in verb.children if c.dep_ in ("neg", "aux", "prt", "mark")
            )
            yield from (
                f"go{side}:{c.lemma_.lower()}" for c in verb.children if c.dep_ in ("dobj", "xcomp", "acomp", "ccomp")
            )
    ids = [t.i for t in chains["A"]]
    shared = next((t for t in chains["R"] if t.i in ids), None)
    if shared is None:
        return
    up = [t for t in chains["A"][1:] if t.i in ids[: ids.index(shared.i) + 1]]
    down = chains["R"][1 : [t.i for t in chains["R"]].index(shared.i)]
    path = [*up, *reversed(down)]
    yield from (f"p:{t.lemma_.lower()}" for t in path)
    yield f"path:{'_'.join(t.lemma_.lower() for t in path if t.pos_ in ('VERB', 'AUX', 'NOUN', 'ADP'))[:60]}"
    yield f"deps:{'_'.join(t.dep_ for t in (*chains['A'][:1], *path, *chains['R'][:1]))[:60]}"


def _verdicts(events: tuple[Event, ...], actor: Span | None, recipient: Span | None) -> Iterator[str]:
    """What the event lexicon says, stronger where its sides are the given ones."""
    for event in events:
        if event.type is None:
            continue
        kind = ROOT.get(event.type, event.type)
        a = actor is not None and any(_meets(p.start, p.end, actor) for p in event.actors)
        r = recipient is not None and any(_meets(p.start, p.end, recipient) for p in (*event.recipients, *event.actors))
        yield f"e:{kind}:{event.status}"
        yield f"ea:{kind}:{int(a)}{int(r)}"
        yield f"eas:{kind}:{int(a)}{int(r)}:{event.status}"
        yield f"em:{kind}:{event.mode}"
        yield f"eq:{codes()[event.type, None].quad}:{int(a)}{int(r)}:{event.status}"


def _meets(start: int, end: int, span: Span) -> bool:
    return start < span.end and span.start < end
