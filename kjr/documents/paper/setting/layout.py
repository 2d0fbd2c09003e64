"""A document laid out: blocks to slabs, slabs to sheets, in the order of GB/T 9704-2012, 7."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import Final, NamedTuple, assert_never

from kjr.documents.blocks import (
    Annex,
    Bars,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting import prose
from kjr.documents.paper.setting.grids import table
from kjr.documents.paper.setting.issued import imprint, red_head
from kjr.documents.paper.setting.pagination import Sheet, filled
from kjr.documents.paper.setting.pictures import bars, pictures
from kjr.documents.paper.setting.standard import LANDSCAPE, PORTRAIT, Frame, Slab

NEXT_TO_NOTHING: Final = 0.2
"""Of a page."""
CLOSER: Final = (0.85, 0.7)
"""How much of their air the rows of a table keep when a page can be saved."""


class Part(NamedTuple):
    """A run of pages of one shape, and what stands on them."""

    frame: Frame
    slabs: Callable[[Frame], Iterator[Slab]]


def laid_out(document: Document, fonts: Fonts) -> list[Sheet]:
    """Every page of the document, in order."""
    return [sheet for part in parts(document, fonts) for sheet in pages(part)]


def parts(document: Document, fonts: Fonts) -> list[Part]:
    """The text, then each annex on pages of its own (7.3.7), the last with the 版记 (7.4)."""
    found = [Part(PORTRAIT, partial(body, document, fonts))]
    for number, annex in enumerate(document.annexes, 1):
        mark = str(number) if len(document.annexes) > 1 else ""
        frame = LANDSCAPE if annex.landscape else PORTRAIT
        found.append(Part(frame, partial(annexed, annex, mark, fonts)))
    foot = partial(imprint, document.letterhead, fonts)
    if found[-1].frame.is_across:
        return [*found, Part(PORTRAIT, foot)] if any(foot(PORTRAIT)) else found
    *before, last = found
    return [*before, Part(PORTRAIT, lambda frame: chain(last.slabs(frame), foot(frame)))]


def pages(part: Part) -> list[Sheet]:
    """The pages of one part; set closer if that saves a last page with next to nothing on it."""
    sheets = set_on(part, part.frame)
    if len(sheets) > 1 and sheets[-1].filled < NEXT_TO_NOTHING:
        for air in CLOSER:
            if len(fewer := set_on(part, part.frame._replace(air=air))) < len(sheets):
                return fewer
    return sheets


def set_on(part: Part, frame: Frame) -> list[Sheet]:
    """The pages of one part, its tables with as much air as the frame says."""
    return list(filled(list(part.slabs(frame)), frame))


def body(document: Document, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """The part before the annexes: head, title, 主送, text, 附件说明, 落款."""
    yield from red_head(document.letterhead, fonts, frame)
    yield from prose.title(document.title, fonts, frame)
    yield from prose.addressee(document.addressee, fonts, frame)
    signatures = [block for block in document.body if isinstance(block, Signature)]
    text = [block for block in document.body if not isinstance(block, Signature)]
    listed = list(prose.annex_list(document.annexes, fonts, frame))
    signed = list(slabs_of(signatures, fonts, frame))
    signed += prose.footer(document.footer, fonts, frame)
    yield from joined(joined(list(slabs_of(text, fonts, frame)), listed), kept(signed))


def annexed(annex: Annex, mark: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """An annex: its mark, its title, its blocks (7.3.7)."""
    yield from prose.annex_head(mark, annex.title, fonts, frame)
    yield from slabs_of(annex.blocks, fonts, frame)


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
