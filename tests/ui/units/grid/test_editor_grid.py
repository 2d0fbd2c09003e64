import datetime as dt

import pytest

from kjr.campaign.columns import Choice, Count, Day, Money, Person, Text
from kjr.campaign.model import Ledger
from kjr.editing.merging import apply_changes
from kjr.editing.typed.row_states import RowState
from kjr.errors import KjrError
from kjr.reading.page import Page, SkippedRow
from kjr.store.base import Sheet
from kjr.store.base import trim_grid as cells
from kjr.ui.units.grid.editor_grid import build_editor_grid

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


def shown(table, *names):
    frame = table.frame({2: RowState("可计入", "30余人＝约30")})
    return frame[list(names or NAMES)].iloc[0].fillna("").tolist()


def test_every_cell_shows_as_text():
    assert shown(build_editor_grid(page(FULL), LEDGER)) == [
        "2019-05-24", "示例园", "入户", "一线、青年", "3", "50", "张示例",
    ]  # fmt: skip
    assert shown(build_editor_grid(page(ODD), LEDGER)) == [*ODD[:6], ""]


def test_no_column_has_a_type_that_changes_what_is_pasted():
    table = build_editor_grid(page(FULL, ODD), LEDGER)
    kinds = {each["type_config"]["type"] for each in table.config.values()}
    assert kinds == {"text"}
    assert {str(kind) for kind in table.frame({}).dtypes} == {"str"}


def test_what_stands_beside_a_row_is_not_typed_into():
    config = build_editor_grid(page(FULL), LEDGER).config.values()
    assert [each["disabled"] for each in config] == [True] * 3 + [None] * len(NAMES)


def test_what_stands_beside_a_row_stays_on_a_screen_and_leaves_a_phone_to_who_types():
    """Streamlit holds pinned columns fast as long as they take six tenths of a grid at most.

    A grid is 404 pixels wide on a large phone (430), and 614 on a small screen (640).
    """
    beside = [*build_editor_grid(page(FULL), LEDGER).config.values()][:3]
    assert [each["pinned"] for each in beside] == [True] * 3
    assert 0.6 * 404 < sum(each["width"] for each in beside) <= 0.6 * 614


def test_a_head_says_whether_a_column_must_be_filled_and_helps_to_fill_it():
    config = build_editor_grid(page(FULL), LEDGER).config
    told = [(config[name]["label"], config[name]["help"]) for name in NAMES[:3]]
    assert told == [
        ("日期 ＊", "必填。例：2019-05-24"),
        ("地点", None),
        ("方式", "选填：入户、座谈。"),
    ]


def test_beside_a_row_stands_its_number_and_what_becomes_of_it():
    table = build_editor_grid(page(FULL), LEDGER)
    assert shown(table, "#计入", "#行", "#读作") == ["可计入", "2", "30余人＝约30"]
    assert table.frame({})["#行"].tolist()[:3] == ["2", "3", "4"]


def test_titles_and_totals_are_not_for_editing():
    table = build_editor_grid(page(FULL, TOTAL, skipped=(SkippedRow(3, "total"),)), LEDGER)
    assert table.rows[:2] == (2, 4)


def typed(table, **state):
    return apply_changes(table.page.sheet, table.changes(state)).rows


@pytest.mark.parametrize(
    ("name", "said", "cell"),
    [
        ("日期", "2019-06-03", dt.date(2019, 6, 3)),
        ("日期", "2019/6/3", dt.date(2019, 6, 3)),
        ("日期", "2019-02-30", "2019-02-30"),
        ("日期", "5.30", "5.30"),
        ("日期", "43615", "43615"),
        ("地点", "一\r\n二", "一\n二"),
        ("地点", "8", "8"),
        ("地点", " 示例 ", " 示例 "),
        ("地点", "  ", None),
        ("对象", "青年、新词", "青年、新词"),
        ("方式", "种植", "种植"),
        ("人次", "13", 13.0),
        ("人次", "1,300", 1300.0),
        ("人次", "5.30", "5.30"),
        ("人次", "007", "007"),
        ("人次", "１３", "１３"),
        ("人次", "约30", "约30"),
        ("金额", "12.50", 12.5),
        ("金额", "5.30", "5.30"),
        ("金额", None, None),
    ],
)
def test_what_is_typed_becomes_a_cell(name, said, cell):
    after = typed(build_editor_grid(page(FULL), LEDGER), edited_rows={0: {name: said}})
    assert after[1] == tuple(cell if n == name else c for n, c in zip(NAMES, FULL, strict=True))


def test_a_number_stays_one_beside_what_people_write():
    rows = page((*ODD[:4], 40.0), ODD)
    after = typed(build_editor_grid(rows, LEDGER), edited_rows={0: {"人次": "8"}})
    assert [row[4] for row in after[1:]] == [8.0, "30余人"]


