"""Derived data: annotations, links and the text index, made from the facts and kept until their makers change."""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from vedette.record import Annotation, Links, Report, decode, encode
from vedette.store import facets, indexing
from vedette.store.backend import Session, count
from vedette.store.words import Query, words_of

ALL = 1 << 40
"""More reports than any desk has."""
Progress = Callable[[int, int], None]
"""Called with the number of reports read so far and the number to read."""


def input_key(report: Report) -> str:
    """The hash of a report as it is read: its text and what came with it."""
    return hashlib.sha256(encode(report)).hexdigest()


def set_key(inputs: Sequence[str]) -> str:
    """The hash of a set of reports in their order, from their own keys."""
    return hashlib.sha256("".join(inputs).encode()).hexdigest()


def find_annotations(session: Session, inputs: Sequence[str], versions: str) -> dict[str, Annotation]:
    """By the key of its input, each annotation that these very versions made before."""
    rows = session.all("annotations", extractors=versions, inputs=json.dumps(inputs))
    with _without_collecting():
        return {key: decode(data, Annotation) for key, data in rows}


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Spare the millions of objects that are decoded, and stay, from being searched for garbage over and over."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def find_links(session: Session, inputs: Sequence[str], versions: str) -> Links | None:
    """The links of these very reports by these very versions, if they were made before."""
    row = session.one("links", inputs=set_key(inputs), extractors=versions)
    return None if row is None else decode(row[0], Links)


def put_annotations(session: Session, made: Sequence[tuple[str, Report, Annotation]], versions: str) -> None:
    """Keep annotations under the keys of their inputs, and what their reports can be found by."""
    with session.transaction():
        for key, report, annotation in made:
            row = {"input": key, "extractors": versions, "report": report.id}
            session.run("put_annotation", annotation=encode(annotation), **row)
        facets.put(session, made, versions)
    index(session, ((report.id, report.text) for _, report, _ in made))


def put_links(session: Session, inputs: Sequence[str], links: Links, versions: str) -> None:
    """Keep the links of a set of reports."""
    session.run("put_links", inputs=set_key(inputs), extractors=versions, links=encode(links))


def index(session: Session, texts: Iterable[tuple[str, str]]) -> None:
    """Put the words of reports into the index; what is in it is left as it is."""
    with session.transaction():
        for report, text in texts:
            if session.run("index_report", report=report):
                session.run("index_text", report=report, **indexing.indexed(words_of(text)))


def count_indexed(session: Session) -> int:
    """How many reports are in the index."""
    return count(session, "count_indexed")


def ranked(session: Session, wanted: Query, most: int = ALL) -> list[str]:
    """The reports that match, best first, so many of them at most."""
    return [report for (report,) in session.all("ranked", most=most, **indexing.sought(wanted))]
