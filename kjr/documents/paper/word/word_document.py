"""The document as Word, for the office to edit: named styles, real headings and tables."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Final, assert_never

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.section import Section
from docx.shared import Pt

from kjr.documents import blocks
from kjr.documents.paper.rare_characters import standardize_document
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.line_breaks import balance_text, measure_ems, measure_extent
from kjr.documents.paper.setting.prose import (
    BEFORE_SIGNATURE,
    DATE_INDENT,
    HOST_INDENT,
    LAST_LINES,
)
from kjr.documents.paper.setting.titles import break_title
from kjr.documents.paper.word import page_setup, styles
from kjr.documents.paper.word import word_pictures as pictures
from kjr.documents.paper.word import word_tables as tables
from kjr.documents.paper.word.frames import choose_frames
from kjr.documents.paper.word.package import date_members, forget_template, write_properties
from kjr.documents.paper.word.page_numbers import number_pages
from kjr.documents.paper.word.word_columns import EMS
from kjr.documents.paper.word.word_letterhead import write_head, write_imprint

GAP: Final = re.compile("(【待[补核][^】]*】)")
"""What a clerk must write is marked, so that it is not overlooked."""


FIRST_LINE: Final = gb.PORTRAIT.width / gb.EM - gb.INDENT
"""How many characters a paragraph has on its first line."""


def write_document(document: blocks.Document, moment: dt.datetime) -> bytes:
    """Set a document as .docx; ``moment`` is the creation date written into the file."""
    ready = standardize_document(blocks.number_captions(document))
    word, file = docx.Document(), BytesIO()
    page_setup.set_up_document(word)
    frame, *frames = choose_frames(ready)
    line = styles.find_line(frame)
    styles.define_styles(word, line)
    write_properties(word, ready, moment)
    begin_section(word.sections[0], gb.PORTRAIT)
    write_head(word, ready.letterhead, line)
    write_body(word, ready, frame)
    for number, (annex, frame) in enumerate(zip(ready.annexes, frames, strict=True), 1):
        write_annex(word, annex, str(number) if len(ready.annexes) > 1 else "", frame)
    write_foot(word, ready.letterhead, line)
    forget_template(word)
    word.save(file)
    return date_members(file.getvalue(), moment)


def begin_section(section: Section, frame: gb.Frame) -> None:
    """A run of pages of one shape."""
    page_setup.lay_out_section(section, frame)
    number_pages(section, frame)


def close_gap(word: Word) -> None:
    """Leave no empty line below the last table: on a full page it would begin another."""
    last = word.paragraphs[-1] if word.paragraphs else None
    if last and last.style and last.style.name == "空行":
        last.paragraph_format.line_spacing = Pt(1)


def turn_sheet(word: Word, frame: gb.Frame) -> None:
    """Pages of another shape from here on; the paragraph that ends those before takes no room."""
    begin_section(word.add_section(), frame)
    *_, end = word.paragraphs
    end.style = "空行"
    end.paragraph_format.line_spacing = Pt(1)


def is_lying_across(word: Word) -> bool:
    """Whether the pages written at present lie on their side."""
    return bool(word.sections[-1].orientation == WD_ORIENT.LANDSCAPE)


def write_body(word: Word, document: blocks.Document, frame: gb.Frame) -> None:
    """The part before the annexes: title, 主送, text, 附件说明, 落款."""
    write_title(word, document.title, "Title", frame)
    if document.addressee:
        word.add_paragraph(f"{document.addressee}：", "主送机关")
    signatures = [block for block in document.body if isinstance(block, blocks.Signature)]
    write_blocks(word, [block for block in document.body if block not in signatures], frame)
    if signatures or document.annexes:
        tie_text_to_end(word)
    write_annex_list(word, document.annexes)
    write_blocks(word, signatures, frame)
    if document.footer:
        word.add_paragraph(document.footer, "快照说明")


def tie_text_to_end(word: Word) -> None:
    """The text's last lines and the headings between them stay with what follows (7.3.5.5)."""
    lines = 0
    for paragraph in reversed(word.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
        is_heading = paragraph._p.style and paragraph._p.style.startswith("Heading")
        lines += 0 if is_heading else 1 + (measure_ems(paragraph.text, EMS) > FIRST_LINE)
        if lines >= LAST_LINES:
            return


def write_title(word: Word, text: str, style: str, frame: gb.Frame) -> None:
    """The title, broken on sense, over an empty line that ends on the grid (7.3.1)."""
    lines = break_title(text, EMS, gb.PORTRAIT.width / gb.TITLE.size - 0.5)
    styles.write_run(word.add_paragraph(style=style), "\n".join(lines))
    below = word.add_paragraph(style="空行").paragraph_format
    below.keep_with_next = True
    rest = ceil(1.25 * len(lines) + 0.5) - 1.25 * len(lines)
    below.line_spacing = Pt(rest * styles.find_line(frame))


def write_blocks(word: Word, series: Iterable[blocks.Block], frame: gb.Frame) -> None:
    """Blocks in order; photographs that follow each other share a row."""
    for _, group in groupby(series, type):
        run = list(group)
        photographs = [block for block in run if isinstance(block, blocks.Picture)]
        if photographs:
            pictures.write_pictures(word, photographs, frame)
        for block in run:
            write_block(word, block, frame)


def write_block(word: Word, block: blocks.Block, frame: gb.Frame) -> None:
    """One block."""
    match block:
        case blocks.Heading():
            word.add_paragraph(block.text, f"Heading {block.level}")
        case blocks.Paragraph():
            for text in block.text.splitlines():
                write_paragraph(word, text, block.indent)
        case blocks.Table():
            tables.write_table(word, block, frame)
        case blocks.Bars():
            pictures.write_bars(word, block, frame)
        case blocks.Signature():
            write_signature(word, block)
        case blocks.Picture():
            return
        case _:
            assert_never(block)


def write_paragraph(word: Word, text: str, indent: bool) -> None:
    """A paragraph; what must still be written is marked."""
    paragraph = word.add_paragraph(style=None if indent else "主送机关")
    for part in filter(None, GAP.split(text)):
        run = styles.write_run(paragraph, part)
        if GAP.fullmatch(part):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def write_annex_list(word: Word, annexes: Sequence[blocks.Annex]) -> None:
    """附件说明, below an empty line; turned-over lines stand under the name (7.3.4)."""
    if annexes:
        word.add_paragraph(style="空行").paragraph_format.keep_with_next = True
    for number, annex in enumerate(annexes, 1):
        label = f"{number}. " if len(annexes) > 1 else ""
        lead = "附件：" if number == 1 else ""
        paragraph = word.add_paragraph(lead + label + annex.title.replace("\n", ""), "附件说明")
        name = 6 if label else 5
        hanging = name - 2 if number == 1 else name - 5
        styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, left=name, hanging=hanging)


