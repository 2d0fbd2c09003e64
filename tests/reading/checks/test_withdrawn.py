"""A column beside the ledger's own that says 拟开展, 已开展 or 取消, row by row."""

from dataclasses import replace

import pytest

from kjr.campaign.columns import Progress
from kjr.reading.book import parse_book
from kjr.store.base import Area
from tests.typed import CAMPAIGN, column, read, skipped, told, typed

EVENTS = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
EVENT = "6月1日 | {} | 科普 | 示例科协 | 示例广场 | 12 | 300"
VISITS = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
VISIT = "6月1日 | 示例厂 | 一线科技工作者 | 示例甲 | 市级领导 | 3"
TALKS = "日期 | 名称 | 类型 | 层级 | 地点 | 参加人数 | 意见建议条数"
TALK = "6月1日 | 示例座谈 | 座谈会 | 单位 | 示例厂 | 20 | 3"


def marked(*words, header="开展情况"):
    rows = (f"{EVENT.format(f'活动{n}')} | {word}" for n, word in enumerate(words))
    return read("\n".join((f"{EVENTS} | {header}", *rows)))


def doubts(page):
    return [problem for problem in page.problems if problem.level == "疑"]


@pytest.mark.parametrize("header", ["开展情况", "状态", "是否开展", "*活动状态（必填）"])
def test_the_words_in_it_are_understood_under_every_header_people_give_it(header):
    page = marked("已开展", "拟开展", "取消", "", header=header)
    assert [(each.row, each.progress) for each in page.entries] == [
        (2, Progress.DONE),
        (3, Progress.PLANNED),
        (5, None),
    ]
    assert skipped(page) == {4: "cancelled"}
    assert doubts(page) == []


@pytest.mark.parametrize(
    ("word", "progress"),
    [
        ("已完成", Progress.DONE),
        ("√", Progress.DONE),
        (" 已举办。", Progress.DONE),
        ("计划中", Progress.PLANNED),
        ("未开展", Progress.PLANNED),
        ("否", Progress.PLANNED),
    ],
)
def test_synonyms_say_the_same(word, progress):
    assert [each.progress for each in marked(word).entries] == [progress]


@pytest.mark.parametrize("word", ["取消", "已取消", "因故取消"])
def test_a_cancelled_row_counts_nowhere_and_is_told(word):
    page = marked("已开展", word)
    assert column(page, "名称") == ["活动0"]
    (problem,) = [each for each in page.problems if each.cell == "H3"]
    assert (problem.level, problem.raw) == ("提示", word)
    assert "没有计入" in problem.message


def test_a_cancelled_row_need_not_be_full():
    page = read(f"{EVENTS} | 状态\n{EVENT.format('科普大集')} | 已开展\n | 科普课 | | | | | | 取消")
    assert (len(page.entries), skipped(page)) == (1, {3: "cancelled"})
    assert "错" not in [each.level for each in page.problems]


def test_a_planned_row_need_not_be_full_and_needs_no_day():
    page = read(f"{EVENTS} | 状态\n | 科普课 | 科普 | | 示例广场 | | | 拟开展")
    assert [each.progress for each in page.entries] == [Progress.PLANNED]
    assert "错" not in [each.level for each in page.problems]
    left = read(f"{EVENTS} | 状态\n | 科普课 | 科普 | | 示例广场 | | | 已开展")
    assert left.entries == ()


def test_a_remark_on_a_planned_row_that_it_is_planned_is_no_doubt():
    page = read(f"{EVENTS} | 状态 | 备注\n{EVENT.format('科普大集')} | 拟开展 | 计划中")
    assert doubts(page) == []


@pytest.mark.parametrize(
    ("word", "said"), [("推进一下", "看不出是拟开展"), ("推迟", "不影响计入；不应计入的请删去整行")]
)
def test_a_word_nobody_knows_beside_others_is_doubted_and_its_row_goes_by_its_day(word, said):
    page = marked("已开展", word)
    assert [each.progress for each in page.entries] == [Progress.DONE, None]
    (problem,) = doubts(page)
    assert (problem.cell, problem.raw) == ("H3", word)
    assert said in problem.message


def test_a_column_that_only_looks_like_it_is_left_alone():
    page = marked("良好", "一般")
    assert [each.progress for each in page.entries] == [None, None]
    assert "没有对上的列：开展情况" in page.problems[0].message


def test_the_column_is_not_listed_as_one_nobody_read():
    page = marked("已开展")
    assert not any("没有对上的列" in each.message for each in page.problems)


@pytest.mark.parametrize(("header", "row"), [(VISITS, VISIT), (TALKS, TALK)])
def test_it_is_understood_in_other_ledgers_too_even_where_they_have_a_status_of_their_own(
    header, row
):
    page = read(f"{header} | 状态\n{row} | 拟开展")
    assert [each.progress for each in page.entries] == [Progress.PLANNED]
    assert doubts(page) == []


@pytest.mark.parametrize(("word", "status"), [("已解决", "已解决"), ("完成", "已解决")])
def test_a_ledgers_own_status_stays_its_own(word, status):
    page = read(f"{VISITS} | 状态\n{VISIT} | {word}")
    assert column(page, "办理状态") == [status]
    assert [each.progress for each in page.entries] == [None]


def test_a_closing_report_is_handed_in_not_held():
    page = read("书面总结 | 电子版 | 报送日期 | 状态\n已交 | 已交 | 6月1日 | 取消", "总结报送")
    assert [each.progress for each in page.entries] == [None]


def test_without_the_column_nothing_is_said():
    page = read(f"{EVENTS}\n{EVENT.format('科普大集')}")
    assert ([each.progress for each in page.entries], told(page)) == ([None], [])


def test_a_campaign_that_knows_no_such_column_reads_none():
    sheet = typed(f"{EVENTS} | 状态\n{EVENT.format('科普大集')} | 已开展")
    (page,) = parse_book([sheet], replace(CAMPAIGN, progress=None))
    assert [each.progress for each in page.entries] == [None]


def test_a_word_over_several_merged_rows_holds_for_all_of_them():
    sheet = typed(
        f"{EVENTS} | 状态\n{EVENT.format('甲')} | 拟开展\n{EVENT.format('乙')} | ",
        merged=(Area(2, 8, 3, 8),),
    )
    (page,) = parse_book([sheet], CAMPAIGN)
    assert [each.progress for each in page.entries] == [Progress.PLANNED] * 2


@pytest.mark.parametrize(("total", "number"), [(12, 0), (24, 0), (20, 1)])
def test_a_total_may_leave_out_what_is_only_planned(total, number):
    rows = "\n".join(f"{EVENT.format(word)} | {word}" for word in ("已开展", "拟开展"))
    page = read(f"{EVENTS} | 状态\n{rows}\n合计 | | | | | {total} | ")
    assert [each.cell for each in doubts(page)] == ["F4"] * number


def test_a_plan_is_no_copy_of_what_took_place_since():
    first = f"{EVENTS} | 状态\n{EVENT.format('甲')} | {{}}"
    others = "".join(f"\n{EVENT.format(name)} | 已开展" for name in "乙丙")
    sheets = [
        typed(first.format(word) + others, name)
        for word, name in (("拟开展", "主题活动"), ("已开展", "主题活动2"))
    ]
    kept = [entry for page in parse_book(sheets, CAMPAIGN) for entry in page.entries]
    assert [each.values["名称"] for each in kept] == ["甲", "乙", "丙"]
    assert {each.progress for each in kept} == {Progress.DONE}
