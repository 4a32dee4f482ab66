"""A brief as a Word document; every citation is a link to its entry in the list of sources."""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from vedette.brief.arrange import arrange
from vedette.brief.document import Block, Boxes, Bullets, Document, Entry, Grid, Note, Opposed, Section, Strip, Subhead
from vedette.brief.document_words import entry_facts, source_line
from vedette.brief.model import Brief, Citation, IncidentItem, SourceText
from vedette.brief.render import PREFACE
from vedette.brief.script import clean, runs_right_to_left

_FONT = "Arial"
_INK, _SOFT, _ACCENT, _COMMENT = "1B2430", "5A6675", "0B5394", "8A3B00"
_TLP = {"RED": "FF2B2B", "AMBER": "FFC000", "AMBER+STRICT": "FFC000", "GREEN": "33FF00", "CLEAR": "FFFFFF"}
_PAGE_CM, _CITES = 17.0, 10
_THEN = (1980, 1, 1, 0, 0, 0)


def write(brief: Brief) -> bytes:
    """The brief as .docx, the same bytes for the same brief."""
    writer = _Writer(docx.Document(), arrange(brief))
    writer.write()
    return writer.saved()


class _Writer:
    """Writes one document, block by block."""

    def __init__(self, word: Word, document: Document) -> None:
        self.word = word
        self.document = document
        self.marks = 0

    def write(self) -> None:
        """The whole brief, in reading order."""
        self._page()
        self._head()
        for section in self.document.sections:
            self._section(section)
        self._sources()
        for source in self.document.texts:
            self._text(source)
        if self.document.footnote:
            self._say(self.word.add_paragraph(), self.document.footnote, color=_SOFT, size=8.5)

    def saved(self) -> bytes:
        """The file; its parts carry no time of writing."""
        raw, made = io.BytesIO(), io.BytesIO()
        self.word.save(raw)
        with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
            for name in parts.namelist():
                out.writestr(zipfile.ZipInfo(name, _THEN), parts.read(name), zipfile.ZIP_DEFLATED)
        return made.getvalue()

    # the page

    def _page(self) -> None:
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
        for name, size, color in (
            ("Normal", 10, _INK),
            ("Title", 22, _INK),
            ("Heading 1", 14, _INK),
            ("Heading 2", 11, _ACCENT),
        ):
            style: Any = self.word.styles[name]
            style.font.size, style.font.name, style.font.color.rgb = Pt(size), _FONT, RGBColor.from_string(color)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(_w(script), _FONT)
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                fonts.attrib.pop(_w(theme), None)
        self.word.styles["Normal"].paragraph_format.space_after = Pt(4)
        properties = self.word.core_properties
        properties.title, properties.author = clean(self.document.title), "Vedette"
        properties.subject, properties.comments = f"{self.document.kind}, {self.document.marking}", ""
        properties.created = properties.modified = datetime(*_THEN)  # noqa: DTZ001 - Word's times have no zone
        self._marking(section.header.paragraphs[0])
        self._footer(section.footer.paragraphs[0])

    def _marking(self, paragraph: Paragraph) -> None:
        if self.document.banner:
            self._run(paragraph, f"{clean(self.document.banner)}   ", bold=True, size=9)
        label = self._run(
            paragraph, f" {self.document.marking} ", bold=True, size=9, color=_TLP[self.document.marking[4:]]
        )
        _shade(label._r.get_or_add_rPr(), "000000")

    def _footer(self, paragraph: Paragraph) -> None:
        self._run(
            paragraph,
            f"{clean(self.document.kind)}, {self.document.dtg}, {self.document.marking}, page ",
            size=8,
            color=_SOFT,
        )
        run = self._run(paragraph, "", size=8, color=_SOFT)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run._r.append(_element("fldChar", {"fldCharType": kind}) if kind else _element("instrText", {}, text))

    def _head(self) -> None:
        self._say(self.word.add_paragraph(), self.document.kind.upper(), color=_SOFT, size=9)
        self.word.add_paragraph(clean(self.document.title), style="Title")
        table = self.word.add_table(rows=0, cols=2)
        for name, value in self.document.head:
            cells = table.add_row().cells
            self._say(cells[0].paragraphs[0], name, color=_SOFT)
            self._say(cells[1].paragraphs[0], value)
        _widths(table, (20, 80))
        self._say(self.word.add_paragraph(), PREFACE, color=_SOFT, size=8.5)

    # the blocks

    def _section(self, section: Section) -> None:
        self.word.add_heading(clean(section.title), level=1)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Note():
                self._note(self.word.add_paragraph(), block)
            case Bullets():
                for item in block.items:
                    self._note(self.word.add_paragraph(style="List Bullet"), item)
            case Boxes():
                self._boxes(block)
            case Grid():
                self._grid(block)
            case Subhead():
                self.word.add_heading(clean(block.text), level=2)
            case Entry():
                self._entry(block.item)
            case Opposed():
                self._opposed(block)
            case Strip():
                self._strip(block)

    def _note(self, paragraph: Paragraph, note: Note) -> None:
        if note.lead:
            self._run(paragraph, f"{clean(note.lead)}: ", bold=True)
        color = {"comment": _COMMENT, "record": _SOFT, "fact": _INK}[note.kind]
        self._say(paragraph, note.text, color=color, cites=note.cites)
        if note.kind == "comment":
            paragraph.paragraph_format.left_indent = Cm(0.6)

    def _boxes(self, block: Boxes) -> None:
        across = 3
        table = self.word.add_table(rows=0, cols=across)
        for start in range(0, len(block.items), across):
            cells = table.add_row().cells
            for cell, box in zip(cells, block.items[start : start + across], strict=False):
                self._say(cell.paragraphs[0], box.value, bold=True, size=15)
                self._say(cell.add_paragraph(), box.label)
                self._say(cell.add_paragraph(), box.note, color=_SOFT, size=8, cites=box.cites)
        _borders(table, "D5DBE3")
        _widths(table, (33, 33, 34))
        self.word.add_paragraph()

    def _grid(self, block: Grid) -> None:
        table = self.word.add_table(rows=1, cols=len(block.head) + 1)
        for cell, name in zip(table.rows[0].cells, (*block.head, "source"), strict=True):
            self._say(cell.paragraphs[0], name, bold=True, size=8.5)
            _shade(cell._tc.get_or_add_tcPr(), "E8EDF3")
        table.rows[0]._tr.get_or_add_trPr().append(_element("tblHeader", {}))
        for row in block.rows:
            made = table.add_row()
            made._tr.get_or_add_trPr().append(_element("cantSplit", {}))
            for n, (cell, text) in enumerate(zip(made.cells, row.cells, strict=False)):
                self._say(cell.paragraphs[0], text, bold=n == block.strong, size=8.5)
            self._say(made.cells[-1].paragraphs[0], "", size=8.5, cites=row.cites)
        _borders(table, "D5DBE3")
        _widths(table, (*block.widths, _CITES))
        self.word.add_paragraph()

    def _entry(self, shown: IncidentItem) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._run(paragraph, clean(shown.kind), bold=True)
        if shown.word:
            self._run(paragraph, f" “{clean(shown.word)}”", italic=True)
        for tag in (shown.change, shown.status, "disputed" if shown.disputed else ""):
            if tag:
                self._run(paragraph, f" [{tag}]", bold=True, color=_COMMENT)
        self._run(paragraph, f"  {clean(entry_facts(shown))}")
        quote = self.word.add_paragraph()
        quote.paragraph_format.left_indent = Cm(0.6)
        self._say(quote, shown.told, color=_SOFT, cites=shown.cites)

    def _opposed(self, block: Opposed) -> None:
        title = f"{block.item.slot}: {block.item.about}" if block.item.about else block.item.slot
        self.word.add_heading(clean(title), level=2)
        table = self.word.add_table(rows=1, cols=len(block.item.sides))
        for cell, side in zip(table.rows[0].cells, block.item.sides, strict=True):
            self._run(cell.paragraphs[0], f"{clean(side.speaker)}: ", bold=True)
            self._say(cell.paragraphs[0], side.says, cites=side.cites)
            self._say(cell.add_paragraph(), side.told, color=_SOFT, size=8.5)
        _borders(table, "D5DBE3")
        _widths(table, (100 // len(block.item.sides),) * len(block.item.sides))
        self.word.add_paragraph()

    def _strip(self, block: Strip) -> None:
        for origin in block.origins:
            for n, report in enumerate(origin.reports):
                paragraph = self.word.add_paragraph()
                paragraph.paragraph_format.left_indent = Cm(0.6 if n else 0)
                how = f" ({report.how})" if report.how else ""
                self._say(paragraph, f"{f'{origin.number}. ' if not n else ''}{report.name}{how}")

    # the end

    def _sources(self) -> None:
        self.word.add_heading("Sources: the cited sentences", level=1)
        for citation in self.document.citations:
            paragraph = self.word.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.9)
            paragraph.paragraph_format.first_line_indent = Cm(-0.9)
            self._bookmark(paragraph, citation)
            self._say(paragraph, source_line(citation), size=8.5)

    def _bookmark(self, paragraph: Paragraph, citation: Citation) -> None:
        self.marks += 1
        name = {"id": str(self.marks), "name": f"c{citation.number}"}
        paragraph._p.append(_element("bookmarkStart", name))
        self._run(paragraph, f"[{citation.number}] ", bold=True, size=8.5)
        paragraph._p.append(_element("bookmarkEnd", {"id": str(self.marks)}))

    def _text(self, source: SourceText) -> None:
        self.word.add_heading(clean(source.title), level=2)
        about = f"{source.outlet}, {source.date}, report {source.report}, text {source.hash}"
        self._say(self.word.add_paragraph(), about, color=_SOFT, size=8.5)
        paragraph = self.word.add_paragraph()
        for piece in source.pieces:
            if piece.paragraph:
                paragraph = self.word.add_paragraph()
            color = _SOFT if piece.layer in ("furniture", "embed") else _INK
            self._say(paragraph, f"{clean(piece.text)} ", color=color, bold=bool(piece.cited), cites=piece.cited)

    # words

    def _say(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        cites: tuple[int, ...] = (),
        bold: bool = False,
        size: float | None = None,
        color: str = _INK,
    ) -> None:
        """Text and the links to its sentences; a paragraph runs as its text does."""
        line = clean(text)
        if runs_right_to_left(line):
            paragraph._p.get_or_add_pPr().append(_element("bidi", {}))
        if line:
            self._run(paragraph, line, bold=bold, size=size, color=color)
        if cites and line:
            paragraph.add_run(" ")
        for number in cites:
            self._link(paragraph, number)

    def _run(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        size: float | None = None,
        color: str = _INK,
    ) -> Any:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if size is not None:
            run.font.size = Pt(size)
        if color != _INK:
            run.font.color.rgb = RGBColor.from_string(color)
        if runs_right_to_left(text):
            run.font.rtl = True
        return run

    def _link(self, paragraph: Paragraph, number: int) -> None:
        run = self._run(paragraph, f"[{number}]", size=8, color=_ACCENT)
        link = _element("hyperlink", {"anchor": f"c{number}"})
        paragraph._p.append(link)
        link.append(run._r)

    @staticmethod
    def _cm(length: float) -> Any:
        return Cm(length)


def _w(name: str) -> str:
    return str(qn(f"w:{name}"))


def _element(name: str, attributes: dict[str, str], text: str = "") -> Any:
    """One element of WordprocessingML."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(_w(key), value)
    if text:
        made.text = text
    return made


def _shade(properties: Any, color: str) -> None:
    properties.append(_element("shd", {"val": "clear", "color": "auto", "fill": color}))


def _borders(table: Any, color: str) -> None:
    borders = _element("tblBorders", {})
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(side, {"val": "single", "sz": "4", "space": "0", "color": color}))
    table._tbl.tblPr.append(borders)


def _widths(table: Any, shares: tuple[int, ...]) -> None:
    """Fixed widths of columns, as shares of the width of the page."""
    table.autofit = False
    total = sum(shares)
    for n, share in enumerate(shares):
        width = Cm(_PAGE_CM * share / total)
        table.columns[n].width = width
        for cell in table.columns[n].cells:
            cell.width = width
