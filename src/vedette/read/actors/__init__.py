"""Actors: persons, states, organisations, forces and crowds, one canonical actor each."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from vedette.read.actors import build
from vedette.read.actors.country import located
from vedette.read.actors.holders import with_holders
from vedette.read.actors.lookup import actor_at
from vedette.read.actors.merge import merged
from vedette.read.actors.named import named
from vedette.read.actors.nominal import nominal
from vedette.read.actors.possess import in_deeds, possessed
from vedette.read.actors.pronouns import pronouns
from vedette.read.actors.scene import Cover, scene
from vedette.read.actors.titles import by_office
from vedette.read.knowledge import Knowledge, lexicon, load
from vedette.read.knowledge.lexicon import Lexicon
from vedette.read.reading import Layer, Reading

__all__ = ["LAYER", "actor_at", "layer", "read"]


def layer(extra: Path | None = None) -> Layer:
    """The layer, with the user's own actors (a CSV file, see `knowledge.load`) where given."""
    known = load(extra)
    return Layer(
        "actors",
        3,
        fills=("actors",),
        asks=("published",),
        read=partial(_read, known=known, names=lexicon.names_of(known)),
    )


def _read(reading: Reading, *, known: Knowledge, names: Lexicon) -> Reading:
    """Fill `actors`."""
    view = scene(reading, names)
    mentions = named(view)
    mentions += by_office(view, Cover(len(view.text), (m.span for m in mentions)))
    mentions += nominal(view, Cover(len(view.text), (m.span for m in mentions)))
    mentions = with_holders(merged(mentions), published=reading.report.published, extra=known.extra)
    mentions = located(view, mentions)
    by_pronoun = pronouns(view, mentions)
    mentions = [*possessed(mentions, by_pronoun), *in_deeds(by_pronoun, reading.words)]
    return replace(reading, actors=tuple(build.actors(view.text, mentions, made_by=LAYER.id)))


LAYER = layer()


def read(reading: Reading) -> Reading:
    """Fill `actors` with what our own files know."""
    return LAYER.read(reading)
