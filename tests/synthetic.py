"""A made-up stream of crisis reports of any length, with known copies: for measuring cost and recall, not quality.

Places, people and words are put together from syllables. Each day has new happenings; each happening is told by an
agency, copied whole, in part and in other words, told again by strangers, and followed up on the next day.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from vedette.record import Annotation, Event, Figure, Interval, Participant, Place, Published, Report, Sentence, Span

_DAY_ONE = date(2031, 1, 1)
_MADE_BY = "synthetic/1"
_OUTLETS = 40
_LEXICON = 6000
_LITTLE = (
    "the",
    "a",
    "of",
    "in",
    "on",
    "at",
    "to",
    "and",
    "by",
    "with",
    "for",
    "from",
    "was",
    "had",
    "as",
    "after",
    "near",
)
_DEEDS = (
    ("{n} {kind} were killed when {who} attacked a convoy near {place} on {day}.", "attacked", "ASSAULT", "killed"),
    ("Police in {place} detained {n} {kind} on {day}, {who} said.", "detained", "COERCE", "detained"),
    ("{n} {kind} were injured on {day} when {who} stormed an office in {place}.", "stormed", "ASSAULT", "injured"),
    ("About {n} {kind} marched through {place} on {day}, and {who} spoke.", "marched", "PROTEST", "participants"),
)  # fmt: skip
_KINDS = ("soldiers", "civilians", "policemen", "protesters", "miners")
_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report with its annotation, and the report that it was copied from (None: it knows for itself)."""

    report: Report
    annotation: Annotation
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What fills reports: a maker of sentences, and how many stand beside the deed, in an agency's and in others."""

    sentence: Callable[[random.Random, list[str]], str]
    agency: tuple[int, int]
    others: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """What happened: the sentence that tells it, and the words in it that annotations stand on."""

    line: str
    verb: str
    kind: str
    measure: str
    of: str
    count: int
    who: str
    place: str
    day: date


def stream(count: int, *, seed: int = 1, prose: Prose | None = None) -> Iterator[Told]:
    """`count` reports in the order of their days; the same for the same seed."""
    rng = random.Random(seed)
    words = [word(rng) for _ in range(_LEXICON)]
    prose = prose or Prose(sentence=_sentence, agency=(6, 16), others=(4, 10))
    made, day = 0, _DAY_ONE
    while made < count:
        for told in _happening(rng, words, prose, day, made):
            if made < count:
                yield told
                made += 1
        day += timedelta(days=1) if rng.random() < min(1.0, 200 / count) else timedelta(0)


def word(rng: random.Random) -> str:
    """A made-up word of two to four syllables."""
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))


def _sentence(rng: random.Random, words: list[str]) -> str:
    """Common words with rarer and rarer made-up ones between them."""
    parts = []
    for _ in range(rng.randint(4, 9)):
        parts += [rng.choice(_LITTLE), words[int(len(words) * rng.random() ** 2.5)]]
    return " ".join(parts).capitalize() + "."


def _happening(rng: random.Random, words: list[str], prose: Prose, day: date, made: int) -> Iterator[Told]:
    """All reports on one happening: the agency's, its copies, a stranger's and a follow-up with a higher count."""
    deed = _deed(rng, day)
    told = [deed.line, *_body(rng, words, prose, prose.agency)]
    first = _told(rng, f"s{made:07d}", told, deed, day, None)
    yield first
    number = made + 1
    for _ in range(rng.choice((0, 0, 1, 2, 3, 6))):
        text = _copied(rng, words, prose, told)
        yield _told(rng, f"s{number:07d}", text, deed, day + timedelta(days=rng.randint(0, 2)), first.report.id)
        number += 1
    for _ in range(rng.randint(0, 2)):
        text = [prose.sentence(rng, words), deed.line, *_body(rng, words, prose, prose.others)]
        yield _told(rng, f"s{number:07d}", text, deed, day + timedelta(days=1), None)
        number += 1


