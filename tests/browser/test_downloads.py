"""What is taken away from the pages opens where people open it."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest

pytestmark = pytest.mark.browser


def taken(page, button):
    """The file a click gives: its name and its bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def words(rows):
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_the_units_are_the_same_in_excel_and_in_csv(look, address):
    page = look(f"{address}/units?district=灵武市")
    name, book = taken(page, "导出 Excel")
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    in_excel = words(sheet.iter_rows(values_only=True))
    assert (name, sheet.title) == ("各单位情况-0608.xlsx", "各单位情况")
    name, lines = taken(page, "导出 CSV")
    assert (name, lines[:3]) == ("各单位情况-0608.csv", b"\xef\xbb\xbf")
    assert words(csv.reader(io.StringIO(lines.decode("utf-8-sig")))) == in_excel
    assert {row[1] for row in in_excel[1:]} == {"灵武市"}


def test_every_unit_gets_its_own_summary_and_a_room_without_network_its_board(look, address):
    page = look(f"{address}/summary")
    name, archive = taken(page, "各单位总结")
    with zipfile.ZipFile(io.BytesIO(archive)) as inside:
        assert inside.testzip() is None
        assert "灵武市科协.pdf" in inside.namelist()
        assert inside.read("灵武市科协.pdf").startswith(b"%PDF-")
    assert name == "各单位总结-0608.zip"
    name, board = taken(page, "离线看板")
    assert name == "看板-0608.html"
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", board.decode())
    page.set_content(board.decode())
    assert page.get_by_text("/ 112家").first.is_visible()


def test_a_word_file_and_a_workbook_with_marked_cells_open(look, address):
    name, document = taken(look(f"{address}/summary"), "下载 Word")
    assert name.endswith(".docx")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(document)).namelist()
    name, marked = taken(look(f"{address}/problems?unit=灵武市科协"), "下载标注好的工作簿")
    assert name == "灵武市科协-整改.xlsx"
    cell = openpyxl.load_workbook(io.BytesIO(marked))["走访慰问"]["I10"]
    assert cell.comment.text
