import datetime as dt

import pandas as pd
import pytest

from kjr.campaign.columns import Choice, Count, Day, Money, Person, Text
from kjr.campaign.model import Ledger
from kjr.editing.merging import apply_changes
from kjr.reading.page import Page, SkippedRow
from kjr.store.base import Sheet
from kjr.store.base import trim_grid as cells
from kjr.ui.units.grid import build_editor_grid

LEDGER = Ledger(
    "走访慰问",
    (
        Day("日期", required=True, example="2019-05-24"),
        Text("地点"),
        Choice("方式", options=("入户", "座谈")),
        Choice("对象", options=("一线", "青年"), many=True),
        Count("人次"),
        Money("金额"),
        Person("姓名"),
    ),
    section="四",
)
NAMES = tuple(column.name for column in LEDGER.columns)
DAY = dt.date(2019, 5, 24)
FULL = (DAY, "示例园", "入户", "一线、青年", 3.0, 50.0, "张示例")
ODD = ("5月28—31日", "示例园", "打电话", "院士", "30余人", "若干", None)
TOTAL = ("合计", None, None, None, 3.0)


def page(*rows, skipped=()):
    columns = {name: number for number, name in enumerate(NAMES, 1)}
    sheet = Sheet("甲学会", "走访慰问", cells([NAMES, *rows]))
    return Page(sheet, "走访慰问", header_row=1, columns=columns, skipped=skipped)


def test_each_kind_shows_in_its_own_way():
    frame = build_editor_grid(page(FULL), LEDGER).frame
    assert frame.iloc[0].tolist() == [
        pd.Timestamp(DAY),
        "示例园",
        "入户",
        ["一线", "青年"],
        3,
        50,
        "张示例",
    ]


def test_what_is_no_day_or_number_shows_as_typed_and_blanks_as_blanks():
    frame = build_editor_grid(page(FULL, ODD), LEDGER).frame
    assert frame.iloc[1].tolist() == [
        "5月28—31日",
        "示例园",
        "打电话",
        ["院士"],
        "30余人",
        "若干",
        None,
    ]
    assert frame.iloc[0].tolist()[:1] == ["2019-05-24"]


def test_titles_and_totals_are_not_for_editing():
    table = build_editor_grid(page(FULL, TOTAL, skipped=(SkippedRow(3, "total"),)), LEDGER)
    assert table.rows == (2,)


def typed(table, **state):
    return apply_changes(table.page.sheet, table.changes(state)).rows


@pytest.mark.parametrize(
    ("name", "said", "cell"),
    [
        ("日期", "2019-06-03", dt.date(2019, 6, 3)),
        ("日期", "2019-06-03T00:00:00.000", dt.date(2019, 6, 3)),
        ("地点", "一\r\n二", "一\n二"),
        ("方式", "座谈", "座谈"),
        ("对象", ["青年", "新词"], "青年、新词"),
        ("人次", 13, 13.0),
        ("金额", None, None),
        ("地点", "  ", None),
    ],
)
def test_what_is_typed_becomes_a_cell(name, said, cell):
    after = typed(build_editor_grid(page(FULL), LEDGER), edited_rows={0: {name: said}})
    assert after[1] == tuple(cell if n == name else c for n, c in zip(NAMES, FULL, strict=True))


def test_in_words_everything_can_be_typed():
    table = build_editor_grid(page(FULL), LEDGER, in_words=True)
    after = typed(table, edited_rows={0: {"人次": "30余人", "日期": "5月28日-31日"}})
    assert (after[1][0], after[1][4]) == ("5月28日-31日", "30余人")


def test_new_rows_go_to_vacant_ones_and_blank_ones_nowhere():
    table = build_editor_grid(page(FULL, (), TOTAL, skipped=(SkippedRow(4, "total"),)), LEDGER)
    after = typed(table, added_rows=[{}, {"日期": "2019-06-03", "人次": 8}, {"地点": "示例社区"}])
    assert after[2] == (dt.date(2019, 6, 3), None, None, None, 8.0)
    assert after[3:] == ((*TOTAL,), (None, "示例社区"))


def test_a_deleted_row_is_cleared_where_it_stands():
    after = typed(build_editor_grid(page(FULL, ODD), LEDGER), deleted_rows=[0])
    assert after[1:] == ((), ODD[:6])


def test_a_form_is_one_row_of_its_fields():
    sheet = Sheet("甲学会", "走访慰问", (("日期", DAY), ("人次", None)))
    table = build_editor_grid(
        Page(sheet, "走访慰问", fields={"日期": (1, 2), "人次": (2, 2)}), LEDGER
    )
    assert list(table.frame.columns) == ["日期", "人次"]
    assert typed(table, edited_rows={0: {"人次": 5}}) == (("日期", DAY), ("人次", 5.0))
