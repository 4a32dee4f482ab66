"""Values of figures: what they leave open, and whether two can both hold."""

from typing import Protocol


class Valued(Protocol):
    """Anything with a low, a best and a high."""

    @property
    def low(self) -> float | int | None:
        """At least this."""

    @property
    def best(self) -> float | int | None:
        """The single value given."""

    @property
    def high(self) -> float | int | None:
        """At most this."""


def bounds(value: Valued) -> tuple[float, float]:
    """The values left open; an end that nobody gives is infinite."""
    if value.low is None and value.high is None and value.best is not None:
        return float(value.best), float(value.best)
    low = float("-inf") if value.low is None else float(value.low)
    high = float("inf") if value.high is None else float(value.high)
    return low, high


def can_agree(one: Valued, two: Valued) -> bool:
    """Is there a value that both leave open?"""
    (low, high), (other_low, other_high) = bounds(one), bounds(two)
    return low <= other_high and other_low <= high


def same(one: Valued, two: Valued) -> bool:
    """Do the two give the same value?"""
    if one.best is not None and two.best is not None:
        return one.best == two.best
    return (one.low, one.best, one.high) == (two.low, two.best, two.high)


def says(value: Valued) -> str:
    """The value in short."""
    low, best, high = value.low, value.best, value.high
    if best is not None:
        return f"{best:,g}" if best < 1e6 else f"{best:,.0f}"
    if low is not None and high is not None:
        return f"{low:,g} to {high:,g}"
    if low is not None:
        return f"at least {low:,g}"
    return f"at most {high:,g}" if high is not None else "unknown"
