"""The formats by name, and what each of them writes."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vedette.export import acled, cameo, ftm, geojson, jsonl, parquet, plover, prov, record_tables, stix, tables, ucdp
from vedette.export.codebook import NAME, codebook
from vedette.export.options import Options
from vedette.export.rows import Row, View, rows, view
from vedette.export.tables import Table, columns
from vedette.export.values import Values, values
from vedette.record import DeskRecord

Documents = Callable[[View, Options], Iterator[bytes]]
Tables = Callable[[View, Options], list[Table]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: a `document` goes to one file, `tables` to a folder with their codebook."""

    name: str
    says: str
    document: Documents | None = None
    tables: Tables | None = None


def _plover(held: View, options: Options) -> Iterator[bytes]:
    found = rows(held, claims=options.claims, happened_only=not options.claims)
    return (_json(event) for event in plover.events(held, found))


def _geojson(held: View, options: Options) -> Iterator[bytes]:
    yield _json(geojson.collection(held, rows(held, claims=options.claims, happened_only=not options.claims)), indent=1)


def _stix(held: View, options: Options) -> Iterator[bytes]:
    yield _json(stix.bundle(held, rows(held, claims=options.claims, happened_only=not options.claims)), indent=1)


def _prov(held: View, options: Options) -> Iterator[bytes]:
    found = prov.provenance(held, rows(held, claims=options.claims, happened_only=not options.claims))
    yield prov.write(found).encode()


def _ftm(held: View, options: Options) -> Iterator[bytes]:
    return (_json(entity) for entity in ftm.entities(held, rows(held, claims=options.claims)))


def _jsonl(held: View, options: Options) -> Iterator[bytes]:
    return jsonl.write(held.record, full_text=options.full_text)


def _json(value: object, *, indent: int | None = None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode("utf-8", "replace")


def _table(
    name: str,
    file: str,
    fill: Callable[[View, Row, Values], Values],
    *,
    fits: Callable[[Row], bool] = lambda row: True,
    event: Callable[[Values], object] = lambda found: found["id"],
    tabs: bool = False,
    header: bool = True,
    missing: str = "",
) -> Tables:
    """A table of one row an event beside the table of its evidence."""

    def made(held: View, options: Options) -> list[Table]:
        found = [row for row in rows(held, claims=options.claims) if fits(row)]
        filled = [{**(shared := values(held, row)), **fill(held, row, shared)} for row in found]
        told = [
            line
            for row, one in zip(found, filled, strict=True)
            for line in record_tables.evidence(held, row, str(event(one)))
        ]
        events = Table(
            name=name, file=file, columns=columns(name), rows=filled, tabs=tabs, header=header, missing=missing
        )
        return [events, record_tables.table("evidence", told)]

    return made


FORMATS = {
    found.name: found
    for found in (
        Format(name="plover", says="events as PLOVER's JSON, one a line", document=_plover),
        Format(
            name="polecat",
            says="events in the 40 columns of POLECAT, separated by tabs",
            tables=_table(
                "polecat", "polecat.txt", lambda held, row, _: plover.polecat(held, row), tabs=True, missing="None"
            ),
        ),
        Format(
            name="cameo",
            says="events with CAMEO codes in the columns of Phoenix, separated by tabs",
            tables=_table("cameo", "cameo.tsv", lambda _, row, shared: cameo.values(row, shared), tabs=True),
        ),
        Format(
            name="acled-like",
            says="events in the 31 columns of ACLED",
            tables=_table(
                "acled-like",
                "acled-like.csv",
                lambda _, row, shared: acled.values(row, shared),
                fits=lambda row: acled.event_type(row) is not None,
                event=lambda found: found["acled.id"],
            ),
        ),
        Format(
            name="ucdp-like",
            says="deadly events in the 49 columns of UCDP GED",
            tables=_table("ucdp-like", "ucdp-like.csv", lambda _, row, __: ucdp.values(row), fits=ucdp.is_event),
        ),
        Format(
            name="gdelt",
            says="events in the 61 columns of GDELT 2.0, separated by tabs, without a header",
            tables=_table(
                "gdelt",
                "gdelt.export.CSV",
                lambda held, row, shared: {**cameo.values(row, shared), **cameo.gdelt(held, row, shared)},
                event=lambda found: found["gdelt.id"],
                tabs=True,
                header=False,
            ),
        ),
        Format(name="geojson", says="events on the map, RFC 7946", document=_geojson),
        Format(name="parquet", says="the desk's tables, typed", tables=record_tables.tables),
        Format(name="stix", says="events as a STIX 2.1 bundle", document=_stix),
        Format(name="prov", says="where every value comes from, W3C PROV-JSON", document=_prov),
        Format(name="ftm", says="entities in the vocabulary of FollowTheMoney, one a line", document=_ftm),
        Format(name="csv", says="the desk's tables", tables=record_tables.tables),
        Format(name="jsonl", says="the whole record, one part a line; can be read back", document=_jsonl),
    )
}


def document(record: DeskRecord, format_: str, options: Options) -> Iterator[bytes]:
    """The one file of a format that has no tables, in pieces."""
    made = FORMATS[format_].document
    assert made is not None
    return made(view(record, options), options)


def folder(record: DeskRecord, format_: str, options: Options, to: Path) -> list[str]:
    """Write the tables of a format and their codebook into a folder that is there; the names of the files."""
    made = FORMATS[format_].tables
    assert made is not None
    found = made(view(record, options), options)
    if format_ == "parquet":
        found = parquet.write(found, to)
    else:
        for table in found:
            with (to / table.file).open("w", encoding="utf-8", errors="replace", newline="") as stream:
                stream.writelines(tables.written(table, raw=options.raw, hxl=options.hxl))
    book = codebook(format_, found, record, options)
    (to / NAME).write_bytes(_json(book, indent=1))
    return [*(table.file for table in found), NAME]


def says(names: Iterable[str] = tuple(FORMATS)) -> str:
    """The formats in one sentence each, for help texts."""
    return "; ".join(f"{name}: {FORMATS[name].says}" for name in names)
