"""What holds for a whole column is said once."""

import pytest

from tests.typed import column, read, told

HEADER = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 帮办事项数"
VISIT = "5月28日 | 示例{}厂 | 一线 | {} | {} | {} | {}"


def visits(*rows):
    lines = [VISIT.format(n, *row) for n, row in enumerate(rows)]
    return read("\n".join([HEADER, *lines]))


def test_people_for_visits_are_told_once_with_every_cell():
    page = visits(*(("示例甲", "市级领导", f"{n}人", 1) for n in (30, 31, 32)))
    assert column(page, "走访人次") == [30, 31, 32]
    (problem,) = page.problems
    assert (problem.cell, problem.level) == ("F2", "提示")
    assert problem.message.endswith("这一列还有2格也是：F3、F4")


@pytest.mark.parametrize(("number", "named"), [(20, "F21"), (21, "F21等")])
def test_of_many_cells_twenty_are_named(number, named):
    page = visits(*(("示例甲", "市级领导", f"{n}人", 1) for n in range(30, 30 + number)))
    (problem,) = page.problems
    assert f"这一列还有{number - 1}格也是：F3、" in problem.message
    assert problem.message.endswith(named)


def test_nothing_where_an_answer_is_required_is_told_once_for_each_column():
    page = visits(("—", "—", 30, 1), ("—", "市级领导", 31, 1), ("/", "—", 32, 1))
    assert len(page.entries) == 3
    assert told(page) == [("D2", "疑"), ("E2", "疑")]
    assert "D3、D4" in page.problems[0].message


def test_doubts_about_a_number_are_told_for_each():
    page = visits(("示例甲", "市级领导", "3箱", 1), ("示例甲", "市级领导", "3箱", 1))
    assert [cell for cell, _ in told(page)] == ["F2", "F3"]


def test_what_is_not_decided_yet_is_not_filled_and_told_once_for_the_row():
    page = visits(("待定", "待定", "待定", "待定"))
    assert page.entries == ()
    (problem,) = [each for each in page.problems if each.level == "错"]
    assert "「带队人」、「带队人级别」、「走访人次」" in problem.message
    assert [(cell, level) for cell, level in told(page) if level != "错"] == [("G2", "疑")]


def test_nobody_is_called_undecided():
    page = visits(("待定", "市级领导", 30, 1))
    assert (page.entries, told(page)) == ((), [("D2", "错")])


def test_what_some_rows_need_too_and_whose_work_it_may_be_are_told_once():
    rows = "\n".join(
        f"5.29 | 座谈会{n} | 座谈会 | 市级 | 会议中心{n} | {n} | | 4" for n in (20, 30, 40)
    )
    page = read(
        "日期 | 名称 | 类型 | 层级 | 地点 | 参加人数 | 其中科技工作者代表 | 意见建议条数\n" + rows
    )
    assert len(page.entries) == 3
    assert told(page) == [("G2", "疑"), ("D2", "疑")]
    assert all("这一列还有2格也是" in problem.message for problem in page.problems)
