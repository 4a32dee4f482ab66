"""Laws of the record that concern all rooms (the others are in tests/link and tests/store)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import InputError, SpanError
from vedette.record import Actor, Interval, Quantity, Report, Span, Speaker, Time, decode, encode, report_from_json


@given(start=st.integers(-5, 5), end=st.integers(-5, 5))
def test_no_value_without_a_span(start: int, end: int) -> None:
    makers = [
        lambda: Time(start=start, end=end, made_by="x/1", kind="date", value="2031"),
        lambda: Quantity(start=start, end=end, made_by="x/1", value=1, low=1, high=1, bound="="),
        lambda: Speaker(start=start, end=end, text="x", actor=None),
        lambda: Actor(
            name="x", aliases=(), kind="person", country=None, sector=None, role=None,
            mentions=(Span(start, end),), made_by="x/1",
        ),
    ]  # fmt: skip
    for make in makers:
        if 0 <= start < end:
            assert make()
        else:
            with pytest.raises(SpanError):
                make()


def test_an_actor_without_a_mention_is_refused() -> None:
    with pytest.raises(SpanError):
        Actor(name="x", aliases=(), kind="person", country=None, sector=None, role=None, mentions=(), made_by="x/1")


@given(
    st.builds(
        Report,
        id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        text=st.text(st.characters(exclude_categories=["Cs"])),
        published=st.none() | st.dates().map(str),
    )
)
def test_export_then_import_is_the_identity(report: Report) -> None:
    assert report_from_json(encode(report).decode()) == report
    assert decode(encode(report), Report) == report


def test_lone_surrogates_do_not_shift_offsets() -> None:
    report = report_from_json('{"id": "a", "text": "one \\ud800 two"}')
    assert report.text == "one \ufffd two"


@pytest.mark.parametrize(
    "line", ["", "[]", "{", '{"id": "a"}', '{"id": 1, "text": "x"}', '{"id": "", "text": "x"}', "[" * 100_000]
)
def test_a_bad_line_is_an_input_error(line: str) -> None:
    with pytest.raises(InputError):
        report_from_json(line)


def test_decoding_refuses_what_was_not_encoded() -> None:
    with pytest.raises(InputError):
        decode(b'{"earliest": 5}', Interval)
