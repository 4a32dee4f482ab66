"""The words of a parsed report as plain values, taken out of the parse once: layers look at them again and again."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

import numpy as np
from spacy.strings import StringStore
from spacy.tokens import Doc

from vedette.read.quick.vectors import whole_numbers
from vedette.record import Span

_SPELLED = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "MORPH")
_COUNTED = ("IS_SPACE", "IS_PUNCT", "IDX", "LENGTH", "HEAD", "SENT_START")


@dataclass(slots=True, eq=False)
class Word:
    """One word at [start, end) of the text, the `i`-th of the report; what the parser did not give is empty.

    `base` is the lemma, or where there is none the word, in lower case.
    `head` is the word itself at the root of a sentence, and everywhere without a parse; `children` stand in order;
    `before` is None for the first word of the report.
    """

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    ent: str
    morph: str
    is_space: bool
    is_punct: bool
    start: int
    end: int
    sentence: int
    base: str
    head: "Word" = field(init=False, repr=False)
    before: "Word | None" = field(init=False, repr=False, default=None)
    children: Sequence["Word"] = field(init=False, repr=False, default=())

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def is_plural(self) -> bool:
        """Is its form a plural?"""
        return "Number=Plur" in self.morph

    @property
    def lefts(self) -> list["Word"]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def left_edge(self) -> "Word":
        """The first of the words that hang on it, or the word itself."""
        word = self
        while word.children and word.children[0].i < word.i:
            word = word.children[0]
        return word

    def subtree(self) -> Iterator["Word"]:
        """The word and all that hang on it, in order."""
        ahead = [(self, False)]
        while ahead:
            word, opened = ahead.pop()
            if opened or not word.children:
                yield word
            else:
                inside = [(child, False) for child in word.children]
                inside.insert(len(word.lefts), (word, True))
                ahead.extend(reversed(inside))


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one report in order, and by sentence; `parsed` and `tagged` tell what the parser gave."""

    all: tuple[Word, ...] = ()
    starts: tuple[int, ...] = ()
    sentences: tuple[tuple[Word, ...], ...] = ()
    parsed: bool = False
    tagged: bool = False

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that share a character with [start, end)."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_right(self.starts, end - 1)
        return self.all[first + (first < last and self.all[first].end <= start) : last]

    def root(self, start: int, end: int) -> Word | None:
        """The word on which the words at [start, end) hang: the nearest to the sentence's root, the first of such."""
        run = self.within(start, end)
        if not run:
            return None
        top = next((word for word in run if word.head is word), None)
        outside = [word for word in run if not run[0].i <= word.head.i <= run[-1].i]
        return top or min(outside, key=_depth, default=run[0])


NO_WORDS = Words()


def words_of(doc: Doc) -> Words:
    """The words of one document, linked to their heads."""
    if not len(doc):
        return NO_WORDS
    columns = whole_numbers(doc, *_SPELLED, *_COUNTED).T
    space, punct, starts, lengths, up, begins = columns[len(_SPELLED) :].astype(np.int64)
    begins[0] = 1
    numbers = (space == 1, punct == 1, starts, starts + lengths, np.cumsum(begins == 1) - 1)
    spelled = _spelled(doc.vocab.strings, columns[: len(_SPELLED)].tolist())
    texts, _, lemmas, *_ = spelled
    bases = [(lemma or text).lower() for lemma, text in zip(lemmas, texts, strict=True)]
    words = tuple(map(Word, range(len(doc)), *spelled, *(column.tolist() for column in numbers), bases))
    _link(words, (up + np.arange(len(words))).tolist())
    cuts = [*np.flatnonzero(begins == 1).tolist(), len(words)]
    return Words(
        all=words,
        starts=tuple(starts.tolist()),
        sentences=tuple(words[begin:end] for begin, end in pairwise(cuts)),
        parsed=doc.has_annotation("DEP"),
        tagged=doc.has_annotation("TAG"),
    )


def _spelled(strings: StringStore, columns: Sequence[Sequence[int]]) -> list[list[str]]:
    """The strings behind the parser's keys, column by column."""
    known = {key: strings[key] for key in set().union(*columns)}
    return [[known[key] for key in keys] for keys in columns]


def _link(words: Sequence[Word], heads: Sequence[int]) -> None:
    """Tell each word its head, its children and the word before it."""
    hanging: dict[int, list[Word]] = {}
    for word, head in zip(words, heads, strict=True):
        word.head = words[head]
        if head != word.i:
            hanging.setdefault(head, []).append(word)
    for head, children in hanging.items():
        words[head].children = children
    for before, word in pairwise(words):
        word.before = before


def _depth(word: Word) -> float:
    """How many steps it is to the root; a mark or a space on which nothing hangs is no head of anything."""
    if not word.children and (word.is_space or word.is_punct):
        return inf
    steps = 0
    while word.head is not word:
        word, steps = word.head, steps + 1
    return steps
