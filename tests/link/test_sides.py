"""Whose people a side is, and what a set of very many copies costs."""

from vedette.link.candidates import fan_out, shared_grams
from vedette.link.owners import whose
from vedette.link.shingles import read_text
from vedette.record import Annotation, Published, Report, Span


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_a_kind_of_people_takes_the_name_of_those_they_belong_to() -> None:
    text = "Lorvanian sailors met soldiers of the Coast Guard; the nurses left."
    assert whose("sailors", text, _span(text, "Lorvanian sailors")) == "Lorvanian sailors"
    assert whose("soldiers", text, _span(text, "soldiers")) == "soldiers of the Coast Guard"
    assert whose("nurses", text, _span(text, "nurses")) == "nurses"


def test_pairs_grow_with_the_reports_and_not_with_their_square() -> None:
    count = 900
    unknown = Published(earliest=None, latest=None, basis="unknown")
    text = "The harbour of Tesk was closed after a fire in the western store rooms on Friday."
    texts = [read_text(Report(id=f"c{n}", text=text), Annotation(id=f"c{n}", published=unknown)) for n in range(count)]
    pairs = shared_grams(texts)
    assert len(pairs) <= count * fan_out(count)
    assert {n for pair in pairs for n in pair} == set(range(count))
