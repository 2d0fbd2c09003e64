"""What a save sends to Google: values, and formats only for cells that show a moment."""

import datetime as dt

import pytest

from kjr.store.base import Sheet
from kjr.store.google.cells import (
    FORMAT,
    VALUE,
    build_requests,
    encode_cell,
    find_formula,
    parse_sheets,
    settle_sheet,
)

DAY, NOON = dt.date(2019, 5, 28), dt.datetime(2019, 5, 28, 12, 30)
OLD = Sheet("甲学会", "走访慰问", (("日期", "人次"), (None, 3.0)))
FACTS = {"sheetId": 7, "gridProperties": {"columnCount": 3}}


def requests(*rows):
    return build_requests(OLD._replace(rows=rows), OLD, FACTS)


def test_a_changed_cell_brings_a_format_only_where_it_is_a_moment():
    day, number = requests(OLD.rows[0], (DAY, 4.0))
    assert day["updateCells"]["fields"] == f"{VALUE},{FORMAT}"
    assert number["updateCells"]["fields"] == VALUE
    assert day["updateCells"]["start"] == {"sheetId": 7, "rowIndex": 1, "columnIndex": 0}
    assert number["updateCells"]["rows"] == [{"values": [{VALUE: {"numberValue": 4.0}}]}]


def test_a_cleared_day_leaves_the_format_of_its_cell():
    (cleared,) = build_requests(OLD, OLD._replace(rows=(OLD.rows[0], (DAY, 3.0))), FACTS)
    assert cleared["updateCells"]["fields"] == VALUE
    assert cleared["updateCells"]["rows"] == [{"values": [{}]}]


def test_new_rows_are_appended_as_values_and_only_their_days_get_formats():
    appended, *formats = requests(*OLD.rows, ("约5月", 5.0), (DAY, "若干", NOON))
    assert appended["appendCells"]["fields"] == VALUE
    assert len(appended["appendCells"]["rows"]) == 2
    places = [each["updateCells"]["start"] for each in formats]
    assert [(each["rowIndex"], each["columnIndex"]) for each in places] == [(3, 0), (3, 2)]
    assert {each["updateCells"]["fields"] for each in formats} == {FORMAT}
    shown = [each["updateCells"]["rows"][0]["values"][0]["userEnteredFormat"] for each in formats]
    assert [each["numberFormat"]["type"] for each in shown] == ["DATE", "DATE_TIME"]


def test_a_sheet_too_narrow_is_made_wider_by_what_is_missing():
    wider, *_ = requests(OLD.rows[0], (None, 3.0, None, None, "备注"))
    assert wider == {"appendDimension": {"sheetId": 7, "dimension": "COLUMNS", "length": 2}}
    assert "appendDimension" not in requests(OLD.rows[0], (None, 3.0, "备注"))[0]


def test_every_kind_of_cell_is_sent_as_what_it_is():
    sent = [encode_cell(cell).get(VALUE) for cell in (True, "0042", 3, 0.5, None, " ")]
    assert sent == [
        {"boolValue": True},
        {"stringValue": "0042"},
        {"numberValue": 3},
        {"numberValue": 0.5},
        None,
        None,
    ]
    moments = [NOON, DAY, dt.time(6), dt.timedelta(hours=30)]
    assert [encode_cell(each)[VALUE]["numberValue"] for each in moments] == [
        43613 + 12.5 / 24,
        43613.0,
        0.25,
        1.25,
    ]
    shown = [encode_cell(each)["userEnteredFormat"]["numberFormat"] for each in moments]
    assert [(each["type"], each["pattern"]) for each in shown] == [
        ("DATE_TIME", "yyyy-mm-dd hh:mm"),
        ("DATE", "yyyy-mm-dd"),
        ("TIME", "hh:mm"),
        ("TIME", "[h]:mm"),
    ]


def shown(value, kind="", pattern=""):
    """How one cell of an answer is read."""
    form = {"effectiveFormat": {"numberFormat": {"type": kind, "pattern": pattern}}}
    answer = {
        "properties": {"title": "走访慰问", "gridProperties": {}},
        "data": [{"rowData": [{"values": [{"effectiveValue": value} | form]}]}],
    }
    (sheet,) = parse_sheets({"sheets": [answer, {"properties": {"title": "图表"}}]}, "甲学会")
    return sheet.cell(1, 1)


@pytest.mark.parametrize(
    ("number", "kind", "read"),
    [
        (43613, "DATE", DAY),
        (43613 + 12.5 / 24, "DATE_TIME", NOON),
        (43613 + 12.5 / 24, "DATE", NOON),
        (43613, "", 43613.0),
        (43613, "NUMBER", 43613.0),
        (2_958_465, "DATE", dt.date(9999, 12, 31)),
        (2_958_466, "DATE", 2_958_466.0),
        (-1, "DATE", -1.0),
        (5.3, "DATE", 5.3),
        (0, "TIME", dt.time()),
        (0.75, "TIME", dt.time(18)),
        (1, "TIME", dt.timedelta(days=1)),
        (1.25, "TIME", dt.timedelta(hours=30)),
        (43613 + 1 / 3, "DATE_TIME", dt.datetime(2019, 5, 28, 8)),
    ],
)
def test_a_number_is_read_as_the_moment_it_shows_if_it_can_be_one(number, kind, read):
    found = shown({"numberValue": number}, kind)
    assert (found, type(found)) == (read, type(read))


def test_other_values_are_read_as_people_see_them():
    assert shown({"numberValue": 43586}, "DATE", 'yyyy"年"m"月"') == "2019年5月"
    assert shown({"stringValue": "0042"}) == "0042"
    assert shown({"boolValue": False}) is False
    assert shown({"errorValue": {"type": "REF"}}) == "#REF!"
    assert shown({"errorValue": {"type": "LOADING"}}) == shown({"errorValue": {}}) == "#ERROR!"


def test_a_sheet_settles_as_it_will_be_read_back():
    moment = NOON.replace(microsecond=7)
    midnight = dt.datetime(2019, 5, 28)
    settled = settle_sheet(OLD._replace(rows=((moment, midnight, 3, True, "", " x"),)))
    assert settled.rows == ((NOON, DAY, 3.0, True, None, " x"),)
    assert isinstance(settled.rows[0][2], float)


def test_a_cell_that_shows_what_nobody_typed_is_filled_from_elsewhere():
    typed = {VALUE: {"numberValue": 1}, "effectiveValue": {"numberValue": 1}}
    formula = {VALUE: {"formulaValue": "=SORT(A1:A2)"}, "effectiveValue": {"numberValue": 1}}
    filled = {"effectiveValue": {"numberValue": 2}}
    sheet = {"data": [{"rowData": [{"values": [typed, formula, {}]}, {"values": [{}, filled]}]}]}
    said = {(r, c): find_formula(sheet, r, c) for r in range(1, 5) for c in range(1, 5)}
    assert {place: words[:4] for place, words in said.items() if words} == {
        (1, 2): "B1 是",
        (2, 2): "B2 是",
    }
    assert "公式填出来的" in said[2, 2]
    assert find_formula({}, 1, 1) == ""


def test_what_no_cell_holds_is_a_bug():
    with pytest.raises(TypeError, match="no cell holds"):
        encode_cell(object())
