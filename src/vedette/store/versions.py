"""The versions of one report: its outlet put another text under the same address, and both are kept."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from vedette.errors import NotThereError
from vedette.record import DeskRecord, Report, Span

DiffKind = Literal["same", "changed", "added", "removed"]
Stretch = tuple[DiffKind, Span | None, Span | None]
"""What became of a stretch, and where it stands in the earlier and in the later text."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_PAIRS = 4_000_000
"""Pairs of pieces that are compared one by one; a longer stretch counts as changed as a whole."""


def versions_of(record: DeskRecord, report_id: str) -> tuple[Report, ...]:
    """All reports of the record with the address of this one, in the order in which the desk got them.

    A report without an address has no other version. Raises `NotThereError` for a report that the record does not have.
    """
    known = {report.id: report for report in record.reports}
    if report_id not in known:
        raise NotThereError(f"no report {report_id!r} on the desk")
    url = known[report_id].url
    if not url:
        return (known[report_id],)
    moments = record.recorded_at or ("",) * len(record.reports)
    same = [(at, report.id) for report, at in zip(record.reports, moments, strict=True) if report.url == url]
    return tuple(known[name] for _, name in sorted(same))


def text_diff(before: str, after: str) -> tuple[Stretch, ...]:
    """What became of the words of a text, in order: (kind, span before, span after).

    Spans are code points. The stretches with a span before give the whole earlier text, those with a span after the
    whole later one. Lines are compared first, then the words of lines that differ.
    """
    found: list[Stretch] = []
    lines = _spans(before, Span(0, len(before)), _LINE), _spans(after, Span(0, len(after)), _LINE)
    for kind, old, new in _compared(before, lines[0], after, lines[1]):
        if kind != "changed" or old is None or new is None:
            found.append((kind, old, new))
        else:
            found += _compared(before, _spans(before, old, _WORD), after, _spans(after, new, _WORD))
    return tuple(_smoothed(found, before))


def _spans(text: str, within: Span, piece: re.Pattern[str]) -> list[Span]:
    return [Span(*match.span()) for match in piece.finditer(text, within.start, within.end)]


def _compared(before: str, old: Sequence[Span], after: str, new: Sequence[Span]) -> list[Stretch]:
    """The stretches of two rows of pieces."""
    if len(old) * len(new) > _PAIRS:
        return [("changed", _joined(old), _joined(new))]
    pieces = [before[start:end] for start, end in old], [after[start:end] for start, end in new]
    matcher = SequenceMatcher(None, *pieces, autojunk=False)
    return [_stretch(old[a:b], new[c:d], same=tag == "equal") for tag, a, b, c, d in matcher.get_opcodes()]


def _stretch(old: Sequence[Span], new: Sequence[Span], *, same: bool) -> Stretch:
    if same:
        return "same", _joined(old), _joined(new)
    kind: DiffKind = "changed" if old and new else "removed" if old else "added"
    return kind, _joined(old), _joined(new)


def _joined(spans: Sequence[Span | None]) -> Span | None:
    held = [span for span in spans if span is not None]
    return Span(held[0].start, held[-1].end) if held else None


def _smoothed(found: Sequence[Stretch], before: str) -> list[Stretch]:
    """Neighbours that belong together as one: a space alone between two changes is part of them."""
    blank = [kind == "same" and old is not None and before[old.start : old.end] == " " for kind, old, _ in found]
    inner = {
        n for n in range(1, len(found) - 1) if blank[n] and found[n - 1][0] != "same" and found[n + 1][0] != "same"
    }
    groups: list[list[Stretch]] = []
    for n, one in enumerate(found):
        if groups and (n in inner or n - 1 in inner or found[n - 1][0] == one[0]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [_one(group) for group in groups]


def _one(group: Sequence[Stretch]) -> Stretch:
    if len(group) == 1:
        return group[0]
    old, new = _joined([span for _, span, _ in group]), _joined([span for _, _, span in group])
    return _stretch([old] if old else [], [new] if new else [], same=all(kind == "same" for kind, _, _ in group))
