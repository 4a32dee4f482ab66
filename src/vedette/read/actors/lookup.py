"""Which actor stands at a span: the one way in which attributions, figures and events find their people."""

from collections.abc import Iterable

from vedette.record import Actor, Span


def actor_at(actors: Iterable[Actor], span: Span) -> Actor | None:
    """The actor with the mention that fits the span best, or None when none overlaps it.

    Best: the most shared characters; then the mention with the least outside the span; then the first actor.
    """
    best: tuple[int, int] | None = None
    found: Actor | None = None
    for actor in actors:
        for mention in actor.mentions:
            shared = min(mention.end, span.end) - max(mention.start, span.start)
            if shared <= 0:
                continue
            score = (shared, shared - (mention.end - mention.start))
            if best is None or score > best:
                best, found = score, actor
    return found
