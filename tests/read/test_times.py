"""Times: the calendar, the grammar and the dating of reports, on our own words."""

import re
from datetime import date, timedelta

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import InputError
from vedette.read.reading import Reading
from vedette.read.times import LAYER
from vedette.read.times.calendar import add_months, add_units, days_of, grain, weekday_after, weekday_before
from vedette.read.times.duration import duration
from vedette.read.times.grammar import compile_rule, grammar
from vedette.read.times.holidays import _islamic, _orthodox_easter
from vedette.read.times.lexicon import lexicon, load
from vedette.read.times.numbers import number_run
from vedette.read.times.published import iso_day
from vedette.read.times.recognise import recognise
from vedette.read.times.tokens import tokenise
from vedette.record import Report, Sentence

BLANK = spacy.blank("en")


def read(text: str, *, published: str | None = None, url: str | None = None) -> Reading:
    """Read with a parser that knows nothing, one body sentence a line."""
    sentences = tuple(
        Sentence(start=m.start(), end=m.end(), layer="body", made_by="test") for m in re.finditer(r"[^\n]+", text)
    )
    report = Report(id="t", text=text, published=published, url=url)
    return LAYER.read(Reading(report=report, doc=BLANK.make_doc(text), sentences=sentences))


def values(text: str, published: str | None = "2023-09-30") -> dict[str, str]:
    return {text[t.start : t.end]: t.value for t in read(text, published=published).times}


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("It happened on 5 March 2021.", "5 March 2021", "2021-03-05"),
        ("It happened on March 5th, 2021.", "March 5th, 2021", "2021-03-05"),
        ("the 5th of March 2021", "the 5th of March 2021", "2021-03-05"),
        ("since Sept. 2019", "Sept. 2019", "2019-09"),
        ("in the 1990s", "the 1990s", "199"),
        ("in the 19th century", "the 19th century", "18"),
        ("in the third quarter of 2020", "the third quarter of 2020", "2020-Q3"),
        ("the second half of 2020", "the second half of 2020", "2020-H2"),
        ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
        ("two days ago", "two days ago", "2023-09-28"),
        ("a month ago", "a month ago", "2023-08"),
        ("several years ago", "several years ago", "PAST_REF"),
        ("last week", "last week", "2023-W38"),
        ("next month", "next month", "2023-10"),
        ("last May", "last May", "2023-05"),
        ("in May of this year", "May of this year", "2023-05"),
        ("last summer", "last summer", "2023-SU"),
        ("yesterday evening", "yesterday evening", "2023-09-29TEV"),
        ("tonight", "tonight", "2023-09-30TNI"),
        ("at 5:30 p.m. on Friday", "5:30 p.m. on Friday", "2023-09-29T17:30"),
        ("for half an hour", "half an hour", "PT30M"),
        ("for a year and a half", "a year and a half", "P1Y6M"),
        ("for decades", "decades", "PXY"),
        ("two hundred and ten days", "two hundred and ten days", "P210D"),
        ("each Thursday", "each Thursday", "XXXX-WXX-4"),
        ("once a month", "once a month", "P1M"),
        ("on Christmas Eve", "Christmas Eve", "2023-12-24"),
        ("on Easter Sunday 2023", "Easter Sunday 2023", "2023-04-09"),
        ("on Orthodox Easter 2023", "Orthodox Easter 2023", "2023-04-16"),
        ("over the past decade", "the past decade", "P10Y"),
        ("for the last decade and a half", "the last decade and a half", "P15Y"),
        ("after a day-long siege", "day-long", "P1D"),
        ("by the end of the month", "the end of the month", "2023-09"),
        ("in the first week of June", "the first week of June", "2023-W22"),
        ("in the second half of May", "the second half of May", "2023-05"),
        ("on the last day of August", "the last day of August", "2023-08-31"),
        ("the week before last", "the week before last", "2023-W37"),
        ("in the early hours of Friday", "the early hours of Friday", "2023-09-29TMO"),
        ("at 3.30pm and at 15h40", "3.30pm", "2023-09-30T15:30"),
        ("in the 1998-99 war", "1998-99", "1998/1999"),
        ("next year's first quarter", "next year's first quarter", "2024-Q1"),
        ("Since then they wait", "then", "PAST_REF"),
        ("a year or two", "a year or two", "P1Y"),
        ("in his late thirties he fled in 1999", "1999", "1999"),
        ("every spring", "every spring", "XXXX-SP"),
    ],
)
def test_value_of_phrase(text: str, phrase: str, value: str) -> None:
    assert values(text)[phrase] == value


