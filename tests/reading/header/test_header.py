"""Headers in the words people use."""

import pytest

from kjr.reading.header.header import read_headers
from kjr.reading.header.lexicon import build_lexicon
from tests.plans import BOTH
from tests.typed import CAMPAIGN, column, read, told, typed

FACTS = "5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3"


@pytest.mark.parametrize(
    "header",
    [
        "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次",
        "*走访日期 | ＊走访地点/单位 | 对象类别（必填） | 带队人* | 带队人级别★ | 走访人次（人次）",
        "走访⏎日期 | 走访地点⏎/单位 | 对 象类别 | 带队人：\u200b | 带队人级别 | 人次⏎（次）",
        "时间 | 地点 | 类别 | 带队领导 | 级别 | 人次",
        "活动时间 | 走访单位 | 人员类别 | 走访领导 | 领导级别 | 人数(人次)",
        "1.走访日期 | 2.走访地点/单位 | 3.对象类别 | 4.带队人 | 5.带队人级别 | 6.走访人次",
    ],
)
def test_recognises_a_header_in_other_clothes(header):
    page = read(f"{header}\n{FACTS}", "走访慰问")
    assert column(page, "走访人次") == [3]
    assert page.problems == ()


@BOTH
def test_every_alias_of_every_column_is_recognised_under_its_ledgers_name(plan):
    for ledger in plan.campaign.ledgers:
        for one in ledger.columns:
            for alias in one.aliases:
                names = [each.name for each in ledger.columns if each is not one]
                page = read(" | ".join([*names, alias]), ledger.name, plan.campaign)
                assert page.columns[one.name] == len(ledger.columns), (ledger.name, alias)


@pytest.mark.parametrize("name", ["志愿队伍", "Sheet1"])
def test_three_required_columns_of_five_are_enough_without_day_or_name(name):
    assert read("级别 | 队长 | 人数\n县级", name).ledger == "志愿队伍"
    assert read("队长 | 人数\n示例某", name).ledger is None


def test_a_word_speaks_for_its_ledger_the_more_the_fewer_others_know_it():
    (header,) = [
        each
        for each in read_headers(typed("队伍名称 | 级别"), build_lexicon(CAMPAIGN.ledgers), 1)
        if each.ledger.name == "志愿队伍"
    ]
    shares = {match.column: 1 / match.share for match in header.matches}
    assert shares == {"队伍名称": 1, "级别": 4}
    assert header.told == 1.25


def test_a_header_that_only_ends_in_a_counter_is_not_what_that_counts():
    lexicon, ledger = build_lexicon(CAMPAIGN.ledgers), CAMPAIGN.ledger("健康服务")
    guessed = [lexicon.guess_loosely(each, ledger, {"场次"}) for each in ("广场", "服务场次")]
    assert guessed == [None, "场次"]


def test_columns_may_stand_anywhere_and_in_any_order():
    page = read("""


        | | 走访人次 | 带队人 | | 走访日期 | 走访地点/单位 | 带队人级别 | 对象类别 | 门牌
        | | 3 | 示例甲 | | 5.27 | 示例厂 | 市级领导 | 一线 | 12
        """)
    assert column(page, "走访人次") == [3]
    assert page.header_row == 1


def test_numbers_under_ten_thousands_are_converted_and_told_how():
    page = read("""
        走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问金额（万元）
        5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3 | 0.5
        """)
    assert column(page, "慰问金额（元）") == [5000]


def test_a_required_column_that_is_missing_is_one_problem_and_loses_no_row():
    page = read("""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 走访人次
        5.27 | 示例厂 | 一线 | 示例甲 | 3
        5.28 | 示例厂 | 一线 | 示例甲 | 2
        """)
    assert column(page, "走访人次") == [3, 2]
    assert [(problem.column, problem.level) for problem in page.problems] == [("带队人级别", "疑")]


def test_strange_columns_are_left_alone():
    page = read("""
        序号 | 走访日期 | 走访地点/单位 | 门牌 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        1 | 5.27 | 示例厂 | 示例路 | 一线 | 示例甲 | 市级领导 | 3
        """)
    assert column(page, "走访人次") == [3]
    assert {str(problem.level) for problem in page.problems} <= {"提示"}


def test_a_misspelt_header_is_taken_and_told():
    page = read("""
        走访曰期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 实际走访人数
        5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3
        """)
    assert column(page, "走访人次") == [3]
    assert told(page) == [("A1", "疑"), ("F1", "疑")]
    assert "读作「走访日期」" in page.problems[0].message


def test_a_header_that_drops_what_goes_without_saying_is_taken_and_told():
    page = read("""
        刊发日期 | 标题 | 报道类型 | 媒体名称 | 媒体级别 | 种类
        6月3日 | 示例甲 | 活动消息 | 银川日报 | 市级 | 报纸
        """)
    assert column(page, "媒体形式") == ["报纸"]
    assert told(page) == [("F1", "疑")]


def test_a_column_that_stands_there_twice_is_told():
    page = read("""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 走访人次
        5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3 | 4
        """)
    assert page.problems[0].message == "表头走访人次不止一列，只读了一列，其余没有读"


