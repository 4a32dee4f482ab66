"""What may leave the desk, and how it is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`claims`: also what only a speaker vouches for; `raw`: text cells without the guard against formulas;
    `full_text`: whole sentences and whole reports, where otherwise 300 characters of each report are the most.
    """

    claims: bool = False
    raw: bool = False
    full_text: bool = False