def test_what_is_typed_again_as_it_stood_is_no_change():
    rows = page((dt.datetime(2019, 5, 24, 9), None, None, None, 3.0), FULL)
    said = {"日期": "2019-05-24 09:00:00", "人次": "3"}
    after = typed(build_editor_grid(rows, LEDGER), edited_rows={0: said})
    assert after == rows.sheet.rows


def test_new_rows_stand_where_their_number_says():
    table = build_editor_grid(page(FULL, (), TOTAL, skipped=(SkippedRow(4, "total"),)), LEDGER)
    rows = {1: {"日期": "2019-06-03", "人次": "8"}, 2: {"地点": "示例社区"}}
    after = typed(table, edited_rows=rows)
    assert table.rows[1:3] == (3, 5)
    assert after[2] == (dt.date(2019, 6, 3), None, None, None, 8.0)
    assert after[3:] == ((*TOTAL,), (None, "示例社区"))


def test_a_cleared_row_is_cleared_where_it_stands():
    table = build_editor_grid(page(FULL, ODD), LEDGER)
    after = typed(table, edited_rows={0: dict.fromkeys(NAMES)})
    assert after[1:] == ((), ODD[:6])


def test_a_grid_pasted_full_is_noticed():
    table = build_editor_grid(page(FULL), LEDGER)
    last = len(table.rows) - 1
    assert table.is_full({"edited_rows": {last: {"地点": "示例园"}}})
    assert not table.is_full({"edited_rows": {last - 1: {"地点": "示例园"}}})


def test_a_form_is_one_row_of_its_fields():
    sheet = Sheet("甲学会", "走访慰问", (("日期", DAY), ("人次", None)))
    table = build_editor_grid(
        Page(sheet, "走访慰问", fields={"日期": (1, 2), "人次": (2, 2)}), LEDGER
    )
    assert list(table.frame({}).columns) == ["#计入", "#行", "#读作", "日期", "人次"]
    beside = table.frame({0: RowState("可计入", "30余人＝约30")})[["#计入", "#行", "#读作"]]
    assert beside.fillna("").values.tolist() == [["可计入", "", "30余人＝约30"]]
    assert typed(table, edited_rows={0: {"人次": "5"}}) == (("日期", DAY), ("人次", 5.0))


def test_below_the_entries_there_is_room_for_two_hundred_more_or_up_to_the_next_table():
    table = build_editor_grid(page(FULL, ODD), LEDGER)
    assert table.rows == tuple(range(2, 204))
    assert build_editor_grid(page(FULL)._replace(last_row=4), LEDGER).rows == (2, 3, 4)
    assert build_editor_grid(page(FULL)._replace(last_row=2), LEDGER).rows == (2,)


def test_below_the_room_rows_go_on_where_nothing_stands():
    table = build_editor_grid(page(FULL), LEDGER)
    after = table.list_rows_from(len(table.rows) - 2)
    assert [next(after) for _ in range(4)] == [201, 202, 203, 204]
    assert list(form_grid().list_rows_from(0)) == [0]
    ends = build_editor_grid(page(FULL)._replace(last_row=3), LEDGER).list_rows_from(1)
    assert next(ends) == 3
    with pytest.raises(KjrError, match="下面紧接着另一张表"):
        next(ends)


def form_grid():
    sheet = Sheet("甲学会", "走访慰问", (("日期", DAY), ("人次", None)))
    fields = {"日期": (1, 2), "人次": (2, 2)}
    return build_editor_grid(Page(sheet, "走访慰问", fields=fields), LEDGER)


def test_a_form_is_never_full():
    assert not form_grid().is_full({"edited_rows": {0: {"人次": "5"}}})
    assert not build_editor_grid(page(FULL), LEDGER).is_full({})


def test_what_is_taken_away_of_a_grid_is_what_is_typed_under_plain_heads():
    table = build_editor_grid(page(FULL, (), (None, "示例社区")), LEDGER)
    taken = table.list_typed({2: RowState("可计入", "30余人＝约30"), 3: RowState("缺1格", "")})
    assert list(taken.columns) == ["计入", "行", "读作", *NAMES]
    assert taken[["计入", "行", "读作", "地点"]].values.tolist() == [
        ["可计入", "2", "30余人＝约30", "示例园"],
        ["", "4", "", "示例社区"],
    ]


OWN = ("计入", "行", "读作")


@pytest.mark.parametrize(
    ("heads", "is_in_order"),
    [
        ((), True),
        (OWN, True),
        ((*OWN, "日期 ＊", "地点", "方式"), True),
        ((*OWN, "日期 ＊", *NAMES[1:]), True),
        (("地点", "方式"), True),
        (("计入", "地点", "方式"), True),
        (("行", "计入", "地点"), False),
        (("计入", "地点", "对象"), False),
        (("日期 ＊", "方式"), False),
        (("地点", "日期 ＊"), False),
        (("地点", "行"), False),
        (("计入", "日期"), False),
    ],
)
def test_columns_are_in_order_while_none_of_them_is_moved_sorted_or_left_out(heads, is_in_order):
    assert build_editor_grid(page(FULL), LEDGER).is_in_order(heads) is is_in_order
