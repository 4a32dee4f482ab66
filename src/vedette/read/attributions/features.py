"""Features: a parsed report as the numbers that the attribution tagger reads, word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from vedette.read.attributions.quotes import Quote
from vedette.read.encoder import WordPieces
from vedette.read.quick.vectors import whole_numbers

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
SHAPES = 8
UNKNOWN = 0
MAX_PIECES = 170
_LONGEST = 12
_LINE_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report (white space left out); `head` -1 stands for no parse, `sentence` numbers the sentences."""

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


def words_of(doc: Doc, text: str, quotes: tuple[Quote, ...], alphabet: WordPieces) -> Words:
    """The words of a parsed report as numbers; `text` is the document's, which is dear to ask it for."""
    table = whole_numbers(doc, "ORTH", "POS", "DEP", "HEAD", "IDX", "LENGTH", "SENT_START", "IS_SPACE").astype(np.int64)
    index = np.flatnonzero(table[:, 7] == 0)
    forms, pos, dep, head, start, length = (table[index, column] for column in range(6))
    kinds, form = np.unique(forms, return_inverse=True)
    strings = doc.vocab.strings
    words = [strings[kind] for kind in kinds.astype(np.uint64).tolist()]
    pieces = [alphabet.cut(word)[:_LONGEST] for word in words]
    end = start + length
    return Words(
        pieces=tuple(pieces[n] for n in form.tolist()),
        pos=_numbered(pos, _POS_ID, doc),
        dep=_numbered(dep, _DEP_ID, doc),
        quote=_quote_states(start, end, quotes),
        shape=np.array([_shape(word) for word in words], dtype=np.int64)[form],
        head=_heads(index, head, len(doc)) if doc.has_annotation("DEP") else np.full(len(index), -1, dtype=np.int64),
        sentence=np.cumsum(table[:, 6] == 1)[index],
        paragraph=_paragraphs(start, end, text),
        start=start,
        end=end,
    )


def _numbered(labels: Ints, numbers: Mapping[str, int], doc: Doc) -> Ints:
    """Our numbers for spaCy's labels."""
    kinds, of = np.unique(labels, return_inverse=True)
    names = (doc.vocab.strings[kind] for kind in kinds.astype(np.uint64).tolist())
    return np.array([numbers.get(name, UNKNOWN) for name in names], dtype=np.int64)[of]


def _heads(index: Ints, head: Ints, tokens: int) -> Ints:
    """The head of each word among the words; -1 where it is white space."""
    place = np.full(tokens, -1, dtype=np.int64)
    place[index] = np.arange(len(index))
    found: Ints = place[index + head]
    return found


def _paragraphs(start: Ints, end: Ints, text: str) -> Ints:
    """The number of the paragraph of each word: one more after white space with a line break."""
    breaks = np.array([m.start() for m in _LINE_BREAK.finditer(text)], dtype=np.int64)
    before = np.searchsorted(breaks, np.concatenate([[0], end[:-1]])[: len(start)])
    return np.cumsum(np.searchsorted(breaks, start) > before)


_POS_ID = {tag: n for n, tag in enumerate(POS_TAGS, 1)}
_DEP_ID = {dep: n for n, dep in enumerate(DEPS, 1)}


def _shape(word: str) -> int:
    """1 lower, 2 Title, 3 UPPER, 4 mixed, 5 with digits, 6 mark, 7 one capital."""
    if not word.isalpha():
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
    used_before = np.concatenate([[0], np.cumsum([len(pieces) for pieces in words.pieces])]).astype(np.int64).tolist()
    for first, last in _sentences(words.sentence):
        size = used_before[last] - used_before[first]
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
