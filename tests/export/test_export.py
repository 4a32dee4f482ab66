"""Exports: exact columns, nothing that a spreadsheet runs, nothing that may not leave, and the way back."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import frictionless
import pyarrow.parquet
import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st
from tests.export.crisis import HOSTILE, crisis

from vedette.cli.export import Format
from vedette.errors import InputError
from vedette.export import FORMATS, Options, document, folder, jsonl, prov
from vedette.export.excerpts import LIMIT
from vedette.export.rows import rows, view
from vedette.export.tables import columns, guarded
from vedette.record import DeskRecord, Links

ALL = Options(claims=True, full_text=True)
TABLES = sorted(name for name, one in FORMATS.items() if one.tables)
DOCUMENTS = sorted(name for name, one in FORMATS.items() if one.document)
COUNTS = {"acled-like": 31, "ucdp-like": 49, "polecat": 40, "gdelt": 61, "cameo": 26}


@pytest.fixture(scope="module")
def record() -> DeskRecord:
    return crisis()


def text(record: DeskRecord, name: str, options: Options = Options()) -> str:  # noqa: B008
    return b"".join(document(record, name, options)).decode()


def table(record: DeskRecord, name: str, to: Path, options: Options = Options()) -> list[dict[str, str]]:  # noqa: B008
    to.mkdir(exist_ok=True)
    folder(record, name, options, to)
    book = json.loads((to / "datapackage.json").read_text())
    first = book["resources"][0]
    names = [field["name"] for field in first["schema"]["fields"]]
    lines = (to / first["path"]).read_text().splitlines(keepends=True)
    delimiter = first["dialect"]["delimiter"]
    found = list(csv.reader(lines, delimiter=delimiter))
    if first["dialect"]["header"]:
        assert found.pop(0) == names
    return [dict(zip(names, row, strict=True)) for row in found]


def test_the_command_knows_every_format() -> None:
    assert set(Format) == {*FORMATS, "facts"}


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_formats_have_the_columns_of_the_field(name: str, count: int) -> None:
    assert len(columns(name)) == count
    assert len({column.name for column in columns(name)}) == count
    assert all(column.description for column in columns(name))


def test_the_ends_of_the_column_lists_are_where_the_field_has_them() -> None:
    ends = {name: (columns(name)[0].name, columns(name)[-1].name) for name in COUNTS}
    assert ends["acled-like"] == ("event_id_cnty", "timestamp")
    assert ends["ucdp-like"] == ("id", "gwnob")
    assert ends["polecat"] == ("Event ID", "Version")
    assert ends["gdelt"] == ("GLOBALEVENTID", "SOURCEURL")


@pytest.mark.parametrize("name", [name for name in TABLES if name != "parquet"])
@pytest.mark.parametrize("options", [Options(), ALL, Options(hxl=True)])
def test_tables_are_what_their_codebook_says(name: str, options: Options, record: DeskRecord, tmp_path: Path) -> None:
    assert table(record, name, tmp_path, options)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


@pytest.mark.parametrize("name", [name for name in TABLES if name != "parquet"])
def test_no_cell_begins_like_a_formula(name: str, record: DeskRecord, tmp_path: Path) -> None:
    folder(record, name, ALL, tmp_path)
    for file in tmp_path.iterdir():
        if file.name == "datapackage.json":
            continue
        tabs = json.loads((tmp_path / "datapackage.json").read_text())["resources"][0]["dialect"]["delimiter"] == "\t"
        for row in csv.reader(file.open(newline=""), delimiter="\t" if tabs and file.suffix != ".csv" else ","):
            for cell in row:
                assert not cell.startswith(tuple("=+@\t\r")), cell
                assert not cell.startswith("-") or cell.lstrip("-").replace(".", "").isdigit(), cell


def test_raw_leaves_the_cells_as_they_are(record: DeskRecord, tmp_path: Path) -> None:
    folder(record, "csv", Options(raw=True), tmp_path)
    outlets = {row["outlet"] for row in csv.DictReader((tmp_path / "reports.csv").open())}
    assert HOSTILE[0] in outlets
    folder(record, "csv", Options(), tmp_path)
    outlets = {row["outlet"] for row in csv.DictReader((tmp_path / "reports.csv").open())}
    assert f"'{HOSTILE[0]}" in outlets


def test_hashtags_stand_under_the_header(record: DeskRecord, tmp_path: Path) -> None:
    folder(record, "csv", Options(hxl=True), tmp_path)
    for name in ("events", "evidence", "figures", "reports"):
        header, tags, *_ = csv.reader((tmp_path / f"{name}.csv").open())
        assert len(tags) == len(header)
        assert all(re.fullmatch(r"(#[a-z0-9]+(\+[a-z0-9]+)*)?", tag) for tag in tags), name
        assert len(set(filter(None, tags))) == len([*filter(None, tags)])
    header, tags, *_ = csv.reader((tmp_path / "events.csv").open())
    events = dict(zip(header, tags, strict=True))
    assert (events["latitude"], events["killed_low"], events["place"]) == (
        "#geo+lat",
        "#affected+killed+min",
        "#loc+name",
    )


def test_places_are_written_by_the_policy_and_words_are_not(record: DeskRecord, tmp_path: Path) -> None:
    assert table(record, "csv", tmp_path / "a")[1]["place"] == "Kosovo"
    chosen = Options(names="albanian")
    row = table(record, "csv", tmp_path / "b", chosen)[1]
    assert row["place"] == "Kosovë"
    assert "Albanian" in json.loads((tmp_path / "b" / "datapackage.json").read_text())["description"]
    assert "Kosovë" not in "".join(one.text for one in view(record, chosen).record.reports)
    with pytest.raises(InputError, match="klingon"):
        view(record, Options(names="klingon"))


@given(st.text(max_size=20))
def test_guarded_text_is_the_text_with_apostrophes(cell: str) -> None:
    assert guarded(cell).replace("'", "") == cell.replace("'", "")
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_claims_stay_out_unless_they_are_asked_for(record: DeskRecord) -> None:
    held = view(record, Options())
    assert [row.incident.id for row in rows(held)] == ["i1", "i5"]
    assert {row.voice for row in rows(held)} == {"outlet"}
    assert [row.incident.id for row in rows(held, claims=True)] == ["i1", "i2", "i3", "i5"]
    assert [row.voice for row in rows(held, claims=True)] == ["outlet", "speaker", "disputed", "outlet"]
    assert [row.incident.id for row in rows(held, claims=True, happened_only=False)] == ["i1", "i2", "i3", "i4", "i5"]


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"parquet"}))
def test_no_more_than_300_characters_of_a_report_leave_the_desk(name: str, record: DeskRecord, tmp_path: Path) -> None:
    long = replace(record.reports[0], text=record.reports[0].text + " Then more was said. " * 60)
    held = replace(record, reports=(long, *record.reports[1:]))
    options = Options(claims=True)
    if FORMATS[name].tables:
        folder(held, name, options, tmp_path)
        written = "\n".join(file.read_text() for file in sorted(tmp_path.iterdir()))
    else:
        written = text(held, name, options)
    flat = " ".join(written.replace("\\n", " ").split())
    shown = sum(len(s) for s in _sentences(long.text) if s in flat)
    assert shown <= LIMIT
    assert "Then more was said. " * (LIMIT // 20 + 1) not in flat


def _sentences(whole: str) -> set[str]:
    return {part.strip() + "." for part in whole.replace("\n", " ").split(".") if len(part.split()) > 3}


def test_acled_types_sides_and_the_dead(record: DeskRecord, tmp_path: Path) -> None:
    first, second = table(record, "acled-like", tmp_path)
    assert (first["event_type"], first["sub_event_type"]) == ("Battles", "Armed clash")
    assert first["interaction"] == "State forces-Rebel group"
    assert (first["event_id_cnty"], first["iso"], first["region"]) == ("XKXi1", "0", "Europe")
    assert (first["fatalities"], first["time_precision"], first["geo_precision"]) == ("12", "1", "1")
    assert (second["sub_event_type"], second["event_date"], second["time_precision"]) == ("Arrests", "", "3")
    assert (second["latitude"], second["geo_precision"], second["fatalities"]) == ("", "3", "")


def test_ucdp_counts_the_dead_and_says_how_well_it_knows(record: DeskRecord, tmp_path: Path) -> None:
    (row,) = table(record, "ucdp-like", tmp_path)
    assert (row["low"], row["best"], row["high"]) == ("12", "", "120")
    assert (row["type_of_violence"], row["where_prec"], row["date_prec"]) == ("1", "1", "1")
    assert (row["country_id"], row["gwnoa"], row["priogrid_gid"]) == ("347", "347", str(265 * 720 + 401 + 1))
    assert row["geom_wkt"] == "POINT (20.84 42.91)"


def test_kosovo_is_coded_as_each_format_has_it(record: DeskRecord, tmp_path: Path) -> None:
    polecat = table(record, "polecat", tmp_path)[0]
    assert (polecat["Country"], polecat["Actor COW"]) == ("KOS", "347")
    assert table(record, "cameo", tmp_path)[0]["CountryCode"] == "KSV"
    gdelt = table(record, "gdelt", tmp_path)[0]
    assert (gdelt["Actor1CountryCode"], gdelt["ActionGeo_CountryCode"]) == ("KSV", "KV")
    assert table(record, "csv", tmp_path)[0]["country"] == "XKX"


def test_cameo_and_gdelt_classes(record: DeskRecord, tmp_path: Path) -> None:
    cameo = table(record, "cameo", tmp_path)[0]
    assert (cameo["EventCode"], cameo["EventRootCode"], cameo["QuadClass"]) == ("193", "19", "4")
    gdelt = table(record, "gdelt", tmp_path)[0]
    assert (gdelt["SQLDATE"], gdelt["FractionDate"], gdelt["NumArticles"]) == ("20310310", "2031.274", "2")
    assert gdelt["GLOBALEVENTID"].isdigit()


def test_evidence_leads_from_each_row_to_its_sentences(record: DeskRecord, tmp_path: Path) -> None:
    events = table(record, "acled-like", tmp_path)
    told = list(csv.DictReader((tmp_path / "evidence.csv").open()))
    assert {row["event"] for row in told} == {row["event_id_cnty"] for row in events}
    texts = {report.id: report.text for report in record.reports}
    for row in told:
        sentence = texts[row["report"]][int(row["start"]) : int(row["end"])]
        assert int(row["start"]) <= int(row["trigger_start"]) < int(row["end"])
        assert sentence.strip()


def test_geojson_draws_no_point_for_an_area(record: DeskRecord) -> None:
    features = json.loads(text(record, "geojson", ALL))["features"]
    assert [f["id"] for f in features] == ["i1", "i2", "i3", "i4", "i5"]
    for feature in features:
        geometry = feature["geometry"]
        assert geometry is None or geometry["type"] in ("Point", "MultiPoint")
        for lon, lat in _positions(geometry):
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
    one, *_, last = features
    assert one["geometry"] == {"type": "MultiPoint", "coordinates": [[20.84, 42.91], [20.62, 43.29]]}
    assert last["geometry"] is None
    assert last["properties"]["area"]["kind"] == "country"


def _positions(geometry: dict[str, object] | None) -> Iterator[list[float]]:
    if geometry is not None:
        points = geometry["coordinates"]
        yield from [points] if geometry["type"] == "Point" else points  # type: ignore[misc]


@pytest.mark.parametrize("options", [Options(), ALL])
def test_stix_is_valid_and_refers_to_what_is_there(record: DeskRecord, options: Options) -> None:
    written = text(record, "stix", options)
    assert text(record, "stix", options) == written
    bundle = stix2.parse(written, allow_custom=False)
    ids = {found["id"] for found in bundle.objects}
    assert len(ids) == len(bundle.objects)
    for found in bundle.objects:
        refs = [value for key, value in found.items() if key.endswith("_ref")] + list(found.get("object_refs", []))
        assert set(refs) <= ids
    incidents = [found for found in bundle.objects if found["type"] == "incident"]
    assert incidents[0]["confidence"] == 90
    assert all(found["external_references"] for found in incidents)


def test_parquet_keeps_types_and_meanings(record: DeskRecord, tmp_path: Path) -> None:
    folder(record, "parquet", ALL, tmp_path)
    found = pyarrow.parquet.read_table(tmp_path / "events.parquet")
    assert found.num_rows == 5
    assert str(found.schema.field("earliest").type) == "date32[day]"
    assert b"PLOVER type" in found.schema.field("type").metadata[b"description"]
    assert found.column("actors")[0].as_py() == f"{HOSTILE[1]}; Kosovo Police"


def test_plover_folds_no_sides_together(record: DeskRecord) -> None:
    found = [json.loads(line) for line in text(record, "plover", ALL).splitlines()]
    assert [event["id"] for event in found] == ["i1", "i2", "i3", "i4", "i5"]
    assert found[0]["event"] == ["ASSAULT"]
    assert [side["entity_text"] for side in found[0]["actor"]] == [HOSTILE[1], "Kosovo Police"]
    assert found[3]["mode"] == ["troops", "future"]
    assert "date" not in found[4]


def test_ftm_entities_are_linked(record: DeskRecord) -> None:
    found = [json.loads(line) for line in text(record, "ftm", ALL).splitlines()]
    ids = {entity["id"] for entity in found}
    assert len(ids) == len(found)
    assert {entity["schema"] for entity in found} >= {"Event", "Article", "Address", "Documentation"}
    for entity in found:
        assert all(isinstance(values, list) and values for values in entity["properties"].values())
        for name in ("involved", "organizer", "entity", "document", "addressEntity"):
            assert set(entity["properties"].get(name, [])) <= ids


def test_prov_has_both_ends_of_every_arrow_and_comes_back(record: DeskRecord) -> None:
    written = text(record, "prov", ALL)
    found = prov.read(written)
    ends = {*found.entities, *found.activities, *found.agents}
    for relation in found.relations:
        assert {relation.source, relation.target} <= ends
    for incident in (name for name in found.entities if name.startswith("vd:incident/")):
        out = {r.kind for r in found.relations if r.source == incident}
        assert out == {"wasGeneratedBy", "wasDerivedFrom"}
    assert prov.write(found) == written
    assert prov.read(prov.write(found)) == found


def test_jsonl_comes_back_whole(record: DeskRecord) -> None:
    lines = list(document(record, "jsonl", Options(full_text=True)))
    back = jsonl.read(lines)
    assert back.record == record
    assert back.withheld == {}


def test_jsonl_without_texts_keeps_ids_and_provenance(record: DeskRecord) -> None:
    lines = list(document(record, "jsonl", Options()))
    back = jsonl.read(lines)
    assert set(back.withheld) == {report.id for report in record.reports}
    assert back.record.links == record.links
    assert back.record.annotations == record.annotations
    assert [r.id for r in back.record.reports] == [r.id for r in record.reports]
    whole = jsonl.read(lines, texts={report.id: report.text for report in record.reports})
    assert [r.text for r in whole.record.reports] == [r.text for r in record.reports]
    with pytest.raises(InputError, match="not the one that was read"):
        jsonl.read(lines, texts={record.reports[0].id: "another text"})


@pytest.mark.parametrize("line", [b"", b"{}", b'{"vedette":"record","version":9}', b'{"kind":"incidents","value":7}'])
def test_what_is_no_export_is_refused_with_its_line(line: bytes, record: DeskRecord) -> None:
    header, *_ = document(record, "jsonl", Options())
    with pytest.raises(InputError, match="line 2"):
        jsonl.read([header, line])
    with pytest.raises(InputError):
        prov.read(line.decode())


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_empty_desk_can_be_exported(name: str, tmp_path: Path) -> None:
    empty = DeskRecord(reports=(), annotations=(), links=Links())
    if FORMATS[name].tables:
        assert "datapackage.json" in folder(empty, name, Options(), tmp_path)
    else:
        assert isinstance(text(empty, name), str)
