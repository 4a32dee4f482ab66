"""A brief laid out as a profile wants it: which parts, in which order, under which headings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from vedette.brief import likelihood, words
from vedette.brief.document import Document, Note, Section
from vedette.brief.model import Brief, Citation
from vedette.brief.parts import PARTS
from vedette.brief.setting import ProfileName

T = TypeVar("T")
_RESOLUTION = (
    "References to Kosovo are to be understood in the context of United Nations Security Council resolution 1244 "
    "(1999)."
)
_NONE = "Nothing is recorded."
_EMPTY = {
    "highlights": "No event is recorded.",
    "unknown": "Nothing is marked as unknown.",
    "assessment": "No assessment is made: the desk states facts, and no analyst has added a judgement.",
}


def arrange(brief: Brief) -> Document:
    """The document of the brief's profile; citations are numbered in the order in which a reader meets them."""
    profile = profiles()[brief.setting.profile]
    sections = tuple(s for row in profile["parts"] if (s := _section(brief, row)) is not None)
    renumbered = {number: n for n, number in enumerate(dict.fromkeys(_numbers(sections)), 1)}
    setting = brief.setting
    return Document(
        title=brief.title,
        kind=f"{profile['kind']} {setting.number}".strip(),
        marking=f"TLP:{setting.tlp}",
        banner=setting.banner,
        head=tuple(_head(brief)),
        dtg=brief.dtg,
        scale=setting.scale,
        sections=_with_numbers(sections, renumbered),
        footnote=_RESOLUTION if brief.kosovo and setting.profile == "un" else "",
        citations=_renumber(brief.citations, renumbered),
        texts=_texts(brief, renumbered),
    )


@cache
def profiles() -> Mapping[ProfileName, dict[str, Any]]:
    """The parts of each profile, as data."""
    loaded: dict[ProfileName, dict[str, Any]]
    loaded = yaml.safe_load((files("vedette.brief") / "data" / "profiles.yaml").read_text("utf-8"))
    return loaded


def _section(brief: Brief, row: Mapping[str, Any]) -> Section | None:
    blocks = tuple(PARTS[row["part"]](brief))
    if not blocks and row.get("optional"):
        return None
    empty = _EMPTY.get(row["part"], _NONE)
    return Section(name=row["part"], title=row["title"], blocks=blocks or (Note(text=empty, kind="record"),))


def _head(brief: Brief) -> Iterator[tuple[str, str]]:
    """The lines of the header."""
    setting = brief.setting
    yield "Date-time group", brief.dtg
    yield "As known at", brief.as_known_at
    if brief.changes is not None:
        yield "Changes since", brief.changes.since
    yield "Reports from", brief.period
    if setting.by:
        yield "Produced by", setting.by
    counts = (
        words.plural(brief.reports, "report"),
        words.plural(brief.origins, "independent origin"),
        words.plural(brief.events, "event"),
        words.plural(len(brief.disputes), "open dispute"),
    )
    yield "Rests on", f"{', '.join(counts)} ({brief.ledger})"
    if brief.comments:
        yield "Probability words", likelihood.name(setting.scale)


def _numbers(value: object) -> Iterator[int]:
    """All citations in the order in which they are met."""
    if isinstance(value, tuple):
        for part in value:
            yield from _numbers(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            found = getattr(value, field.name)
            if field.name == "cites":
                yield from found
            else:
                yield from _numbers(found)


def _with_numbers(value: T, new: Mapping[int, int]) -> T:
    """The same with its citations numbered anew."""
    if isinstance(value, tuple):
        return tuple(_with_numbers(part, new) for part in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        found: Any = getattr(value, field.name)
        changed[field.name] = tuple(new[n] for n in found) if field.name == "cites" else _with_numbers(found, new)
    return replace(value, **changed)


def _renumber(citations: Iterable[Citation], new: Mapping[int, int]) -> tuple[Citation, ...]:
    used = (replace(citation, number=new[citation.number]) for citation in citations if citation.number in new)
    return tuple(sorted(used, key=lambda citation: citation.number))


def _texts(brief: Brief, new: Mapping[int, int]) -> tuple[Any, ...]:
    """The reports whole, their cited sentences under the new numbers."""
    return tuple(
        replace(
            source,
            pieces=tuple(replace(p, cited=tuple(new[n] for n in p.cited if n in new)) for p in source.pieces),
        )
        for source in brief.sources
    )
