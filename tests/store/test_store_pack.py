import hashlib
import io
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.store.conftest import NewPlace
from tests.stub_engine import Ticking, candidate, refused
from tests.wire_engine import WireEngine
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.errors import NotThereError, StoreError
from vedette.record import Ruling
from vedette.store import Desk, export, incident_named, pack, part_of, verify
from vedette.store.packing import MANIFEST, seal_of
from vedette.store.unpack import opened, unpack

SIGNED = {"by": "Ana", "why": "seen on the film"}
TEXTS = ["3 hurt at Dolna. Officers closed at Dolna.", "5 hurt at Gornja. Troops left.", "Troops left at Šar."]


@pytest.fixture
def desk(new_place: NewPlace) -> Desk:
    made = Desk.init(new_place(), clock=Ticking(), engine=WireEngine())
    for text in TEXTS:
        list(made.add([candidate(text, outlet="Wire", url="https://wire.example/1")]))
    list(made.add([candidate(TEXTS[0], source="b.txt"), refused("x.pdf")]))
    made.judge(Ruling(act="set-figure", measure="injured", best=4), ["i2"], **SIGNED)
    made.judge(Ruling(act="note"), ["i1"], **SIGNED)
    made.judge(Ruling(act="rename", name="Officers", to="Police"), **SIGNED)
    made.undo(2, **SIGNED)
    made.note([("source", "wire", b'{"n":1}')])
    return made


def packed(desk: Desk, **more: object) -> io.BytesIO:
    file = io.BytesIO()
    pack(desk, file, provenance=[b'{"prefix": {}}'], **more)
    return file


def restored(file: io.BytesIO, place: str) -> Desk:
    with opened(file) as checked:
        return unpack(checked, place, clock=Ticking(), engine=WireEngine())


def one_incident(desk: Desk, name: str = "i2") -> io.BytesIO:
    record = desk.record()
    return packed(desk, part=part_of(record, incident_named(record, name)))


def test_a_desk_is_restored_whole(desk: Desk, new_place: NewPlace) -> None:
    file = packed(desk)
    copy = restored(file, new_place())
    assert list(export(copy)) == list(export(desk))
    assert copy.record() == desk.record()
    assert verify(copy.place).problems == ()
    assert packed(desk).getvalue() == file.getvalue() == packed(copy).getvalue()
    with pytest.raises(StoreError, match="there is a desk"):
        restored(file, copy.place)


def test_a_desk_as_it_was_known(desk: Desk, new_place: NewPlace) -> None:
    moment = desk.record().recorded_at[0][:16] + ":59.999999Z"
    early = desk.record(as_known_at=moment)
    copy = restored(packed(desk, as_known_at=moment), new_place())
    assert copy.record().reports == early.reports
    assert copy.record().links == early.links
    assert verify(copy.place).problems == ()


def test_an_incident_is_restored_as_a_small_desk(desk: Desk, new_place: NewPlace) -> None:
    before = incident_named(desk.record(), "i2")
    assert (before.type, before.injured.best, len(before.mentions)) == ("ASSAULT", 4, 2)
    file = one_incident(desk)
    with opened(file) as checked:
        manifest, part = checked.manifest, checked.incident()
    assert part.links.incidents[0].injured == before.injured
    ledger = manifest.chains["ledger"]
    assert (ledger.partial, ledger.entries, ledger.of, len(ledger.neighbours)) == (True, 3, 5, 3)
    assert "PARTIAL" in manifest.says
    small = restored(file, new_place())
    record = small.record()
    assert len(record.reports) == 2
    (again,) = [held for held in record.links.incidents if held.type == "ASSAULT"]
    assert (again.mentions, again.injured, again.place) == (before.mentions, before.injured, before.place)
    assert verify(small.place).problems == ()
    kept = {note.key: json.loads(note.body) for note in small.notes("pack")}
    rows = {row["row"]["seq"]: row["row"] for row in map(json.loads, export(desk)) if row.get("table") == "ledger"}
    assert kept["ledger 1"] == rows[1]
    assert {key for key in kept if key.startswith("judgements")} == {"judgements 1", "judgements 3"}
    assert kept["manifest"]["chains"]["ledger"]["end"] == verify(desk.place).ledger_end


def test_only_an_incident_that_is_there_can_be_packed(desk: Desk) -> None:
    with pytest.raises(NotThereError, match="no incident 'i99'"):
        incident_named(desk.record(), "i99")
    with pytest.raises(NotThereError):
        incident_named(desk.record(), "i")


@pytest.mark.parametrize("whole", [True, False])
def test_one_changed_byte_anywhere_is_refused(desk: Desk, new_place: NewPlace, whole: bool) -> None:
    data = (packed(desk) if whole else one_incident(desk)).getvalue()
    chance = random.Random(6)
    for at in [0, len(data) - 1, len(data) - 70, *chance.sample(range(len(data)), 60)]:
        changed = bytearray(data)
        changed[at] ^= 1 << chance.randrange(8)
        with pytest.raises(StoreError), opened(io.BytesIO(bytes(changed))):
            pytest.fail(f"byte {at} was changed and nobody saw it")
    for at in chance.sample(range(len(data)), 20):
        with pytest.raises(StoreError), opened(io.BytesIO(data[:at])):
            pytest.fail(f"cut at {at} and nobody saw it")