def test_a_past_day_ends_the_window() -> None:
    (window,) = read("over the past 24 hours", published="2023-09-30").times
    assert (window.value, window.earliest, window.latest) == ("PT24H", "2023-09-29", "2023-09-30")


def test_a_time_names_the_words_it_is_counted_from() -> None:
    text = "The raid came on 5 March 2021. Two weeks after the raid he left, and hours before the vote he spoke."
    _, weeks, hours = read(text).times
    assert weeks.relative_to is not None
    assert text[weeks.relative_to.start : weeks.relative_to.end] == "raid"
    assert (weeks.value, weeks.earliest, weeks.latest) == ("P2W", "2021-03-19", "2021-03-19")
    assert hours.relative_to is not None
    assert (hours.earliest, hours.latest) == (None, None)


def test_that_time_is_the_one_last_named_even_where_its_year_is_not_known() -> None:
    found = read("The force left in 2003. In May it came back; at that time it was small.").times
    assert [t.value for t in found] == ["2003", "XXXX-05", "XXXX-05"]


def test_nothing_is_reckoned_without_a_date_of_the_report() -> None:
    found = read("They fled on Friday, yesterday and last week; in May they came back.").times
    assert [t.value for t in found] == ["XXXX-WXX-5", "XXXX-XX-XX", "XXXX-WXX", "XXXX-05"]
    assert all(t.earliest is None and t.latest is None for t in found)


def test_received_never_dates_the_report() -> None:
    report = Report(id="t", text="They fled on Friday.", received="2023-09-30T08:00:00Z")
    result = LAYER.read(Reading(report=report, doc=BLANK.make_doc(report.text)))
    assert result.published.basis == "unknown"
    assert result.times[0].earliest is None


def test_weekday_that_disagrees_is_flagged() -> None:
    first, second = read("on Monday, 14 June 2022 and on Tuesday, 14 June 2022", published="2022-06-20").times
    assert first.flags == ("weekday-disagrees",)
    assert second.flags == ()


def test_given_date_wins_over_the_page() -> None:
    published = read("Published: 3 May 2022\nA blast shook Orvel.", published="2022-05-04T09:00:00Z").published
    assert (published.basis, published.earliest) == ("given", "2022-05-04")


@pytest.mark.parametrize("raw", ["", "soon", "2022-13-40", "99999-01-01"])
def test_bad_given_date_is_not_guessed(raw: str) -> None:
    assert iso_day(raw) is None
    assert read("They fled.", published=raw).published.basis == "unknown"


def test_weekday_with_a_day_finds_its_year() -> None:
    text = "The post was built in 2020. On Friday, 17 February rockets hit it."
    published = read(text).published
    assert (published.basis, published.rule, published.earliest) == ("inferred", "weekday-fits-year", "2023-02-17")


def test_lower_bound_stays_open() -> None:
    published = read("Guards returned.\nThey had left.\nThe post was hit on 17 February 2023.").published
    assert (published.basis, published.earliest, published.latest) == ("inferred", "2023-02-17", None)


def test_evidence_points_at_the_words() -> None:
    text = "Posted: 3 May 2022\nA blast shook Orvel."
    (span,) = read(text).published.evidence
    assert text[span.start : span.end] == "3 May 2022"


def test_a_pattern_with_an_unknown_word_class_is_refused() -> None:
    with pytest.raises(InputError, match="nothing is called"):
        compile_rule({"name": "bad", "match": "NOSUCHWORD=x"}, grammar().vocabulary, {})


def test_every_rule_has_a_maker_and_every_class_is_used() -> None:
    from vedette.read.times.reckon import _MAKERS

    data = load("patterns.yaml")
    makes = {entry.get("make", "nothing") for entry in data["rules"]}
    assert makes - {"nothing"} == set(_MAKERS)
    text = (str(data["rules"]) + str(data["define"])).replace("'", " ")
    unused = [name for name in lexicon().values if name != "NUMBER" and not re.search(rf"\b{name}\b", text)]
    assert unused == []


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days, st.sampled_from(["D", "W", "M", "Q", "Y", "10Y", "100Y"]))
def test_a_day_lies_in_its_own_week_month_and_year(day: date, unit: str) -> None:
    covered = days_of(grain(day, unit))
    assert covered is not None
    assert covered[0] <= day <= covered[1]


@given(days, st.integers(-600, 600))
def test_months_go_there_and_back(day: date, months: int) -> None:
    moved = add_months(day.replace(day=1), months)
    assert moved is not None
    assert add_months(moved, -months) == day.replace(day=1)


