"""Sentences: where each begins and ends, and whether it is the report's own prose."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from vedette.read.reading import Layer, Reading
from vedette.read.sentences.blocks import Block, blocks
from vedette.read.sentences.page import load_page
from vedette.record import Sentence, Span
from vedette.record.annotation import TextLayer

_TAIL = re.compile(r"(?:\s*#\w+){2,}\s*$")


def read(reading: Reading) -> Reading:
    """Fill `sentences`: the parser's sentences inside each block, each with its layer of the page."""
    text = reading.report.text
    starts = sorted({sent.start_char for sent in reading.doc.sents})
    found: list[Sentence] = []
    for block in blocks(text, reading.report.title):
        whole = block.layer in ("headline", "furniture") or block.rule == "post-signature"
        inner = [] if whole else [start for start in starts if block.start < start < block.end]
        cuts = [block.start, *inner, *_tail(block), block.end]
        spans = [span for begin, end in pairwise(sorted(set(cuts))) if (span := _trim(text, begin, end))]
        found.extend(
            Sentence(start=span.start, end=span.end, layer=layer, made_by=LAYER.id, rule=rule)
            for span, (layer, rule) in zip(spans, _layers(text, spans, block), strict=True)
        )
    return replace(reading, sentences=tuple(found))


def _tail(block: Block) -> Iterator[int]:
    """Where a run of hashtags begins at the end of a block of prose."""
    match = _TAIL.search(block.text[-400:])
    if match and block.layer == "body":
        at = block.end - len(block.text[-400:]) + match.start()
        if at > block.start:
            yield at


def _trim(text: str, begin: int, end: int) -> Span | None:
    piece = text[begin:end]
    bare = piece.strip()
    start = begin + len(piece) - len(piece.lstrip())
    return Span(start, start + len(bare)) if bare else None


def _layers(text: str, spans: list[Span], block: Block) -> list[tuple[TextLayer, str]]:
    """The block's layer for each of its sentences; in prose, a post or a page line may stand among them."""
    if block.layer != "body" or len(spans) == 1:
        return [(block.layer, block.rule)] * len(spans)
    page = load_page()
    out: list[tuple[TextLayer, str]] = []
    for span in spans:
        line = text[span.start : span.end]
        if page.signs_post(line):
            post: tuple[TextLayer, str] = ("embed", "post-body")
            out = [post] * len(out) + [("embed", "post-signature")]
        elif page.holds_post(line):
            out.append(("embed", "post-trace"))
        elif page.is_furniture(line):
            out.append(("furniture", "page-line"))
        else:
            out.append((block.layer, block.rule))
    return out


LAYER = Layer("sentences", 1, fills=("sentences",), asks=("title",), read=read)
