"""A brief laid out: sections of blocks in reading order, before it is written as HTML, Markdown, Word or PDF."""

from dataclasses import dataclass
from typing import Literal

from vedette.brief.model import Citation, DisputeItem, IncidentItem, Origin, SourceText

Kind = Literal["fact", "comment", "record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One paragraph of one kind: `fact` (cited), `comment` (an analyst's, marked), or `record` (about the record)."""

    text: str
    kind: Kind
    cites: tuple[int, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Several short notes."""

    items: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One key figure: the number, what it counts, and its footnote."""

    value: str
    label: str
    note: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """The key figures side by side."""

    items: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One row of a table and the sentences that it stands on."""

    cells: tuple[str, ...]
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; its last column, the sentences, is not among `head` and `cells`. `widths` are shares of the page."""

    head: tuple[str, ...]
    rows: tuple[GridRow, ...]
    widths: tuple[int, ...]
    strong: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subhead:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident with the sentence that tells it."""

    item: IncidentItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """One dispute, its sides beside each other."""

    item: DisputeItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The independent origins with the reports drawn from each."""

    origins: tuple[Origin, ...]


Block = Note | Bullets | Boxes | Grid | Subhead | Entry | Opposed | Strip


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the brief; `name` is its anchor."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole brief laid out; `head` are the lines of its header, `texts` whole reports, where they may leave."""

    title: str
    kind: str
    marking: str
    banner: str
    head: tuple[tuple[str, str], ...]
    dtg: str
    scale: Literal["icd203", "phia"]
    sections: tuple[Section, ...]
    footnote: str
    citations: tuple[Citation, ...]
    texts: tuple[SourceText, ...]
