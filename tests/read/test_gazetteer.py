"""The gazetteer: keys, packing, imports, and what is shipped."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from vedette.cli import gazetteer as command
from vedette.errors import InputError
from vedette.read import gazetteer
from vedette.read.gazetteer.pack import pack, read, write
from vedette.read.gazetteer.table import Entry, Kind, Table

DUMP_ROW = [
    "9000001", "Gornja Pruga", "Gornja Pruga", "Gornja Pruga,Горња Пруга,Pruga e Eperme", "42.9", "20.8", "P", "PPL",
    "XK", "", "30", "", "", "", "412", "", "500", "Europe/Belgrade", "2020-01-01",
]  # fmt: skip


def dump(path: Path, *rows: list[str]) -> Path:
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "other"),
    [("Priština", "Pristina"), ("Zvečan", "Звечан"), ("St. Louis", "Saint Louis"), ("Deir ez-Zor", "Deir ez Zor")],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert gazetteer.key(one) == gazetteer.key(other)


@given(st.text(max_size=200))
def test_a_key_is_its_own_key(name: str) -> None:
    assert gazetteer.key(gazetteer.key(name)) == gazetteer.key(name)


@pytest.mark.parametrize("name", ["", "北京", "...", "x" * 500])
def test_what_is_no_name_has_no_key(name: str) -> None:
    assert gazetteer.key(name) == ""
    assert gazetteer.load().find(name) == ()


@pytest.mark.parametrize(
    ("name", "country", "geonameid"),
    [("Prishtina", "XKX", 786714), ("Kiev", "UKR", 703448), ("Banjska", "XKX", 792910), ("Banska", "XKX", 792910)],
)
def test_everyday_spellings_resolve_out_of_the_box(name: str, country: str, geonameid: int) -> None:
    hits = gazetteer.load().find(name)
    assert (country, geonameid) in {(hit.entry.country, hit.entry.geonameid) for hit in hits}


def test_a_table_survives_packing(tmp_path: Path) -> None:
    town = Entry(
        name="Dolno Selo", kind=Kind.CITY, lat=41.5, lon=22.25, country="MKD", admin1="Radoviš", also=("Долно",)
    )
    nowhere = Entry(name="Dolno", kind=Kind.REGION, country="MKD")
    write(tmp_path / "a.npz", pack([town, nowhere]))
    table = read(tmp_path / "a.npz")
    assert [hit.primary for hit in table.find("dolno")] == [False, True]
    found = table.entry(0)
    assert (found.name, found.lat, found.lon, found.country, found.admin1) == (
        "Dolno Selo",
        41.5,
        22.25,
        "MKD",
        "Radoviš",
    )
    assert (table.entry(1).lat, table.entry(1).lon) == (None, None)
    before = (tmp_path / "a.npz").read_bytes()
    write(tmp_path / "a.npz", pack([town, nowhere]))
    assert (tmp_path / "a.npz").read_bytes() == before


def test_a_broken_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.npz").write_bytes(b"PK\x03\x04 not a table")
    with pytest.raises(InputError, match="not a gazetteer file"):
        read(tmp_path / "x.npz")


def test_an_imported_dump_resolves_in_all_its_spellings(tmp_path: Path) -> None:
    file = dump(tmp_path / "XK.txt", DUMP_ROW, ["broken"], [*DUMP_ROW[:8], "QQ", *DUMP_ROW[9:]])
    _, harvest = gazetteer.bring_in(file, folder=tmp_path / "g")
    assert [line for line, _ in harvest.left_out] == [2, 3]
    stack = gazetteer.load(tmp_path / "g")
    for name in ("Gornja Pruga", "Горња Пруга", "pruga e eperme"):
        assert [hit.entry.geonameid for hit in stack.find(name)] == [9000001]
    assert gazetteer.load(tmp_path / "empty").find("Gornja Pruga") == ()


def test_importing_twice_is_importing_once(tmp_path: Path) -> None:
    file = dump(tmp_path / "XK.txt", DUMP_ROW)
    target, _ = gazetteer.bring_in(file, folder=tmp_path / "g")
    first = target.read_bytes()
    again, _ = gazetteer.bring_in(file, folder=tmp_path / "g")
    assert again == target
    assert target.read_bytes() == first
    assert len(list((tmp_path / "g").iterdir())) == 1


def test_a_csv_of_the_user_resolves(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "name,aliases,country,lat,lon\nCheckpoint Zulu,CP Zulu|Zulu gate,XKX,43.0,20.7\nBad,,Kosovo,1,2\n",
        encoding="utf-8",
    )
    _, harvest = gazetteer.bring_in(file, folder=tmp_path / "g")
    assert [line for line, _ in harvest.left_out] == [3]
    (hit,) = gazetteer.load(tmp_path / "g").find("CP Zulu")
    assert (hit.entry.name, hit.entry.country, hit.entry.lat) == ("Checkpoint Zulu", "XKX", 43.0)


@pytest.mark.parametrize("text", ["", "hello world\n", "a\tb\tc\n"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        gazetteer.bring_in(tmp_path / "x.txt", folder=tmp_path / "g")


def test_the_command_imports_and_tells(tmp_path: Path) -> None:
    file = dump(tmp_path / "XK.txt", DUMP_ROW, ["broken"])
    result = CliRunner().invoke(command.app, ["import", str(file), "--folder", str(tmp_path / "g")])
    assert result.exit_code == 0
    assert "1 places from XK.txt" in result.output
    assert "line 2 left out" in result.output
    missing = CliRunner().invoke(command.app, ["import", str(tmp_path / "no.txt"), "--folder", str(tmp_path / "g")])
    assert missing.exit_code == 2


def test_nothing_shipped_is_without_a_name_or_outside_the_earth() -> None:
    packs = gazetteer.load(Path("/nonexistent")).tables[1:3]
    for table in packs:
        assert isinstance(table, Table)
        assert len(table) > 50
        for entry in table.entries():
            assert entry.name
            assert (entry.lat is None) == (entry.lon is None)
            assert entry.lat is None or (abs(entry.lat) <= 90 and abs(entry.lon or 0) <= 180)
