"""Columns that together are one of the ledger's.  Each test's text is the sheet under test."""

import datetime as dt

import pytest

from kjr.store.base import Area, CellMark, MarkKind
from kjr.values.readings import Level
from kjr.values.spans import Span
from tests.typed import column, read, skipped, told

EVENT = "6月1日 | 科普大集 | 科普 | 示例科协 | 广场 | 3"
EVENTS = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数"
UNDATED = "名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
LATER = "科普大集 | 科普 | 示例科协 | 广场 | 3 | 30"
VISITS = "走访日期 | 走访地点/单位 | 带队人 | 带队人级别 | 走访人次"
VISIT = "5.27 | 示例厂 | 示例甲 | 市级领导 | 3"


def counted(headers, cells, under=""):
    head = f"{EVENTS} | {headers}" + (f"\n | | | | | | {under}" if under else "")
    return read(f"{head}\n{EVENT} | {cells}")


@pytest.mark.parametrize(
    "headers",
    [
        "参与人数（线下） | 参与人数（线上）",
        "线下参与人数 | 线上参与人数",
        "服务群众人次（男） | 服务群众人次（女）",
        "受益人次（上午） | 受益人次（下午）",
        "现场 | 网络",
        "服务群众人次（省级） | 服务群众人次（市级）",
        "服务群众人次（县级） | 服务群众人次（乡镇级）",
    ],
)
def test_the_parts_of_one_number_are_added_up_and_told(headers):
    page = counted(headers, "100 | 4000")
    assert column(page, "服务群众人次") == [4100]
    assert told(page) == [("G1", "疑")]
    assert "服务群众人次" not in page.columns
    assert (page.raw(2, "服务群众人次"), page.address(2, "服务群众人次")) == (4100, "G2、H2")


def test_parts_beside_their_total_are_named_and_not_doubted():
    page = counted("参与人数（男） | 参与人数（女） | 参与人数（合计）", "18 | 12 | 30")
    assert (column(page, "服务群众人次"), told(page)) == ([30], [("", "提示")])
    assert "参与人数（男）、参与人数（女）" in page.problems[0].message


@pytest.mark.parametrize("head", ["起止日期", "起止时间", "活动日期"])
def test_the_ends_of_a_span_stand_under_one_head(head):
    text = f"{head} | | {UNDATED}\n起 | 止\n6月1日 | 6月3日 | {LATER}"
    assert column(read(text), "日期") == [Span(dt.date(2019, 6, 1), dt.date(2019, 6, 3))]


def test_a_month_and_a_day_in_brackets_are_one_day():
    head = "走访日期（月） | 走访日期（日） | 走访地点/单位 | 带队人 | 带队人级别 | 走访人次"
    page = read(f"{head}\n5 | 27 | 示例厂 | 示例甲 | 市级领导 | 3")
    assert column(page, "走访日期") == [dt.date(2019, 5, 27)]


def test_a_row_that_numbers_the_columns_joins_nothing():
    head = "月 | 日 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
    page = read(
        f"{head}\n1 | 2 | 3 | 4 | 5 | 6 | 7 | 8\n6 | 1 | 科普大集 | 科普 | 科协 | 广场 | 3 | 30"
    )
    assert column(page, "日期") == [dt.date(2019, 6, 1)]
    assert skipped(page) == {2: "numbering"}


@pytest.mark.parametrize(
    "row", ["1 | 2 | 3 | 4 | 5 | 6 | 7 | 8", "（示例） | 5.27 | 厂 | | 县级 | | 县级 | 3"]
)
def test_options_are_ticked_though_a_row_numbers_the_columns_or_shows_an_example(row):
    head = (
        "走访地点/单位 | 走访日期 | 带队人 | 市级领导 | 县级领导 | 企业负责人 | 对象类别 | 走访人次"
    )
    page = read(f"{head}\n{row}\n示例厂 | 5.27 | 示例甲 | | √ | | 一线 | 3")
    assert column(page, "带队人级别") == ["县级领导"]


@pytest.mark.parametrize(
    ("parts", "cells", "value"),
    [
        ("线下 | 线上", "100 | 50", 150),
        ("老人 | 学生 | 其他", "10 | 5 | 15", 30),
        ("男 | 女 | 其中科技工作者", "10 | 5 | 3", 15),
        ("男 | 女 | 合计", "18 | 12 | 30", 30),
        ("总数 | 男 | 女", "30 | 18 | 12", 30),
        ("应到 | 实到", "50 | 40", 40),
        ("计划 | 实际", "50 | 40", 40),
    ],
)
def test_under_one_head_the_total_is_read_or_made(parts, cells, value):
    page = counted("服务群众人次", cells, under=parts)
    assert column(page, "服务群众人次") == [value]


