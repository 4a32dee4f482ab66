"""A look at what was read already must not wait for the parser."""

import subprocess
import sys

LOOK = """
import sys
from vedette.store import DefaultEngine
import vedette.cli.app, vedette.read.gazetteer, vedette.read.knowledge, vedette.link
assert DefaultEngine().versions
print(*sorted({"spacy", "onnxruntime", "torch"} & set(sys.modules)))
"""


def test_the_versions_are_told_without_loading_the_parser() -> None:
    told = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.strip() == ""


def test_the_id_told_is_the_id_loaded(reader) -> None:
    from vedette.read.model import model_id

    assert reader.parser.id == model_id()
