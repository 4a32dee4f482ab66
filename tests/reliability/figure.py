"""What one trial showed: its figures in words, and whether they are what was promised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    test: str
    showed: str
    promised: str
    kept: bool
    seconds: float = 0.0


def percentile(times: list[float], share: float) -> float:
    """The time, in milliseconds, that this share of them does not exceed."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
