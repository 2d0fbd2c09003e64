"""What is taken away from the pages opens where people open it."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest

from kjr.values.readings import Level
from tests.browser.clerk import look_into
from tests.plans import BOTH

pytestmark = [pytest.mark.browser, BOTH]


@pytest.fixture(scope="module")
def seen(example, tmp_path_factory):
    """What the example's workbooks say, read without the app."""
    return look_into(example, tmp_path_factory.mktemp("seen"))


def taken(page, button):
    """The file a click gives: its name and its bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def words(rows):
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_the_units_are_the_same_in_excel_and_in_csv(look, address, plan, seen):
    district = plan.campaign.unit(plan.unit).district
    stamp = f"各单位情况-{seen.snapshot.taken:%m%d}"
    page = look(f"{address}/units?district={district}")
    name, book = taken(page, "导出 Excel")
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    in_excel = words(sheet.iter_rows(values_only=True))
    assert (name, sheet.title) == (f"{stamp}.xlsx", "各单位情况")
    name, lines = taken(page, "导出 CSV")
    assert (name, lines[:3]) == (f"{stamp}.csv", b"\xef\xbb\xbf")
    assert words(csv.reader(io.StringIO(lines.decode("utf-8-sig")))) == in_excel
    assert {row[1] for row in in_excel[1:]} == {district}


def test_every_unit_gets_its_own_summary_and_a_room_without_network_its_board(
    look, address, plan, seen
):
    stamp = f"{seen.snapshot.taken:%m%d}"
    page = look(f"{address}/summary")
    name, archive = taken(page, "各单位总结")
    with zipfile.ZipFile(io.BytesIO(archive)) as inside:
        assert inside.testzip() is None
        assert f"{plan.unit}.pdf" in inside.namelist()
        assert inside.read(f"{plan.unit}.pdf").startswith(b"%PDF-")
    assert name == f"各单位总结-{stamp}.zip"
    name, board = taken(page, "离线看板")
    assert name == f"看板-{stamp}.html"
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", board.decode())
    page.set_content(board.decode())
    assert page.get_by_text(f"/ {len(seen.campaign.expected)}家").first.is_visible()


def test_a_word_file_and_a_workbook_with_marked_cells_open(look, address, seen):
    name, document = taken(look(f"{address}/summary"), "下载 Word")
    assert name.endswith(".docx")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(document)).namelist()
    wrong = next(
        each
        for each in seen.snapshot.problems
        if each.level is Level.ERROR and seen.snapshot.books[each.unit].held.file.endswith(".xlsx")
    )
    name, marked = taken(look(f"{address}/problems?unit={wrong.unit}"), "下载标注好的工作簿")
    assert name == f"{wrong.unit}-整改.xlsx"
    cell = openpyxl.load_workbook(io.BytesIO(marked))[wrong.sheet][wrong.cell]
    assert cell.comment.text
