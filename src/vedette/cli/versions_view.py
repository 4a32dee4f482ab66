"""The versions of one report, each against the one before, word by word."""

from collections.abc import Iterator
from itertools import pairwise

from rich.text import Text

from vedette.cli.text import plain
from vedette.record import DeskRecord, Report, Span
from vedette.store import text_diff, versions_of

_AROUND = 60
"""Letters that are shown of an unchanged stretch on either side of a change."""


def versions(record: DeskRecord, report: str) -> Iterator[Text]:
    """Which versions there are, and what each changed: `[-gone-]` and `{+new+}`."""
    held = versions_of(record, report)
    moments = dict(zip((one.id for one in record.reports), record.recorded_at, strict=True))
    yield Text(f"{len(held)} version{'s' * (len(held) != 1)}" + (f" of {plain(held[0].url)}" if held[0].url else ""))
    for one in held:
        day = f", published {one.published[:10]}" if one.published else ""
        yield Text(f"  {one.id}  recorded {moments[one.id][:16].replace('T', ' ')}{day}")
    for before, after in pairwise(held):
        yield Text.assemble(f"\n{before.id} → {after.id}\n", _changes(before, after))


def _changes(before: Report, after: Report) -> Text:
    shown = Text()
    for kind, old, new in text_diff(before.text, after.text):
        if kind == "same":
            shown.append(_short(_words(before, old)))
            continue
        if old is not None:
            shown.append(f"[-{_words(before, old)}-]", "red strike")
        if new is not None:
            shown.append(f"{{+{_words(after, new)}+}}", "bold green")
    return shown


def _words(report: Report, span: Span | None) -> str:
    """The words of a span, line by line harmless to a terminal."""
    text = report.text[span.start : span.end] if span is not None else ""
    return "".join(ch if ch.isprintable() or ch == "\n" else " " for ch in text)


def _short(text: str) -> str:
    """The two ends of a long stretch, whole words only."""
    if len(text) <= 2 * _AROUND:
        return text
    return f"{text[:_AROUND].rpartition(' ')[0]} … {text[-_AROUND:].partition(' ')[2]}"
