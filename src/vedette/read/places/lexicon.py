"""Word lists of the layer: areas, and classes of governing words."""

from functools import cache
from importlib.resources import files

from vedette.read.tables import from_yaml


@cache
def words(group: str) -> frozenset[str]:
    """One group of `data/areas.yaml`."""
    return frozenset(_lists("areas.yaml")[group])


@cache
def classes() -> dict[str, str]:
    """Lemma -> its class, from `data/verbs.yaml`."""
    return {lemma: group for group, members in _lists("verbs.yaml").items() for lemma in members}


@cache
def _lists(name: str) -> dict[str, list[str]]:
    text = (files("vedette.read.places") / "data" / name).read_text(encoding="utf-8")
    lists: dict[str, list[str]] = from_yaml(text)
    return lists
