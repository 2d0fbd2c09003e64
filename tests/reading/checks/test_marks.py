import pytest

from kjr.store.base import Area, CellMark, MarkKind
from tests.typed import read, told

ROWS = """
    走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 帮办事项数
    5.27 | 示例企业甲 | 一线科技工作者 | 示例甲 | 市科协领导 | 3 | 2
    5.28 | 示例企业乙 | 一线科技工作者 | 示例甲 | 市科协领导 | 4 | 1
    """


def marked(*marks):
    return read(ROWS, marks=tuple(CellMark(*each) for each in marks))


def counted(page):
    return [entry.values.get("走访人次") for entry in page.entries]


def test_a_struck_row_is_deleted_and_told():
    page = marked(*((2, column, MarkKind.STRUCK) for column in range(1, 8)))
    assert counted(page) == [4]
    assert told(page) == [("", "疑")]
    assert page.sheet.cell(2, 6) == 3, "what was typed is still there to be seen and changed"


def test_a_struck_cell_is_deleted_and_told():
    page = marked((2, 7, MarkKind.STRUCK))
    assert [entry.values.get("帮办事项数") for entry in page.entries] == [None, 1]
    assert told(page) == [("G2", "疑")]


@pytest.mark.parametrize(
    ("kind", "words"),
    [(MarkKind.CUT, "划掉的“30”"), (MarkKind.NOTE, "批注“30”"), (MarkKind.PICTURE, "图片")],
)
def test_what_stands_at_a_counted_cell_is_told(kind, words):
    page = marked((2, 6, kind, "30"), (1, 6, kind, "30"), (2, 30, kind, "30"))
    assert counted(page) == [3, 4]
    assert told(page) == [("F2", "疑")]
    assert words in page.problems[0].message


def test_a_rule_that_may_strike_out_is_told_once_and_every_row_counts():
    page = marked((2, 1, MarkKind.RULED, "A2:G9"), (2, 6, MarkKind.RULED, "F2:F9"))
    assert counted(page) == [3, 4]
    assert [problem.level for problem in page.problems] == ["疑"]
    assert "A2:G9、F2:F9" in page.problems[0].message


def test_the_same_note_all_down_a_column_is_told_once():
    page = marked((2, 6, MarkKind.NOTE, "填数字"), (3, 6, MarkKind.NOTE, "填数字"))
    assert told(page) == [("F2", "疑")]


def test_a_phone_number_in_a_note_is_not_shown():
    page = marked((2, 6, MarkKind.NOTE, "问13800001234"))
    assert "1380000" not in page.problems[0].message


def test_numbers_under_a_merged_cell_are_told():
    page = read(ROWS, merged=(Area(2, 6, 3, 6),))
    assert counted(page) == [3, None]
    assert told(page) == [("F3", "疑")]
