"""Texts for a terminal: no control characters, one line, cut at a length."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH = 160


def stdout() -> "Console":
    """Standard output; wide when it is not a terminal, so that tables keep their lines."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False, markup=False, emoji=False)


def plain(text: str, *, limit: int | None = None) -> str:
    """On one line and harmless to a terminal; cut with an ellipsis when it is longer than `limit`."""
    line = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def number(value: float | int | None) -> str:
    """A number with its thousands apart; `?` when it is not known."""
    if value is None:
        return "?"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def number_of(count: int, thing: str) -> str:
    """How many of a thing: `1 report`, `2 reports`."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def span_of_days(earliest: str | None, latest: str | None) -> str:
    """Days as the record has them: one day, a range, an open end, or unknown."""
    if earliest is None and latest is None:
        return "unknown"
    if earliest == latest:
        return str(earliest)
    return f"{earliest or '…'} to {latest or '…'}"


def low_best_high(low: float | int | None, best: float | int | None, high: float | int | None) -> str:
    """A figure with its range: `30`, `30 (25-41)`, `at least 2`."""
    if best is not None:
        same = low in (best, None) and high in (best, None)
        return number(best) if same else f"{number(best)} ({number(low)}-{number(high)})"
    if low is None and high is None:
        return "not known"
    if high is None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if low is None else f"{number(low)}-{number(high)}"
