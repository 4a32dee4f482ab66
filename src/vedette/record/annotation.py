"""Annotations: what one report says, value by value, each on its span (INTERFACE.md, `annotate`)."""

from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET, UnsetType

from vedette.record.spans import Span, Value, check_ends, check_span

Status = Literal["actual", "planned", "hypothetical", "negated", "requested", "background"]
Act = Literal["state", "deny", "accuse", "appeal", "demand", "promise", "threaten", "decide", "doubt", "praise"]
Form = Literal["direct", "indirect", "mixed"]
ActorKind = Literal["person", "state", "igo", "force", "group", "place-government", "media", "other"]
PlaceUse = Literal["place", "government", "nationality", "part", "dateline"]
TextLayer = Literal["body", "headline", "embed", "furniture"]
Measure = Literal[
    "strength", "change", "capacity", "killed", "injured", "missing", "detained", "displaced",
    "participants", "population", "share", "turnout", "duration", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days between which something lies, both ends included; an open end is None."""

    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Interval):
    """When the report came out, and the words that say so; never the date of the run."""

    basis: Literal["stated", "given", "inferred", "unknown"]
    evidence: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Value):
    """One sentence and the layer of the page it belongs to."""

    layer: TextLayer


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Value):
    """A time expression: TIMEX3 value and modifier, the days it covers, and the words that it is counted from."""

    kind: Literal["date", "time", "duration", "set"]
    value: str
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: Literal["published", "quote", "context", "self"] = "self"
    flags: tuple[str, ...] = ()
    relative_to: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Value):
    """A number that counts or measures; a range has no single `value`."""

    value: float | int | None
    low: float | int | None
    high: float | int | None
    bound: Literal["=", "~", "<", ">", "up", "down"]
    unit: str | None = None
    concept: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Value):
    """A quantity with a role in the crisis; `quantity` None: the text says that the number is not known."""

    quantity: int | None
    measure: Measure
    of: str | None
    unit: str | None
    low: float | int | None
    best: float | int | None
    high: float | int | None
    as_of: Interval
    part_of: int | None = None
    attribution: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the words in the text, and the canonical actor behind them; `also` names those who speak with it."""

    text: str
    start: int
    end: int
    actor: str | None
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_ends(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Value):
    """Who says what; `within` is the attribution whose speaker quotes this one."""

    speaker: Speaker | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    act: Act
    addressee: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A canonical actor met in the report, with every place where it is mentioned."""

    name: str
    aliases: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str | None
    role: str | None
    mentions: tuple[Span, ...]
    made_by: str
    rule: str = ""

    def __post_init__(self) -> None:
        if not self.mentions:
            check_span(Span(0, 0))
        for span in self.mentions:
            check_span(span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Value):
    """A place name: where it lies, how precisely (UCDP `where_prec`), and what the name is used for."""

    text: str
    name: str
    lat: float | None
    lon: float | None
    geonameid: int | None
    country: str | None
    admin1: str | None
    precision: Literal[1, 2, 3, 4, 5, 6, 7]
    use: PlaceUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One side of an event: a canonical actor and the words that name it there."""

    name: str
    country: str | None
    sector: str | None
    start: int
    end: int

    def __post_init__(self) -> None:
        check_ends(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativePlace:
    """A place that one voice gives for an event whose place is disputed."""

    place: int
    attribution: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Value):
    """A happening, act or speech act; outside PLOVER `type`, `mode`, `quad` and `intensity` are None."""

    trigger: Span
    type: str | None
    mode: str | None
    quad: Literal[1, 2, 3, 4] | None
    intensity: float | None
    status: Status
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: int | None = None
    alternative_places: tuple[AlternativePlace, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    figures: tuple[int, ...] = ()
    attribution: int | None = None
    contexts: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """The event between the two given sides: PLOVER type, quad class and the probability of the type."""

    type: str
    quad: Literal[1, 2, 3, 4]
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMention(Value):
    """A given event mention as `link` needs it: its head lemma, the words around it, a bit sketch of its meaning."""

    id: str
    lemma: str
    pos: str
    sentence: int | None
    arguments: tuple[str, ...] = ()
    sketch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that one report says.

    `extractors` names the version of each layer that read it; `failures` those that broke on it, and why.
    """

    id: str
    published: Published
    sentences: tuple[Sentence, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    dyad: Dyad | UnsetType | None = UNSET
    given_mentions: tuple[GivenMention, ...] | UnsetType = UNSET
    extractors: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
