"""What the house is built of: licences, the bill of materials, and a core that stands without the extras."""

import subprocess
import sys
from pathlib import Path

from scripts import sbom

ROOT = Path(__file__).parent.parent
PARTS = {part.name: part for part in sbom.parts()}
LGPL = {"fpdf2": "export", "psycopg": "team", "psycopg-binary": "team", "psycopg-pool": "team"}
"""Under the LGPL, used as they are, each in an extra alone."""
CHOICE = {"tld": "MPL-1.1", "text-unidecode": "Artistic License"}
"""Under one of several licences, of which we take this one."""
BLOCKED = {
    "starlette", "uvicorn", "multipart", "python_multipart", "argon2", "pyarrow", "docx", "fpdf", "uharfbuzz",
    "manimgx_fonts", "psycopg", "psycopg_pool", "feedparser", "defusedxml", "scoringrules",
    "dask", "distributed", "warcio", "pytest", "hypothesis", "playwright", "stix2", "frictionless",
}  # fmt: skip


def test_no_gpl_in_the_core_and_lgpl_only_where_it_is_named() -> None:
    gpl = {name for name, part in PARTS.items() if "GPL" in part.licence or "GNU" in part.licence}
    assert gpl == set(LGPL) | set(CHOICE)
    assert {name: PARTS[name].scope for name in LGPL} == LGPL
    assert all(CHOICE[name] in PARTS[name].licence for name in CHOICE)


def test_every_package_declares_a_licence_and_has_its_hashes() -> None:
    assert {part.name for part in PARTS.values() if part.licence == "not declared"} <= {"colorama", "pywin32"}
    assert all(part.hashes for part in PARTS.values())
    assert {"spacy", "msgspec", "onnxruntime"} <= {name for name, part in PARTS.items() if part.scope == "core"}


def test_the_bill_of_materials_names_every_package_and_model() -> None:
    components = sbom.bill()["components"]
    assert isinstance(components, list)
    names = {component["name"] for component in components}
    assert set(PARTS) <= names
    assert {name for name, _ in sbom.models()} <= names
    assert len({component["bom-ref"] for component in components}) == len(components)


def _vedette(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line where none of the extras is installed."""
    code = (
        "import importlib.abc, sys\n"
        f"BLOCKED = {BLOCKED!r}\n"
        "class Missing(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in BLOCKED:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Missing())\n"
        "from vedette.cli import main\n"
        "main()\n"
    )
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=300)


def test_the_core_stands_without_the_extras(tmp_path: Path) -> None:
    source = ROOT / "examples" / "kosovo" / "reports.jsonl"
    few = tmp_path / "few.jsonl"
    few.write_text("".join(source.read_text("utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    desk = str(tmp_path / "desk")
    for arguments in (
        ("annotate", str(few), "-o", str(tmp_path / "annotations.jsonl")),
        ("link", str(few), "-o", str(tmp_path / "links.json")),
        ("init", desk),
        ("add", "--desk", desk, str(few)),
        ("brief", "--desk", desk, "-o", str(tmp_path / "brief.md")),
        ("brief", "--desk", desk, "-o", str(tmp_path / "brief.html")),
        ("verify", "--desk", desk),
    ):
        done = _vedette(*arguments)
        assert done.returncode == 0, (arguments, done.stderr)
    for extra, arguments in {
        "desk": ("desk", "--desk", desk, "--no-open", "--port", "0"),
        "export": ("brief", "--desk", desk, "-o", str(tmp_path / "brief.pdf")),
        "team": ("init", "postgresql://nobody@nowhere.invalid/desk"),
    }.items():
        done = _vedette(*arguments)
        assert done.returncode != 0
        assert f"vedette[{extra}]" in done.stderr, (arguments, done.stderr)
