"""Actors: persons, states, organisations, forces and crowds, one canonical actor each."""

from dataclasses import replace

from vedette.read.actors import build
from vedette.read.actors.country import located
from vedette.read.actors.holders import with_holders
from vedette.read.actors.lookup import actor_at
from vedette.read.actors.merge import merged
from vedette.read.actors.named import named
from vedette.read.actors.nominal import nominal
from vedette.read.actors.possess import possessed
from vedette.read.actors.pronouns import pronouns
from vedette.read.actors.scene import Cover, scene
from vedette.read.actors.titles import by_office
from vedette.read.reading import Layer, Reading

__all__ = ["LAYER", "actor_at", "read"]


def read(reading: Reading) -> Reading:
    """Fill `actors`."""
    view = scene(reading)
    mentions = named(view)
    mentions += by_office(view, Cover(len(view.text), (m.span for m in mentions)))
    mentions += nominal(view, Cover(len(view.text), (m.span for m in mentions)))
    mentions = with_holders(merged(mentions), published=reading.report.published)
    mentions = located(view, mentions)
    by_pronoun = pronouns(view, mentions)
    mentions = [*possessed(mentions, by_pronoun), *by_pronoun]
    return replace(reading, actors=tuple(build.actors(view.text, mentions, made_by=LAYER.id)))


LAYER = Layer("actors", 2, fills=("actors",), read=read)