def forged(file: io.BytesIO, change, *, level: int = zipfile.ZIP_STORED) -> io.BytesIO:
    """A pack made anew by somebody who knows how; `change` gets and gives (name, bytes) pairs."""
    with zipfile.ZipFile(file) as old:
        members = [(info.filename, old.read(info)) for info in old.infolist()]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", level) as archive:
        for name, data in change(members):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, level)
        archive.comment = b"0" * 64
    size = made.seek(0, 2) - 64
    made.seek(size) if (seal := seal_of(made, size)) else None
    made.seek(size)
    made.write(seal.encode())
    return made


def with_manifest(members, change=lambda manifest: None):
    """The members with a manifest that fits them."""
    manifest = json.loads(dict(members)[MANIFEST])
    manifest["members"] = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members
        if name != MANIFEST
    ]
    change(manifest)
    return [*((name, data) for name, data in members if name != MANIFEST), (MANIFEST, json.dumps(manifest).encode())]


def changed_facts(old: bytes, new: bytes):
    return lambda members: with_manifest(
        [(name, data.replace(old, new) if name == "facts.jsonl" else data) for name, data in members]
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda m: [*m, ("../../evil.txt", b"x")], "leads out of it"),
        (lambda m: [*m, ("/etc/evil", b"x")], "leads out of it"),
        (lambda m: [*m, ("C:evil", b"x")], "leads out of it"),
        (lambda m: [*m, ("letter.txt", b"x")], "has no place in a pack"),
        (lambda m: [*m, m[0]], "is in the file twice"),
        (lambda m: m[1:], "the manifest does not fit the members"),
        (lambda m: [one for one in m if one[0] != MANIFEST], "it has no manifest.json"),
        (lambda m: [(m[0][0], m[0][1] + b"x"), *m[1:]], "SHA-256 is not the one in the manifest"),
        (lambda m: with_manifest([(m[0][0], b"other bytes"), *m[1:]]), "SHA-256 is not the one in the manifest"),
        (changed_facts(b"hurt at Dolna", b"hurt at Zolna"), "the text of report .* was changed"),
        (changed_facts(b'"outcome":"duplicate"', b'"outcome":"accepted"'), "of the ledger was changed, or moved"),
        (changed_facts(b'"analyst":"Ana"', b'"analyst":"Eva"'), "of the judgements was changed, or moved"),
        (lambda m: with_manifest(m, lambda f: f.update(schema=99)), "newer Vedette"),
        (lambda m: with_manifest(m, lambda f: f["chains"]["ledger"].update(entries=99)), "of the ledger are missing"),
        (lambda m: with_manifest(m, lambda f: f.update(scope="incident")), "members of another kind"),
        (lambda m: [(name, b"[]" if name == MANIFEST else data) for name, data in m], "not a pack"),
    ],
)
def test_a_forged_pack_is_refused_with_its_reason(desk: Desk, change, reason: str) -> None:
    with pytest.raises(StoreError, match=reason), opened(forged(packed(desk), change)):
        pytest.fail("nobody saw it")


def test_what_unfolds_into_more_than_the_file_is_refused_unread(desk: Desk) -> None:
    bomb = forged(
        packed(desk), lambda m: [*m, ("originals/" + "0" * 64, b"0" * 50_000_000)], level=zipfile.ZIP_DEFLATED
    )
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(StoreError, match="is compressed or encrypted"), opened(bomb):
        pytest.fail("nobody saw it")
    with pytest.raises(StoreError, match="not a pack"), opened(io.BytesIO(b"no archive at all" * 99)):
        pytest.fail("nobody saw it")


def test_the_commands(desk: Desk, new_place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", WireEngine)

    def run(*args: str):
        return CliRunner().invoke(app, list(args))

    whole, part = tmp_path / "desk.zip", tmp_path / "i2.zip"
    made = run("pack", "--desk", desk.place, "-o", str(whole))
    assert made.stdout.startswith(f"{whole}: the desk, 5 entries of the ledger, 4 judgements\nseal ")
    assert run("pack", "--desk", desk.place, "--incident", "i2", "-o", str(part)).exit_code == 0
    checked = run("unpack", str(whole))
    assert checked.stdout.splitlines()[1] == made.stdout.splitlines()[1]
    copy, small = new_place(), new_place()
    assert run("unpack", str(whole), "--desk", copy).exit_code == 0
    assert list(export(Desk.open(copy))) == list(export(desk))
    told = run("unpack", str(part), "--desk", small)
    assert told.stdout.splitlines()[-1].startswith("incident i2 of the pack is i2 here: vedette show incident i2")
    with zipfile.ZipFile(part) as archive:
        provenance = json.loads(archive.read("provenance.json"))
    assert any(name.startswith("vd:incident/") for name in provenance["entity"])
    assert "wasDerivedFrom" in provenance
    part.write_bytes(part.read_bytes().replace(b"PARTIAL", b"ENTIRE!"))
    assert (run("unpack", str(part)).exit_code, run("unpack", str(tmp_path / "none")).exit_code) == (2, 1)
    assert run("pack", "--desk", desk.place, "--incident", "i99", "-o", str(part)).exit_code == 1


def test_a_pack_holds_the_values_of_the_analyst(desk: Desk, new_place: NewPlace) -> None:
    other = replace(restored(packed(desk), new_place()), engine=WireEngine("wide"))
    assert incident_named(other.record(), "i2").injured.best == 4
