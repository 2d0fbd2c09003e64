"""A document laid out: blocks to slabs, slabs to sheets, in the order of GB/T 9704-2012, 7."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import assert_never

from kjr.blocks import Bars, Block, Document, Heading, Paragraph, Picture, Signature, Table
from kjr.paper import prose
from kjr.paper.figures import bars, pictures
from kjr.paper.flow import Sheet, filled
from kjr.paper.fonts import Fonts
from kjr.paper.official import imprint, red_head
from kjr.paper.page import LANDSCAPE, PORTRAIT, Frame, Slab
from kjr.paper.table import table


def laid_out(document: Document, fonts: Fonts) -> list[Sheet]:
    """Every page of the document, in order; each annex begins a new one (7.3.7)."""
    parts = [(PORTRAIT, list(body(document, fonts)))]
    for number, annex in enumerate(document.annexes, 1):
        frame = LANDSCAPE if annex.landscape else PORTRAIT
        mark = str(number) if len(document.annexes) > 1 else ""
        head = prose.annex_head(mark, annex.title, fonts, frame)
        parts.append((frame, [*head, *slabs_of(annex.blocks, fonts, frame)]))
    if last := imprint(document.letterhead, fonts, PORTRAIT):
        if parts[-1][0] != PORTRAIT:
            parts.append((PORTRAIT, []))
        parts[-1][1].append(last)
    return [sheet for frame, slabs in parts for sheet in filled(slabs, frame)]


def body(document: Document, fonts: Fonts) -> Iterator[Slab]:
    """The part before the annexes: head, title, 主送, text, 附件说明, 落款."""
    yield from red_head(document.letterhead, fonts, PORTRAIT)
    yield from prose.title(document.title, fonts, PORTRAIT)
    yield from prose.addressee(document.addressee, fonts, PORTRAIT)
    signatures = [block for block in document.body if isinstance(block, Signature)]
    text = [block for block in document.body if not isinstance(block, Signature)]
    listed = list(prose.annex_list(document.annexes, fonts, PORTRAIT))
    signed = list(slabs_of(signatures, fonts, PORTRAIT))
    signed += prose.footer(document.footer, fonts, PORTRAIT)
    yield from joined(joined(list(slabs_of(text, fonts, PORTRAIT)), listed), kept(signed))


def kept(slabs: Sequence[Slab]) -> list[Slab]:
    """All of them on one page."""
    return [*(slab._replace(keep=True) for slab in slabs[:-1]), *slabs[-1:]]


def joined(text: list[Slab], end: list[Slab]) -> list[Slab]:
    """The text's last lines on the same page as what comes after it."""
    if not end:
        return text
    start, last = text[: -prose.LAST_LINES], text[-prose.LAST_LINES :]
    return [*start, *kept([*last, end[0]]), *end[1:]]


def slabs_of(blocks: Iterable[Block], fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """Blocks as slabs; photographs that follow each other share a row."""
    for _, group in groupby(blocks, type):
        run = list(group)
        photographs = [block for block in run if isinstance(block, Picture)]
        yield from pictures(photographs, fonts, frame)
        for block in run:
            yield from slabs_of_one(block, fonts, frame)


def slabs_of_one(block: Block, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """One block as slabs."""
    match block:
        case Heading():
            yield from prose.heading(block, fonts, frame)
        case Paragraph():
            yield from prose.paragraph(block, fonts, frame)
        case Table():
            yield from table(block, fonts, frame)
        case Bars():
            yield from bars(block, fonts, frame)
        case Signature():
            yield prose.signature(block, fonts, frame)
        case Picture():
            return
        case _:
            assert_never(block)
