"""The codebook of an export: a Frictionless `datapackage.json` that names, types and explains every column."""

from importlib import metadata

from vedette.export.options import Options
from vedette.export.tables import Column, Table, has_hashtags
from vedette.read.gazetteer.names import policies
from vedette.record import DeskRecord

NAME = "datapackage.json"
_KOSOVO = "Kosovo has no code in ISO 3166: it is XKX unless the description of a column says otherwise."


def codebook(format_: str, tables: list[Table], record: DeskRecord, options: Options) -> dict[str, object]:
    """The data package of these tables; the description says what was left out and how cells were guarded."""
    return {
        "profile": "tabular-data-package",
        "name": f"vedette-{format_}",
        "title": f"Vedette export: {format_}",
        "version": metadata.version("vedette"),
        "description": " ".join(_said(record, options)),
        "resources": [_resource(table, hxl=options.hxl) for table in tables],
    }


def _said(record: DeskRecord, options: Options) -> list[str]:
    known = f"The record as known at {record.as_known_at}." if record.as_known_at else "All that the desk knows."
    claims = (
        "With claims: also what only a speaker vouches for or a voice denies."
        if options.claims
        else "Without claims: only what an outlet reports in its own voice and nobody denies."
    )
    guard = (
        "Text cells are raw: a spreadsheet may run them as formulas."
        if options.raw
        else "Where a formula may begin in a text cell, also behind a separator, an apostrophe stands before it."
    )
    text = (
        "Sentences are given whole."
        if options.full_text
        else "At most 300 characters of the wording of each report are given."
    )
    names = f"Names of places: {policies()[options.names]}."
    tags = "Under the header of a CSV stands a row of HXL hashtags." if options.hxl else ""
    return [part for part in (known, claims, guard, text, names, tags, _KOSOVO) if part]


def _resource(table: Table, *, hxl: bool) -> dict[str, object]:
    dialect: dict[str, object] = {"delimiter": "\t" if table.tabs else ",", "header": table.header}
    if hxl and has_hashtags(table):
        dialect["commentChar"] = "#"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "format": "tsv" if table.tabs else "csv",
        "mediatype": "text/tab-separated-values" if table.tabs else "text/csv",
        "encoding": "utf-8",
        "dialect": dialect,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": sorted({"", table.missing}),
        },
    }


def _field(column: Column) -> dict[str, object]:
    return {"name": column.name, "type": column.type, "description": column.description}
