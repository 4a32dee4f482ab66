"""Lengths of time as TIMEX3 durations: `P2Y6M`, `PT36H`, `PXW`."""

from typing import Final

_FINER: Final = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60), "D": ("TH", 24)}


def duration(count: float | None, unit: str) -> str:
    """The value of so many units; `None` or an unknown number gives `X`; halves are carried to the next finer unit."""
    multiple, letter = _split(unit)
    if count is None:
        return f"PX{letter}" if not letter.startswith("T") else f"PTX{letter[1:]}"
    total = count * multiple
    whole = int(total)
    text = f"{whole}" if total == whole else ""
    if not text and letter in _FINER and whole:
        finer, ratio = _FINER[letter]
        rest = round((total - whole) * ratio)
        body = f"{whole}{letter.lstrip('T')}{'T' if finer.startswith('T') else ''}{rest}{finer.lstrip('T')}"
        return f"PT{body}" if letter.startswith("T") else f"P{body}"
    if not text and letter in _FINER:
        finer, ratio = _FINER[letter]
        return duration(round(total * ratio), finer if finer.startswith("T") or letter == "Y" else f"T{finer}")
    text = text or f"{total:g}"
    return f"PT{text}{letter[1:]}" if letter.startswith("T") else f"P{text}{letter}"


def _split(unit: str) -> tuple[int, str]:
    """`10Y` is ten years; a weekend counts as itself."""
    digits = "".join(c for c in unit if c.isdigit())
    return (int(digits) if digits else 1), unit[len(digits) :]
