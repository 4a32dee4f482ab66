"""Why an event is read as it is, in an analyst's words (`data/why.yaml`)."""

from collections.abc import Mapping
from functools import cache

from vedette.read.events.found import Found
from vedette.read.events.lexicon import DATA
from vedette.read.tables import from_yaml


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    loaded: Mapping[str, Mapping[str, str]] = from_yaml((DATA / "why.yaml").read_text(encoding="utf-8"))
    return loaded


def why(found: Found, *, place: str, time: str) -> str:
    """Why an event has its status and, for an act of the ontology, what it was read from, its place and its day."""
    status = f"{found.status}: {_status(found.why)}"
    if found.kind is None:
        return status
    act = _words()["act"][found.rule.partition(":")[0]].format(found.token.text)
    parts = (
        f"act: {act}",
        status,
        f"place: {_words()['place'][place.partition(':')[0]]}",
        f"time: {_words()['time'][time]}",
    )
    return "; ".join(parts)


def _status(cue: str) -> str:
    """The cue in words; a cue that is a sentence of its own stays."""
    name, _, word = cue.partition(":")
    phrase = _words()["status"].get(name)
    return phrase.format(word) if phrase is not None else cue
