"""Low, best and high of a figure: what its words commit the speaker to."""

import math
import re

from vedette.record import Quantity

Number = float | int


def values(quantity: Quantity, left: str) -> tuple[Number | None, Number | None, Number | None]:
    """(low, best, high); "at least 12" has no high, "about 500" a margin, "barely four" only a high."""
    if quantity.value is None:
        return quantity.low, None, quantity.high
    value = quantity.value
    if quantity.bound == ">":
        return value, None, None
    if quantity.bound == "<" or re.match(r"(?:barely|hardly|scarcely)\b", left, re.I):
        return None, None, value
    if quantity.bound == "~":
        margin = _margin(value)
        return _tidy(value - margin), value, _tidy(value + margin)
    return value, value, value


def _margin(value: Number) -> float:
    """Half of the last stated digit, but from 1 to 10 per cent."""
    size = abs(value)
    if not size or not math.isfinite(size):
        return 0.0
    step = 1.0
    if size == int(size):
        whole = int(size)
        while whole % 10 == 0:
            whole //= 10
            step *= 10
    return min(max(step / 2, size * 0.01), size * 0.1)


def _tidy(value: float) -> Number:
    number = round(value, 6)
    return int(number) if number == int(number) else number