@pytest.mark.parametrize("twice", ["走访人次 | 人次", "人次 | 走访人次"])
def test_the_surer_of_two_headers_is_read_and_the_other_told(twice):
    page = read(f"走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | {twice}")
    assert page.columns["走访人次"] == 6 + twice.split(" | ").index("走访人次")
    assert page.problems[0].message == (
        "表头人次不止一列，只读了一列，其余没有读："
        "“人次”和“走访人次”都是「走访人次」，读的是“走访人次”"
    )


def test_a_header_in_two_languages_is_its_chinese_words():
    page = read("Date 日期 | 名称 Name | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次")
    assert (page.columns["日期"], page.columns["名称"], page.problems) == (1, 2, ())


def test_a_slip_in_three_letters_is_told():
    page = read("走访日期 | 走访地点 | 对象类别 | 带对人 | 带队人级别 | 走访人次")
    assert page.columns["带队人"] == 4
    assert told(page) == [("D1", "疑")]


def test_a_header_one_letter_from_an_optional_column_is_not_read_but_told():
    page = read("走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 办理状况")
    assert "办理状态" not in page.columns
    (problem,) = [each for each in page.problems if each.level == "疑"]
    assert (problem.column, problem.cell, problem.suggestion) == ("办理状态", "G1", "办理状态")


@pytest.mark.parametrize(
    "text",
    ["办理状态情况", "填写办理状态", "办理状态①", "办理状态|必填", "办理状态栏", "（2）办理状态"],
)
def test_words_beside_a_header_do_not_change_it(text):
    header = "走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | "
    assert read(header + text.replace("|", "｜")).columns["办理状态"] == 7


def test_the_people_visited_are_never_taken_for_who_led_the_visit():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 慰问人员 | 带队人级别 | 走访人次"
    page = read(f"{head}\n5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3")
    assert column(page, "带队人") == [None]
    assert any("慰问人员" in problem.message for problem in page.problems)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("序号 | 日期 | 意见⏎建议分类 | 内容", ["日期", "类别", "内容"]),
        ("序号 | 日期 | 意见⏎建议⏎类别 | 意见⏎内容", ["日期", "类别", "内容"]),
        ("序号 | 日期⏎如5.30 | 类别⏎Category | 内容⏎请简要填写", ["日期", "类别", "内容"]),
        ("序号 | 答复⏎日期 | 分类 | 意见⏎建议⏎内容", ["答复日期", "类别", "内容"]),
    ],
)
def test_a_header_broken_over_lines_is_one_and_a_line_that_explains_is_none_of_it(header, names):
    page = read(f"{header}\n1 | 5.29 | 政策 | 建议提早印发方案")
    assert [page.columns.get(name) for name in names] == [2, 3, 4]


@pytest.mark.parametrize("above", ["说明文字", "一 | 二 | 三 | 四"])
def test_a_header_is_found_however_deep_it_stands(above):
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    page = read("\n".join([*[above] * 120, head, FACTS]))
    assert (page.header_row, column(page, "走访人次")) == (121, [3])


def test_headers_that_only_resemble_a_ledgers_make_a_sheet_it_too():
    page = read("""
        序号 | 体检时间 | 项目 | 题目 | 承办医院 | 地点 | 场数 | 体检人数
        1 | 6月4日 | 义诊 | 示例 | 市医院 | 广场 | 1 | 60
        """)
    assert (page.ledger, column(page, "服务人次")) == ("健康服务", [60])
    assert [problem.suggestion for problem in page.problems if problem.level == "疑"] == [
        "日期", "承办机构", "服务人次",
    ]  # fmt: skip


def test_a_sheet_too_few_of_whose_headers_are_known_is_read_by_what_its_columns_hold():
    page = read(
        """
        走访的时候 | 哪个单位 | 人员性质 | 带队同志 | 带队人级别 | 来了多少人 | 慰问金额 | 办结情况
        5月27日 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3人次 | 500 | 已解决
        〃 | 示例园 | 困难科技工作者 | 示例乙 | 县级领导 | 4人次 | 300 | 办理中
        小计 | | | | | 7 | 800 |
        """,
        "慰问",
    )
    assert (page.ledger, column(page, "走访人次")) == ("走访慰问", [3, 4])
    assert column(page, "对象类别") == [("一线科技工作者",), ("困难科技工作者",)]
    said = "".join(problem.message for problem in page.problems)
    assert all(f"“{each}”" in said for each in ("走访的时候", "人员性质", "来了多少人", "办结情况"))
    assert all(each in said for each in ("哪个单位", "带队同志"))


def test_of_two_columns_a_header_may_end_like_the_longer_is_meant():
    head = "日期 | 名称 | 类型 | 地点 | 参加人数 | 意见建议条数 | 来的领导级别"
    page = read(f"{head}\n5.29 | 座谈会 | 座谈会 | 会议中心 | 40 | 4 | 市科协领导")
    assert "层级" not in page.columns


def test_a_part_of_what_is_read_is_no_other_column_that_it_ends_like():
    head = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次 | 参与人数（直播）"
    page = read(f"{head}\n6月1日 | 科普大集 | 科普 | 示例科协 | 广场 | 3 | 300 | 20")
    assert (page.columns["服务群众人次"], "科技工作者参与人数" in page.columns) == (7, False)
    assert "（直播）不止一列" in "".join(problem.message for problem in page.problems)