@given(days, st.integers(1, 7))
def test_weekdays_are_found_within_a_week(day: date, weekday: int) -> None:
    before, after = weekday_before(day, weekday, same=False), weekday_after(day, weekday, same=False)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert timedelta(0) < day - before <= timedelta(7)
    assert timedelta(0) < after - day <= timedelta(7)


@given(days, st.sampled_from(["START", "MID", "END"]), st.sampled_from(["W", "M", "Y", "10Y"]))
def test_a_part_lies_in_its_whole(day: date, mod: str, unit: str) -> None:
    whole, part = days_of(grain(day, unit)), days_of(grain(day, unit), mod)
    assert whole is not None
    assert part is not None
    assert whole[0] <= part[0] <= part[1] <= whole[1]


@pytest.mark.parametrize(
    ("turn", "month", "day", "seen"),
    [(1, 1, 1, "0622-07-19"), (1420, 9, 1, "1999-12-09"), (1429, 1, 10, "2008-01-19"), (1444, 9, 1, "2023-03-23")],
)
def test_feasts_of_the_moon_fall_within_a_day_of_what_was_seen(turn: int, month: int, day: int, seen: str) -> None:
    assert abs(_islamic(turn, month, day) - date.fromisoformat(seen)) <= timedelta(1)


@given(st.integers(1, 9000), st.integers(1, 12))
def test_islamic_months_have_29_or_30_days(turn: int, month: int) -> None:
    following = _islamic(turn + month // 12, month % 12 + 1, 1)
    assert (following - _islamic(turn, month, 1)).days in (29, 30)


@given(st.integers(1900, 2099))
def test_orthodox_easter_is_a_sunday_in_spring(year: int) -> None:
    easter = _orthodox_easter(year)
    assert easter.isoweekday() == 7
    assert date(year, 4, 3) < easter < date(year, 5, 9)


def test_beyond_the_calendar_is_none() -> None:
    assert add_units(date(2000, 1, 1), "Y", 1e9) is None
    assert days_of("2023-02-30") is None


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(1.5, "TM", "PT1M30S"), (2.5, "Y", "P2Y6M"), (None, "TH", "PTXH"), (3, "10Y", "P30Y"), (0.5, "TH", "PT30M")],
)
def test_durations(count: float | None, unit: str, value: str) -> None:
    assert duration(count, unit) == value


@given(st.integers(1, 999))
def test_spelled_numbers_read_back(number: int) -> None:
    words = _spell(number)
    run = number_run(words, 0)
    assert run is not None
    assert run[:2] == (len(words) - 1, number)


def _spell(number: int) -> list[str]:
    names = {v: k for k, v in lexicon().values["NUMBER"].items() if k not in ("dozen", "hundred", "thousand")}
    hundreds, rest = divmod(number, 100)
    words = [names[hundreds], "hundred"] if hundreds else []
    if rest and hundreds:
        words.append("and")
    if rest in names and rest:
        words.append(names[rest])
    elif rest:
        words += [names[rest - rest % 10], "-", names[rest % 10]]
    return words


MORE = [
    "the",
    "of",
    "a",
    ",",
    ".",
    "-",
    "ago",
    "on",
    "2023",
    "17",
    "3rd",
    "10:30",
    "p.m.",
    "in",
    "this",
    "1990s",
    "'",
    "5/6/23",
    "that",
    "same",
    "ended",
]
VOCABULARY = sorted({w for words in lexicon().values.values() for w in words} | set(MORE) | {"\n"})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(VOCABULARY), max_size=40), st.booleans(), st.booleans())
def test_any_words_give_valid_spans_in_order(words: list[str], titled: bool, dated: bool) -> None:
    text = " ".join(w.title() if titled else w for w in words)
    result = read(text, published="2023-09-30" if dated else None)
    ends = 0
    for t in result.times:
        assert ends <= t.start < t.end <= len(text)
        assert t.earliest is None or t.latest is None or t.earliest <= t.latest
        assert t.value
        assert t.rule
        ends = t.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    result = read(text)
    assert all(0 <= t.start < t.end <= len(text) for t in result.times)
    again = read(text)
    assert (result.times, result.published) == (again.times, again.published)


@pytest.mark.parametrize(
    "unit", ["5 ", "the ", "two hundred and ", "Monday ", "- ", "2023-01-", "'", "more than ", "x"]
)
def test_cost_is_linear(unit: str) -> None:
    text = unit * (120_000 // len(unit))
    rules = grammar()
    found = recognise(tokenise(text, rules.vocabulary), rules)
    assert all(m.end <= len(text) for m in found)
