"""From mentions to canonical actors: the best name, all spellings, and what the mentions together say."""

from collections import Counter
from collections.abc import Iterable, Sequence

from vedette.read.actors.mention import Mention
from vedette.read.actors.merge import distance
from vedette.read.knowledge import fold
from vedette.record import Actor


def actors(text: str, mentions: Iterable[Mention], *, made_by: str) -> list[Actor]:
    """One actor for each key, in the order in which they are first met."""
    clusters: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        clusters.setdefault(mention.key, []).append(mention)
    return [_actor(text, cluster, made_by) for cluster in clusters.values()]


def _actor(text: str, cluster: Sequence[Mention], made_by: str) -> Actor:
    """The canonical actor of one cluster."""
    named = [m for m in cluster if m.form == "name"] or [m for m in cluster if m.form != "pronoun"] or list(cluster)
    own = [m for m in named if m.rule not in ("definite noun", "office again", "same group")] or named
    best = max(own, key=lambda m: (len(m.name.split()), m.country is not None, -m.start))
    name = _spelling(best.name, own) if best.kind == "person" and best.form == "name" else best.name
    spellings = dict.fromkeys(" ".join(text[m.start : m.end].split()) for m in cluster if m.form != "pronoun")
    return Actor(
        name=name,
        aliases=tuple(s for s in spellings if s and s != name),
        kind=best.kind,
        country=best.country or next((m.country for m in cluster if m.country), None),
        sector=best.sector or next((m.sector for m in cluster if m.sector), None),
        role=best.role or next((m.role for m in cluster if m.role), None),
        mentions=tuple(dict.fromkeys(m.span for m in cluster)),
        made_by=made_by,
        rule=best.rule,
    )


def _spelling(name: str, cluster: Sequence[Mention]) -> str:
    """The full name with the surname as the report spells it most often."""
    words = name.split()
    if len(words) < 2:
        return name
    last = words[-1]
    near = Counter(
        w
        for m in cluster
        for w in m.name.split()[-1:]
        if distance(fold(w), fold(last), limit=2) <= 2 and w[:1] == last[:1]
    )
    common, times = max(near.items(), key=lambda item: (item[1], item[0] == last), default=(last, 0))
    return " ".join([*words[:-1], common]) if times > near[last] else name
