"""Actors: persons, states, organisations, forces and crowds, one canonical actor each."""

from collections.abc import Iterable
from dataclasses import replace

from vedette.read.actors.lookup import actor_at
from vedette.read.actors.mention import Mention
from vedette.read.actors.named import named
from vedette.read.actors.nominal import nominal
from vedette.read.actors.scene import scene
from vedette.read.reading import Layer, Reading
from vedette.record import Actor

__all__ = ["LAYER", "actor_at", "read"]


def read(reading: Reading) -> Reading:
    """Fill `actors`."""
    view = scene(reading)
    by_name = named(view)
    taken = [m.span for m in by_name]
    by_noun = [m for m in nominal(view) if not any(span.holds(m.span) for span in taken)]
    return replace(reading, actors=tuple(_actors(view.text, [*by_name, *by_noun])))


def _actors(text: str, mentions: Iterable[Mention]) -> list[Actor]:
    """One actor for each key, in the order in which they are first met."""
    clusters: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        clusters.setdefault(mention.key, []).append(mention)
    return [_actor(text, cluster) for cluster in clusters.values()]


def _actor(text: str, cluster: list[Mention]) -> Actor:
    """The canonical actor of one cluster."""
    best = max(cluster, key=lambda m: (m.form == "name", len(m.name), -m.start))
    spellings = dict.fromkeys(text[m.start : m.end] for m in cluster if m.form != "pronoun")
    return Actor(
        name=best.name,
        aliases=tuple(s for s in spellings if s != best.name),
        kind=best.kind,
        country=next((m.country for m in cluster if m.country), None),
        sector=next((m.sector for m in cluster if m.sector), None),
        role=next((m.role for m in cluster if m.role), None),
        mentions=tuple(m.span for m in cluster),
        made_by=LAYER.id,
        rule=best.rule,
    )


LAYER = Layer("actors", 1, fills=("actors",), read=read)
