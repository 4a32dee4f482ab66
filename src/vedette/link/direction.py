"""Which of two like texts came first: from their dates, their marks of copying, their size."""

from vedette.link.cards import Card

_SMALLER = 0.9


def likely_child(child: Card, parent: Card) -> float:
    """0: the child came first; 1: it came later; between: how much its form speaks for it being the copy."""
    if child.moment is not None and parent.moment is not None and not _same_time(child, parent):
        return 1.0 if child.moment > parent.moment else 0.0
    score = 0.9 if child.words < _SMALLER * parent.words else 0.5
    score = 0.1 if parent.words < _SMALLER * child.words else score
    score += 0.3 * (child.marked - parent.marked)
    score += 0.2 * (child.trimmed - parent.trimmed)
    return min(1.0, max(0.01, score))


def _same_time(one: Card, two: Card) -> bool:
    """Can the two dates not be told apart (one of them names only the day)?"""
    if one.moment is None or two.moment is None or one.moment == two.moment:
        return True
    return (one.only_day or two.only_day) and one.moment.date() == two.moment.date()
