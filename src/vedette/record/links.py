"""Links: what all the reports say together (INTERFACE.md, `link`)."""

from dataclasses import dataclass
from typing import Literal

from vedette.record.annotation import Interval, Measure, Place, Status
from vedette.record.spans import Span

CopyKind = Literal["verbatim", "excerpt", "rewrite", "translation", "quotes"]
Slot = Literal["place", "actor", "count", "time", "occurrence", "status", "responsibility"]
PointFlag = Literal["stale", "conflict", "unexplained-change", "boilerplate"]
DemandState = Literal["open", "met", "refused", "superseded", "unknown"]
StageName = Literal["authorised", "assigned", "deployed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """An origin that is cited but is not among the reports."""

    outside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text that the child shares with its parent; `parent` is None when the parent is not at hand."""

    child: Span
    parent: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """One report drawn from another, or from an origin outside the set."""

    child: str
    parent: str | Outside
    kind: CopyKind
    score: float
    evidence: tuple[Passage, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A reconciled count: low, best and high; an end that nobody gives is None."""

    low: float | int | None
    best: float | int | None
    high: float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One mention of an incident, the earlier one that it was joined to, and what spoke for the two being one."""

    mention: str
    to: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """The words that a reconciled value of an incident stands on; `value` names it ("place", "killed")."""

    value: str
    says: str
    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening, however many reports tell it."""

    id: str
    mentions: tuple[str, ...]
    type: str | None
    mode: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: Place | None
    earliest: str | None
    latest: str | None
    killed: Range | None
    injured: Range | None
    reports: int
    origins: int
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    credibility: Literal[1, 2, 3, 4, 5, 6]
    disputes: tuple[int, ...] = ()
    alternative_places: tuple[Place, ...] = ()
    why: tuple[str, ...] = ()
    joined: tuple[Joined, ...] = ()
    backing: tuple[Backing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One dated figure of a series, with the words it stands on."""

    as_of: Interval
    low: float | int | None
    best: float | int | None
    high: float | int | None
    qualifier: str | None
    report: str
    start: int
    end: int
    speaker: str | None
    flags: tuple[PointFlag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Dated figures about one thing."""

    measure: Measure
    of: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one voice says about a disputed slot."""

    speaker: str | None
    says: str
    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Incompatible values for one slot, kept side by side; `about` is an incident, a series or neither."""

    about: str | int | None
    slot: Slot
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One sentence of one report, the voice it speaks in (None: the outlet's own) and the days it speaks of."""

    as_of: Interval
    speaker: str | None
    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange(Telling):
    """A later sentence that changed where a demand or promise stands; `why` names the rule in the analyst's words."""

    state: DemandState
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What one side asked or promised of another, and what became of it.

    `matter` is the thing asked or promised in short ("withdraw forces"); `sayings` are the sentences that say so, the
    first one first; `changes` are in the order of their days. `state` is that of the last change, "open" without
    any, and "unknown" when later sentences contradict each other.
    """

    id: str
    kind: Literal["demand", "promise"]
    speaker: str | None
    addressee: str | None
    matter: str
    state: DemandState
    sayings: tuple[Telling, ...]
    changes: tuple[StateChange, ...] = ()
    reports: int = 1
    origins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Telling):
    """One step of a reinforcement, as one sentence tells it; `size` and `place` as that sentence gives them."""

    stage: StageName
    size: Range | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinforcement:
    """Forces on their way: authorised, then assigned, then deployed; stages nobody tells of are missing.

    `unit` as the fullest telling names it; `owner` is whom they belong to or reinforce; `size` and `place` are those
    of the latest stage that gives them; `stages` are in order, several sentences may tell of one stage.
    """

    id: str
    owner: str | None
    unit: str
    size: Range | None
    place: Place | None
    stage: StageName
    stages: tuple[Stage, ...]
    reports: int = 1
    origins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """All that the reports say together."""

    stories: tuple[tuple[str, ...], ...] = ()
    lineage: tuple[Lineage, ...] = ()
    origins: tuple[tuple[str, ...], ...] = ()
    events: tuple[tuple[str, ...], ...] = ()
    incidents: tuple[Incident, ...] = ()
    series: tuple[Series, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    demands: tuple[Demand, ...] = ()
    reinforcements: tuple[Reinforcement, ...] = ()
