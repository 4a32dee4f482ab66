"""Attributions: quotes, roles of words, merging, acts, and what must hold for any text."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.read import Reader
from vedette.read.attributions.acts import act_of, form_of
from vedette.read.attributions.drafts import Draft, joined, trimmed, without
from vedette.read.attributions.features import MAX_PIECES, windows, words_of
from vedette.read.attributions.lexicon import forms_of, load_lexicon
from vedette.read.attributions.merge import merge
from vedette.read.attributions.nested import places, with_nested
from vedette.read.attributions.pairs import ELSEWHERE, SELF, branches
from vedette.read.attributions.quotes import find_quotes
from vedette.read.attributions.syntax import speech_in
from vedette.read.attributions.tagger import cue_spans, shared_out, window_of
from vedette.read.encoder import load_wordpieces
from vedette.record import Annotation, Report, Span, decode, encode

MARKS = "“”\"'‘’«»„"
PIECES = [
    "the mayor ",
    "said ",
    "that ",
    "warned, ",
    "fire",
    "?",
    ". ",
    "\n\n",
    "He ",
    "according to ",
    "Mira Kolb ",
    ", ",
    "🙂",
]
texts = st.lists(st.sampled_from([*PIECES, *MARKS]), max_size=40).map("".join)


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text)]


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def draft(text: str, cue: str, *content: str, source: str = "") -> Draft:
    who = (span(text, source),) if source else ()
    return Draft(source=who, cue=span(text, cue), content=tuple(span(text, c) for c in content), rule="test")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We stay,” he said. “Here.”", ["“We stay,”", "“Here.”"]),
        ('She said "no" and left.', ['"no"']),
        ("He called it „ein Fehler“ twice.", ["„ein Fehler“"]),
        ("«Nous restons», a dit le maire.", ["«Nous restons»"]),
        ("He said “they told us ‘run’ and ran”.", ["“they told us ‘run’ and ran”"]),
        ("“One.\n\n“Two.”", ["“One.\n\n“Two.”"]),
        ("“Never closed, the statement said.\n\nAnother matter.", ["“Never closed"]),
        ("“We wait for rain, the farmers said.\n", ["“We wait for rain"]),
        ("They “sent more men to the bridge. The bridge stayed shut.", ["“sent more men to the bridge."]),
        ("The driver's aunt's car", []),
        ("up to 3,800”.", []),
        ("", []),
    ],
)
def test_quotes(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


def test_a_continued_quote_has_one_part_a_paragraph() -> None:
    (quote,) = find_quotes("“One.\n\n“Two.\n\n“Three,” she said.")
    assert len(quote.parts) == 3
    assert quote.closed


@given(texts)
def test_quotes_lie_in_order_and_apart(text: str) -> None:
    found = find_quotes(text)
    for quote in found:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.parts[0].start == quote.start
        assert quote.parts[-1].end == quote.end
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: Span(p[0], sum(p))), max_size=6),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: Span(p[0], sum(p))), max_size=3),
)
def test_cutting_holes_takes_those_places_and_no_others(spans: list[Span], holes: list[Span]) -> None:
    kept = {i for s in without(spans, holes) for i in range(*s)}
    assert kept == {i for s in spans for i in range(*s)} - {i for h in holes for i in range(*h)}


def test_joined_closes_white_space_only() -> None:
    assert joined([Span(3, 5), Span(0, 2)], "ab cd") == (Span(0, 5),)
    assert joined([Span(3, 5), Span(0, 2)], "ab,cd") == (Span(0, 2), Span(3, 5))
    assert trimmed(Span(0, 6), " ,ab. ") == Span(2, 4)
    assert trimmed(Span(0, 2), " ,") is None


def test_forms() -> None:
    assert forms_of("deny") == ("deny", "denies", "denied", "denying")
    assert forms_of("accuse") == ("accuse", "accuses", "accused", "accusing")
    assert forms_of("beg")[2] == "begged"
    assert load_lexicon().verbs["said"][0] == "say"


@pytest.mark.parametrize(
    ("text", "cue", "content", "act"),
    [
        ("Mira Kolb said the road was open", "said", "the road was open", "state"),
        ("The army denied any shelling", "denied", "any shelling", "deny"),
        ("They accused the guards of theft", "accused", "the guards of theft", "accuse"),
        ("The envoy called on both sides to talk", "called on", "both sides to talk", "appeal"),
        ("The envoy called for calm", "called", "for calm", "appeal"),
        ("They demanded a recount", "demanded", "a recount", "demand"),
        ("He vowed to rebuild", "vowed", "to rebuild", "promise"),
        ("They threatened to walk out", "threatened", "to walk out", "threaten"),
        ("She praised the medics", "praised", "the medics", "praise"),
        ("She did not praise the medics", "did not praise", "the medics", "accuse"),
        ("The council decided to meet", "decided", "to meet", "decide"),
        ("Aid workers feared a siege", "feared", "a siege", "doubt"),
    ],
)
def test_acts(text: str, cue: str, content: str, act: str) -> None:
    assert act_of(draft(text, cue, content), text, load_lexicon())[0] == act


def test_forms_of_speech() -> None:
    text = "“We stay,” he said. He said they were “calm”. He said all was well."
    quotes = find_quotes(text)
    assert form_of(draft(text, "said", "“We stay,”"), quotes, text) == "direct"
    assert form_of(draft(text, "said", "they were “calm”"), quotes, text) == "mixed"
    assert form_of(draft(text, "said", "all was well"), quotes, text) == "indirect"


def test_a_quote_is_made_whole_and_given_to_the_cue_beside_it() -> None:
    text = "“Open the gate. We wait,” Kolb said. “Or we leave,” Kolb added."
    first = draft(text, "said", "We wait", "Or we leave", source="Kolb")
    second = Draft(source=(), cue=span(text, "added"), content=(span(text, "Or we"),), rule="test")
    one, two = merge(text, [first, second], find_quotes(text), load_lexicon())
    assert [text[s.start : s.end] for s in one.content] == ["“Open the gate. We wait,”"]
    assert [text[s.start : s.end] for s in two.content] == ["“Or we leave,”"]


def test_a_quote_that_nobody_claims_is_kept() -> None:
    text = "The talks ended late.\n\n“The valley has had enough of this.”"
    (alone,) = merge(text, [], find_quotes(text), load_lexicon())
    assert text[alone.hull.start : alone.hull.end].startswith("“The valley")
    assert merge("A so-called “truce” held.", [], find_quotes("A so-called “truce” held."), load_lexicon()) == ()


def test_nested_speakers() -> None:
    text = "Radio Lipa said the mayor warned that the dam was weak"
    outer = draft(text, "said", "the mayor warned that the dam was weak")
    inner = draft(text, "warned", "that the dam was weak")
    assert places([outer, inner]) == [None, 0]
    parsed = [replace(inner, rule="verb:clause"), replace(outer, rule="verb:clause")]
    assert with_nested([outer], parsed) == (outer, parsed[0])


def test_plain_speech_in_the_parse_is_found_where_no_cue_stands(reader: Reader) -> None:
    (doc,) = reader.parser.parse(["The mayor said that the dam was weak. The guard hoped that it would hold."])
    (found,) = speech_in(doc, doc.text, load_lexicon(), taken=[])
    assert [doc.text[s.start : s.end] for s in (*found.source, found.cue or Span(0, 0))] == ["The mayor", "said"]
    assert list(speech_in(doc, doc.text, load_lexicon(), taken=[span(doc.text, "said")])) == []


def test_a_denied_deed_without_a_subject_is_what_the_denial_says(reader: Reader) -> None:
    (doc,) = reader.parser.parse(
        ["The army denied burning farms. Orland denied shelling the port. They denied him entry."]
    )
    found = list(speech_in(doc, doc.text, load_lexicon(), taken=[]))
    assert [[doc.text[s.start : s.end] for s in (*f.source, *f.content)] for f in found] == [
        ["The army", "burning farms"],
        ["Orland", "shelling the port"],
    ]


def test_each_word_has_one_speaker_unless_one_quotes_the_other() -> None:
    roles = np.zeros((2, 6, 3), dtype=np.float32)
    roles[:, :, 0] = 0.1
    roles[0, 2:6, 2] = 0.6
    roles[1, 4:6, 2] = 0.9
    apart = shared_out(roles, [(0, 1), (1, 2)])
    assert apart[0].tolist() == [False, False, True, True, False, False]
    assert apart[1].tolist() == [False, False, False, False, True, True]
    within = shared_out(roles, [(0, 1), (3, 4)])
    assert within[0].tolist() == [False, False, True, True, True, True]


def test_cue_spans() -> None:
    tags = np.array([[0.9, 0.1, 0], [0.1, 0.9, 0], [0.1, 0.1, 0.8], [0.9, 0, 0.1]], dtype=np.float32)
    assert cue_spans(tags, 10) == [(11, 13)]


def test_branches_tell_subject_from_clause(reader: Reader) -> None:
    (doc,) = reader.parser.parse(["Officials said the bridge was closed. It rained."])
    words = words_of(doc, doc.text, (), load_wordpieces())
    (mine, later), (theirs, _) = branches(words, [1, 8], 0, len(words.pieces))
    assert mine[1] == theirs[1] == SELF
    assert len({mine[0], mine[5], mine[1]}) == 3
    assert ELSEWHERE not in mine[:6]
    assert set(later[:7].tolist()) == set(mine[7:].tolist()) == {ELSEWHERE}


def test_a_window_holds_its_words_with_their_pieces_and_heads(reader: Reader) -> None:
    (doc,) = reader.parser.parse(["Fog held. Krzmarovic said so."])
    alphabet = load_wordpieces()
    words = words_of(doc, doc.text, (), alphabet)
    first = next(n for n, pieces in enumerate(words.pieces) if len(pieces) > 1)
    window = window_of(words, first, len(words.pieces), alphabet)
    pieces = words.pieces[first]
    assert window["ids"][0].tolist()[1:3] == [pieces[0], alphabet.cut("said")[0]]
    assert window["more"].tolist() == list(pieces[1:])
    assert set(window["at"].tolist()) == {1}
    assert window["share"][0, :3].tolist() == [1, pytest.approx(1 / len(pieces)), 1]
    assert window["head"][0, :3].tolist() == [0, 2, 2]


def test_what_is_found_in_a_report_does_not_depend_on_its_neighbours(reader: Reader) -> None:
    texts = [
        "The mayor of Podgrad said the bridge was safe. “We checked it twice,” she added.",
        "According to the guard, nobody crossed the river. The ministry denied that the road was mined.",
        "“Leave now,” Kolb told the crowd, and warned that the dam would break.",
    ]
    reports = [Report(id=str(n), text=text) for n, text in enumerate(texts)]
    alone = [one.attributions for report in reports for one in reader.annotate([report])]
    assert all(alone)
    assert [one.attributions for one in reader.annotate(reports)] == alone
    assert [one.attributions for one in reader.annotate(reports[::-1])] == alone[::-1]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["word ", "Kolb ", ". ", "\n\n", "“", "antidisestablishmentarianism "]), max_size=600))
def test_windows_cover_all_words_and_are_short(reader: Reader, parts: list[str]) -> None:
    doc = reader.parser.pipeline.make_doc("".join(parts))
    for n, token in enumerate(doc):
        token.is_sent_start = n % 37 == 0
    words = words_of(doc, doc.text, (), load_wordpieces())
    found = windows(words)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(words.pieces)))
    assert all(sum(len(p) for p in words.pieces[a:b]) <= MAX_PIECES for a, b in found)


@settings(max_examples=25, deadline=None)
@given(texts)
def test_any_text_gives_sound_attributions(reader: Reader, text: str) -> None:
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    assert decode(encode(annotation), Annotation) == annotation
    for n, one in enumerate(annotation.attributions):
        spans = [one.span, *one.content, *([one.cue] if one.cue else [])]
        spans += [Span(one.speaker.start, one.speaker.end)] if one.speaker else []
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert one.within is None or (0 <= one.within < len(annotation.attributions) and one.within != n)
        if one.speaker:
            assert text[one.speaker.start : one.speaker.end] == one.speaker.text
            assert one.speaker.actor != ""
        for content in one.content:
            assert text[content.start : content.end].strip()


@pytest.mark.parametrize(
    "text", ["", "\0\0", "” ” ”", "“" * 300, "\n“" * 200, "مرحبا “قال”", "А он сказал: «нет».", "🙂" * 50]
)
def test_odd_texts(reader: Reader, text: str) -> None:
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    assert annotation.id == "x"


def test_no_long_quote_is_lost(reader: Reader) -> None:
    text = (
        "Queues grew at the Orlik crossing on Monday.\n\n“The gate stays shut until the convoy is searched,” said "
        "Colonel Ana Dovic.\n\n“Nobody told the drivers that they would sleep here tonight.”\n"
    )
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    said = {i for one in annotation.attributions for s in one.content for i in range(*s)}
    for quote in find_quotes(text):
        assert set(range(quote.start, quote.end)) <= said
