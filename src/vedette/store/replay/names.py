"""Judgements about names: one actor under one name, in every report read so far and in every later one."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.read.knowledge import fold
from vedette.record import Actor, Annotation, Attribution, DeskRecord, Event, Incident, Judgement, Links, Participant

UNHEARD = "nobody in the reports goes by this name"


def rename(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Call an actor by another name; when that is another actor's name the two become one, the old name an alias."""
    ruling = judgement.ruling
    if ruling is None or ruling.name is None or ruling.to is None:
        return UNHEARD
    new = _Naming(ruling.name, ruling.to, judgement.number)
    if not new.met(record):
        return UNHEARD
    return replace(record, annotations=tuple(map(new.annotation, record.annotations)), links=new.links(record.links))


class _Naming:
    """One old name, in whatever letters it is written, and the new one."""

    def __init__(self, old: str, new: str, number: int) -> None:
        self._old, self._new, self._number = fold(old), new, number

    def met(self, record: DeskRecord) -> bool:
        read = (actor.name for annotation in record.annotations for actor in annotation.actors)
        linked = (name for i in record.links.incidents for name in (*i.actors, *i.recipients))
        spoken = (p.speaker for s in record.links.series for p in s.points)
        return any(name is not None and fold(name) == self._old for names in (read, linked, spoken) for name in names)

    def name(self, name: str) -> str:
        return self._new if fold(name) == self._old else name

    def maybe(self, name: str | None) -> str | None:
        return None if name is None else self.name(name)

    def sides(self, names: Sequence[str]) -> tuple[str, ...]:
        renamed = tuple(map(self.name, names))
        return tuple(sorted(set(renamed))) if renamed != tuple(names) else renamed

    def annotation(self, read: Annotation) -> Annotation:
        return replace(
            read,
            actors=self._actors(read.actors),
            events=tuple(map(self._event, read.events)),
            attributions=tuple(map(self._attribution, read.attributions)),
        )

    def links(self, links: Links) -> Links:
        series = tuple(
            replace(
                one,
                of=self.maybe(one.of),
                points=tuple(replace(p, speaker=self.maybe(p.speaker)) for p in one.points),
            )
            for one in links.series
        )
        disputes = tuple(
            replace(one, sides=tuple(replace(s, speaker=self.maybe(s.speaker)) for s in one.sides))
            for one in links.disputes
        )
        return replace(links, incidents=tuple(map(self._incident, links.incidents)), series=series, disputes=disputes)

    def _incident(self, held: Incident) -> Incident:
        return replace(held, actors=self.sides(held.actors), recipients=self.sides(held.recipients))

    def _event(self, event: Event) -> Event:
        return replace(event, actors=self._people(event.actors), recipients=self._people(event.recipients))

    def _people(self, people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(replace(person, name=self.name(person.name)) for person in people)

    def _attribution(self, said: Attribution) -> Attribution:
        speaker = said.speaker
        if speaker is not None:
            also = tuple(map(self.name, speaker.also))
            speaker = replace(speaker, actor=self.maybe(speaker.actor), also=also)
        return replace(said, speaker=speaker, addressee=self.maybe(said.addressee))

    def _actors(self, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """Renamed; one entry for an actor that now stands twice."""
        old = next((actor for actor in actors if fold(actor.name) == self._old), None)
        if old is None:
            return tuple(actors)
        twin = next((actor for actor in actors if actor.name == self._new and actor is not old), None)
        base = twin or old
        aliases = {*old.aliases, *base.aliases, old.name} - {self._new}
        one = replace(
            base,
            name=self._new,
            aliases=tuple(sorted(aliases)),
            mentions=tuple(sorted({*old.mentions, *base.mentions})),
            rule=f"judgement/{self._number}",
        )
        return tuple(one if actor is base else actor for actor in actors if actor is base or actor is not old)
