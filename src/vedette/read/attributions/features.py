"""Features: a parsed report as the numbers that the attribution tagger reads, word by word."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from vedette.read.attributions.quotes import Quote
from vedette.read.encoder import WordPieces

Ints = NDArray[np.int64]

POS_TAGS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
DEPS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta",
    "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj",
    "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
UNKNOWN = 0
MAX_PIECES = 170


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report (white space left out); `head` -1 stands for no parse, `sentence` numbers the sentences."""

    tokens: Ints
    pieces: tuple[tuple[int, ...], ...]
    pos: Ints
    dep: Ints
    quote: Ints
    shape: Ints
    head: Ints
    sentence: Ints
    paragraph: Ints
    start: Ints
    end: Ints


def words_of(doc: Doc, quotes: tuple[Quote, ...], alphabet: WordPieces) -> Words:
    """The words of a parsed report as numbers."""
    keep = [token for token in doc if not token.is_space]
    place = {token.i: n for n, token in enumerate(keep)}
    memo: dict[str, tuple[int, ...]] = {}
    pieces = tuple(_pieces(token.text, memo, alphabet) for token in keep)
    parsed = doc.has_annotation("DEP")
    start = np.array([token.idx for token in keep], dtype=np.int64)
    end = np.array([token.idx + len(token) for token in keep], dtype=np.int64)
    starts = [bool(token.is_sent_start) for token in doc]
    numbers = np.cumsum(np.array(starts, dtype=np.int64)) if starts else np.zeros(0, dtype=np.int64)
    index = np.array([token.i for token in keep], dtype=np.int64)
    text = doc.text
    return Words(
        tokens=index,
        pieces=pieces,
        pos=np.array([_POS_ID.get(token.pos_, UNKNOWN) for token in keep], dtype=np.int64),
        dep=np.array([_DEP_ID.get(token.dep_, UNKNOWN) for token in keep], dtype=np.int64),
        quote=_quote_states(start, end, quotes),
        shape=np.array([_shape(token.text) for token in keep], dtype=np.int64),
        head=np.array([place.get(token.head.i, -1) if parsed else -1 for token in keep], dtype=np.int64),
        sentence=numbers[index] if len(index) else index,
        paragraph=np.cumsum(
            np.array([_breaks(text, a, b) for a, b in zip([0, *end[:-1]], start, strict=True)], dtype=np.int64)
        )
        if len(index)
        else index,
        start=start,
        end=end,
    )


_POS_ID = {tag: n for n, tag in enumerate(POS_TAGS, 1)}
_DEP_ID = {dep: n for n, dep in enumerate(DEPS, 1)}


def _breaks(text: str, a: int, b: int) -> bool:
    return b - a > 0 and "\n" in text[a:b]


def _pieces(word: str, memo: dict[str, tuple[int, ...]], alphabet: WordPieces) -> tuple[int, ...]:
    found = memo.get(word)
    if found is None:
        found = memo[word] = alphabet.cut(word)[:12]
    return found


def _shape(word: str) -> int:
    """1 lower, 2 Title, 3 UPPER, 4 mixed, 5 with digits, 6 mark, 7 one capital."""
    if not any(c.isalnum() for c in word):
        return 6
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if len(word) == 1:
        return 7
    return 3 if word.isupper() else 2 if word.istitle() else 4


def _quote_states(start: Ints, end: Ints, quotes: tuple[Quote, ...]) -> Ints:
    """1 outside, 2 inside a double quote, 3 on its first mark, 4 on its last mark; single quotes count as outside."""
    state = np.ones(len(start), dtype=np.int64)
    for quote in quotes:
        if quote.double:
            a, b = np.searchsorted(end, quote.start, side="right"), np.searchsorted(start, quote.end, side="left")
            state[a:b] = 2
            if a < b:
                state[a] = 3
                if quote.closed:
                    state[b - 1] = 4
    return state


def windows(words: Words) -> list[tuple[int, int]]:
    """Cut the words into stretches of whole sentences of at most `MAX_PIECES` pieces, where it can be at a paragraph.

    An endless sentence is cut hard.
    """
    found: list[tuple[int, int]] = []
    begin = used = since = 0
    resting: int | None = None
    for first, last in _sentences(words.sentence):
        size = sum(len(words.pieces[i]) for i in range(first, last))
        if first > begin and words.paragraph[first] != words.paragraph[first - 1] and used >= MAX_PIECES // 2:
            resting, since = first, 0
        if used and used + size > MAX_PIECES:
            cut, used = (first, 0) if resting is None else (resting, since)
            found.append((begin, cut))
            begin, resting = cut, None
            if used and used + size > MAX_PIECES:
                found.append((begin, first))
                begin, used = first, 0
        if size > MAX_PIECES:
            found.extend(_hard(words, first, last))
            begin, used, resting = last, 0, None
            continue
        used += size
        since += size
    if begin < len(words.pieces):
        found.append((begin, len(words.pieces)))
    return found


def _sentences(sentence: Ints) -> list[tuple[int, int]]:
    if not len(sentence):
        return []
    cuts = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(sentence)]
    return list(pairwise(cuts))


def _hard(words: Words, first: int, last: int) -> list[tuple[int, int]]:
    found = []
    begin, used = first, 0
    for i in range(first, last):
        if used + len(words.pieces[i]) > MAX_PIECES:
            found.append((begin, i))
            begin, used = i, 0
        used += len(words.pieces[i])
    found.append((begin, last))
    return found