@pytest.mark.parametrize(
    ("headers", "cells", "value"),
    [
        ("参与人数（线下） | 参与人数（线上） | 参与人数（合计）", "100 | 50 | 150", 150),
        ("参与人数合计 | 其中线下 | 其中线上", "150 | 100 | 50", 150),
        ("应到人数 | 实到人数", "100 | 90", 90),
        ("实到 | 应到", "90 | 100", 90),
        ("服务群众人次 | 受益人数", "100 | 5000", 100),
        ("服务群众人次（现场） | 服务群众人次（直播观看）", "100 | 5000", 100),
    ],
)
def test_a_total_and_who_really_came_need_no_sum_and_what_was_not_read_is_told(
    headers, cells, value
):
    page = counted(headers, cells)
    assert column(page, "服务群众人次") == [value]
    unread = [each for each in headers.split(" | ") if page.columns["服务群众人次"] != 0]
    said = "".join(problem.message for problem in page.problems)
    assert sum(each in said for each in unread) >= len(unread) - 1


@pytest.mark.parametrize(
    ("cells", "value", "level"),
    [
        ("若干 | 5", 5, "疑"),
        ("约20 | 30人", 50, "疑"),
        ("— | 8", 8, None),
        (" | 9", 9, None),
        ("7 |", 7, None),
        ("0 | 0", 0, None),
    ],
)
def test_a_part_that_is_unsure_blank_or_nothing(cells, value, level):
    page = counted("线下 | 线上", cells)
    assert column(page, "服务群众人次") == [value]
    said = [str(each.level) for each in page.problems if each.row == 2]
    assert said == ([level] if level else [])


def test_columns_of_words_are_no_parts_of_a_number():
    page = counted("上午 | 下午", "9:00开幕 | 14:00座谈")
    assert column(page, "服务群众人次") == [None]
    said = "".join(problem.message for problem in page.problems)
    assert "上午、下午" in said


def test_a_part_that_was_not_computed_makes_no_sum():
    sheet = f"{EVENTS} | 线下 | 线上\n{EVENT} | 100 |"
    page = read(sheet, uncomputed=frozenset({(2, 8)}))
    assert page.entries == ()
    assert ("G2", "错") in told(page)


def test_totals_of_parts_are_compared_with_their_sums():
    page = read(f"""
        {EVENTS} | 服务群众人次 |
         | | | | | | 线下 | 线上
        {EVENT} | 100 | 50
        合计 | | | | | 3 | 100 | 50
        """)
    assert skipped(page) == {4: "total"}
    assert [each.row for each in page.problems] == [2]


def deep(*areas):
    apart = tuple(Area(1, column, 3, column) for column in range(1, 7))
    return apart + tuple(Area(*area) for area in areas)


@pytest.mark.parametrize(
    ("second", "third", "cells", "merged", "value"),
    [
        ("线下 | | 线上 |", "男 | 女 | 男 | 女", "10 | 20 | 30 | 40",
         deep((1, 7, 1, 10), (2, 7, 2, 8), (2, 9, 2, 10)), 100),
        ("线下 | | 线上 | 合计", "男 | 女 | |", "10 | 20 | 30 | 60",
         deep((1, 7, 1, 10), (2, 7, 2, 8), (2, 9, 3, 9), (2, 10, 3, 10)), 60),
        ("线下 | | | 线上", "男 | 女 | 小计 |", "10 | 20 | 30 | 40",
         deep((1, 7, 1, 10), (2, 7, 2, 9), (2, 10, 3, 10)), None),
    ],
)  # fmt: skip
def test_groups_in_groups(second, third, cells, merged, value):
    head = f"{EVENTS} | 服务群众人次\n | | | | | | {second}\n | | | | | | {third}"
    page = read(f"{head}\n{EVENT} | {cells}", merged=merged)
    assert page.header_row == 3
    if value is None:
        assert any(each.column == "服务群众人次" for each in page.problems)
    else:
        assert column(page, "服务群众人次") == [value]


