"""The whole record as JSON Lines, and back: the same ids, the same provenance; texts only when they may leave."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import msgspec

from vedette.errors import InputError
from vedette.export.excerpts import Excerpts
from vedette.record import Annotation, DeskRecord, Dispute, Judgement, LedgerCounts, Links, Refusal, Report, Unfit
from vedette.record.index import Index

VERSION = 1


class _Header(msgspec.Struct, kw_only=True):
    """The first line: what this is, and as known at which moment."""

    vedette: str = "record"
    version: int = VERSION
    as_known_at: str | None = None
    ledger: LedgerCounts = LedgerCounts()
    texts: bool = False


class _Report(msgspec.Struct, kw_only=True):
    """One report with the hash and length of its text; the text itself is there when texts may leave the desk."""

    report: Report
    sha256: str
    characters: int
    recorded_at: str | None = None
    sources: tuple[str, ...] = ()


class _Line(msgspec.Struct, kw_only=True):
    """Any other line: what it holds, and the record itself."""

    kind: str
    value: msgspec.Raw


_PARTS = tuple(f.name for f in fields(Links))
_RECORDS: Mapping[str, Any] = {"annotation": Annotation, "judgement": Judgement, "unfit": Unfit, "refusal": Refusal}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A record that came in from a file; `withheld` names the reports whose texts stayed behind, with their SHA-256."""

    record: DeskRecord
    withheld: Mapping[str, str]


def write(record: DeskRecord, *, full_text: bool) -> Iterator[bytes]:
    """The record line by line: a header, the reports, what each says, what they say together, judgements, refusals."""
    counts = record.ledger
    yield _encode(_Header(as_known_at=record.as_known_at, ledger=counts, texts=full_text))
    excerpts = Excerpts(Index(record), full_text)
    for n, report in enumerate(record.reports):
        yield _encode(_report(record, n, report, excerpts, full_text=full_text))
    for kind, values in _values(record):
        for value in values:
            shown = _shortened(value, excerpts) if isinstance(value, Dispute) else value
            yield _encode({"kind": kind, "value": shown})


def _shortened(dispute: Dispute, excerpts: Excerpts) -> Dispute:
    """The dispute with no more of the reports' words than may leave the desk."""
    sides = tuple(replace(side, says=excerpts.literal(side.report, side.says)) for side in dispute.sides)
    return replace(dispute, sides=sides)


def _values(record: DeskRecord) -> Iterator[tuple[str, Iterable[object]]]:
    yield "annotation", record.annotations
    for part in _PARTS:
        yield part, getattr(record.links, part)
    yield "judgement", record.judgements
    yield "unfit", record.unfit
    yield "refusal", record.refusals


def _report(record: DeskRecord, n: int, report: Report, excerpts: Excerpts, *, full_text: bool) -> _Report:
    title = excerpts.title(report.id)
    shown = report if full_text else replace(report, text="", title=title or None)
    return _Report(
        report=shown,
        sha256=hashlib.sha256(report.text.encode()).hexdigest(),
        characters=len(report.text),
        recorded_at=record.recorded_at[n] if record.recorded_at else None,
        sources=record.sources[n] if record.sources else (),
    )


def _encode(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def read(lines: Iterable[bytes], *, texts: Mapping[str, str] | None = None) -> Imported:
    """The record that `write` wrote; `texts` gives back, by report id, what was withheld.

    Raises `InputError` naming the line when it is not one of ours, or when a text is not the one that was read.
    """
    known = texts or {}
    header = _Header()
    reports: list[_Report] = []
    found: dict[str, list[Any]] = {kind: [] for kind in (*_RECORDS, *_PARTS)}
    for number, line in enumerate(lines, 1):
        try:
            if number == 1:
                header = _header(line)
            elif line.startswith(b'{"report"'):
                reports.append(_with_text(msgspec.json.decode(line, type=_Report), known, texts=header.texts))
            else:
                kind, value = _value(line)
                found[kind].append(value)
        except (msgspec.MsgspecError, UnicodeError, KeyError, InputError) as error:
            raise InputError(f"line {number}: not a line of an exported record ({error})") from error
    return Imported(
        record=_record(header, reports, found), withheld={r.report.id: r.sha256 for r in reports if not _whole(r)}
    )


def _header(line: bytes) -> _Header:
    header = msgspec.json.decode(line, type=_Header)
    if (header.vedette, header.version) != ("record", VERSION):
        raise InputError("another format or version")
    return header


def _value(line: bytes) -> tuple[str, Any]:
    held = msgspec.json.decode(line, type=_Line)
    kind = _RECORDS.get(held.kind)
    if kind is None:
        kind = _part_types()[held.kind]
    return held.kind, msgspec.json.decode(held.value, type=kind)


def _part_types() -> dict[str, Any]:
    """The type of one element of each part of the links."""
    from typing import get_args, get_type_hints

    return {name: get_args(hint)[0] for name, hint in get_type_hints(Links).items()}


def _with_text(held: _Report, known: Mapping[str, str], *, texts: bool) -> _Report:
    """The report with its text, checked against its hash, where there is one."""
    text = held.report.text if texts else known.get(held.report.id)
    if text is None:
        return held
    if hashlib.sha256(text.encode()).hexdigest() != held.sha256:
        raise InputError(f"the text of report {held.report.id} is not the one that was read")
    return msgspec.structs.replace(held, report=replace(held.report, text=text))


def _whole(held: _Report) -> bool:
    return len(held.report.text) == held.characters


def _record(header: _Header, reports: list[_Report], found: Mapping[str, list[Any]]) -> DeskRecord:
    links = Links(**{part: tuple(found[part]) for part in _PARTS})
    dated = any(held.recorded_at for held in reports)
    return DeskRecord(
        reports=tuple(held.report for held in reports),
        annotations=tuple(found["annotation"]),
        links=links,
        as_known_at=header.as_known_at,
        ledger=header.ledger,
        refusals=tuple(found["refusal"]),
        recorded_at=tuple(held.recorded_at or "" for held in reports) if dated else (),
        sources=tuple(held.sources for held in reports) if dated else (),
        judgements=tuple(found["judgement"]),
        unfit=tuple(found["unfit"]),
    )
