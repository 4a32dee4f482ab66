"""What a brief holds, before it is written as Markdown or HTML; every line carries its citations."""

from dataclasses import dataclass

from vedette.record.annotation import TextLayer


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One cited sentence: `[number]` in the text, `anchor` in the appendix; `hash` is of the report's text."""

    number: int
    anchor: str
    report: str
    outlet: str
    date: str
    sentence: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A statement of fact with the numbers of the sentences it stands on."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One value of a figure series, with all the sentences that give it."""

    label: str
    value: str
    as_of: str
    speakers: str
    flags: tuple[str, ...]
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentItem:
    """One incident as the brief shows it; `told` is a sentence of a report, never our own words, `word` its trigger."""

    id: str
    kind: str
    word: str
    status: str
    date: str
    place: str
    who: str
    whom: str
    told: str
    tolls: tuple[str, ...]
    support: str
    rating: str
    disputed: bool
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The incidents of one day, or of one longer interval."""

    label: str
    incidents: tuple[IncidentItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a speaker said, in the report's words."""

    act: str
    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker and what is attributed to them; `more` statements are in the record but not shown."""

    speaker: str
    sayings: tuple[Saying, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSide:
    """What one voice says about a disputed matter."""

    speaker: str
    says: str
    told: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeItem:
    """Incompatible statements side by side."""

    slot: str
    about: str
    sides: tuple[DisputeSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripReport:
    """One report in the lineage strip; `how` says what it was drawn from, empty for an origin."""

    anchor: str
    name: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Reports that go back to one independent origin, the source first."""

    number: int
    reports: tuple[StripReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """A sentence of a report in the appendix; `cited` lists the numbers under which it is cited."""

    anchor: str
    text: str
    layer: TextLayer
    cited: tuple[int, ...]
    paragraph: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A report in the appendix."""

    anchor: str
    report: str
    title: str
    outlet: str
    date: str
    url: str
    hash: str
    pieces: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A whole brief: facts only, in the order in which an analyst reads."""

    title: str
    as_known_at: str
    period: str
    reports: int
    origins: int
    events: int
    ledger: str
    highlights: tuple[Line, ...]
    figures: tuple[FigureRow, ...]
    days: tuple[Day, ...]
    not_happened: tuple[Day, ...]
    disputes: tuple[DisputeItem, ...]
    voices: tuple[Voice, ...]
    strip: tuple[Origin, ...]
    unknown: tuple[Line, ...]
    citations: tuple[Citation, ...]
    sources: tuple[SourceText, ...]
