"""The knowledge files are whole, consistent and folded alike in every script."""

from pathlib import Path

import pytest

from vedette.errors import InputError
from vedette.read import knowledge
from vedette.read.knowledge.load import SECTORS


def test_states_are_complete_and_unique() -> None:
    codes = [state.alpha3 for state in knowledge.states()]
    assert len(codes) == len(set(codes)) == 193 + 6
    assert {"XKX", "TWN", "PSE", "VAT", "HKG", "ATA"} < set(codes)


def test_no_name_belongs_to_two_states() -> None:
    owner: dict[str, str] = {}
    for state in knowledge.states():
        for name in (state.name, *state.aliases, *state.demonyms):
            assert owner.setdefault(name, state.alpha3) == state.alpha3, name


def test_usual_name_forms() -> None:
    owner = {n: s.alpha3 for s in knowledge.states() for n in (s.name, *s.aliases, *s.demonyms)}
    assert [owner[n] for n in ("U.S.", "Britain", "Holland", "Burma", "Briton", "Kosovar")] == [
        "USA", "GBR", "NLD", "MMR", "GBR", "XKX",
    ]  # fmt: skip
    assert "Serbs" not in owner


def test_sectors_are_plovers() -> None:
    k = knowledge.load()
    for row in (*k.organisations, *k.offices, *k.groups, *k.peoples):
        assert row.sector is None or row.sector in SECTORS, row
    countries = {s.alpha3 for s in k.states} | {None}
    assert {o.country for o in (*k.organisations, *knowledge.leaders())} <= countries


def test_no_spelling_belongs_to_two_leaders() -> None:
    owner: dict[str, str] = {}
    for leader in knowledge.leaders():
        assert leader.kind == "person"
        for name in (leader.name, *leader.aliases):
            assert owner.setdefault(knowledge.fold(name), leader.name) == leader.name, name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Вучић", "Vučić"),
        ("Vucic", "Vučić"),
        ("Đurić", "Ђурић"),
        ("Зеленський", "Zelenskyy"),
        ("Путин", "PUTIN"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Łódź", "Lodz"),
    ],
)
def test_fold_joins_spellings(one: str, other: str) -> None:
    assert knowledge.fold(one) == knowledge.fold(other)


def test_fold_survives_anything() -> None:
    assert knowledge.fold("") == ""
    assert knowledge.fold("a\x00\u200f😀 قوات") != ""


def test_a_users_own_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "name,aliases,kind,country,sector,role,from,to\nRiver Watch,RW|the Watch,other,XKX,SOC,monitor,2019,\n", "utf-8"
    )
    (known,) = knowledge.load(path).extra
    assert (known.name, known.aliases, known.country, known.since) == ("River Watch", ("RW", "the Watch"), "XKX", 2019)


def test_a_bad_file_says_where(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,kind,sector\nRiver Watch,planet,SOC\n", "utf-8")
    with pytest.raises(InputError, match="row 1"):
        knowledge.load(path)
    with pytest.raises(InputError):
        knowledge.load(tmp_path / "absent.csv")
