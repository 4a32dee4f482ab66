"""What `annotate` and `link` answer is what schema/ says."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from vedette.link import link
from vedette.read import Reader
from vedette.record import Report, encode, report_from_json

ROOT = Path(__file__).parents[2]
TEXT = """Soldiers hurt in Dolna

DOLNA, June 14, 2023 - About 30 soldiers of KFOR were injured on Monday when a crowd attacked the town hall in Zvečan,
the mission said in a statement. "We will not leave," its commander said. Serbia denied that its army had crossed the
border. Police arrested three men, one of whom died later; several are missing. The mission has 4,500 troops in Kosovo.
"""
EXTRA = [
    Report(id="empty", text=""),
    Report(id="dyad", text="Police beat protesters.", given_dyad=report_from_json(
        '{"id": "x", "text": "x", "given_dyad": {"actor": [0, 6], "recipient": null}}').given_dyad),
    Report(id="copy", text=TEXT.replace("Dolna", "Lirna"), published="2023-06-15"),
    Report(id="odd", text="\u202e١٢٣ 🇽🇰 \ud7ff 12-14 of 2023"),
]  # fmt: skip


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def reports() -> Iterator[Report]:
    yield Report(id="first", text=TEXT, published="2023-06-14")
    yield from EXTRA
    for path in sorted((ROOT / "examples").glob("*/reports.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            validator("report").validate(json.loads(line))
            if number < 8:
                yield report_from_json(line)


def test_answers_are_what_the_schemas_say(reader: Reader) -> None:
    taken = list(reports())
    annotations = list(reader.annotate(taken))
    says = validator("annotate")
    for annotation in annotations:
        says.validate(json.loads(encode(annotation)))
    validator("link").validate(json.loads(encode(link(taken, annotations))))


@pytest.mark.parametrize(
    "key", ["published", "sentences", "times", "quantities", "figures", "attributions", "actors", "places", "events"]
)
def test_the_schema_misses_a_key_that_is_missing(reader: Reader, key: str) -> None:
    (annotation,) = reader.annotate([Report(id="a", text=TEXT)])
    answer = json.loads(encode(annotation))
    assert validator("annotate").is_valid(answer)
    del answer[key]
    assert not validator("annotate").is_valid(answer)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sentences", [{"start": 0, "end": 4, "layer": "other"}]),
        ("times", [{"start": 0, "end": 4}]),
        ("published", {"earliest": "14 June", "latest": None, "basis": "stated", "evidence": []}),
        (
            "actors",
            [
                {
                    "name": "x",
                    "aliases": [],
                    "kind": "person",
                    "country": "xk",
                    "sector": None,
                    "role": None,
                    "mentions": [[0, 1]],
                }
            ],
        ),
    ],
)
def test_the_schema_refuses_what_the_interface_does_not_know(reader: Reader, key: str, value: object) -> None:
    (annotation,) = reader.annotate([Report(id="a", text=TEXT)])
    assert not validator("annotate").is_valid(json.loads(encode(annotation)) | {key: value})
