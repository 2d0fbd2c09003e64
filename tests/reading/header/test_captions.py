"""Headers over several rows, with groups and merged cells."""

import pytest

from kjr.reading.header.captions import find_captions, is_sum, is_whole
from kjr.reading.header.lexicon import build_lexicon
from kjr.store.base import Area
from tests.typed import CAMPAIGN, column, read, typed


def test_a_group_over_two_rows_joins_with_what_stands_under_it():
    page = read(
        """
        日期 | 名称 | 类型 | 层级 | 地点 | 参加情况 | | | 意见建议条数
        | | | | | 合计 | 其中 | |
        | | | | | | 科技工作者代表 | 发言人数 |
        5.29 | 座谈会 | 座谈会 | 县级 | 示例楼 | 20 | 15 | 4 | 3
        """,
        merged=(Area(1, 6, 1, 8), Area(2, 7, 2, 8)),
    )
    assert page.header_row == 3
    assert column(page, "其中科技工作者代表") == [15]
    assert column(page, "发言人数") == [4]


def test_a_group_without_merged_cells_reaches_to_the_next_one():
    page = read("""
        走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问 |
        | | | | | | 品（份） | 金额（元）
        5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3 | 2 | 500
        """)
    assert column(page, "慰问品（份）") == [2]
    assert column(page, "慰问金额（元）") == [500]


def test_a_total_under_a_group_is_the_group_itself():
    page = read(
        """
        日期 | 名称 | 类型 | 层级 | 地点 | 参加人数 | | 意见建议条数
        | | | | | 合计 | 女 |
        5.29 | 座谈会 | 座谈会 | 县级 | 示例楼 | 20 | 8 | 3
        """,
        merged=(Area(1, 6, 1, 7),),
    )
    assert column(page, "参加人数") == [20]


def test_a_row_of_units_under_the_header_is_part_of_it():
    page = read("""
        走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问品
        | | | | | （人次） | （份）
        5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3 | 2
        """)
    assert column(page, "慰问品（份）") == [2]
    assert page.problems == ()


def test_a_row_of_figures_is_never_part_of_the_header_though_its_words_may_be():
    page = read("""
        序号 | 刊发日期 | 标题 | 类别 | 人物 | 媒体 | 级别 | 形式
        1 | 6月3日 | 示例甲 | 典型人物 | 示例乙 | 银川日报 | 市级 | 报纸
         | 刊发日期 | 标题 | 报道类型 | 人物/团队名称 | 媒体名称 | 媒体级别 | 媒体形式
        2 | 6月4日 | 示例丙 | 活动消息 | | 银川日报 | 市级 | 报纸
        """)
    assert [entry.row for entry in page.entries] == [2, 4]


def test_a_group_in_a_group_has_its_parts_in_the_third_row():
    wide = [Area(1, 6, 1, 7), Area(2, 6, 2, 7)]
    page = read(
        """
        日期 | 名称 | 类型 | 层级 | 地点 | 人员情况 | | 意见建议条数
         | | | | | 参加人数 | |
         | | | | | 男 | 女 |
        5.29 | 座谈 | 座谈会 | 县级 | 会议室 | 18 | 12 | 4
        """,
        merged=[Area(1, at, 3, at) for at in (1, 2, 3, 4, 5, 8)] + wide,
    )
    assert (page.header_row, column(page, "参加人数")) == (3, [30])


def test_a_group_beside_a_column_in_a_group_has_its_parts_in_the_third_row():
    wide = [Area(1, 6, 1, 8), Area(2, 6, 2, 7)]
    page = read(
        """
        日期 | 名称 | 类型 | 层级 | 地点 | 人员情况 | | | 意见建议条数
         | | | | | 参加人数 | | 发言人数 |
         | | | | | 男 | 女 | |
        5.29 | 座谈 | 座谈会 | 县级 | 会议室 | 18 | 12 | 5 | 4
        """,
        merged=[Area(1, at, 3, at) for at in (1, 2, 3, 4, 5, 9)] + wide,
    )
    assert page.header_row == 3
    assert (column(page, "参加人数"), column(page, "发言人数")) == ([30], [5])


def parted(parts, cells):
    head = "日期 | 名称 | 类型 | 层级 | 地点 | 意见建议条数 | 参加人数"
    row = "5.29 | 科技工作者座谈会 | 座谈会 | 县级 | 会议中心 | 4"
    return read(f"{head}\n | | | | | | {parts}\n{row} | {cells}", "座谈观摩")


@pytest.mark.parametrize(
    ("parts", "cells"),
    [("男 | 女 | 合计", "18 | 12 | 30"), ("合计 | 男 | 女", "30 | 18 | 12")],
)
def test_of_parts_and_their_total_the_total_is_read(parts, cells):
    assert column(parted(parts, cells), "参加人数") == [30]


@pytest.mark.parametrize(
    "first", ["其他 | | 示例 | 待梳理 | 转办", "第一部分", " | | 示例 | 待梳理 | 转办"]
)
def test_short_words_below_a_group_are_a_row_and_no_third_line_of_the_header(first):
    head = "建议类别 | 具体情况 | | 状态 | 拟办意见\n | 答复日期 | 内容"
    page = read(
        f"{head}\n{first}\n政策 | 5.26 | 示例 | 待梳理 | 转办",
        "意见建议",
        merged=(*(Area(1, at, 2, at) for at in (1, 4, 5)), Area(1, 2, 1, 3)),
    )
    assert (page.header_row, page.columns["内容"], page.columns["类别"]) == (2, 3, 1)


