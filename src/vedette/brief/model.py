"""What a brief holds, before it is laid out; every line carries its citations."""

from dataclasses import dataclass

from vedette.brief.setting import Setting
from vedette.record.annotation import TextLayer


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One cited sentence: `[number]` in the text; `hash` is of the report's text, `rating` that of the outlet (A-F)."""

    number: int
    anchor: str
    report: str
    outlet: str
    date: str
    sentence: int
    hash: str
    rating: str
    text: str


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
    """One incident as the brief shows it; `told` is a sentence of a report, never our own words, `word` its trigger.

    `area` is the region that holds its place; `friendly` acts are cooperation; `change` is `new` or `changed` against
    an earlier brief.
    """

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
    area: str = ""
    friendly: bool = False
    change: str = ""


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
class DemandRow:
    """What one side asked or promised of another, and where it stands."""

    kind: str
    who: str
    whom: str
    matter: str
    state: str
    date: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceRow:
    """Forces on their way, and how far they have come."""

    unit: str
    owner: str
    size: str
    place: str
    stage: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new, otherwise or no longer held since the last brief; `rest` counts what is not listed."""

    since: str
    lines: tuple[Line, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One sentence behind an incident, with its voice and the ratings of outlet and item."""

    outlet: str
    voice: str
    date: str
    rating: str
    told: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The one incident of an INTREP with everything that stands behind it."""

    item: IncidentItem
    support: tuple[Support, ...]
    disputes: tuple[DisputeItem, ...]


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
    """All that a brief may show: facts with their sentences, and apart from them an analyst's comments.

    The profile of `setting` decides what is shown and in which order.
    """

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
    demands: tuple[DemandRow, ...]
    forces: tuple[ForceRow, ...]
    changes: Changes | None
    subject: Subject | None
    comments: tuple[str, ...]
    kosovo: bool
    dtg: str
    setting: Setting
    citations: tuple[Citation, ...]
    sources: tuple[SourceText, ...]
