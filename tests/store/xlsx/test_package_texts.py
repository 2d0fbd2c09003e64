import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from kjr.store.base import UnreadableError
from kjr.store.xlsx import refusals
from kjr.store.xlsx.package_texts import leads_there
from kjr.values.spelling.erasing import Eraser

ERASER = Eraser(["林知远", "13800001234"])


def in_a_cell(book):
    book.active["A1"] = "请找林知远"


def as_a_number(book):
    book.active["A1"] = 13800001234


def with_an_exponent(book):
    book.active["A1"] = 1.3800001234e10


def half_in_bold(book):
    book.active["A1"] = CellRichText("林", TextBlock(InlineFont(b=True), "知远"))


def in_a_note(book):
    book.active["A1"].comment = Comment("电话138 0000 1234", "示例")


def by_whom(book):
    book.active["A1"].comment = Comment("请核实", "林知远")


def as_a_sheet(book):
    book.active.title = "林知远"


def as_its_author(book):
    book.properties.creator = "林知远"


def in_a_hidden_sheet(book):
    book.create_sheet("旧").sheet_state = "hidden"
    book["旧"]["Z99"] = "林知远"


def write(path, fill):
    book = openpyxl.Workbook()
    book.active["B2"] = "林示例，13800005678"
    fill(book)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "fill",
    [
        *(in_a_cell, as_a_number, with_an_exponent, half_in_bold, in_a_note, by_whom),
        *(as_a_sheet, as_its_author, in_a_hidden_sheet),
    ],
)
def test_wherever_a_workbook_says_it_is_found(tmp_path, fill):
    assert leads_there(write(tmp_path / "book.xlsx", fill), ERASER)


def test_what_leads_to_somebody_else_is_not(tmp_path):
    assert not leads_there(write(tmp_path / "book.xlsx", lambda _: None), ERASER)


@pytest.mark.parametrize("spoil", [lambda data: data[:200], lambda _: b"no package"])
def test_where_nobody_can_tell_nobody_says_no(tmp_path, spoil):
    path = write(tmp_path / "book.xlsx", in_a_cell)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(UnreadableError, match=refusals.DAMAGED):
        leads_there(path, ERASER)


def test_what_unfolds_itself_is_not_looked_into(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "林">]><a>&b;知远</a>')
    (tmp_path / "book.xlsx").write_bytes(held.getvalue())
    with pytest.raises(UnreadableError, match="过大或已损坏"):
        leads_there(tmp_path / "book.xlsx", ERASER)


@pytest.mark.parametrize(
    ("number", "is_found"),
    [("1.3800001234E10", True), ("13800001234.0", True), ("1.38000012345E10", False)],
)
def test_a_number_is_found_as_it_is_shown_however_it_is_stored(tmp_path, number, is_found):
    held = tmp_path / "book.xlsx"
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/sheet.xml", f"<a><v>示例</v><v>{number}</v></a>")
    assert leads_there(held, ERASER) == is_found
