"""Spelled numbers and years: `twenty-one`, `two hundred and ten`, `a dozen`, `nineteen ninety-six`."""

from collections.abc import Sequence
from typing import Final

from vedette.read.times.lexicon import lexicon

_CENTURIES: Final = {17: 1700, 18: 1800, 19: 1900, 20: 2000}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "dozen": 12}


def number_run(words: Sequence[str], at: int) -> tuple[int, float, bool] | None:
    """The number spelled from `at` on: its last token, its value, whether it is a year; None where there is none."""
    numbers = lexicon().values["NUMBER"]
    word = words[at]
    article = word in ("a", "an") and at + 1 < len(words) and words[at + 1] in _SCALES
    if word not in numbers and not article:
        return None
    year = None if article else _year(words, at)
    if year is not None:
        return *year, True
    total, current, last = 0, 1 if article else 0, at
    spot, joined = (at + 1, True) if article else (at, True)
    while spot < len(words):
        word = words[spot]
        if word in _SCALES and (current or word == "dozen"):
            current = max(current, 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        elif word in numbers and word not in _SCALES and joined and _fits(current, numbers[word]):
            current += numbers[word]
        elif (word == "-" and last == spot - 1 and current % 10 == 0 and current % 100 >= 20) or (
            word == "and" and last == spot - 1 and ((current >= 100 and current % 100 == 0) or (total and not current))
        ):
            joined = True
            spot += 1
            continue
        else:
            break
        last, joined = spot, current % 100 == 0 or current % 10 == 0
        spot += 1
    if last == at and article:
        return None
    return last, total + current, False


def _fits(current: int, value: int) -> bool:
    """May a part of this size follow what has been read? `twenty` + `one`, `hundred` + `ten`; never `five` + `six`."""
    if current == 0:
        return True
    if current % 100 == 0:
        return value < 100
    return current % 10 == 0 and current % 100 >= 20 and value < 10


def _year(words: Sequence[str], at: int) -> tuple[int, float] | None:
    """`nineteen ninety-six`, `twenty twenty-three`, `nineteen oh five` is not read."""
    numbers = lexicon().values["NUMBER"]
    century = _CENTURIES.get(numbers.get(words[at], 0))
    spot = at + 1
    if century is None or spot >= len(words):
        return None
    tens = numbers.get(words[spot], 0)
    if not 10 <= tens <= 90:
        return None
    if tens >= 20 and spot + 1 < len(words):
        skip = 2 if words[spot + 1] == "-" else 1
        ones = numbers.get(words[spot + skip], 0) if spot + skip < len(words) else 0
        if 0 < ones < 10:
            return spot + skip, century + tens + ones
    return spot, century + tens
