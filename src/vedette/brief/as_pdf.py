"""A brief as PDF; every citation is a link to its entry in the list of sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos

from vedette.brief import fonts
from vedette.brief.arrange import arrange
from vedette.brief.document import (
    Block,
    Boxes,
    Bullets,
    Document,
    Entry,
    Grid,
    GridRow,
    Note,
    Opposed,
    Section,
    Strip,
    Subhead,
)
from vedette.brief.document_words import entry_facts, source_line
from vedette.brief.model import Brief, IncidentItem, SourceText
from vedette.brief.render import PREFACE
from vedette.brief.script import clean, needs_shaping, runs_right_to_left

Color = tuple[int, int, int]
_INK, _SOFT, _ACCENT, _COMMENT = (27, 36, 48), (90, 102, 117), (11, 83, 148), (138, 59, 0)
_LINE, _CARD = (213, 219, 227), (240, 243, 247)
_TLP: dict[str, Color] = {
    "RED": (255, 43, 43),
    "AMBER": (255, 192, 0),
    "AMBER+STRICT": (255, 192, 0),
    "GREEN": (51, 255, 0),
    "CLEAR": (255, 255, 255),
}
_THEN = datetime(1980, 1, 1, tzinfo=UTC)
_MARGIN, _BOTTOM, _PAD, _CITES = 18.0, 17.0, 1.2, 11


def write(brief: Brief) -> bytes:
    """The brief as .pdf, the same bytes for the same brief."""
    document = arrange(brief)
    letters = "".join(sorted({ch for text in _texts(document) for ch in clean(text)}))
    with fonts.cut(letters + letters.upper()) as files:
        page = _Page(document)
        page.letters(files)
        _Writer(page, document).write()
        return bytes(page.output())


def _texts(value: object) -> Iterator[str]:
    """Every text of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


