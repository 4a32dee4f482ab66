"""Each folder under `tests/examples/LAYER/NAME/` is one example: `input.txt` (or `input.json`) and `expected.json`.

`expected.json` maps an output key to a list of partial values; each must be matched by a value of the annotation.
A value names its span by `"text"` (a slice that occurs in the input). `"none": {key: [text, ...]}` lists slices on
which no such value may stand.
"""

import json
from pathlib import Path

import msgspec
import pytest

from vedette.read import Reader
from vedette.record import Report, report_from_json

EXAMPLES = Path(__file__).parent / "examples"
FOLDERS = sorted(p.parent for p in EXAMPLES.glob("*/*/expected.json"))


def _report(folder: Path) -> Report:
    if (folder / "input.json").exists():
        return report_from_json((folder / "input.json").read_text(encoding="utf-8"))
    return Report(id=folder.name, text=(folder / "input.txt").read_text(encoding="utf-8"))


def _matches(want: object, got: object) -> bool:
    if isinstance(want, dict) and isinstance(got, dict):
        return all(key in got and _matches(value, got[key]) for key, value in want.items())
    if isinstance(want, list) and isinstance(got, list | tuple):
        return len(want) == len(got) and all(_matches(w, g) for w, g in zip(want, got, strict=True))
    return want == got


def _with_text(row: dict, text: str) -> dict:
    return row | {"text": text[row["start"] : row["end"]]} if "start" in row else row


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_example(folder: Path, reader: Reader) -> None:
    report = _report(folder)
    (annotation,) = reader.annotate([report])
    assert annotation.failures == ()
    got = msgspec.to_builtins(annotation)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    none = expected.pop("none", {})
    assert expected or none, "an example must expect something"
    for key, wanted in expected.items():
        if isinstance(wanted, dict):
            assert _matches(wanted, got[key]), (key, got[key])
            continue
        rows = [_with_text(row, report.text) for row in got[key]]
        for want in wanted:
            assert any(_matches(want, row) for row in rows), (key, want, rows)
    for key, texts in none.items():
        for text in texts:
            at = report.text.index(text)
            assert not [r for r in got[key] if r["start"] < at + len(text) and at < r["end"]], (key, text)
