"""The document as Word, for the office to edit: named styles, real headings and tables."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Final, assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from kjr.documents import blocks
from kjr.documents.paper.fonts import FontRole
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
from kjr.documents.paper.word import word_tables as tables
from kjr.documents.paper.word.page_numbers import number_pages

PROPERTIES: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>kjr</Application></Properties>"
)
"""Which program made the file."""
GAP: Final = re.compile("(【待[补核][^】]*】)")
"""What a clerk must write is marked, so that it is not overlooked."""


def write_document(document: blocks.Document, moment: dt.datetime) -> bytes:
    """Set a document as .docx; ``moment`` is the creation date written into the file."""
    ready = standardize_document(blocks.number_captions(document))
    word, file = docx.Document(), BytesIO()
    page_setup.set_up_document(word)
    styles.define_styles(word)
    write_properties(word, ready, moment)
    begin_section(word.sections[0], gb.PORTRAIT)
    write_head(word, ready.letterhead)
    write_body(word, ready)
    for number, annex in enumerate(ready.annexes, 1):
        write_annex(word, annex, str(number) if len(ready.annexes) > 1 else "")
    write_foot(word, ready.letterhead)
    forget_template(word)
    word.save(file)
    return date_members(file.getvalue(), moment)


def write_properties(word: Word, document: blocks.Document, moment: dt.datetime) -> None:
    """What the file says about itself."""
    about = word.core_properties
    about.title = document.title.replace("\n", "")
    about.author = about.last_modified_by = document.author
    about.subject, about.comments, about.language = document.subject, "", "zh-CN"
    about.created = about.modified = moment.astimezone(dt.UTC)


def begin_section(section: Section, frame: gb.Frame) -> None:
    """A run of pages of one shape."""
    page_setup.lay_out_section(section, frame)
    number_pages(section, frame)


def find_current_frame(word: Word) -> gb.Frame:
    """The shape of the pages written at present."""
    is_across = word.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    return gb.LANDSCAPE if is_across else gb.PORTRAIT


def write_head(word: Word, letterhead: blocks.Letterhead) -> None:
    """发文机关标志, and 发文字号 over the red rule, with 签发人 if there are any (7.2)."""
    if not letterhead.issuer:
        return
    issuer = word.add_paragraph(letterhead.issuer, "发文机关标志")
    issuer.paragraph_format.space_before = Pt(gb.ISSUER_DROP)
    issuer.paragraph_format.space_after = Pt(2 * gb.PITCH)
    signers = letterhead.list_signers()
    rows = [signers[first : first + 2] for first in range(0, len(signers), 2)]
    *above, last = [*rows] or [[]]
    for place, row in enumerate([*above, last]):
        number = letterhead.number if row is last else ""
        paragraph = word.add_paragraph(style="发文字号")
        write_signers(paragraph, number, row, is_first=not place) if row else styles.write_run(
            paragraph, number
        )
    paragraph.paragraph_format.space_after = Pt(2 * gb.PITCH)
    page_setup.draw_rule(paragraph, "bottom", "FF0000", 16)


def write_signers(
    paragraph: Paragraph, number: str, names: Sequence[str], *, is_first: bool
) -> None:
    """发文字号 at the left, 签发人 at the right, each one character in (7.2.5, 7.2.6)."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, left=1, right=1)
    page_setup.set_right_tab(paragraph, gb.PORTRAIT.width - gb.EM)
    word = "签发人：" if is_first else ""
    styles.write_run(paragraph, f"{number}\t{word}")
    run = styles.write_run(paragraph, "　".join(names))
    styles.set_faces(run._r.get_or_add_rPr(), FontRole.KAI)


def write_body(word: Word, document: blocks.Document) -> None:
    """The part before the annexes: title, 主送, text, 附件说明, 落款."""
    write_title(word, document.title, "Title")
    if document.addressee:
        word.add_paragraph(f"{document.addressee}：", "主送机关")
    signatures = [block for block in document.body if isinstance(block, blocks.Signature)]
    write_blocks(word, [block for block in document.body if block not in signatures])
    if signatures or document.annexes:
        for paragraph in word.paragraphs[-LAST_LINES:]:
            paragraph.paragraph_format.keep_with_next = True
    write_annex_list(word, document.annexes)
    write_blocks(word, signatures)
    if document.footer:
        word.add_paragraph(document.footer, "快照说明")


def write_title(word: Word, text: str, style: str) -> None:
    """The title, broken on sense, over an empty line that ends on the grid (7.3.1)."""
    lines = break_title(text, tables.EMS, gb.PORTRAIT.width / gb.TITLE.size - 0.5)
    styles.write_run(word.add_paragraph(style=style), "\n".join(lines))
    below = word.add_paragraph(style="空行").paragraph_format
    below.keep_with_next = True
    below.line_spacing = Pt(
        round((ceil(1.25 * len(lines) + 0.5) - 1.25 * len(lines)) * gb.PITCH, 1)
    )


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
    lines = balance_text(block.host, tables.EMS, measure - 2 * HOST_INDENT)
    day = measure_ems(block.day, tables.EMS)
    hosts = [measure_extent(line, tables.EMS) for line in lines]
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


def write_annex(word: Word, annex: blocks.Annex, number: str) -> None:
    """An annex on a new page: its mark, its title two lines below, its blocks (7.3.7)."""
    frame = gb.LANDSCAPE if annex.landscape else gb.PORTRAIT
    turns = frame != find_current_frame(word)
    if turns:
        begin_section(word.add_section(), frame)
    mark = word.add_paragraph(f"附件{number}", "附件标记")
    if not turns:
        mark.paragraph_format.page_break_before = True
    word.add_paragraph(style="空行").paragraph_format.keep_with_next = True
    write_title(word, annex.title, "附件标题")
    write_blocks(word, annex.blocks)


def write_foot(word: Word, letterhead: blocks.Letterhead) -> None:
    """版记, at the foot of the last page (7.4)."""
    if not (letterhead.copies or letterhead.printed):
        return
    if find_current_frame(word) != gb.PORTRAIT:
        begin_section(word.add_section(), gb.PORTRAIT)
    tables.write_imprint(word, letterhead)


def forget_template(word: Word) -> None:
    """Take out the picture and the properties of the template's maker."""
    package = word.part.package
    for number, link in list(package.rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[number]
        elif link.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            link.target_part._blob = PROPERTIES


def date_members(data: bytes, moment: dt.datetime) -> bytes:
    """The same archive with one moment for all its members: the same input, the same bytes."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            member = ZipInfo(name, moment.timetuple()[:6])
            after.writestr(member, before.read(name), ZIP_DEFLATED)
    return file.getvalue()
