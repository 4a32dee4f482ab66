"""The parser slot: one spaCy pipeline, loaded once, that never changes a report's text."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from vedette.errors import ModelError
from vedette.read import layout
from vedette.read.model import RULES_ONLY, default_model, model_id

MAX_CHARS = 1_000_000
_BATCH = 16


@Language.component("vedette_blocks")
def _blocks(doc: Doc) -> Doc:
    """Begin a sentence wherever the page begins a new block; the parser keeps what is set here."""
    starts = layout.breaks(doc.text)
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
        elif token.is_space and token.i:
            token.is_sent_start = False
    return doc


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded pipeline and the id that is written into what is made with it."""

    pipeline: Language
    id: str

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One `Doc` a text, in order; `doc.text` is the text, character for character."""
        yield from self.pipeline.pipe(texts, batch_size=_BATCH)


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
