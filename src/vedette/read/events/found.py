"""A trigger with its reading, before it is given names, place and time."""

from dataclasses import dataclass

from vedette.read.events.lexicon import Pattern
from vedette.read.words import Word
from vedette.record.annotation import Status

Group = tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A trigger with its lexicon line (None: outside the lexicon), sides and status.

    `recipients` are the places where the other side may be named, best first.
    """

    token: Word
    light: Word | None
    pattern: Pattern | None
    actors: Group
    recipients: tuple[Group, ...]
    status: Status
    why: str
    rule: str

    @property
    def kind(self) -> str | None:
        """Its PLOVER type; None outside the ontology."""
        return self.pattern.type if self.pattern is not None else None

    @property
    def head(self) -> Word:
        """The head of the clause: the light verb where there is one."""
        return self.light if self.light is not None else self.token
