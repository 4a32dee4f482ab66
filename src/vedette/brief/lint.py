"""What a brief must hold before it is sent: every fact cited, comment apart, one scale of probability words."""

import re
from collections.abc import Iterator

from vedette.brief import likelihood
from vedette.brief.document import Block, Boxes, Bullets, Document, Entry, Grid, Note, Opposed
from vedette.brief.setting import TLPS
from vedette.errors import InputError

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_DTG = re.compile(r"\d{6}Z [A-Z]{3} \d{2}|date not known")


def problems(document: Document) -> tuple[str, ...]:
    """All breaches of the rules of briefs in this one, each in one line; none when it may be sent."""
    return (*_header(document), *_numbers(document), *_blocks(document))


def check(document: Document) -> None:
    """Raise `InputError` with the first breach when the brief may not be sent."""
    found = problems(document)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise InputError(f"the brief breaks the rules of briefs: {found[0]}{more}")


def _header(document: Document) -> Iterator[str]:
    if document.marking not in {f"TLP:{tlp}" for tlp in TLPS}:
        yield f"the marking is no TLP label: {document.marking!r}"
    if not _DTG.fullmatch(document.dtg):
        yield f"no date-time group: {document.dtg!r}"


def _numbers(document: Document) -> Iterator[str]:
    """Each citation leads to an entry of the source list, and each entry is cited."""
    listed = {citation.number for citation in document.citations}
    used = {number for section in document.sections for block in section.blocks for number in _cites(block)}
    for number in sorted(used - listed):
        yield f"[{number}] is not in the list of sources"
    for number in sorted(listed - used):
        yield f"[{number}] is in the list of sources and is cited nowhere"


def _cites(block: Block) -> Iterator[int]:
    match block:
        case Note():
            yield from block.cites
        case Bullets() | Boxes():
            yield from (number for item in block.items for number in item.cites)
        case Grid():
            yield from (number for row in block.rows for number in row.cites)
        case Entry():
            yield from block.item.cites
        case Opposed():
            yield from (number for side in block.item.sides for number in side.cites)


def _blocks(document: Document) -> Iterator[str]:
    for section in document.sections:
        for block in section.blocks:
            for problem in _block(block, document):
                yield f"{section.title}: {problem}"


def _block(block: Block, document: Document) -> Iterator[str]:
    match block:
        case Note():
            yield from _note(block, document)
        case Bullets():
            yield from (problem for item in block.items for problem in _note(item, document))
        case Boxes():
            yield from (f"no sentence is cited: {box.label}" for box in block.items if not box.cites)
        case Grid():
            yield from (f"no sentence is cited: {' | '.join(row.cells)}" for row in block.rows if not row.cites)
        case Entry():
            if not block.item.cites:
                yield f"no sentence is cited: {block.item.id}"
        case Opposed():
            yield from (f"no sentence is cited: {side.says}" for side in block.item.sides if not side.cites)


def _note(note: Note, document: Document) -> Iterator[str]:
    if note.kind == "comment":
        yield from _comment(note.text, document)
        return
    if likelihood.START in note.text or likelihood.END in note.text:
        yield f"fact and comment in one paragraph: {note.text}"
    if note.kind == "fact" and not note.cites:
        yield f"no sentence is cited: {note.text}"


def _comment(text: str, document: Document) -> Iterator[str]:
    inner = text.removeprefix(likelihood.START).removesuffix(likelihood.END)
    if not (text.startswith(likelihood.START) and text.endswith(likelihood.END)) or likelihood.START in inner:
        yield f"a comment is not between its two marks: {text}"
    for sentence in _SENTENCE.split(inner):
        own, foreign = likelihood.own_and_foreign(sentence, document.scale)
        for word in foreign:
            yield f"“{word}” is no word of {likelihood.name(document.scale)}: {sentence.strip()}"
        if (own or foreign) and likelihood.confidence_words().search(sentence):
            yield f"likelihood and confidence in one sentence: {sentence.strip()}"
