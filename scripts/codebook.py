"""Write docs/codebook.md, every field that `annotate` and `link` write: python scripts/codebook.py

Fields, types and closed values come from the records, which of them are fixed from the schema, event types and contexts
from the tables of the events layer, and what a field means from scripts/data/codebook.yaml. A field without a meaning
there, or a meaning without its field, is an error.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from msgspec import UnsetType

import vedette.record as record
from vedette.read.events.lexicon import DATA, codes

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "codebook.md"
PLAIN = {str: "text", int: "whole number", float: "number", record.Span: "span", NoneType: "null"}
Words = Mapping[str, Any]

HEAD = """# Codebook

Every field that `vedette annotate` and `vedette link` write, made from the program by `python scripts/codebook.py`.
The columns of exports have a codebook of their own, `datapackage.json`, beside each export ([exports](exports.md)).

A **span** is `[start, end]`: Unicode code points into the report's `text`, end exclusive. Days are ISO 8601
(`2023-06-14`). An index counts from 0 in the same answer. Null means not known or not there; it never stands for 0 or
for today. **Fixed** fields are held by `schema/` and stay; others may be added.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The codebook as Markdown."""
    words = yaml.safe_load((Path(__file__).parent / "data" / "codebook.yaml").read_text(encoding="utf-8"))
    left = set(words["records"]) - {name for part in words["parts"] for name in part["records"]}
    if left:
        raise SystemExit(f"no such record in any part: {sorted(left)}")
    parts = [
        f"## {part['name']}\n\n" + "\n".join(table(name, words) for name in part["records"]) for part in words["parts"]
    ]
    return "\n".join([HEAD, *parts, _closing(words)])


def table(name: str, words: Words) -> str:
    """One record: its sentence, and a row for each field."""
    kind = getattr(record, name)
    said, common = dict(words["records"][name]), words["common"]
    fixed = _fixed(said.pop("schema", None))
    rows = []
    for field in fields(kind):
        meaning = said.pop(field.name, None) or common.get(field.name)
        if meaning is None:
            raise SystemExit(f"{name}.{field.name}: what does it mean? Say so in scripts/data/codebook.yaml")
        hint = get_type_hints(kind)[field.name]
        rows.append(f"| `{field.name}` | {_type(hint)} | {'fixed' if field.name in fixed else ''} | {meaning} |")
    if said:
        raise SystemExit(f"{name} has no field {sorted(said)}")
    summary = (kind.__doc__ or "").partition("\n")[0]
    return f"### {name}\n\n{summary}\n\n| field | type | | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _type(hint: Any) -> str:
    """A type in the reader's words, closed values in full."""
    inside = get_args(hint)
    if get_origin(hint) in (UnionType, Union):
        kinds = ["number" if one is int and float in inside else _type(one) for one in inside if one is not UnsetType]
        return " or ".join(sorted(dict.fromkeys(kinds), key=lambda kind: kind == "null"))
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in inside)
    if get_origin(hint) is tuple:
        return f"list of {_type(inside[0])}"
    return PLAIN.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})"


def _fixed(where: str | None) -> frozenset[str]:
    """The fields that the schema names at `annotate/times`, a way through properties, items and alternatives."""
    if where is None:
        return frozenset()
    name, *steps = where.split("/")
    schema = json.loads((ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    node = schema
    for step in steps:
        node = _object(node, schema)["properties"][step]
    return frozenset(_object(node, schema)["properties"])


def _object(node: Any, schema: Any) -> Any:
    """The object that a node of the schema describes, however it is wrapped."""
    if "properties" in node:
        return node
    if "$ref" in node:
        return _object(schema["$defs"][node["$ref"].rpartition("/")[2]], schema)
    if "items" in node:
        return _object(node["items"], schema)
    return next(_object(one, schema) for one in node["anyOf"] if one.get("type") != "null")


def _closing(words: Words) -> str:
    contexts = yaml.safe_load((DATA / "contexts.yaml").read_text(encoding="utf-8"))
    return "\n".join(
        [
            "## PLOVER types and modes\n",
            "| type | quad | intensity | modes (intensity) |\n|---|---|---|---|",
            *_types(),
            "\n## PLOVER sectors\n",
            "; ".join(f"`{code}` {meaning}" for code, meaning in words["sectors"].items()) + ".",
            "\n## PLOVER contexts\n",
            ", ".join(f"`{name}`" for name in contexts) + ".",
            "\n## Standards\n",
            "| standard | used for |\n|---|---|",
            *(f"| {name} | {use} |" for name, use in words["sources"].items()),
            "",
        ]
    )


def _types() -> Iterator[str]:
    known = codes()
    for (kind, mode), code in known.items():
        if mode is None:
            modes = ", ".join(f"`{m}` ({c.intensity:g})" for (k, m), c in known.items() if k == kind and m)
            yield f"| `{kind}` | {code.quad} | {code.intensity:g} | {modes} |"


if __name__ == "__main__":
    main()
