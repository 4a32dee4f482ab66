"""What may leave the desk, and how it is written."""

from dataclasses import dataclass

from vedette.read.gazetteer.names import DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`claims`: also what only a speaker vouches for; `raw`: text cells without the guard against formulas;
    `full_text`: whole sentences and whole reports, where otherwise 300 characters of each report are the most;
    `names`: the policy by which places are written; `hxl`: under the header of CSV a row of HXL hashtags.
    """

    claims: bool = False
    raw: bool = False
    full_text: bool = False
    names: str = DEFAULT
    hxl: bool = False