def _body(rng: random.Random, words: list[str], prose: Prose, length: tuple[int, int]) -> list[str]:
    return [prose.sentence(rng, words) for _ in range(rng.randint(*length))]


def _deed(rng: random.Random, day: date) -> _Deed:
    pattern, verb, kind, measure = rng.choice(_DEEDS)
    people, count = rng.choice(_KINDS), rng.randint(2, 60)
    who, place = f"{word(rng).capitalize()} {word(rng).capitalize()}", word(rng).capitalize()
    line = pattern.format(n=count, kind=people, who=who, place=place, day=day.strftime("%A"))
    return _Deed(
        line=line, verb=verb, kind=kind, measure=measure, of=people, count=count, who=who, place=place, day=day
    )


def _copied(rng: random.Random, words: list[str], prose: Prose, lines: list[str]) -> list[str]:
    """The whole, a part, or the whole with every sixth word changed; sometimes with a new sentence."""
    how = rng.random()
    if how < 0.4:
        kept = list(lines)
    elif how < 0.7:
        kept = lines[: max(3, int(len(lines) * rng.uniform(0.3, 0.8)))]
    else:
        kept = [lines[0]] + [
            " ".join(w if rng.random() > 0.16 else rng.choice(words) for w in x.split()) for x in lines[1:]
        ]
    return [*kept, prose.sentence(rng, words)] if rng.random() < 0.3 else kept


def _told(rng: random.Random, name: str, lines: list[str], deed: _Deed, day: date, parent: str | None) -> Told:
    text = "\n\n".join(" ".join(lines[k : k + 3]) for k in range(0, len(lines), 3))
    report = Report(
        id=name, text=text, outlet=f"Outlet {rng.randrange(_OUTLETS)}", published=day.isoformat(), language="en"
    )
    return Told(report=report, annotation=_annotate(report, deed), parent=parent)


def _annotate(report: Report, deed: _Deed) -> Annotation:
    """Sentences, and the deed with its figure and its place, where the text holds it word for word."""
    cuts = [0, *(m.end() for m in _END.finditer(report.text)), len(report.text)]
    sentences = tuple(Sentence(start=a, end=b, layer="body", made_by=_MADE_BY) for a, b in pairwise(cuts) if a < b)
    known = Published(earliest=report.published, latest=report.published, basis="given")
    at = report.text.find(deed.line)
    if at < 0:
        return Annotation(id=report.id, published=known, sentences=sentences)
    return Annotation(
        id=report.id, published=known, sentences=sentences, places=(_place(deed, at),), figures=(_figure(deed, at),),
        events=(_event(deed, at),),
    )  # fmt: skip


def _at(deed: _Deed, at: int, words: str) -> Span:
    start = at + deed.line.index(words)
    return Span(start, start + len(words))


def _place(deed: _Deed, at: int) -> Place:
    span = _at(deed, at, deed.place)
    return Place(
        start=span.start, end=span.end, made_by=_MADE_BY, text=deed.place, name=deed.place, lat=None, lon=None,
        geonameid=None, country=None, admin1=None, precision=1, use="place",
    )  # fmt: skip


def _figure(deed: _Deed, at: int) -> Figure:
    span = _at(deed, at, f"{deed.count} {deed.of}")
    day = Interval(earliest=deed.day.isoformat(), latest=deed.day.isoformat())
    return Figure(
        start=span.start, end=span.end, made_by=_MADE_BY, quantity=None, measure=deed.measure, of=deed.of, unit=None,
        low=deed.count, best=deed.count, high=deed.count, as_of=day,
    )  # fmt: skip


def _event(deed: _Deed, at: int) -> Event:
    who = _at(deed, at, deed.who)
    return Event(
        start=at, end=at + len(deed.line), made_by=_MADE_BY, trigger=_at(deed, at, deed.verb), type=deed.kind,
        mode=None, quad=4, intensity=None, status="actual", place=0, figures=(0,), earliest=deed.day.isoformat(),
        latest=deed.day.isoformat(),
        actors=(Participant(name=deed.who, country=None, sector=None, start=who.start, end=who.end),),
    )  # fmt: skip