class _Page(FPDF):
    """A4 pages with the marking at their head and foot."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=_BOTTOM)
        self.set_creation_date(_THEN)
        self.set_title(clean(document.title))
        self.set_subject(f"{document.kind}, {document.marking}")
        self.set_creator("Vedette")
        self.set_lang("en")

    def letters(self, files: Mapping[tuple[str, str], Path]) -> None:
        """Take the fonts of this brief into use."""
        for (name, style), path in files.items():
            self.add_font(name, style, path)
        others = [name for name in fonts.OTHERS if (name, "") in files]
        self.set_fallback_fonts(others, exact_match=True)

    def header(self) -> None:
        """The marking, on black as TLP wants it."""
        label = f"TLP:{self.document.marking[4:]}"
        self.set_font(fonts.MAIN, "B", 9)
        self.set_xy(_MARGIN, 8)
        if self.document.banner:
            self.set_text_color(*_INK)
            self.cell(text=f"{clean(self.document.banner)}   ", h=5)
        self.set_fill_color(0, 0, 0)
        self.set_text_color(*_TLP[self.document.marking[4:]])
        self.cell(text=f" {label} ", h=5, fill=True)
        self.set_xy(_MARGIN, _MARGIN)

    def footer(self) -> None:
        """What this is, and the number of the page."""
        self.set_y(-12)
        self.set_font(fonts.MAIN, "", 8)
        self.set_text_color(*_SOFT)
        text = f"{clean(self.document.kind)}, {self.document.dtg}, {self.document.marking}"
        self.cell(w=self.epw - 20, h=5, text=text)
        self.cell(w=20, h=5, text=f"page {self.page_no()}", align=Align.R)


class _Writer:
    """Writes one document, block by block, down the pages."""

    def __init__(self, page: _Page, document: Document) -> None:
        self.page = page
        self.document = document
        self.links: dict[int, int] = {}

    def write(self) -> None:
        """The whole brief, in reading order."""
        self.page.add_page()
        self.links = {citation.number: self.page.add_link() for citation in self.document.citations}
        self._head()
        for section in self.document.sections:
            self._section(section)
        self._sources()
        for source in self.document.texts:
            self._text(source)
        if self.document.footnote:
            self.page.ln(3)
            self._say(self.document.footnote, size=8, color=_SOFT)

    def _head(self) -> None:
        self._say(self.document.kind.upper(), size=9, color=_SOFT)
        self._say(self.document.title, size=21, bold=True)
        self.page.ln(1)
        for name, value in self.document.head:
            top = self.page.get_y()
            self._say(name, size=9, color=_SOFT)
            below = self.page.get_y()
            self.page.set_y(top)
            self._say(value, size=9, indent=38)
            self.page.set_y(max(below, self.page.get_y()))
        self.page.ln(2)
        self._say(PREFACE, size=8, color=_SOFT)

    # the blocks

    def _section(self, section: Section) -> None:
        self._heading(section.title)
        for block in section.blocks:
            self._block(block)

    def _heading(self, title: str) -> None:
        self._keep(24)
        self.page.ln(4)
        self.page.start_section(clean(title))
        self.page.set_draw_color(*_INK)
        self.page.line(_MARGIN, self.page.get_y(), _MARGIN + self.page.epw, self.page.get_y())
        self.page.ln(1.5)
        self._say(title, size=13, bold=True)
        self.page.ln(1)

    def _subhead(self, text: str) -> None:
        self._keep(18)
        self.page.ln(1.5)
        self._say(text, size=10.5, bold=True, color=_ACCENT)

    def _block(self, block: Block) -> None:
        match block:
            case Note():
                self._note(block)
            case Bullets():
                for item in block.items:
                    self._note(item, bullet=True)
            case Boxes():
                self._boxes(block)
            case Grid():
                self._grid(block)
            case Subhead():
                self._subhead(block.text)
            case Entry():
                self._entry(block.item)
            case Opposed():
                self._opposed(block)
            case Strip():
                self._strip(block)

    def _note(self, note: Note, *, bullet: bool = False) -> None:
        color = {"comment": _COMMENT, "record": _SOFT, "fact": _INK}[note.kind]
        indent = 5.0 if bullet or note.kind == "comment" else 0.0
        self._keep(7)
        if bullet:
            self.page.set_fill_color(*_INK)
            self.page.circle(_MARGIN + 2, self.page.get_y() + 2.4, 0.6, style="F")
        self._say(note.text, cites=note.cites, color=color, indent=indent, lead=note.lead)
        self.page.ln(0.8)

    def _boxes(self, block: Boxes) -> None:
        across = 3
        width = self.page.epw / across
        for start in range(0, len(block.items), across):
            boxes = block.items[start : start + across]
            notes = [self._lines(box.note, width - 6, 7.5) for box in boxes]
            labels = [self._lines(box.label, width - 6, 9) for box in boxes]
            height = 14 + 4.4 * max(map(len, labels)) + 3.8 * (max(map(len, notes)) + 1)
            self._keep(height)
            top = self.page.get_y()
            for n, box in enumerate(boxes):
                left = _MARGIN + n * width
                self.page.set_draw_color(*_LINE)
                self.page.set_fill_color(*_CARD)
                self.page.rect(left, top, width - 2, height - 2, style="DF")
                self.page.set_xy(left + 2, top + 1.5)
                self._inside(left + 2, width - 6, box.value, size=14, bold=True)
                self._inside(left + 2, width - 6, box.label, size=9)
                self._inside(left + 2, width - 6, box.note, size=7.5, color=_SOFT)
                self._numbers(left + 2, width - 6, box.cites)
            self.page.set_xy(_MARGIN, top + height)

    def _entry(self, shown: IncidentItem) -> None:
        self._keep(16)
        tags = (shown.change, shown.status, "disputed" if shown.disputed else "")
        marks = "".join(f" [{tag}]" for tag in tags if tag)
        word = f" “{shown.word}”" if shown.word else ""
        self._say(f"{word}{marks}  {entry_facts(shown)}".strip(), lead=shown.kind, size=9)
        top, number = self.page.get_y(), self.page.page_no()
        self._say(shown.told, cites=shown.cites, size=9, color=_SOFT, indent=5)
        if self.page.page_no() == number:
            self.page.set_draw_color(*_LINE)
            self.page.line(_MARGIN + 2.5, top + 0.6, _MARGIN + 2.5, self.page.get_y() - 0.6)
        self.page.ln(1.6)

    def _opposed(self, block: Opposed) -> None:
        self._subhead(f"{block.item.slot}: {block.item.about}" if block.item.about else block.item.slot)
        rows = tuple(GridRow(cells=(s.speaker, s.says, s.told), cites=s.cites) for s in block.item.sides)
        self._grid(Grid(head=("who", "says", "sentence"), rows=rows, widths=(24, 26, 40)))

    def _strip(self, block: Strip) -> None:
        for origin in block.origins:
            for n, report in enumerate(origin.reports):
                how = f" ({report.how})" if report.how else ""
                self._say(f"{'' if n else f'{origin.number}. '}{report.name}{how}", size=9, indent=6 if n else 0)

    # tables

    def _grid(self, block: Grid) -> None:
        shares = (*block.widths, _CITES)
        widths = [self.page.epw * share / sum(shares) for share in shares]
        head = GridRow(cells=(*block.head, "source"))
        self._row(head, widths, strong=None, head=True)
        for row in block.rows:
            if self._row_height(row, widths, block.strong) + self.page.get_y() > self.page.h - _BOTTOM:
                self.page.add_page()
                self._row(head, widths, strong=None, head=True)
            self._row(row, widths, strong=block.strong, head=False)
        self.page.ln(2)

    def _row_height(self, row: GridRow, widths: list[float], strong: int | None) -> float:
        lines = [len(self._lines(c, widths[n] - 2 * _PAD, 8, bold=n == strong)) for n, c in enumerate(row.cells)]
        each = max(1, int((widths[-1] - 2 * _PAD) / 7))
        return max(1, *lines, -(-len(row.cites) // each)) * 4 + 2 * _PAD

    def _row(self, row: GridRow, widths: list[float], *, strong: int | None, head: bool) -> None:
        height = self._row_height(row, widths, strong)
        self._keep(height)
        top, left = self.page.get_y(), _MARGIN
        for n, text in enumerate(row.cells):
            self.page.set_xy(left + _PAD, top + _PAD)
            self._inside(
                left + _PAD, widths[n] - 2 * _PAD, text, size=8, bold=head or n == strong, color=_SOFT if head else _INK
            )
            left += widths[n]
        if row.cites:
            left = _MARGIN + sum(widths[:-1])
            self.page.set_xy(left + _PAD, top + _PAD)
            self._numbers(left + _PAD, widths[-1] - 2 * _PAD, row.cites)
        self.page.set_draw_color(*_LINE)
        self.page.line(_MARGIN, top + height, _MARGIN + self.page.epw, top + height)
        self.page.set_xy(_MARGIN, top + height)

    def _inside(
        self, left: float, width: float, text: str, *, size: float, bold: bool = False, color: Color = _INK
    ) -> None:
        """Text in a column, from where the pen is downwards."""
        self._font(size, bold=bold, color=color)
        self.page.set_x(left)
        line = self._shaped(text)
        align = Align.R if runs_right_to_left(line) else Align.L
        self.page.multi_cell(w=width, h=size * 0.5, text=line, align=align, new_x=XPos.LEFT, new_y=YPos.NEXT, padding=0)

    def _lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """The lines that a text fills in a column."""
        self._font(size, bold=bold)
        found = self.page.multi_cell(
            w=width, h=4, text=self._shaped(text), align=Align.L, dry_run=True, output=MethodReturnValue.LINES
        )
        return list(found)  # type: ignore[arg-type]

    def _numbers(self, left: float, width: float, cites: Iterable[int]) -> None:
        """Links to the sentences, as many in a line as there is room for."""
        self._font(7.5, color=_ACCENT)
        x, y = left, self.page.get_y()
        for number in cites:
            text = f"[{number}]"
            wide = self.page.get_string_width(text)
            if x > left and x + wide > left + width:
                x, y = left, y + 4
            self.page.set_xy(x, y)
            self.page.cell(w=wide, h=4, text=text, link=self.links[number])
            x += wide + 0.4

    # the end

    def _sources(self) -> None:
        self._heading("Sources: the cited sentences")
        for citation in self.document.citations:
            self._keep(9)
            self.page.set_link(self.links[citation.number], y=self.page.get_y(), page=self.page.page_no())
            top = self.page.get_y()
            self._say(f"[{citation.number}]", size=8, bold=True)
            self.page.set_y(top)
            self._say(source_line(citation), size=8, indent=10)
            self.page.ln(0.6)

    def _text(self, source: SourceText) -> None:
        self._subhead(source.title)
        self._say(f"{source.outlet}, {source.date}, report {source.report}, text {source.hash}", size=8, color=_SOFT)
        for piece in source.pieces:
            color = _SOFT if piece.layer in ("furniture", "embed") else _INK
            self._say(piece.text, size=8.5, color=color, cites=piece.cited, bold=bool(piece.cited))

    # words

    def _font(self, size: float, *, bold: bool = False, color: Color = _INK) -> None:
        self.page.set_font(fonts.MAIN, "B" if bold else "", size)
        self.page.set_text_color(*color)

    def _shaped(self, text: str) -> str:
        """The text on one line; its letters are joined and turned where its script needs that, which takes time."""
        line = clean(text)
        self.page.set_text_shaping(use_shaping_engine=needs_shaping(line))
        return line

    def _keep(self, height: float) -> None:
        """Begin a page when there is no room for so much."""
        if self.page.get_y() + height > self.page.h - _BOTTOM:
            self.page.add_page()

    def _say(
        self,
        text: str,
        *,
        cites: Iterable[int] = (),
        size: float = 10,
        bold: bool = False,
        color: Color = _INK,
        indent: float = 0,
        lead: str = "",
    ) -> None:
        """A paragraph and the links to its sentences; it runs as its text does."""
        height = size * 0.48
        line = self._shaped(text)
        self.page.set_left_margin(_MARGIN + indent)
        self.page.set_x(_MARGIN + indent)
        if lead:
            self._font(size, bold=True)
            self.page.write(height, f"{clean(lead)}{':' if not line.startswith('“') else ''} ")
        self._font(size, bold=bold, color=color)
        if runs_right_to_left(line) and not lead:
            self.page.multi_cell(w=0, h=height, text=line, align=Align.R, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        elif line:
            self.page.write(height, f"{line} " if cites else line)
        self._font(max(7.0, size - 2), color=_ACCENT)
        for number in cites:
            if self.page.get_x() + self.page.get_string_width(f"[{number}]") > _MARGIN + self.page.epw:
                self.page.ln(height)
            self.page.write(height, f"[{number}]", self.links[number])
        self.page.set_left_margin(_MARGIN)
        self.page.ln(height)