def write_signature(word: Word, block: blocks.Signature) -> None:
    """落款: the day four characters in from the right, the host over its middle (7.3.5.1)."""
    measure = gb.PORTRAIT.width / gb.EM
    lines = balance_text(block.host, EMS, measure - 2 * HOST_INDENT)
    day = measure_ems(block.day, EMS)
    hosts = [measure_extent(line, EMS) for line in lines]
    half = max(hosts, default=0.0) / 2
    middle = DATE_INDENT + day / 2
    middle = middle if half <= middle else HOST_INDENT + half
    for _ in range(BEFORE_SIGNATURE):
        word.add_paragraph(style="空行").paragraph_format.keep_with_next = True
    texts = [*zip((line.text for line in lines), hosts, strict=True), (block.day, day)]
    for place, (text, extent) in enumerate(texts, 1):
        paragraph = word.add_paragraph(text, "落款")
        if place < len(texts):
            paragraph.paragraph_format.keep_with_next = True
        right = max(middle - extent / 2, 0)
        styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, right=right)


def write_annex(word: Word, annex: blocks.Annex, number: str, frame: gb.Frame) -> None:
    """An annex on a new page: its mark, its title two lines below, its blocks (7.3.7)."""
    turns = frame.is_across != is_lying_across(word)
    close_gap(word)
    if turns:
        turn_sheet(word, frame)
    mark = word.add_paragraph(f"附件{number}", "附件标记")
    if not turns:
        mark.paragraph_format.page_break_before = True
    word.add_paragraph(style="空行").paragraph_format.keep_with_next = True
    write_title(word, annex.title, "附件标题", frame)
    write_blocks(word, annex.blocks, frame)


def write_foot(word: Word, letterhead: blocks.Letterhead, line: float) -> None:
    """版记, at the foot of the last page (7.4)."""
    close_gap(word)
    if not (letterhead.copies or letterhead.printed):
        return
    if is_lying_across(word):
        turn_sheet(word, gb.PORTRAIT)
    write_imprint(word, letterhead, line)
