"""Tables that stand side by side on one sheet."""

from typing import NamedTuple

import pytest

from kjr.reading.book import parse_book
from tests.plans import BOTH, COUNTY, FIRST
from tests.typed import column, told, typed


class Sides(NamedTuple):
    """Two ledgers of a plan, each with the figure of its last column."""

    left: str
    left_head: str
    left_rows: tuple[str, str]
    """Each without its figure."""
    left_figure: str
    right: str
    right_head: str
    right_rows: tuple[str, str]
    right_figure: str
    right_own: str
    """A column that only the right one has."""
    apart: str
    """Headers and a row of the left ledger with parts of its figure between the others."""
    evidence: str
    """The column behind those parts."""


SIDES = {
    FIRST: Sides(
        "走访慰问",
        "走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次",
        (
            "5月23日 | 示例园区 | 一线科技工作者 | 示例某 | 县区科协负责人",
            "5月28日 | 示例园区 | 一线科技工作者 | 示例某 | 县区科协负责人",
        ),
        "走访人次",
        "主题活动",
        "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次",
        (
            "6月1日 | 示例活动1 | 科普 | 示例科协 | 示例广场 | 12",
            "6月2日 | 示例活动2 | 科普 | 示例科协 | 示例广场 | 12",
        ),
        "服务群众人次",
        "领域",
        """
        对象类别 | 带队人 | 带队人级别 | 走访人次（男） | 走访人次（女） | 走访人次（合计） \
| 走访地点 | 走访日期 | 佐证 | 职务职称
        1 | 2 | 3 | 4 | | | 5 | 6 | 7 | 8
        老专家 | 示例某 | 县区科协负责人 | 2 | 3 | 5 | 示例园区 | 5月23日 | 照片 | 教授
        """,
        "佐证",
    ),
    COUNTY: Sides(
        "科普活动",
        "日期 | 活动名称 | 形式 | 主办 | 地点 | 参与人次",
        (
            "9月20日 | 示例大集 | 大集 | 东河镇科协 | 示例广场",
            "9月22日 | 示例讲座 | 讲座 | 东河镇科协 | 示例礼堂",
        ),
        "参与人次",
        "展教品",
        "展教品名称 | 展出日期 | 领域 | 展出地点 | 借用来源 | 备注 | 件数",
        (
            "示例风洞 | 9月20日 | 航空航天 | 示例馆 | 自有 | 完好",
            "示例机器人 | 9月21日 | 人工智能 | 示例馆 | 自有 | 完好",
        ),
        "件数",
        "领域",
        """
        形式 | 主办 | 活动名称 | 参与人次（男） | 参与人次（女） | 参与人次（合计） \
| 地点 | 日期 | 佐证 | 人群
        1 | 2 | 3 | 4 | | | 5 | 6 | 7 | 8
        大集 | 东河镇科协 | 示例大集 | 2 | 3 | 5 | 示例广场 | 9月20日 | 照片 | 农民
        """,
        "佐证",
    ),
}


@pytest.fixture
def sides(plan):
    return SIDES[plan]


def pages(plan, *lines, name="汇总"):
    return parse_book([typed("\n".join(lines), name)], plan.campaign)


@BOTH
def test_two_ledgers_side_by_side_are_both_read(plan, sides):
    left, right = pages(
        plan,
        f"{sides.left_head} | | {sides.right_head}",
        f"{sides.left_rows[0]} | 3 | | {sides.right_rows[0]} | 50",
        f" | | | | | | | {sides.right_rows[1]} | 60",
    )
    assert (left.ledger, column(left, sides.left_figure), told(left)) == (sides.left, [3], [])
    assert (right.ledger, column(right, sides.right_figure)) == (sides.right, [50, 60])
    assert sides.right_own not in left.columns


def test_of_two_that_say_alike_whose_they_are_each_is_read_whichever_stands_left():
    visits = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    news = "刊发日期 | 标题 | 报道类型 | 媒体名称 | 媒体级别 | 媒体形式"
    for heads in ((visits, news), (news, visits)):
        read = parse_book([typed(" | | ".join(heads), "汇总")], FIRST.campaign)
        ledgers = {visits: "走访慰问", news: "宣传报道"}
        assert [page.ledger for page in read] == [ledgers[head] for head in heads]


@BOTH
def test_each_says_where_its_cells_stand_on_the_whole_sheet(plan, sides):
    left, right = pages(
        plan,
        f"{sides.left_head} | | {sides.right_head}",
        f"{sides.left_rows[0]} | 3 | | {sides.right_rows[0]} | 若干",
    )
    assert told(right) == [("N2", "错")]
    assert right.sheet == left.sheet
    assert right.raw(2, sides.right_figure) == "若干"


@BOTH
def test_one_ledger_in_two_halves_without_a_gap_is_read_whole(plan, sides):
    row = f"{sides.left_rows[0]} | 3 | {sides.left_rows[1]} | 4"
    halves = pages(plan, f"{sides.left_head} | {sides.left_head}", row, name=sides.left)
    assert [(each.ledger, column(each, sides.left_figure)) for each in halves] == [
        (sides.left, [3]),
        (sides.left, [4]),
    ]


@BOTH
def test_a_few_columns_twice_make_no_second_table(plan, sides):
    twice = " | ".join(sides.left_head.split(" | ")[:2])
    again = " | ".join(sides.left_rows[1].split(" | ")[:2])
    (page,) = pages(plan, f"{sides.left_head} | {twice}", f"{sides.left_rows[0]} | 3 | {again}")
    assert column(page, sides.left_figure) == [3]
    assert [problem.level for problem in page.problems] == ["疑", "提示"]


@BOTH
def test_parts_of_one_column_in_the_middle_make_no_second_table(plan, sides):
    (page,) = pages(plan, sides.apart, name=sides.left)
    assert (column(page, sides.left_figure), column(page, sides.evidence)) == ([5], ["照片"])


def test_a_second_table_may_have_two_columns():
    events = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
    row = "6月1日 | 科普大集 | 科普 | 示例科协 | 广场 | 3 | 300"
    left, right = pages(FIRST, f"{events} | | 建议内容 | 建议类别", f"{row} | | 多办大集 | 政策")
    assert (left.ledger, right.ledger) == ("主题活动", "意见建议")
    assert column(right, "内容") == ["多办大集"]


def test_a_column_nobody_knows_behind_the_gap_is_the_right_tables():
    events = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
    row = "6月1日 | 科普大集 | 科普 | 示例科协 | 广场 | 3 | 300"
    text = f"{events} | | 楼号 | 建议内容 | 建议类别", f"{row} | | 甲 | 多办大集 | 政策"
    left, right = pages(FIRST, *text)
    assert [
        "楼号" in "".join(each.message for each in page.problems) for page in (left, right)
    ] == [
        False,
        True,
    ]
