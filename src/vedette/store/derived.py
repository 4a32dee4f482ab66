"""Derived data: annotations, links and the text index, made from the facts and kept until their makers change."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from vedette.record import Annotation, Links, Report, decode, encode
from vedette.store.database import queries, transaction
from vedette.store.words import folded

Progress = Callable[[int, int], None]
"""Called with the number of reports read so far and the number to read."""


def input_key(report: Report) -> str:
    """The hash of a report as it is read: its text and what came with it."""
    return hashlib.sha256(encode(report)).hexdigest()


def set_key(reports: Sequence[Report]) -> str:
    """The hash of a set of reports in their order."""
    return hashlib.sha256("".join(map(input_key, reports)).encode()).hexdigest()


def find_annotation(connection: sqlite3.Connection, report: Report, versions: str) -> Annotation | None:
    """The annotation of a report by these very versions, if it was made before."""
    values = {"input": input_key(report), "extractors": versions}
    row = connection.execute(queries("derived")["annotation"], values).fetchone()
    return None if row is None else decode(row[0], Annotation)


def find_links(connection: sqlite3.Connection, reports: Sequence[Report], versions: str) -> Links | None:
    """The links of these very reports by these very versions, if they were made before."""
    values = {"inputs": set_key(reports), "extractors": versions}
    row = connection.execute(queries("derived")["links"], values).fetchone()
    return None if row is None else decode(row[0], Links)


def put_annotations(connection: sqlite3.Connection, pairs: Sequence[tuple[Report, Annotation]], versions: str) -> None:
    """Keep annotations, and the words of their reports in the index."""
    with transaction(connection):
        for report, annotation in pairs:
            row = {"input": input_key(report), "extractors": versions, "report": report.id}
            connection.execute(queries("derived")["put_annotation"], row | {"annotation": encode(annotation)})
    index(connection, ((report.id, report.text) for report, _ in pairs))


def index(connection: sqlite3.Connection, texts: Iterable[tuple[str, str]]) -> None:
    """Put the words of reports into the index; what is in it is left as it is."""
    with transaction(connection):
        for report, text in texts:
            made = connection.execute(queries("derived")["index_report"], {"report": report})
            if made.rowcount:
                row = {"number": made.lastrowid, "text": folded(text)}
                connection.execute(queries("derived")["index_text"], row)


def count_indexed(connection: sqlite3.Connection) -> int:
    """How many reports are in the index."""
    return int(connection.execute(queries("derived")["count_indexed"]).fetchone()[0])


def ranked(connection: sqlite3.Connection, match: str) -> list[str]:
    """The reports that match, best first."""
    return [report for (report,) in connection.execute(queries("derived")["ranked"], {"words": match})]


def put_links(connection: sqlite3.Connection, reports: Sequence[Report], links: Links, versions: str) -> None:
    """Keep the links of a set of reports."""
    row = {"inputs": set_key(reports), "extractors": versions, "links": encode(links)}
    with transaction(connection):
        connection.execute(queries("derived")["put_links"], row)
