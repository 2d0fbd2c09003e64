"""The document as Word, for the office to edit: named styles, real headings and tables."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby
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
from kjr.documents.paper.setting.line_breaks import measure_ems
from kjr.documents.paper.setting.prose import BEFORE_SIGNATURE, DATE_INDENT, LAST_LINES
from kjr.documents.paper.setting.titles import break_title
from kjr.documents.paper.word import styles
from kjr.documents.paper.word import word_tables as tables
from kjr.documents.paper.word.page_numbers import number_pages

GAP: Final = re.compile("(【待[补核][^】]*】)")
"""What a clerk must write is marked, so that it is not overlooked."""


def write_document(document: blocks.Document, moment: dt.datetime) -> bytes:
    """Set a document as .docx; ``moment`` is the creation date written into the file."""
    ready = standardize_document(blocks.number_captions(document))
    word, file = docx.Document(), BytesIO()
    styles.set_up_document(word)
    styles.define_styles(word)
    write_properties(word, ready, moment)
    begin_section(word.sections[0], gb.PORTRAIT)
    write_head(word, ready.letterhead)
    write_body(word, ready)
    for number, annex in enumerate(ready.annexes, 1):
        write_annex(word, annex, str(number) if len(ready.annexes) > 1 else "")
    write_foot(word, ready.letterhead)
    word.save(file)
    return file.getvalue()


def write_properties(word: Word, document: blocks.Document, moment: dt.datetime) -> None:
    """What the file says about itself."""
    about = word.core_properties
    about.title = document.title.replace("\n", "")
    about.author = about.last_modified_by = document.author
    about.subject, about.comments, about.language = document.subject, "", "zh-CN"
    about.created = about.modified = moment.astimezone(dt.UTC)


def begin_section(section: Section, frame: gb.Frame) -> None:
    """A run of pages of one shape."""
    styles.lay_out_section(section, frame)
    number_pages(section, frame)


def find_current_frame(word: Word) -> gb.Frame:
    """The shape of the pages written at present."""
    is_across = word.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    return gb.LANDSCAPE if is_across else gb.PORTRAIT


def write_head(word: Word, letterhead: blocks.Letterhead) -> None:
    """发文机关标志 and 发文字号 over the red rule (7.2)."""
    if letterhead.issuer:
        issuer = word.add_paragraph(letterhead.issuer, "发文机关标志")
        issuer.paragraph_format.space_before = Pt(gb.ISSUER_DROP)
        number = word.add_paragraph(letterhead.number, "发文字号")
        number.paragraph_format.space_before = Pt(2 * gb.EM)
        number.paragraph_format.space_after = Pt(2 * gb.EM)
        styles.draw_rule(number, "bottom", "FF0000", 16)


def write_body(word: Word, document: blocks.Document) -> None:
    """The part before the annexes: title, 主送, text, 附件说明, 落款."""
    write_title(word, document.title)
    if document.addressee:
        word.add_paragraph(f"{document.addressee}：", "主送机关")
    signatures = [block for block in document.body if isinstance(block, blocks.Signature)]
    write_blocks(word, [block for block in document.body if block not in signatures])
    write_annex_list(word, document.annexes)
    if signatures:
        for paragraph in word.paragraphs[-LAST_LINES:]:
            paragraph.paragraph_format.keep_with_next = True
    write_blocks(word, signatures)
    if document.footer:
        word.add_paragraph(document.footer, "快照说明")


def write_title(word: Word, text: str) -> None:
    """The title, broken on sense, over an empty line (7.3.1)."""
    lines = break_title(text, tables.EMS, gb.PORTRAIT.width / gb.TITLE.size - 0.5)
    word.add_paragraph("\n".join(lines), "Title")
    word.add_paragraph(style="主送机关").paragraph_format.keep_with_next = True


def write_blocks(word: Word, series: Iterable[blocks.Block]) -> None:
    """Blocks in order; photographs that follow each other share a row."""
    for _, group in groupby(series, type):
        run = list(group)
        photographs = [block for block in run if isinstance(block, blocks.Picture)]
        if photographs:
            tables.write_pictures(word, photographs, find_current_frame(word))
        for block in run:
            write_block(word, block)


def write_block(word: Word, block: blocks.Block) -> None:
    """One block."""
    match block:
        case blocks.Heading():
            word.add_paragraph(block.text, f"Heading {block.level}")
        case blocks.Paragraph():
            for text in block.text.splitlines():
                write_paragraph(word, text, block.indent)
        case blocks.Table():
            tables.write_table(word, block, find_current_frame(word))
        case blocks.Bars():
            tables.write_bars(word, block, find_current_frame(word))
        case blocks.Signature():
            write_signature(word, block)
        case blocks.Picture():
            return
        case _:
            assert_never(block)


def write_paragraph(word: Word, text: str, indent: bool) -> None:
    """A paragraph; what must still be written is marked."""
    paragraph = word.add_paragraph()
    for part in GAP.split(text):
        run = paragraph.add_run(part)
        if GAP.fullmatch(part):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    if not indent:
        styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, first=0)


def write_annex_list(word: Word, annexes: Sequence[blocks.Annex]) -> None:
    """附件说明, below an empty line; turned-over lines stand under the name (7.3.4)."""
    if annexes:
        word.add_paragraph(style="附件说明")
    for number, annex in enumerate(annexes, 1):
        label = f"{number}. " if len(annexes) > 1 else ""
        lead = "附件：" if number == 1 else ""
        paragraph = word.add_paragraph(lead + label + annex.title.replace("\n", ""), "附件说明")
        name = 6 if label else 5
        hanging = name - 2 if number == 1 else name - 5
        styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, left=name, hanging=hanging)


def write_signature(word: Word, block: blocks.Signature) -> None:
    """落款: the day four characters in from the right, the host over its middle (7.3.5.1)."""
    day, host = (measure_ems(text, tables.EMS) for text in (block.day, block.host))
    over = max(DATE_INDENT + (day - host) / 2, 0)
    for _ in range(BEFORE_SIGNATURE):
        word.add_paragraph(style="落款").paragraph_format.keep_with_next = True
    for text, right in ((block.host, over), (block.day, DATE_INDENT)):
        paragraph = word.add_paragraph(text, "落款")
        paragraph.paragraph_format.keep_with_next = text == block.host
        styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, right=right)


def write_annex(word: Word, annex: blocks.Annex, number: str) -> None:
    """An annex on a new page: its mark, its title two lines below, its blocks (7.3.7)."""
    frame = gb.LANDSCAPE if annex.landscape else gb.PORTRAIT
    turns = frame != find_current_frame(word)
    if turns:
        begin_section(word.add_section(), frame)
    mark = word.add_paragraph(f"附件{number}", "附件标记")
    mark.paragraph_format.page_break_before = not turns
    word.add_paragraph(style="附件标记")
    write_title(word, annex.title)
    write_blocks(word, annex.blocks)


def write_foot(word: Word, letterhead: blocks.Letterhead) -> None:
    """版记, at the foot of the last page (7.4)."""
    copies = f"抄送：{letterhead.copies}" if letterhead.copies else ""
    lines = [text for text in (copies, letterhead.printed) if text]
    if lines and find_current_frame(word) != gb.PORTRAIT:
        begin_section(word.add_section(), gb.PORTRAIT)
    for place, text in enumerate(lines):
        paragraph = word.add_paragraph(text, "版记")
        styles.set_indent(paragraph._p.get_or_add_pPr(), 14, left=1, right=1)
        styles.stand_at_foot(paragraph)
        styles.draw_rule(paragraph, "top", "000000", 6 if place else 8)
        if place == len(lines) - 1:
            styles.draw_rule(paragraph, "bottom", "000000", 8)
