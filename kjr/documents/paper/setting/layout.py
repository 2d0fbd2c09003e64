"""A document laid out: blocks to slabs, slabs to sheets, in the order of GB/T 9704-2012, 7."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count, groupby
from typing import Final, NamedTuple, assert_never

from kjr.documents import blocks
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting import prose
from kjr.documents.paper.setting.issued import typeset_imprint, typeset_red_head
from kjr.documents.paper.setting.pagination import PaperPage, paginate_slabs
from kjr.documents.paper.setting.pictures import typeset_bars, typeset_pictures
from kjr.documents.paper.setting.standard import BODY, LANDSCAPE, PORTRAIT, Frame, Slab, Tag
from kjr.documents.paper.setting.tables.grids import typeset_table
from kjr.documents.paper.setting.tables.wide_tables import part_wide_table

NEXT_TO_NOTHING: Final = 0.25
"""Of a page: a head and three rows on a sheet that lies across."""
HOLE: Final = 1 / 3
"""Of a page."""
LEADS: Final = (0.9, 0.8)
"""How much of the space between lines is kept to close a hole: 23 or 24 lines a page."""
CLOSER: Final = (0.85, 0.7)
"""How much of their air the rows of a table keep when a page can be saved."""


HEADS: Final = ((Tag("Div", "head"),), (Tag("H1"),), (Tag("P", "addressee"),))
"""What stands before the text: the red head, the title, 主送机关."""


class PageRun(NamedTuple):
    """A run of pages of one shape, and what stands on them."""

    frame: Frame
    slabs: Callable[[Frame], Iterator[Slab]]


def lay_out_document(document: blocks.Document, fonts: Fonts) -> list[PaperPage]:
    """Every page of the document, in order."""
    return [
        sheet._replace(part=number)
        for number, part in enumerate(list_page_runs(document, fonts))
        for sheet in lay_out_run(part)
    ]


def list_page_runs(document: blocks.Document, fonts: Fonts) -> list[PageRun]:
    """The text, then each annex on pages of its own (7.3.7), the last with the 版记 (7.4)."""
    found = [PageRun(PORTRAIT, partial(typeset_body, document, fonts))]
    for number, annex in enumerate(document.annexes, 1):
        mark = str(number) if len(document.annexes) > 1 else ""
        frame = LANDSCAPE if annex.landscape else PORTRAIT
        found.append(PageRun(frame, partial(typeset_annex, annex, mark, fonts)))
    foot = partial(typeset_imprint, document.letterhead, fonts)
    if found[-1].frame.is_across:
        return [*found, PageRun(PORTRAIT, foot)] if any(foot(PORTRAIT)) else found
    *before, last = found
    return [*before, PageRun(PORTRAIT, lambda frame: chain(last.slabs(frame), foot(frame)))]


def lay_out_run(part: PageRun) -> list[PaperPage]:
    """The pages of one part; set closer if that saves a last page with next to nothing on it.

    Where what belongs to the signature leaves a hole on the page before (7.3.5.5), or a long head
    no room for text on the first page (7.3.3), the lines stand closer.
    """
    sheets = paginate_slabs(part.slabs(part.frame), part.frame)
    if not is_well_filled(sheets):
        for frame in (part.frame._replace(lead=lead) for lead in LEADS):
            closer = paginate_slabs(part.slabs(frame), frame)
            if is_well_filled(closer):
                return closer
    if len(sheets) > 1 and sheets[-1].filled < NEXT_TO_NOTHING:
        for air in CLOSER:
            frame = part.frame._replace(air=air)
            if len(fewer := paginate_slabs(part.slabs(frame), frame)) < len(sheets):
                return fewer
    return sheets


def is_well_filled(sheets: Sequence[PaperPage]) -> bool:
    """Whether there is text below the head of the first page, and a hole on none but the last."""
    first = [slab.path[:1] for _, slab, _ in sheets[0].placed] if len(sheets) > 1 else []
    is_bare = bool(first) and all(path in HEADS for path in first)
    return not is_bare and find_largest_hole(sheets) <= HOLE


def find_largest_hole(sheets: Sequence[PaperPage]) -> float:
    """How much of a page is empty that is not the last."""
    return max((sheet.emptiness for sheet in sheets[:-1]), default=0.0)


def typeset_body(document: blocks.Document, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """The part before the annexes: head, title, 主送, text, 附件说明, 落款."""
    yield from typeset_red_head(document.letterhead, fonts, frame)
    yield from prose.typeset_title(document.title, fonts, frame)
    if document.addressee:
        to = prose.typeset_text(f"{document.addressee}：", BODY, 0.0, fonts, frame)
        yield from (slab._replace(path=(Tag("P", "addressee"),)) for slab in to)
    signatures = [block for block in document.body if isinstance(block, blocks.Signature)]
    text = [block for block in document.body if not isinstance(block, blocks.Signature)]
    end = [
        *prose.typeset_annex_list(document.annexes, fonts, frame),
        *typeset_blocks(signatures, fonts, frame),
        *prose.typeset_footer(document.footer, fonts, frame),
    ]
    yield from tie_text_to_end(list(typeset_blocks(text, fonts, frame)), end, frame)


def typeset_annex(annex: blocks.Annex, mark: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """An annex: its mark, its title, its blocks (7.3.7)."""
    yield from prose.typeset_annex_head(mark, annex.title, fonts, frame)
    yield from typeset_blocks(annex.blocks, fonts, frame)


def keep_slabs_together(slabs: Sequence[Slab]) -> list[Slab]:
    """All of them on one page."""
    return [*(slab._replace(keep=True) for slab in slabs[:-1]), *slabs[-1:]]


def tie_text_to_end(text: list[Slab], end: list[Slab], frame: Frame) -> list[Slab]:
    """The text's last lines on the same page as all that comes after it (7.3.5.5).

    Where tables follow them that no page holds with it, the last rows take their place.
    """
    if not end:
        return text
    lines = [place for place, slab in enumerate(text) if slab.path[-1].kind == "P"]
    first = lines[-prose.LAST_LINES :][0] if lines else len(text)
    if sum(slab.height + slab.after for slab in (*text[first:], *end)) > frame.height:
        first = max(len(text) - prose.LAST_LINES, 0)
    return [*text[:first], *keep_slabs_together([*text[first:], *end])]


def typeset_blocks(series: Iterable[blocks.Block], fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """Blocks as slabs, each with its number; photographs that follow each other share a row."""
    numbers = count(1)
    for _, group in groupby(series, type):
        run = list(group)
        photographs = [block for block in run if isinstance(block, blocks.Picture)]
        yield from number_slabs(typeset_pictures(photographs, fonts, frame), next(numbers))
        for block in run:
            yield from number_slabs(typeset_block(block, fonts, frame), next(numbers))


def number_slabs(slabs: Iterable[Slab], number: int) -> Iterator[Slab]:
    """Tell a block's slabs from those of other blocks of its kind."""
    for slab in slabs:
        whole, *rest = slab.path
        yield slab._replace(path=(whole._replace(serial=(number, whole.serial)), *rest))


def typeset_block(block: blocks.Block, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """One block as slabs."""
    match block:
        case blocks.Heading():
            yield from prose.typeset_heading(block, fonts, frame)
        case blocks.Paragraph():
            yield from prose.typeset_paragraph(block, fonts, frame)
        case blocks.Table():
            for part in part_wide_table(block, fonts, frame.width):
                yield from typeset_table(part, fonts, frame)
        case blocks.Bars():
            yield from typeset_bars(block, fonts, frame)
        case blocks.Signature():
            yield prose.typeset_signature(block, fonts, frame)
        case blocks.Picture():
            return
        case _:
            assert_never(block)
