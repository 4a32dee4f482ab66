"""The parser slot: one spaCy pipeline, loaded once, that never changes a report's text."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from vedette.errors import ModelError
from vedette.read import layout
from vedette.read.model import RULES_ONLY, default_model, model_id
from vedette.read.quick import Step, steps_of
from vedette.read.quick.vectors import whole_numbers

MAX_CHARS = 1_000_000
_BATCH_TEXTS = 16
_BATCH_CHARS = 100_000
_Item = TypeVar("_Item")


@Language.component("vedette_blocks")
def _blocks(doc: Doc) -> Doc:
    """Begin a sentence wherever the page begins a new block; the parser keeps what is set here."""
    offsets = whole_numbers(doc, "IDX")
    begins = np.isin(offsets, np.fromiter(layout.breaks(doc.text), dtype=offsets.dtype))
    for at in np.flatnonzero(whole_numbers(doc, "IS_SPACE")).tolist():
        if at:
            doc[at].is_sent_start = False
    for at in np.flatnonzero(begins).tolist():
        doc[at].is_sent_start = True
    return doc


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded pipeline, its steps, and the id that is written into what is made with it."""

    pipeline: Language
    id: str
    steps: tuple[Step, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", steps_of(self.pipeline))

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One `Doc` a text, in order; `doc.text` is the text, character for character."""
        for batch in batches(texts, size=len):
            docs = [self.pipeline.make_doc(text) for text in batch]
            for step in self.steps:
                step(docs)
            yield from docs


def batches(items: Iterable[_Item], *, size: Callable[[_Item], int]) -> Iterator[list[_Item]]:
    """What is parsed together: a number that pays, and no more characters (`size`) than fit into little memory."""
    batch: list[_Item] = []
    chars = 0
    for item in items:
        if batch and (len(batch) == _BATCH_TEXTS or chars + size(item) > _BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(item)
        chars += size(item)
    if batch:
        yield batch


def load_parser(path: Path | None = None) -> Parser:
    """Fill the slot: the user's path, else the official package, else the pinned one, else rules only.

    Raises `ModelError` when a path is given that holds no pipeline.
    """
    found = path or default_model()
    if found is not None:
        return _with_blocks(found)
    blank = spacy.blank("en")
    blank.add_pipe("vedette_blocks")
    blank.add_pipe("sentencizer", config={"overwrite": False})
    return Parser(blank, RULES_ONLY)


def _with_blocks(path: Path) -> Parser:
    """Load one pipeline from disk and teach it the page's blocks."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            pipeline = spacy.load(path)
    except (OSError, ValueError) as error:
        raise ModelError(f"no spaCy pipeline at {path}: {error}") from error
    pipeline.add_pipe("vedette_blocks", first=True)
    return Parser(pipeline, model_id(path))
