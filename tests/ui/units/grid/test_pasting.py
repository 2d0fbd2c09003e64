"""A block handed over by the browser: placed from the chosen cell on, or refused in words."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from kjr.editing.merging import apply_changes
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.ui.units.grid.editor_grid import BLOCK, ROOM, build_editor_grid
from kjr.ui.units.grid.pasting import (
    ELSEWHERE,
    PastedBlock,
    find_pasted_blocks,
    place_block,
)
from tests.plans import FIRST as PLAN
from tests.ui.units.grid.hands import PLACE_NAME, press, rows, said, type_in
from tests.ui.units.grid.test_editor_grid import FULL, LEDGER, ODD, page

HEADS = ("计入", "行", "读作", "日期 ＊", "地点", "方式", "对象", "人次")


def paste(text, position=1, column="日期", heads=HEADS, seen=None):
    """The rows below the header once a block is pasted."""
    grid = build_editor_grid(seen or page(FULL), LEDGER)
    changes = place_block(grid, PastedBlock(position, column, heads, text))
    return apply_changes(grid.page.sheet, changes).rows[1:]


def test_a_block_goes_where_its_first_cell_was_meant_for():
    after = paste('5.30\t示例园\r\n2019-06-01\t5"屏\r\n')
    assert after == (FULL, ("5.30", "示例园"), (dt.date(2019, 6, 1), '5"屏'))
    assert paste("8\n30余人", 0, "人次", seen=page(FULL, ODD))[1][4] == "30余人"


def test_blank_cells_of_a_block_are_blank_and_spare_columns_stay():
    assert paste("\t示例医院\t\t", 0)[0] == (None, "示例医院", None, None, *FULL[4:])


def test_a_block_may_be_longer_than_the_room_shown():
    lines = [f"{number}行" for number in range(ROOM + 500)]
    after = paste("\n".join(lines), column="地点")
    assert [row[1] for row in after[1:]] == lines


@pytest.mark.parametrize(
    ("text", "changed", "words"),
    [
        ("甲\t乙\t丙", {"column": "金额"}, "有3列，从「金额」起只有2列"),
        ("甲\n乙\t丙\t丁", {"column": "金额"}, "有3列，从「金额」起只有2列"),
        ('"甲\t乙"\n"丙\t丁"', {}, "引号不成对"),
        ("甲\t乙", {"heads": ("计入", "行", "读作", "↑ 日期 ＊", "地点")}, "换过次序"),
        ("甲\t乙", {"heads": ("计入", "行", "读作", "地点", "日期 ＊")}, "换过次序"),
        ("甲\t乙", {"heads": ("计入", "行", "读作", "日期 ＊", "方式")}, "换过次序"),
    ],
)
def test_a_block_that_does_not_fit_is_refused_whole(text, changed, words):
    with pytest.raises(KjrError, match=words):
        paste(text, **changed)


def test_a_form_takes_one_row():
    form = Page(
        page().sheet._replace(rows=(("日期", None), ("人次", None))),
        "走访慰问",
        fields={"日期": (1, 2), "人次": (2, 2)},
    )
    grid = build_editor_grid(form, LEDGER)
    with pytest.raises(KjrError, match="有2行，这里只有1行"):
        place_block(grid, PastedBlock(0, "日期", (), "甲\t8\n乙\t9"))
    changes = place_block(grid, PastedBlock(0, "日期", (), "5.30\t8"))
    assert changes == [(1, 2, "5.30"), (2, 2, 8.0)]


def test_what_the_browser_hands_over_is_told_from_what_is_typed():
    said = BLOCK + BLOCK.join(map(quote, ("行\t日期 ＊", "5%\t&nbsp;\u00a0\r\n")))
    typed = {"edited_rows": {"3": {"地点": said, "人次": "8"}}}
    assert list(find_pasted_blocks(typed)) == [
        PastedBlock(3, "地点", ("行", "日期 ＊"), "5%\t&nbsp;\u00a0\r\n")
    ]
    grid = build_editor_grid(page(FULL), LEDGER)
    assert [cell for _, _, cell in grid.changes(typed)] == [8.0]


def hand_over(text):
    """What the browser says of a block in the cell that was chosen."""
    return f"{BLOCK}{BLOCK}{quote(text)}"


def test_what_is_pasted_is_typed_beside_what_was_typed_before(open_grid):
    viewer = open_grid()
    type_in(viewer, {0: {PLAN.people: "13"}, 2: {PLACE_NAME: hand_over("甲处\n乙处")}})
    assert (said(viewer), f"grid-{PLAN.unit}-{PLAN.ledger}-0" in viewer.session_state) == (
        [],
        False,
    )
    press(viewer, "保存")
    assert rows() == [("示例园", 13.0), ("示例医院", 12.0), ("甲处", None), ("乙处", None)]


WIDE = "粘贴的内容有30列，从「{}」起只有{}列，放不下，没有放进去。"


def test_of_two_blocks_the_one_that_does_not_fit_leaves_its_cell_as_it_was_and_is_told(open_grid):
    viewer = open_grid()
    type_in(viewer, {1: {PLACE_NAME: "我院"}})
    wide, narrow = hand_over("\t".join("甲" * 30)), hand_over("乙处")
    type_in(viewer, {0: {PLACE_NAME: wide}, 1: {PLACE_NAME: wide}, 2: {PLACE_NAME: narrow}})
    assert said(viewer) == [WIDE.format(PLACE_NAME, len(PLAN.columns) - 1)]
    viewer.run()
    assert said(viewer) == [WIDE.format(PLACE_NAME, len(PLAN.columns) - 1)]
    type_in(viewer, {0: {PLAN.people: "13"}}, number=1)
    assert said(viewer) == []
    press(viewer, "保存")
    assert rows() == [("示例园", 13.0), ("我院", 12.0), ("乙处", None)]


@pytest.mark.parametrize("column", ["#行", "#计入", "#读作", "没有的列"])
def test_a_block_forced_onto_a_column_that_is_none_of_the_ledgers_is_refused(open_grid, column):
    viewer = open_grid()
    type_in(viewer, {0: {column: hand_over("甲\t乙")}, 1: {PLACE_NAME: "我院"}})
    assert (said(viewer), list(viewer.exception)) == ([f"{ELSEWHERE}。"], [])
    press(viewer, "保存")
    assert rows() == [("示例园", 3.0), ("我院", 12.0)]


def test_what_is_said_of_a_paste_beside_the_ledgers_cells_waits_unseen():
    """A script of the page shows it, by its class, once something was pasted there."""

    def show():
        from kjr.ui.units.grid.pasting import take_over_typing

        take_over_typing()

    note, *scripts = [each.proto.body for each in AppTest.from_function(show).run().get("html")]
    assert re.search(r'<div class="k-card k-paste" role="alert" hidden>(.*?)</div>', note)[1] == (
        "粘贴的内容没有放进去：请先选中台账自己的一格，再粘贴。"
    )
    assert any(".k-paste" in each for each in scripts)
