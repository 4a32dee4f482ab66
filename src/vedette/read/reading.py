"""What is known of one report while its layers read it, and the form of a layer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from vedette.read.knowledge.lexicon import NOT_SPELLED, Spelled, spelled
from vedette.read.words import NO_WORDS, Words, words_of
from vedette.record import (
    Actor,
    Annotation,
    Attribution,
    Dyad,
    Event,
    Figure,
    GivenMention,
    Place,
    Published,
    Quantity,
    Report,
    Sentence,
    Time,
)
from vedette.record.spans import Value

NameKind = Literal["person", "organisation", "place", "nationality", "other"]

NOT_DATED = Published(earliest=None, latest=None, basis="unknown")
ASKED = ("title", "outlet", "url", "language", "published", "given_dyad", "given_events")
"""All that a layer may look at in a report beside its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Value):
    """A proper name in the text, after voting within the report; shared by places and actors."""

    kind: NameKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report, its parse, its words, and the values that the layers so far have found, each in its own fields.

    `spelled`: its text cut into words for the lexicons, as `words` is for the parse.
    """

    report: Report
    doc: Doc
    sentences: tuple[Sentence, ...] = ()
    names: tuple[Name, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[Time, ...] = ()
    published: Published = NOT_DATED
    quantities: tuple[Quantity, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    dyad: Dyad | None = None
    given_mentions: tuple[GivenMention, ...] = ()
    failures: tuple[str, ...] = ()
    words: Words = NO_WORDS
    spelled: Spelled = NOT_SPELLED

    def __post_init__(self) -> None:
        if self.words is NO_WORDS:
            object.__setattr__(self, "words", words_of(self.doc))
        if self.spelled is NOT_SPELLED:
            object.__setattr__(self, "spelled", spelled(self.report.text))

    def annotation(self, *, extractors: tuple[str, ...], models: tuple[str, ...]) -> Annotation:
        """The finished annotation; `dyad` and `given_mentions` only where the report asked for them."""
        asked: dict[str, object] = {}
        if self.report.given_dyad is not None:
            asked["dyad"] = self.dyad
        if self.report.given_events:
            asked["given_mentions"] = self.given_mentions
        return Annotation(
            id=self.report.id,
            published=self.published,
            sentences=self.sentences,
            times=self.times,
            quantities=self.quantities,
            figures=self.figures,
            attributions=self.attributions,
            actors=self.actors,
            places=self.places,
            events=self.events,
            extractors=extractors,
            models=models,
            failures=self.failures,
            **asked,  # type: ignore[arg-type]
        )


@dataclass(frozen=True, slots=True)
class Layer:
    """One extractor under its versioned name: a pure function from what is known to what is known with more.

    `fills`: its own fields of the reading; `asks`: what it looks at in the report beside the text. For a copy of a text
    that differs in nothing that a layer asks, and for which the layers before it found the same, the layer is not run.
    """

    name: str
    version: int
    fills: tuple[str, ...] = field(kw_only=True)
    asks: tuple[str, ...] = field(kw_only=True, default=ASKED)
    read: Callable[[Reading], Reading] = field(kw_only=True)

    @property
    def id(self) -> str:
        """`times/1`: what is written into each value as `made_by`."""
        return f"{self.name}/{self.version}"