def test_the_end_beside_a_day_is_its_end():
    page = read(f"日期 | 结束日期 | {UNDATED}\n5月28日 | 5月30日 | {LATER}")
    assert column(page, "日期") == [Span(dt.date(2019, 5, 28), dt.date(2019, 5, 30))]


@pytest.mark.parametrize(("begins", "ends"), [("9:00", "11:30"), ("上午9点", "下午3点")])
def test_hours_of_beginning_and_end_are_no_days(begins, ends):
    page = read(f"""
        日期 | 开始时间 | 结束时间 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次
        6月1日 | {begins} | {ends} | 示例讲座 | 科学普及 | 示例科协 | 示例广场 | 12 | 300
        """)
    assert column(page, "日期") == [dt.date(2019, 6, 1)]
    assert [problem.level for problem in page.problems] == ["提示"]


def test_an_hour_beside_the_day_is_no_second_day():
    page = read(f"日期 | 时间 | {UNDATED}\n5月28日 | 9:00-11:00 | {LATER}")
    assert column(page, "日期") == [dt.date(2019, 5, 28)]
    assert [str(each.level) for each in page.problems] == ["提示"]


@pytest.mark.parametrize(
    ("headers", "cells", "first", "last"),
    [
        ("开始时间 | 结束时间", "5月28日 | 5月30日", 28, 30),
        ("活动起始日期 | 活动截止日期", "2019-05-28 | 2019-05-30", 28, 30),
        ("起 | 止", "5月28日 | 30日", 28, 30),
    ],
)
def test_two_ends_make_one_span(headers, cells, first, last):
    page = read(f"{headers} | {UNDATED}\n{cells} | {LATER}")
    assert column(page, "日期") == [Span(dt.date(2019, 5, first), dt.date(2019, 5, last))]
    assert told(page) == [("A1", "提示")]


def test_two_ends_under_one_head_and_one_end_alone():
    page = read(f"""
        活动时间 | | {UNDATED}
        起 | 止
        5.28 | 5.31 | {LATER}
        5.29 | | {LATER}
        5.28 | 5.3 | {LATER}
        """)
    assert column(page, "日期") == [
        Span(dt.date(2019, 5, 28), dt.date(2019, 5, 31)),
        dt.date(2019, 5, 29),
        Span(dt.date(2019, 5, 28), dt.date(2019, 5, 30)),
    ]
    assert ("A5", "疑") in told(page)


@pytest.mark.parametrize(
    ("headers", "cells", "day"),
    [
        ("月 | 日", "5 | 28", dt.date(2019, 5, 28)),
        ("年 | 月 | 日", "2019 | 6 | 1", dt.date(2019, 6, 1)),
        ("年 | 月 | 日", "2018 | 6 | 1", dt.date(2018, 6, 1)),
        ("月份 | 日期", "5月 | 28日", dt.date(2019, 5, 28)),
        ("月份 | 日期", "6月 | 25日", dt.date(2019, 6, 25)),
        ("月 | 日", "5 | 28-30日", Span(dt.date(2019, 5, 28), dt.date(2019, 5, 30))),
    ],
)
def test_month_and_day_in_columns_of_their_own_make_one_day(headers, cells, day):
    page = read(f"{headers} | {UNDATED}\n{cells} | {LATER}")
    assert column(page, "日期") == [day]


def test_a_month_and_a_day_are_left_where_the_whole_day_stands_beside_them():
    page = read(f"月 | 日 | 日期 | {UNDATED}\n5 | 27 | 5月28日 | {LATER}")
    assert (column(page, "日期"), page.joined) == ([dt.date(2019, 5, 28)], {})


def test_a_month_merged_down_belongs_to_every_row_and_a_repeated_header_to_none():
    page = read(
        f"""
        月 | 日 | {UNDATED}
        5 | 28 | {LATER}
          | 29 | {LATER}
        月 | 日 | {UNDATED}
        6 | 1 | {LATER}
        """,
        merged=(Area(2, 1, 3, 1),),
    )
    assert column(page, "日期") == [dt.date(2019, 5, 28), dt.date(2019, 5, 29), dt.date(2019, 6, 1)]
    assert skipped(page) == {}


