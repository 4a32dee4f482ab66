"""A small record with every kind of event, in hostile names, for the export tests."""

import re

from vedette.record import (
    Actor,
    Annotation,
    Attribution,
    DeskRecord,
    Dispute,
    Event,
    Figure,
    Incident,
    Interval,
    LedgerCounts,
    Lineage,
    Links,
    Outside,
    Participant,
    Passage,
    Place,
    Point,
    Published,
    Range,
    Report,
    Sentence,
    Series,
    Side,
    Span,
    Speaker,
)
from vedette.record.judgement import Anchor, Judgement, Ruling
from vedette.record.links import Demand, Reinforcement, Stage, StateChange, Telling

HOSTILE = ("=cmd|' /C calc'!A0", '=HYPERLINK("http://x.invalid","+1")', "@SUM(1+1)", "-2+3", "\t=1+1", "＝1+1")
DAY = Interval(earliest="2031-03-10", latest="2031-03-10")
NO_DAY = Interval(earliest=None, latest=None)

ONE = (
    f"{HOSTILE[2]} in Vrelna\n\nDozens died when police and gunmen exchanged fire in Vrelna on Monday. "
    "The mayor said that shops had been looted. Guards fired on the bridge. More troops are to come. "
    "Two men were arrested."
)
TWO = "Dozens were killed in fighting in Vrelna. The rebels deny that guards fired on the bridge."


def _annotation(report: Report, **found: object) -> Annotation:
    sentences = tuple(
        Sentence(start=m.start(), end=m.end(), layer="headline" if n == 0 and report.title else "body", made_by="t/1")
        for n, m in enumerate(re.finditer(r"[^\s][^.\n]*\.?", report.text))
    )
    published = Published(earliest="2031-03-11", latest="2031-03-11", basis="given")
    return Annotation(id=report.id, published=published, sentences=sentences, extractors=("t/1",), **found)  # type: ignore[arg-type]


def _at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _event(text: str, words: str, type_: str, **more: object) -> Event:
    start, end = _at(text, words)
    fields = {"mode": None, "quad": 4, "intensity": -9.0, "status": "actual"} | more
    return Event(start=start, end=end, trigger=Span(start, end), type=type_, made_by="t/1", **fields)  # type: ignore[arg-type]


def _place(name: str, *, precision: int = 1, at: tuple[float, float] | None = None) -> Place:
    lat, lon = at or (None, None)
    return Place(
        start=0,
        end=len(name),
        made_by="t/1",
        text=name,
        name=name,
        lat=lat,
        lon=lon,
        geonameid=None,
        country="XKX",
        admin1=HOSTILE[3],
        precision=precision,
        use="place",  # type: ignore[arg-type]
    )


def _incident(number: int, mentions: tuple[str, ...], type_: str, **more: object) -> Incident:
    fields: dict[str, object] = {
        "mode": None,
        "status": "actual",
        "actors": (),
        "recipients": (),
        "place": None,
        "earliest": None,
        "latest": None,
        "killed": None,
        "injured": None,
        "reports": 1,
        "origins": 1,
        "reliability": "F",
        "credibility": 6,
    }
    return Incident(id=f"i{number}", mentions=mentions, type=type_, **(fields | more))  # type: ignore[arg-type]


