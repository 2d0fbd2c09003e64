"""What a sheet hands to Excel's own tables, and what it fills from elsewhere."""

import io
import re
import zipfile

import openpyxl
import pytest

from kjr.errors import KjrError
from kjr.store.xlsx.writing.patch import patch_workbook
from kjr.store.xlsx.writing.proof import is_proved
from tests.store.files import edited, package, xlsx

SHEET, TABLE = "走访慰问", "xl/tables/table1.xml"
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


def tabled(**more):
    """The workbook with a table over its header and its two entries, and its sum beside it."""

    def decorate(book):
        sheet = book.get_worksheet_by_name(SHEET)
        heads = [{"header": name} for name in ("走访日期", "走访对象", "走访人次")]
        sheet.add_table("A2:C4", {"name": "走访", "columns": heads})
        sheet.write_formula("F1", "=SUM(走访[走访人次])", None, 15)
        for place, value in more.items():
            sheet.write(place, value)

    return xlsx(decorate=decorate)


def write(data, *changes):
    after = patch_workbook(data, SHEET, changes)
    assert is_proved(data, after, SHEET, changes)
    openpyxl.load_workbook(io.BytesIO(after))
    return after


def part(data, name=TABLE):
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)


def extents(data):
    return re.findall(rb' ref="([^"]*)"', part(data))


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ([(5, 2, "新"), (5, 3, 8.0)], b"A2:C5"),
        ([(5, 3, 8.0), (6, 1, "5.30"), (7, 3, 8.0)], b"A2:C7"),
        ([(6, 3, 8.0)], b"A2:C4"),
        ([(5, 4, "备注")], b"A2:C4"),
        ([(4, 3, 9.0)], b"A2:C4"),
        ([(5, 3, None)], b"A2:C4"),
    ],
    ids=["a row", "three", "a row apart", "beside it", "within", "nothing"],
)
def test_a_row_right_below_a_table_becomes_its_last(changes, last):
    """A sum over the table's column counts it then, as after typing it in Excel."""
    after = write(tabled(), *changes)
    assert extents(after) == [last] * 2
    assert extents(write(tabled(), *changes, (1, 8, "别处"))) == [last] * 2


def test_a_table_does_not_take_in_what_was_there_before():
    data = tabled(B5="合计")
    assert extents(write(data, (5, 3, 8.0))) == [b"A2:C4"] * 2
    assert extents(write(tabled(B6="合计"), (5, 3, 8.0))) == [b"A2:C5"] * 2


def test_a_table_with_a_row_of_totals_and_one_from_elsewhere_stay_as_long_as_they_are():
    for said in (b' totalsRowCount="1"', b' tableType="xml"'):
        data = edited(tabled(), TABLE, b"<table ", b"<table" + said + b" ")
        assert extents(write(data, (5, 3, 8.0))) == [b"A2:C4"] * 2
    plain = edited(tabled(), TABLE, b"<table ", b'<table totalsRowCount="0" ')
    assert extents(write(plain, (5, 3, 8.0))) == [b"A2:C5"] * 2


def test_of_two_tables_the_upper_ends_where_the_lower_begins():
    def decorate(book):
        sheet = book.get_worksheet_by_name(SHEET)
        sheet.add_table("A2:C4", {"name": "走访"})
        sheet.add_table("A6:C7", {"name": "座谈"})

    data = xlsx({SHEET: [["台账"], *[["甲", "乙", 1]] * 3, [], *[["丙", "丁", 2]] * 2]}, decorate)
    after = write(data, (5, 1, "新"), (6, 1, "戊"), (8, 1, "己"))
    assert re.search(rb' ref="([^"]*)"', part(after))[1] == b"A2:C5"
    assert re.search(rb' ref="([^"]*)"', part(after, "xl/tables/table2.xml"))[1] == b"A6:C8"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'ref="A2:C5"', b'ref="A2:D5"'),
        (b'ref="A2:C5"', b'ref="A1:C5"'),
        (b'ref="A2:C5"', b'ref="A2:C3"'),
        (b'ref="A2:C5"', b'ref="C:C"'),
        ('name="走访人次"'.encode(), 'name="人次"'.encode()),
    ],
    ids=["wider", "higher", "shorter", "unreadable", "another head"],
)
def test_anything_else_that_changed_about_a_table_is_noticed(old, new):
    changes = [(5, 3, 8.0)]
    after = write(tabled(), *changes)
    assert not is_proved(tabled(), edited(after, TABLE, old, new), SHEET, changes)


def with_part(kind, name, xml):
    """The workbook with a part that its sheet leads to."""
    kinds = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relation = b'<Relationship Id="rId9" Type="%s%s" Target="../%s"/>' % (kinds, kind, name)
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b"%s</Relationships>"
    )
    with zipfile.ZipFile(io.BytesIO(xlsx())) as source:
        parts = {each: source.read(each) for each in source.namelist()}
    return package({**parts, RELATIONS: relations % relation, f"xl/{name.decode()}": xml})


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FOREIGN = {
    "pivot table": (
        b"pivotTable",
        b"pivotTables/pivotTable1.xml",
        b'<pivotTableDefinition %s name="p"><location ref="A3:B4"/></pivotTableDefinition>' % MAIN,
    ),
    "query": (
        b"table",
        b"tables/table9.xml",
        b'<table %s id="9" name="q" ref="A3:B4" tableType="queryTable"/>' % MAIN,
    ),
}


@pytest.mark.parametrize("part", FOREIGN.values(), ids=FOREIGN)
def test_a_cell_that_is_filled_from_elsewhere_is_refused_by_name(part):
    data = with_part(*part)
    with pytest.raises(KjrError, match="B4 由数据透视表或外部数据填写"):
        patch_workbook(data, SHEET, [(4, 2, "改")])
    assert patch_workbook(data, SHEET, [(4, 3, 9.0), (5, 1, "新")])