@pytest.mark.parametrize(
    ("headers", "cells", "kinds"),
    [
        (
            "一线科技工作者 | 老科技工作者 | 困难科技工作者",
            "√ | | ✔",
            ("一线科技工作者", "困难科技工作者"),
        ),
        ("一线 | 老专家 | 困难", "否 | 是 | 否", ("老科技工作者",)),
        ("一线 | 老专家 | 困难", "☑ | □ | □", ("一线科技工作者",)),
    ],
)
def test_a_column_for_each_option_gives_those_ticked(headers, cells, kinds):
    page = read(f"{VISITS} | {headers}\n{VISIT} | {cells}")
    assert column(page, "对象类别") == [kinds]
    assert told(page) == [("F1", "提示")]


def test_options_under_one_head():
    page = read("""
        队伍名称 | 级别 | | 组建日期 | 队长 | 人数 | 平台注册
         | 市级 | 县级 | | | | 是 | 否
        示例一队 | √ | | 5.22 | 示例某 | 20 | √ |
        示例二队 | | √ | 5.22 | 示例某 | 20 | | √
        """)
    assert column(page, "级别") == ["市级", "县级"]
    assert column(page, "平台注册") == ["是", "否"]


def test_options_under_a_head_that_means_another_thing_are_none():
    page = read("""
        队伍名称 | 组建日期 | 队长 | 人数 | 谁来看过 |
         | | | | 市级 | 县级
        示例一队 | 5.22 | 示例某 | 20 | √ |
        """)
    assert (page.joined, "级别" in page.entries[0].values) == ({}, False)


def test_columns_of_options_that_hold_numbers_are_named_and_not_read():
    page = read(f"""
        {VISITS} | 对象类别
         | | | | | 一线 | 老 | 困难
        {VISIT} | 1 | 2 | 0
        """)
    assert page.entries[0].values.keys() == {
        "走访日期", "走访地点/单位", "带队人", "带队人级别", "走访人次",
    }  # fmt: skip
    said = "".join(problem.message for problem in page.problems)
    assert all(f"对象类别｜{each}" in said for each in ("一线", "老", "困难"))


def test_ticked_options_are_read_beside_a_header_that_only_resembles_their_column():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人等级别"
    head += " | 市级领导 | 县级领导 | 走访人次"
    page = read(f"{head}\n5.27 | 示例厂 | 一线 | 示例甲 | | | √ | 3")
    assert column(page, "带队人级别") == ["县级领导"]


def test_who_really_came_is_not_read_where_another_column_is_surely_the_ledgers():
    page = counted("服务群众人次 | 应到人数 | 实到人数", "30 | 35 | 28")
    assert column(page, "服务群众人次") == [30]


def test_words_merged_down_where_nobody_is_counted_are_rows_of_their_own():
    page = read(
        "日期 | 内容 | 类别\n5.29 | 建议甲 | 政策\n | 建议乙 |",
        "意见建议",
        merged=(Area(2, 1, 3, 1), Area(2, 3, 3, 3)),
    )
    assert column(page, "内容") == ["建议甲", "建议乙"]


def test_a_word_in_one_of_the_parts_is_that_cell_and_no_header_of_another_table():
    page = counted("参与人数（线下） | 参与人数（线上）", "| 若干")
    assert [(each.column, str(each.level)) for each in page.problems][1:] == [
        ("服务群众人次", "错")
    ]
    assert "若干" in page.problems[1].message


def test_an_example_stays_one_though_its_word_stands_among_the_ticks():
    head = (
        "市级领导 | 县级领导 | 企业负责人 | 走访日期 | 走访地点/单位 | 带队人 | 对象类别 | 走访人次"
    )
    row = "5.27 | 示例厂 | 示例甲 | 一线 | 3"
    page = read(f"{head}\n（示例） | √ | | {row}\n√ | | | {row}")
    assert (column(page, "带队人级别"), skipped(page)) == (["市级领导"], {2: "example"})


def test_a_note_on_one_of_the_columns_that_make_a_day_is_told():
    head = "月 | 日 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
    note = CellMark(2, 2, MarkKind.NOTE, "改为3日")
    page = read(f"{head}\n6 | 1 | 科普大集 | 科普 | 科协 | 广场 | 3 | 30", marks=(note,))
    assert ("B2", "疑") in told(page)


@pytest.mark.parametrize(("last", "is_sum"), [("直播观看", False), ("50", True)])
def test_parts_are_added_up_only_where_the_last_column_too_holds_figures(last, is_sum):
    page = counted("线下 | 线上", f"100 | {last}")
    assert ("服务群众人次" in page.joined) == is_sum