def crisis() -> DeskRecord:
    """Two reports, five events: told, claimed, disputed, planned, undated and without a place."""
    one = Report(id="one", text=ONE, title=f"{HOSTILE[2]} in Vrelna", outlet=HOSTILE[0], url="https://example.org/1")
    two = Report(id="two", text=TWO, outlet=HOSTILE[4].strip(), language="en")
    police = Participant(name="Kosovo Police", country="XKX", sector="COP", start=0, end=5)
    gunmen = Participant(name="gunmen", country=None, sector="REB", start=0, end=5)
    said = Attribution(
        start=0,
        end=9,
        speaker=Speaker(text="The mayor", start=0, end=9, actor=HOSTILE[1]),
        cue=None,
        content=(Span(*_at(ONE, "shops had been looted")),),
        form="indirect",
        act="state",
        made_by="t/1",
    )
    dead = Figure(
        start=_at(ONE, "Dozens")[0],
        end=_at(ONE, "Dozens")[1],
        quantity=None,
        measure="killed",
        of="people",
        unit=None,
        low=12,
        best=None,
        high=120,
        as_of=DAY,
        made_by="t/1",
    )
    fire = _event(
        ONE, "exchanged fire", "ASSAULT", mode="firearms", actors=(police,), recipients=(gunmen,), figures=(0,)
    )
    looted = _event(ONE, "looted", "ASSAULT", mode="destroy", attribution=0)
    bridge = _event(ONE, "fired", "ASSAULT")
    troops = _event(ONE, "come", "MOBILIZE", mode="troops", status="planned")
    arrested = _event(ONE, "arrested", "COERCE", mode="arrest")
    killed = _event(TWO, "killed", "ASSAULT", mode="firearms")
    actor = Actor(
        name="Kosovo Police",
        aliases=("police",),
        kind="force",
        country="XKX",
        sector="COP",
        role=None,
        mentions=(Span(*_at(ONE, "police")),),
        made_by="t/1",
    )
    vrelna = _place("Vrelna", at=(42.91, 20.84))
    told = Telling(as_of=DAY, speaker=None, report="one", start=0, end=5)
    return DeskRecord(
        reports=(one, two),
        annotations=(
            _annotation(
                one,
                events=(fire, looted, bridge, troops, arrested),
                attributions=(said,),
                figures=(dead,),
                actors=(actor,),
            ),
            _annotation(two, events=(killed,)),
        ),
        links=Links(
            stories=(("one", "two"),),
            origins=(("one",), ("two",)),
            lineage=(
                Lineage(
                    child="two",
                    parent=Outside(outside=HOSTILE[5]),
                    kind="quotes",
                    score=0.5,
                    evidence=(Passage(child=Span(0, 9), parent=None),),
                ),
            ),
            incidents=(
                _incident(
                    1,
                    ("one#0", "two#0"),
                    "ASSAULT",
                    mode="firearms",
                    actors=(HOSTILE[1], "Kosovo Police"),
                    recipients=("gunmen",),
                    place=vrelna,
                    earliest="2031-03-10",
                    latest="2031-03-10",
                    killed=Range(low=12, best=None, high=120),
                    reports=2,
                    origins=2,
                    credibility=1,
                    alternative_places=(_place("Raksa", at=(43.29, 20.62)),),
                ),
                _incident(2, ("one#1",), "ASSAULT", mode="destroy"),
                _incident(3, ("one#2",), "ASSAULT", actors=("guards",), disputes=(0,)),
                _incident(4, ("one#3",), "MOBILIZE", mode="troops", status="planned"),
                _incident(5, ("one#4",), "COERCE", mode="arrest", place=_place("Kosovo", precision=6, at=(42.6, 20.9))),
            ),
            series=(
                Series(
                    measure="killed",
                    of=HOSTILE[3],
                    points=(
                        Point(
                            as_of=DAY,
                            low=12,
                            best=None,
                            high=120,
                            qualifier="~",
                            report="one",
                            start=dead.start,
                            end=dead.end,
                            speaker=None,
                        ),
                    ),
                ),
            ),
            disputes=(
                Dispute(
                    about="i3",
                    slot="occurrence",
                    sides=(
                        Side(
                            speaker=None,
                            says="Guards fired on the bridge",
                            report="one",
                            start=bridge.start,
                            end=bridge.end,
                        ),
                        Side(speaker=HOSTILE[2], says="denies: guards fired", report="two", start=42, end=60),
                    ),
                ),
            ),
            demands=(
                Demand(
                    id="d1",
                    kind="demand",
                    speaker=HOSTILE[2],
                    addressee="guards",
                    matter=HOSTILE[3],
                    state="refused",
                    sayings=(told,),
                    changes=(
                        StateChange(
                            as_of=NO_DAY, speaker="guards", report="two", start=0, end=6, state="refused", why="refused"
                        ),
                    ),
                ),
            ),
            reinforcements=(
                Reinforcement(
                    id="f1",
                    owner="guards",
                    unit="battalion",
                    size=None,
                    place=None,
                    stage="authorised",
                    stages=(
                        Stage(
                            as_of=DAY,
                            speaker=None,
                            report="one",
                            start=0,
                            end=5,
                            stage="authorised",
                            size=Range(low=1, best=1, high=1),
                        ),
                    ),
                ),
            ),
        ),
        ledger=LedgerCounts(accepted=2),
        recorded_at=("2031-03-11T08:00:00.000000Z", "2031-03-11T09:00:00.000000Z"),
        sources=(("a.txt",), (HOSTILE[3], "b.txt")),
        judgements=(
            Judgement(
                number=1,
                recorded_at="2031-03-12T08:00:00.000000Z",
                analyst=HOSTILE[0],
                reason=HOSTILE[1],
                ruling=Ruling(act="confirm"),
                targets=((Anchor(report="one", start=fire.start, end=fire.end),),),
            ),
        ),
    )
