"""Actors: laws that hold for any text, and how mentions are joined."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.read import Reader, actors, names
from vedette.read.actors import actor_at
from vedette.read.actors.merge import distance
from vedette.read.actors.titles import gender_of
from vedette.read.knowledge.load import SECTORS
from vedette.read.parse import RULES_ONLY, Parser, load_parser
from vedette.record import Actor, Report, Span

PIECES = (
    "Serbian President", "Vučić", "NATO", "the alliance", "said", "that", "it", "he", "they", "We", "“", "”", ",", ".",
    "KFOR commander", "Major General", "Ana Anić", "police", "Serb protesters", "in", "Belgrade", "Kosovo's", "its",
    "troops", "\n\n", "the minister", "of", "Вучић", "😀", "\x00", "قوات", "US", "U.S.", "'s", "peacekeepers", "The",
)  # fmt: skip


def read(reader: Reader, text: str) -> tuple[Actor, ...]:
    (annotation,) = reader.annotate([Report(id="x", text=text)])
    return annotation.actors


def by_name(reader: Reader, text: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in read(reader, text)}


def words(text: str, actor: Actor) -> list[str]:
    return [text[m.start : m.end] for m in actor.mentions]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_any_text_gives_valid_actors(reader: Reader, text: str) -> None:
    codes = {None, *SECTORS}
    found = read(reader, text)
    for actor in found:
        assert actor.name.strip()
        assert actor.mentions
        assert actor.sector in codes
        assert actor.country is None or (len(actor.country) == 3 and actor.country.isupper())
        assert actor.made_by == "actors/3"
        assert all(0 <= m.start < m.end <= len(text) for m in actor.mentions)
    assert found == read(reader, text)


@pytest.mark.parametrize("text", ["", " ", "\x00", "😀", "قوات الأمن", "Вучић сказао", "a" * 20_000, "U.S. " * 3000])
def test_hostile_text(reader: Reader, text: str) -> None:
    assert all(m.end <= len(text) for actor in read(reader, text) for m in actor.mentions)


def test_rules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.read.model.PINNED", ())
    parser: Parser = load_parser()
    assert parser.id == RULES_ONLY
    text = "Kosovo police said that NATO troops had left. Serb protesters threw stones, according to Reuters."
    found = by_name(Reader(parser), text)
    assert found["Kosovo Police"].sector == "COP"
    assert found["Serb protesters"].sector == "OPP"
    assert found["Reuters"].kind == "media"


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("ristuccia", "risticcia", 1), ("", "ab", 2), ("abc", "abc", 0), ("abcdef", "uvwxyz", 3), ("a", "abcdef", 3)],
)
def test_distance(one: str, other: str, far: int) -> None:
    assert distance(one, other, limit=2) == distance(other, one, limit=2) == far


def test_pronouns_follow_the_speaker(reader: Reader) -> None:
    text = (
        "General Marco Veri visited the camp. He praised the soldiers. “We are ready and I am calm,” Veri said. "
        "Mayor Ina Dell disagreed. She said that he was wrong."
    )
    found = by_name(reader, text)
    assert "He" in words(text, found["Marco Veri"])
    assert "I" in words(text, found["Marco Veri"])
    assert "She" in words(text, found["Ina Dell"])


def test_we_is_the_side_of_the_speaker(reader: Reader) -> None:
    text = "“We will stay neutral,” Austrian Foreign Minister Eva Lang said."
    assert "We" in words(text, by_name(reader, text)["Austria"])


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        (
            "Colonel Dragan Petrušić arrived at dawn. Petrusic told us that the road was open. Petrusić then left.",
            "Dragan Petrušić",
            ["Colonel", "Dragan Petrušić", "Petrusic", "Petrusić"],
        ),
        (
            "Foreign Minister Lena Sund of Sweden came on Monday. The minister was silent; she left in an hour.",
            "Lena Sund",
            ["Foreign Minister", "Lena Sund", "minister", "she"],
        ),
        ("NATO will send more troops. The alliance said that it was ready.", "NATO", ["NATO", "alliance", "it"]),
        ("Belgrade accused Pristina of delay. Thousands marched in Belgrade on Sunday.", "Serbia", ["Belgrade"]),
        ("EULEX opened an office. The mission has 90 judges.", "EULEX", ["EULEX", "mission"]),
    ],
)
def test_mentions_are_joined(reader: Reader, text: str, name: str, mentions: list[str]) -> None:
    assert words(text, by_name(reader, text)[name]) == mentions


def test_office_holders_are_known_in_their_time(reader: Reader) -> None:
    text = "Merkel and Macron agreed to send more aid."
    found = by_name(reader, text)
    assert (found["Merkel"].country, found["Macron"].country) == ("DEU", "FRA")
    (early,) = reader.annotate([Report(id="x", text=text, published="1999-01-01")])
    assert {a.country for a in early.actors if a.kind == "person"} == {None}


def test_a_users_own_actors(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    rows = "name,aliases,kind,country,sector,role\nRiver Watch,RW,group,XKX,SOC,\nIna Dell,Dell,person,ALB,GOV,mayor\n"
    path.write_text(rows, "utf-8")
    own = Reader(reader.parser, tuple({"names": names, "actors": actors}[k].layer(path) for k in ("names", "actors")))
    found = by_name(own, "RW blocked the road to the dam. Dell sent the workers home.")
    assert (found["River Watch"].country, found["River Watch"].sector) == ("XKX", "SOC")
    assert (found["Dell"].country, found["Dell"].role) == ("ALB", "mayor")


def test_empty_it_is_nobody(reader: Reader) -> None:
    text = "NATO met on Monday. It is clear that the talks will take time."
    assert "It" not in words(text, by_name(reader, text)["NATO"])


def test_two_persons_of_one_surname_stay_apart(reader: Reader) -> None:
    text = "President Edi Rama met the painter Anri Rama. Edi Rama said that Anri Rama was a friend."
    assert {"Edi Rama", "Anri Rama"} <= set(by_name(reader, text))


def test_scripts_are_one(reader: Reader) -> None:
    text = "President Aleksandar Vučić spoke. Vucic, in Serbian Вучић, then left."
    actor = by_name(reader, text)["Aleksandar Vučić"]
    assert "Vucic" in words(text, actor)


def test_actor_at_takes_the_best_overlap(reader: Reader) -> None:
    text = "NATO Secretary-General Jens Holt met Kosovo police."
    found = read(reader, text)
    at = lambda part: actor_at(found, Span(text.index(part), text.index(part) + len(part)))  # noqa: E731
    assert at("NATO").name == "NATO"
    assert at("NATO Secretary-General Jens Holt").name == "Jens Holt"
    assert at("police").name == "Kosovo Police"
    assert at("met") is None


@pytest.mark.parametrize(("title", "gender"), [("Mrs.", "f"), ("", ""), ("…", ""), ("...", "")])
def test_a_title_of_marks_alone_says_nothing(title: str, gender: str) -> None:
    assert gender_of(title.lower()) == gender