@pytest.mark.parametrize(
    ("above", "tops"), [("", [1]), ("活动台账", [2]), ("活动台账 | 单位", [2, 1])]
)
def test_a_lone_title_above_is_no_part_of_a_header_nor_is_what_stands_at_the_end(above, tops):
    lines = ([above] if above else []) + ["日期 | 内容 | 类别", "5.29 | 甲 | 政策"]
    sheet = typed("\n".join(lines))
    found = find_captions(sheet, build_lexicon(CAMPAIGN.ledgers), len(lines) - 1)
    assert [top for top, _, _ in found] == tops


@pytest.mark.parametrize(("row", "number"), [("日期 | 5 | 内容", 1), ("日期 | 5 | 内容 | 6", 0)])
def test_a_row_half_of_which_are_figures_is_no_header(row, number):
    found = list(find_captions(typed(row), build_lexicon(CAMPAIGN.ledgers), 1))
    assert len(found) == number


@pytest.mark.parametrize(("right", "bottom"), [(5, 3), (4, 1)])
def test_only_groups_of_several_columns_under_groups_make_three_rows(right, bottom):
    sheet = typed(
        "日期 | 内容 | 类别 | 情况\n | | | 人员\n | | | 甲 | 乙",
        merged=(Area(1, 4, 1, 5), Area(2, 4, 2, right)),
    )
    first, *_ = find_captions(sheet, build_lexicon(CAMPAIGN.ledgers), 1)
    assert first[:2] == (1, bottom)


@pytest.mark.parametrize(
    ("part", "bottom"), [("甲", 2), (" | 甲", 1), ("甲" * 12, 2), ("甲" * 13, 1)]
)
def test_parts_are_short_and_stand_no_further_right_than_beside_the_last_group(part, bottom):
    sheet = typed(f"日期 | 内容 | 类别\n | | | {part}")
    found = find_captions(sheet, build_lexicon(CAMPAIGN.ledgers), 1)
    assert [each for _, each, _ in found] == [bottom]


def test_a_merged_head_reaches_over_two_hundred_columns_and_no_more():
    sheet = typed("日期 | 类别 | 内容\n | | 甲 | 乙", merged=(Area(1, 3, 1, 300),))
    found = find_captions(sheet, build_lexicon(CAMPAIGN.ledgers), 1)
    assert max(at for _, _, captions in found for at, _ in captions) == 200


def test_words_below_a_blank_header_make_no_group_of_those_beside_it():
    page = read("""
        走访日期 | 走访地点 | 对象类别 | | 带队人 | 带队人级别 | 走访人次
        5月27日 | 示例厂 | 一线 | 上午 | 示例甲 | 市级领导 | 3人次
        """)
    assert (page.header_row, column(page, "走访人次")) == (1, [3])


def test_a_headers_words_are_listed_from_the_left_however_wide_it_is():
    rest = "\n | 内容".replace(" |", " |" * 64)
    sheet = typed(f"日期 | 类别{' |' * 62} 来源 | 状态{rest}")
    found = find_captions(sheet, build_lexicon(CAMPAIGN.ledgers), 1)
    listed = [[at for at, _ in captions] for _, _, captions in found]
    assert len(listed) > 1
    assert all(each == sorted(each) for each in listed)


def test_a_total_among_parts_is_known_by_its_word_or_by_how_it_ends():
    words = "合计", "总人数", "线下小计", "参加人数总计", "线下", "男", "小计（男）"
    assert [word for word in words if is_sum(word)] == list(words[:4])


def test_a_column_alone_holds_all_of_it_and_one_under_a_group_only_as_its_total():
    texts = "人数", "人数｜合计", "情况｜人数｜总数", "人数｜男", "合计｜男"
    assert [text for text in texts if is_whole(text)] == list(texts[:3])


def test_a_line_below_parts_that_says_the_columns_in_full_is_the_headers_third():
    head = "日期 | 名称 | 领域 | 主办 | 地点 | 情况 |"
    page = read(
        f"{head}\n | | | | | 甲 | 乙\n | | | | | 志愿者人数 | 服务群众人次\n"
        "6月1日 | 科普大集 | 科普 | 示例科协 | 广场 | 3 | 300",
        "主题活动",
        merged=(Area(1, 6, 1, 7),),
    )
    assert (page.header_row, column(page, "服务群众人次")) == (3, [300])
    assert [entry.row for entry in page.entries] == [4]


def test_words_above_a_header_may_be_its_groups_and_each_column_is_told_with_its_own():
    sheet = typed("活动情况 | 单位 | 其他\n日期 | 内容 | 类别")
    found = find_captions(sheet, build_lexicon(CAMPAIGN.ledgers), 2)
    assert [(top, bottom, captions[0]) for top, bottom, captions in found] == [
        (2, 2, (1, ("日期",))),
        (1, 2, (1, ("活动情况", "日期"))),
    ]


@pytest.mark.parametrize(("second", "bottom"), [("乙" * 12, 2), ("乙" * 13, 1), ("5", 1)])
def test_all_parts_are_short_words_or_the_row_is_none_of_the_header(second, bottom):
    sheet = typed(f"日期 | 内容 | 类别 | 情况\n | | | 甲 | {second}")
    found = find_captions(sheet, build_lexicon(CAMPAIGN.ledgers), 1)
    assert [each for _, each, _ in found] == [bottom]
