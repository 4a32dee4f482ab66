"""Reads every development set there is and holds each answer to the JSON Schema.

python -m tests.quality.schema [SET ...]   (long: some 11 million characters, two processes)

Exit status 1 when an answer breaks the schema or a layer failed.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from jsonschema import Draft202012Validator

from tests.quality.shared import ROOT
from vedette.link import link
from vedette.read import Reader
from vedette.record import encode, report_from_json

SCHEMA = Path(__file__).resolve().parent.parent.parent / "schema"


def validator(name: str) -> Draft202012Validator:
    """The schema of `annotate` or of `link`."""
    return Draft202012Validator(json.loads((SCHEMA / f"{name}.schema.json").read_text(encoding="utf-8")))


def check(path: Path) -> list[str]:
    """What is wrong with the answers to one set: layers that failed, and breaches of the schema."""
    reports = [report_from_json(x) for x in path.read_text(encoding="utf-8").split("\n") if x.strip()]
    annotations = list(Reader.load().annotate(reports))
    one = validator("annotate")
    wrong = [f"{path.name} {a.id}: {f}" for a in annotations for f in a.failures]
    for annotation in annotations:
        errors = one.iter_errors(json.loads(encode(annotation)))
        wrong += [f"{path.name} {annotation.id}: {e.json_path}: {e.message[:120]}" for e in errors]
    if path.name.startswith("x_"):
        errors = validator("link").iter_errors(json.loads(encode(link(reports, annotations))))
        wrong += [f"{path.name} link: {e.json_path}: {e.message[:120]}" for e in errors]
    return [f"{path.name}: {len(reports)} reports, {len(wrong)} wrong", *wrong]


def main() -> int:
    data = ROOT / "data"
    paths = [*data.glob("*.reports.jsonl"), *data.glob("x_*.jsonl")]
    paths = [p for p in paths if not sys.argv[1:] or p.name.split(".reports")[0].removesuffix(".jsonl") in sys.argv[1:]]
    bad = 0
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for lines in pool.map(check, sorted(paths, key=lambda p: -p.stat().st_size)):
            print("\n".join(lines), flush=True)
            bad += len(lines) - 1
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
