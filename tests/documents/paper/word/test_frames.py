"""How close the lines of the Word file stand."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from kjr.documents.blocks import Annex, Document, Paragraph, Picture, TableColumn
from kjr.documents.paper.setting.layout import lay_out_document
from kjr.documents.paper.setting.standard import LANDSCAPE, PORTRAIT
from kjr.documents.paper.word import render_word
from kjr.documents.paper.word.frames import choose_frames
from kjr.documents.paper.word.styles import find_line
from tests.documents.paper.looking import FONTS, lines, pages, table
from tests.documents.paper.sample import sample
from tests.documents.paper.setting.test_pictures import jpeg
from tests.documents.paper.word.test_word_document import MOMENT


def letter(sentence, **parts):
    """A page but for a line: two paragraphs of such sentences, of two lines each, and others."""
    plain, asked = Paragraph("走访慰问" * 12), Paragraph(sentence * 14)
    return Document("示例", "", [*lines(1), *[plain] * 7, asked, asked], **parts)


def test_a_page_holds_22_lines_or_as_many_more_as_on_our_own_pages():
    for lead, count in ((1.0, 22), (0.9, 23), (0.8, 24)):
        line = find_line(PORTRAIT._replace(lead=lead))
        assert count * line <= PORTRAIT.height < count * line + 2


def test_lines_stand_as_close_as_on_our_own_pages_where_a_signature_asks_for_it():
    document = sample()
    ours = lay_out_document(document, FONTS)[0].frame.lead
    assert ours < 1
    assert {frame.lead for frame in choose_frames(document)} == {ours}


@pytest.mark.parametrize("letters", ["5", "A"])
def test_lines_stand_closer_where_room_beside_western_letters_would_need_a_page_more(letters):
    for word, lead in ((letters, 0.9), ("", 1)):
        document = letter(f"走访{word}人")
        assert len(pages(body=document.body)) == 1
        assert [frame.lead for frame in choose_frames(document)] == [lead]


def test_lines_stand_as_usual_where_no_closer_ones_would_save_the_page():
    document = Document("示例", "", [Paragraph("走访5人" * 14)] * 9)
    assert len(pages(body=document.body)) == 1
    assert choose_frames(document) == [PORTRAIT]


def test_lines_of_the_annexes_stand_as_close_as_those_of_the_text():
    annexes = [Annex("甲", lines(1)), Annex("乙", lines(1), landscape=True)]
    text, first, across = choose_frames(letter("走访5人", annexes=annexes))
    assert (first, across) == (text, LANDSCAPE._replace(lead=text.lead))


@pytest.mark.parametrize(
    ("rows", "remark", "is_closer"), [(12, "", False), (12, "注", False), (13, "", True)]
)
def test_rows_stand_closer_where_a_line_more_in_a_cell_would_need_a_page_more(
    rows, remark, is_closer
):
    block = replace(table([TableColumn("单位")], rows), remark=remark)
    annex = Annex("统计表", [block], landscape=True)
    assert len(pages(annexes=[annex])) == 2
    _, frame = choose_frames(Document("示例", "", [], [annex]))
    assert (frame.air < 1) == is_closer


def test_a_text_with_photographs_stands_as_close_as_on_our_own_pages():
    *text, signature = sample().body
    document = Document("示例", "", [*text, Picture("现场", jpeg(400, 300)), signature])
    ours = lay_out_document(document, FONTS)[0].frame.lead
    assert ours < 1
    assert [frame.lead for frame in choose_frames(document)] == [ours]


def test_all_lines_of_a_file_change_together():
    document = letter("走访5人")
    (frame,) = choose_frames(document)
    word = docx.Document(BytesIO(render_word(document, MOMENT)))
    line = find_line(frame)
    assert word.styles["Normal"].paragraph_format.line_spacing.pt == line
    title = word.styles["Title"].paragraph_format.line_spacing.pt
    assert title == pytest.approx(1.25 * line, abs=0.05)
    assert word.styles["表格文字"].paragraph_format.line_spacing.pt == pytest.approx(14.7)
