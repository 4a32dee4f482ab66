"""Events: any text is survived, codes come from the ontology, and a span is a slice of its report."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader
from vedette.read.events.contexts import lexicon as context_lexicon
from vedette.read.events.index import index
from vedette.read.events.lexicon import codes, lexicon
from vedette.read.parse import RULES_ONLY, Parser
from vedette.record import Report, Span

PIECES = [
    "Rebels attacked a convoy",
    "will",
    "not",
    "\x00",
    "😀",
    "שלום",
    "Полиция",
    "by",
    "police",
    ",",
    "\n\n",
    "to",
    "arrest",
    "if",
    ".",
]


def test_every_lexicon_line_names_a_type_of_the_ontology() -> None:
    for section in (lexicon().verbs, lexicon().nouns):
        lines = [line for rows in section.values() for line in rows]
        assert lines
        unknown = {(p.type, p.mode) for p in lines if p.type is not None and (p.type, p.mode) not in codes()}
        assert not unknown


def test_the_contexts_are_those_of_the_ontology_in_its_order_and_their_acts_exist() -> None:
    known = context_lexicon()
    assert len(known.order) == 37
    assert list(known.order)[:2] == ["military", "intelligence"]
    acts = {tuple(act.split(":")) if ":" in act else (act, None) for act in (*known.acts, *known.abroad)}
    assert acts <= set(codes())


def test_a_word_of_the_clause_speaks_for_its_clause_alone(reader: Reader) -> None:
    text = "Police arrested a man who had fled a debt of his father, and the mayor thanked them."
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    found = {event.type: event.contexts for event in annotation.events if event.type in ("COERCE", "SUPPORT")}
    assert found == {"COERCE": (), "SUPPORT": ()}


def test_quad_class_follows_the_type() -> None:
    quads: dict[str, set[int]] = {}
    for (kind, _), code in codes().items():
        quads.setdefault(kind, set()).add(code.quad)
    assert len(quads) == 16
    assert all(len(one) == 1 for one in quads.values())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_read_twice_alike(reader: Reader, pieces: list[str]) -> None:
    report = Report(id="x", text=" ".join(pieces))
    (first,) = reader.annotate([report])
    (second,) = reader.annotate([report])
    assert first == second
    for event in first.events:
        assert event.start <= event.trigger.start < event.trigger.end <= event.end <= len(report.text)
        assert (event.type is None) == (event.quad is None) == (event.intensity is None)


def test_without_a_parser_nothing_is_invented() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    (annotation,) = Reader(Parser(blank, RULES_ONLY)).annotate([Report(id="x", text="Police arrested three men.")])
    assert annotation.events == ()


def test_the_place_is_that_of_the_clause_and_no_dateline(reader: Reader) -> None:
    text = "BELGRADE - Gunmen attacked a patrol in Sarajevo on Friday, officials in Vienna said."
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    (attack,) = [e for e in annotation.events if e.type == "ASSAULT"]
    assert attack.place is not None
    assert annotation.places[attack.place].text == "Sarajevo"


def test_urged_and_accused_are_the_doers_below(reader: Reader) -> None:
    text = "Norway urged Serbia to withdraw its troops. Norway accused Serbia of shelling a town."
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    below = [e for e in annotation.events if e.type in ("RETREAT", "ASSAULT")]
    assert [e.status for e in below] == ["requested", "hypothetical"]
    assert [[a.country for a in e.actors] for e in below] == [["SRB"], ["SRB"]]


def test_a_long_line_is_read_in_linear_time(reader: Reader) -> None:
    text = "police arrested a man and " * 200
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    assert all(e.type in ("COERCE", None) for e in annotation.events)
    assert annotation.events


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=30), SPANS)
def test_an_index_finds_what_a_walk_over_all_finds(spans: list[Span], asked: Span) -> None:
    ordered = index((span.start, span.end, number) for number, span in enumerate(spans))
    assert sorted(ordered.within(asked)) == [n for n, span in enumerate(spans) if asked.holds(span)]
    holders = [(span.end - span.start, n) for n, span in enumerate(spans) if span.holds(asked)]
    assert ordered.holding(asked) == (min(holders)[1] if holders else None)


def test_each_voice_gives_its_own_place_for_the_same_arrest(reader: Reader) -> None:
    text = (
        "Tarsk coast guards detained four fishermen of Ardovia. Ardovia said that the four were detained off Keln, "
        "inside its waters. Tarsk said that the four were detained near Osk."
    )
    (read,) = reader.annotate([Report(id="x", text=text)])
    told = [event for event in read.events if text[event.trigger.start : event.trigger.end] == "detained"]
    own = [None if e.place is None else read.places[e.place].text for e in told]
    others = [
        [
            (read.places[a.place].text, speaker.text)
            for a in e.alternative_places
            if (speaker := read.attributions[a.attribution].speaker) is not None
        ]
        for e in told
    ]
    assert own == [None, "Keln", "Osk"]
    assert others == [[("Keln", "Ardovia"), ("Osk", "Tarsk")], [("Osk", "Tarsk")], [("Keln", "Ardovia")]]


def test_two_arrests_at_two_places_are_no_dispute(reader: Reader) -> None:
    text = "Police said that they arrested a smuggler in Lyon. The mayor said that a deputy was arrested in Nice."
    (read,) = reader.annotate([Report(id="x", text=text)])
    assert [event.alternative_places for event in read.events] == [()] * len(read.events)


def test_what_is_dated_long_before_the_report_is_recalled(reader: Reader) -> None:
    text = "In 2008 Tarsk police killed two miners in Osk. On 2 May 2031 Tarsk police killed a herdsman in Keln."
    (read,) = reader.annotate([Report(id="x", text=text, published="2031-05-04")])
    killed = [event.status for event in read.events if event.type == "ASSAULT"]
    assert killed == ["background", "actual"]


def test_troops_that_will_be_sent_threaten_nobody(reader: Reader) -> None:
    text = "The alliance will send 700 soldiers to Keln. Tarsk will attack Ardovia."
    (read,) = reader.annotate([Report(id="x", text=text)])
    threats = [event for event in read.events if event.type == "THREATEN"]
    assert [[side.name for side in event.recipients] for event in threats] == [["Ardovia"]]


def test_harm_belongs_to_the_fight_told_before_it(reader: Reader) -> None:
    text = "Gunmen attacked a convoy near Keln. Seven people were killed and 12 were injured."
    (read,) = reader.annotate([Report(id="x", text=text)])
    attack = next(e for e in read.events if text[e.trigger.start : e.trigger.end] == "attacked")
    assert [(read.figures[k].measure, read.figures[k].best) for k in attack.figures] == [("killed", 7), ("injured", 12)]


def test_a_force_is_named_with_whose_it_is(reader: Reader) -> None:
    text = "Kalderian forces arrested three officers."
    (read,) = reader.annotate([Report(id="x", text=text)])
    assert [side.name for event in read.events for side in event.actors] == ["Kalderian forces"]
