"""The reader, loaded only by the commands that read."""

from pathlib import Path

from vedette.cli.status import say
from vedette.read import Reader
from vedette.read.model import RULES_ONLY


def load_reader(command: str, model: Path | None) -> Reader:
    """The reader with the user's model or the installed one; says so when there is none."""
    reader = Reader.load(model=model)
    if reader.parser.id == RULES_ONLY:
        say(command, "no English model is installed: reading with rules only, which finds less")
    return reader