def test_a_heading_that_is_shorter_than_the_table_is_wide_stays_one_among_joined_columns():
    page = read(f"{EVENTS} | 线下 | 线上\n{EVENT} | 100 | 50\n县区")
    assert (column(page, "服务群众人次"), skipped(page)) == ([150], {3: "section"})


def test_an_hour_among_the_ends_of_spans_makes_no_hours_of_the_others():
    page = read(
        f"日期 | 结束日期 | {UNDATED}\n5月28日 | 5月30日 | {LATER}\n6月1日 | 11:30 | {LATER}"
    )
    assert column(page, "日期")[0] == Span(dt.date(2019, 5, 28), dt.date(2019, 5, 30))


def test_what_was_not_computed_makes_no_sum_of_an_optional_column_either():
    head = f"{EVENTS} | 服务群众人次 | 发放资料（线下） | 发放资料（线上）"
    page = read(f"{head}\n{EVENT} | 300 | 100 |", uncomputed=frozenset({(2, 9)}))
    assert (len(page.entries), column(page, "发放资料（份）")) == (1, [None])
    assert ("H2", "错") in told(page)


def test_of_parts_that_all_say_there_is_nothing_the_first_is_shown():
    page = counted("线下 | 线上", "— | /")
    assert (page.raw(2, "服务群众人次"), column(page, "服务群众人次")) == ("—", [None])


@pytest.mark.parametrize(
    ("cells", "is_sum"), [(("5", "直播"), True), (("5", "直播", "录播"), False)]
)
def test_parts_are_added_up_where_half_of_what_stands_there_are_figures(cells, is_sum):
    rows = "\n".join(f"{EVENT} | 100 | {cell}" for cell in cells)
    page = read(f"{EVENTS} | 线下 | 线上\n{rows}")
    assert ("服务群众人次" in page.joined) == is_sum


def test_what_is_said_of_a_sum_is_said_at_the_first_of_its_columns():
    page = counted("线下 | 线上", "100 | 50")
    assert page.problem(2, "服务群众人次", Level.DOUBT, "请核实").cell == "G2"


def test_a_month_and_a_day_under_the_words_of_another_day_are_that_one():
    page = read(
        "日期 | 内容 | 类别 | 答复日期（月） | 答复日期（日）\n5.29 | 甲 | 政策 | 6 | 2", "意见建议"
    )
    assert column(page, "日期") == [dt.date(2019, 5, 29)]
    assert column(page, "答复日期") == [dt.date(2019, 6, 2)]


@pytest.mark.parametrize(
    ("parts", "is_told"), [("参与人数 | 天气", True), ("合计 | 天气", False), ("参与人数 |", False)]
)
def test_what_is_not_read_of_a_group_is_told_beside_what_is_unless_that_is_the_total(
    parts, is_told
):
    page = counted("服务群众人次 |", "300 | 晴" if "天气" in parts else "300 |", under=parts)
    assert column(page, "服务群众人次") == [300]
    said = [problem.message for problem in page.problems if "这一列没有读" in problem.message]
    assert (
        said == ["“服务群众人次｜参与人数”读了，“服务群众人次｜天气”这一列没有读，请核实"] * is_told
    )


@pytest.mark.parametrize(
    ("before", "own"),
    [
        ("2018年服务人次", "2019年服务人次"),
        ("去年服务人次", "今年服务人次"),
        ("服务人次（2018）", "服务人次（2019）"),
        ("服务人次（18年度）", "服务人次（本年度）"),
    ],
)
def test_of_two_years_the_campaigns_own_is_read_and_the_other_named(before, own):
    page = read(f"""
        日期 | 项目 | 承办机构 | 地点 | 场次 | {before} | {own}
        5月29日 | 口腔检查 | 示例医院 | 会议室 | 2 | 30 | 48
        """)
    assert column(page, "服务人次") == [48]
    assert all(before in problem.message for problem in page.problems) and page.problems


def test_two_years_under_one_head_are_never_added_up():
    page = read("""
        日期 | 项目 | 承办机构 | 地点 | 场次 | 服务人次 | | 建档数
         | | | | | 2018年 | 2019年 |
        5月29日 | 口腔检查 | 示例医院 | 会议室 | 2 | 30 | 48 | 4
        """)
    assert column(page, "服务人次") == [48]
