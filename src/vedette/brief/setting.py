"""What the sender chooses: the profile, the marking, the scale of probability words, the analyst's own assessments."""

from dataclasses import dataclass
from typing import Literal, get_args

import yaml

from vedette.errors import InputError

ProfileName = Literal["un", "intsum", "intrep", "timeline"]
ScaleName = Literal["icd203", "phia"]
Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
Level = Literal["low", "moderate", "high"]

TLPS: tuple[Tlp, ...] = get_args(Tlp)
_KEYS = {"statement", "p", "confidence", "why"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An analyst's own judgement: a statement, its probability (0 to 1), and how sure the analyst is and why."""

    statement: str
    p: float
    confidence: Level
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a brief is to be written; nothing here changes what the record says."""

    profile: ProfileName = "un"
    tlp: Tlp = "AMBER"
    banner: str = ""
    number: str = ""
    by: str = ""
    scale: ScaleName = "icd203"
    assessments: tuple[Assessment, ...] = ()
    full_text: bool = False


def read_assessments(text: str) -> tuple[Assessment, ...]:
    """A YAML list of {statement, p, confidence: low|moderate|high, why}; raises `InputError` that names the entry."""
    try:
        rows = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"assessments: not YAML ({' '.join(str(error).split())})") from error
    if not isinstance(rows, list):
        raise InputError("assessments: a list of {statement, p, confidence, why} is expected")
    return tuple(_assessment(number, row) for number, row in enumerate(rows, 1))


def _assessment(number: int, row: object) -> Assessment:
    if not isinstance(row, dict) or set(row) != _KEYS:
        raise InputError(f"assessment {number}: needs exactly statement, p, confidence, why")
    p = row["p"]
    if not isinstance(p, int | float) or isinstance(p, bool) or not 0 <= p <= 1:
        raise InputError(f"assessment {number}: p is a number from 0 to 1, not {p!r}")
    if row["confidence"] not in get_args(Level):
        raise InputError(f"assessment {number}: confidence is low, moderate or high")
    statement, why = (" ".join(str(row[key]).split()).rstrip(".") for key in ("statement", "why"))
    if not statement or not why:
        raise InputError(f"assessment {number}: the statement and the reason must say something")
    return Assessment(statement=statement, p=float(p), confidence=row["confidence"], why=why)
