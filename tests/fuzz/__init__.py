"""Fuzzing: inputs grown by what they reach in the code, against the laws of what comes out.

Each target is a module with `one(data)`, which raises when a law is broken. What was once found stands in
`corpus/TARGET/` as a small file and is tried by the tests for ever.
"""

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
WATCHED = {
    "intake": ("vedette.intake", "vedette.record", "trafilatura", "feedparser", "email"),
    "times": ("vedette.read.times", "vedette.read.sentences"),
    "quotes": ("vedette.read.attributions",),
}
"""The targets, and the packages whose coverage leads the growth of their inputs."""


def seeds(target: str) -> list[Path]:
    """The kept inputs of a target."""
    return sorted(path for path in (CORPUS / target).iterdir() if not path.name.startswith("."))
