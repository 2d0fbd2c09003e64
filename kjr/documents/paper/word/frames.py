"""How close lines and rows stand in the Word file: as on our own pages, or closer for its readers.

LibreOffice leaves a fifth of a character between Chinese and Western letters or figures, whatever
the file says (7.4 and 25.2), and Word does not squeeze a line to fill it.  Where a part would
therefore go over onto a page that ours does not have, its lines or rows stand closer, as they do
where a signature asks for it or a page is saved (5.2.3, 7.3.5.5).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kjr.documents.blocks import Block, Document, Heading, Paragraph
from kjr.documents.paper.fonts import load_fonts_once
from kjr.documents.paper.setting.layout import (
    CLOSER,
    LEADS,
    PageRun,
    lay_out_run,
    list_page_runs,
)
from kjr.documents.paper.setting.pagination import PaperPage, paginate_slabs
from kjr.documents.paper.setting.standard import CELL_PITCH, Frame

WESTERN: Final = "[0-9A-Za-z]"
CHINESE: Final = r"[^\W\d_a-zA-Z]"
BETWEEN: Final = re.compile(f"(?<={WESTERN})(?={CHINESE})|(?<={CHINESE})(?={WESTERN})")
"""Where some programs leave room that nobody asked for."""
GAP: Final = 0.2
"""How many ems that is."""
SPARE: Final = CELL_PITCH
"""What is left below an annex, for a cell that gets a line more."""


def choose_frames(document: Document) -> list[Frame]:
    """The sheet of the text and of each annex; the lines of all stand as close as the text's."""
    runs = list_page_runs(document, load_fonts_once(None))[: 1 + len(document.annexes)]
    text, *frames = map(close_rows, runs)
    text = close_lines(text, document, runs[0])
    return [text, *(frame._replace(lead=text.lead) for frame in frames)]


def close_rows(part: PageRun) -> Frame:
    """The rows of a part so close that a line more in its cells needs no page more."""
    sheets = lay_out_run(part)
    frame = sheets[0].frame
    if has_spare(sheets):
        return frame
    for closer in (frame._replace(air=air) for air in CLOSER if air < frame.air):
        tried = paginate_slabs(part.slabs(closer), closer)
        if len(tried) <= len(sheets) and has_spare(tried):
            return closer
    return frame


def has_spare(sheets: Sequence[PaperPage]) -> bool:
    """Whether the last page has room for a line of cells."""
    last = sheets[-1]
    return last.emptiness * last.frame.height >= SPARE


def close_lines(frame: Frame, document: Document, text: PageRun) -> Frame:
    """The lines of the text so close that it needs no page more where figures take more room."""
    (loose, *_) = list_page_runs(
        replace(document, body=loosen_text(document.body)), load_fonts_once(None)
    )
    most = len(paginate_slabs(text.slabs(frame), frame))
    leads = (frame.lead, *(lead for lead in LEADS if lead < frame.lead))
    closer = (frame._replace(lead=lead) for lead in leads)
    fits = (each for each in closer if len(paginate_slabs(loose.slabs(each), each)) <= most)
    return next(fits, frame)


def loosen_text(body: Sequence[Block]) -> list[Block]:
    """The same blocks with a space wherever a program may leave room."""
    return [
        replace(block, text=BETWEEN.sub(" ", block.text))
        if isinstance(block, Heading | Paragraph)
        else block
        for block in body
    ]


def count_gaps(text: str) -> int:
    """At how many places of a text a program may leave room."""
    return len(BETWEEN.findall(text))
