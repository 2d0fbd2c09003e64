import datetime as dt
import io
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest

from kjr.errors import KjrError
from kjr.store.patch import NO_XLSX, UNUSUAL, patched
from kjr.store.workbook import sheets
from tests.store.files import VISITS, xls, xlsx

FIRST = "xl/worksheets/sheet1.xml"


def rows(data):
    return sheets(data, "甲学会")[0].rows


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rich(book):
    sheet = book.get_worksheet_by_name("走访慰问")
    sheet.write_comment("B3", "示例批注")
    sheet.write_formula("C6", "=SUM(C3:C4)", None, 15)
    sheet.data_validation("C3:C99", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.conditional_format("C3:C99", {"type": "cell", "criteria": ">", "value": 9})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=走访慰问!$C$3:$C$4"})
    sheet.insert_chart("E2", chart)


@pytest.mark.parametrize("value", ["“改”后 &<> 𠮷", "=1+1", "0042", 7.5, 3, True, None])
def test_changes_one_cell(value):
    after = rows(patched(xlsx(), "走访慰问", [(4, 2, value)]))
    assert after == (*VISITS[:3], (VISITS[3][0], value, VISITS[3][2]))


def test_a_day_stays_a_day_in_a_new_row():
    day = dt.date(2019, 6, 3)
    after = rows(patched(xlsx(), "走访慰问", [(5, 1, day), (5, 4, day)]))
    assert after[4] == (day, None, None, day)


def test_a_string_that_other_cells_share_stays_theirs():
    data = xlsx({"走访慰问": [["入户", "入户"], ["入户"]]})
    assert rows(patched(data, "走访慰问", [(1, 2, "座谈")])) == (("入户", "座谈"), ("入户",))


def test_a_cell_put_between_others_stands_in_its_order():
    """Excel takes a row with cells out of order for damaged."""
    data = patched(
        xlsx({"走访慰问": [["甲", None, None, "丁"]]}), "走访慰问", [(1, 3, "丙"), (1, 2, 2)]
    )
    assert re.findall(rb'<c r="([A-Z]+)1"', parts(data)[FIRST]) == [b"A", b"B", b"C", b"D"]


def test_a_new_cell_looks_like_the_one_above():
    def bold(book):
        bold = book.add_format({"bold": True})
        book.get_worksheet_by_name("走访慰问").write("B4", "李示例", bold)

    book = openpyxl.load_workbook(
        io.BytesIO(patched(xlsx(decorate=bold), "走访慰问", [(5, 2, "新")]))
    )
    assert book["走访慰问"]["B5"].font.bold


def test_every_other_part_stays_as_it_is():
    data = xlsx(decorate=rich)
    before, after = parts(data), parts(patched(data, "走访慰问", [(4, 3, 13)]))
    assert set(before) == set(after)
    changed = {name for name in before if _meaning(before[name]) != _meaning(after[name])}
    assert changed - {"[Content_Types].xml"} == {FIRST}


def test_formulas_are_not_overwritten():
    with pytest.raises(KjrError, match="C6 是公式"):
        patched(xlsx(decorate=rich), "走访慰问", [(6, 3, 1)])


def test_a_day_is_not_put_into_a_book_that_counts_from_1904():
    with pytest.raises(KjrError, match=UNUSUAL):
        patched(xlsx(), "走访慰问", [(5, 1, dt.date(2019, 6, 3))], date1904=True)


def test_what_is_no_xlsx_is_refused():
    with pytest.raises(KjrError, match=NO_XLSX):
        patched(xls(), "走访慰问", [(1, 1, "改")])


def test_words_are_not_put_into_a_book_without_shared_strings():
    with pytest.raises(KjrError, match=UNUSUAL):
        patched(xlsx({"走访慰问": [[1]]}), "走访慰问", [(1, 1, "字")])


def _meaning(part):
    """A part without what XML leaves free."""
    return ElementTree.canonicalize(part) if part.startswith(b"<") else part
