"""A column beside the ledger's own that says 拟开展, 已开展 or 取消, row by row."""

from dataclasses import replace

import pytest
from openpyxl import utils

from kjr.campaign.columns import Progress
from kjr.reading.book import parse_book
from kjr.store.base import Area
from tests.plans import BOTH
from tests.typed import column, make_rows, read, skipped, told, typed, write_rows

EVENTS = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
EVENT = "6月1日 | {} | 科普 | 示例科协 | 示例广场 | 12 | 300"
VISITS = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
VISIT = "6月1日 | 示例厂 | 一线科技工作者 | 示例甲 | 市级领导 | 3"
TALKS = "日期 | 名称 | 类型 | 层级 | 地点 | 参加人数 | 意见建议条数"
TALK = "6月1日 | 示例座谈 | 座谈会 | 单位 | 示例厂 | 20 | 3"


def write_marked(plan, *words, header="开展情况"):
    """Rows of 30 people each, and behind each what stands in the column."""
    lines = write_rows(plan, *make_rows(plan, *[30] * len(words))).splitlines()
    return "\n".join(f"{line} | {word}" for line, word in zip(lines, (header, *words), strict=True))


@pytest.fixture
def marked(plan):
    return lambda *words, **facts: read(write_marked(plan, *words, **facts), campaign=plan.campaign)


@pytest.fixture
def at(plan):
    """Where the column stands."""
    return utils.get_column_letter(len(plan.columns) + 1)


def doubts(page):
    return [problem for problem in page.problems if problem.level == "疑"]


@BOTH
@pytest.mark.parametrize("header", ["开展情况", "是否开展", "*活动状态（必填）"])
def test_the_words_in_it_are_understood_under_every_header_people_give_it(marked, header):
    page = marked("已开展", "拟开展", "取消", "", header=header)
    assert [(each.row, each.progress) for each in page.entries] == [
        (2, Progress.DONE),
        (3, Progress.PLANNED),
        (5, None),
    ]
    assert skipped(page) == {4: "cancelled"}
    assert doubts(page) == []


def test_a_header_the_ledger_itself_might_have_is_understood_where_it_has_none():
    page = read(f"{EVENTS} | 状态\n{EVENT.format('活动')} | 拟开展")
    assert [each.progress for each in page.entries] == [Progress.PLANNED]


@BOTH
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
def test_synonyms_say_the_same(marked, word, progress):
    assert [each.progress for each in marked(word).entries] == [progress]


@BOTH
@pytest.mark.parametrize("word", ["取消", "已取消", "不开展"])
def test_a_cancelled_row_counts_nowhere_and_is_told(plan, marked, at, word):
    page = marked("已开展", word)
    assert column(page, plan.people) == [30]
    (problem,) = [each for each in page.problems if each.cell == f"{at}3"]
    assert (problem.level, problem.raw) == ("提示", word)
    assert "没有计入" in problem.message


@BOTH
@pytest.mark.parametrize(
    ("word", "progress"), [("取消", []), ("拟开展", [Progress.PLANNED])], ids=["gone", "planned"]
)
def test_a_cancelled_or_planned_row_need_not_be_full_and_needs_no_day(plan, word, progress):
    title = (None, f"另一{plan.row[1]}")
    lines = write_rows(plan, plan.row, title).splitlines()

    def read_with(word):
        marks = ("开展情况", "已开展", word)
        text = "\n".join(f"{line} | {each}" for line, each in zip(lines, marks, strict=True))
        return read(text, campaign=plan.campaign)

    page = read_with(word)
    assert [each.progress for each in page.entries] == [Progress.DONE, *progress]
    assert skipped(page) == ({} if progress else {3: "cancelled"})
    assert "错" not in [each.level for each in page.problems]
    assert len(read_with("已开展").entries) == 1


def test_a_remark_on_a_planned_row_that_it_is_planned_is_no_doubt():
    page = read(f"{EVENTS} | 状态 | 备注\n{EVENT.format('科普大集')} | 拟开展 | 计划中")
    assert doubts(page) == []


@BOTH
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("推进一下", "看不出是拟开展"),
        *((word, "不影响计入；不应计入的请删去整行") for word in ("推迟", "没有")),
    ],
)
def test_a_word_nobody_knows_beside_others_is_doubted_and_its_row_goes_by_its_day(
    marked, at, word, said
):
    page = marked("已开展", word)
    assert [each.progress for each in page.entries] == [Progress.DONE, None]
    (problem,) = doubts(page)
    assert (problem.cell, problem.raw) == (f"{at}3", word)
    assert said in problem.message


@BOTH
def test_a_column_that_only_looks_like_it_is_left_alone(marked):
    page = marked("良好", "一般")
    assert [each.progress for each in page.entries] == [None, None]
    assert "没有对上的列：开展情况" in page.problems[0].message


@BOTH
def test_the_column_is_not_listed_as_one_nobody_read(marked):
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


def test_one_word_of_a_ledgers_own_status_is_enough_to_keep_the_column_its_own():
    page = read(f"{VISITS} | 状态\n{VISIT} | 拟开展\n{VISIT.replace('厂', '园')} | 已解决")
    assert column(page, "办理状态") == [None, "已解决"]
    assert [each.progress for each in page.entries] == [None, None]


def test_a_closing_report_is_handed_in_not_held():
    page = read("书面总结 | 电子版 | 报送日期 | 状态\n已交 | 已交 | 6月1日 | 取消", "总结报送")
    assert [each.progress for each in page.entries] == [None]


@BOTH
def test_without_the_column_nothing_is_said(plan):
    page = read(write_rows(plan, plan.row), campaign=plan.campaign)
    assert ([each.progress for each in page.entries], told(page)) == ([None], [])


@BOTH
def test_a_campaign_that_knows_no_such_column_reads_none(plan):
    sheet = typed(write_marked(plan, "已开展"))
    (page,) = parse_book([sheet], replace(plan.campaign, progress=None))
    assert [each.progress for each in page.entries] == [None]


@BOTH
def test_a_word_over_several_merged_rows_holds_for_all_of_them(plan):
    last = len(plan.columns) + 1
    sheet = typed(write_marked(plan, "拟开展", ""), merged=(Area(2, last, 3, last),))
    (page,) = parse_book([sheet], plan.campaign)
    assert [each.progress for each in page.entries] == [Progress.PLANNED] * 2


@BOTH
@pytest.mark.parametrize(("total", "number"), [(60, 0), (90, 0), (30, 1), (80, 1)])
def test_a_total_may_leave_out_what_is_only_planned(plan, total, number):
    cells = ["合计", *[""] * (plan.at - 1), f"{total}"]
    text = f"{write_marked(plan, '已开展', '已开展', '拟开展')}\n{' | '.join(cells)}"
    place = f"{utils.get_column_letter(plan.at + 1)}5"
    assert [each.cell for each in doubts(read(text, campaign=plan.campaign))] == [place] * number


@BOTH
def test_a_plan_is_no_copy_of_what_took_place_since(plan):
    sheets = [
        typed(write_marked(plan, word, "已开展", "已开展"), name)
        for word, name in (("拟开展", plan.short), ("已开展", f"{plan.short}2"))
    ]
    kept = [entry for page in parse_book(sheets, plan.campaign) for entry in page.entries]
    title = plan.columns[1]
    assert [each.values[title] for each in kept] == [row[1] for row in make_rows(plan, 1, 1, 1)]
    assert {each.progress for each in kept} == {Progress.DONE}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("是否取消", ("否", "是", "√")),
        ("取消", ("", "√", 1)),
        ("是否作废", ("否", "已作废", "是")),
        ("是否重复填报", ("否", "是", "有")),
        ("有效", ("是", "否", "×")),
        ("审核结果", ("通过", "不通过", "未通过")),
        ("核实情况", ("属实", "不属实", "否")),
    ],
)
def test_a_column_of_its_own_that_takes_the_row_back_is_doubted_whichever_way_it_asks(
    header, words
):
    lines = [f"{EVENTS} | {header}"]
    lines += [f"{EVENT.format(f'活动{n}')} | {word}" for n, word in enumerate(words)]
    page = read("\n".join(lines))
    said = {each.row for each in doubts(page) if f"“{header}”写的是" in each.message}
    assert (len(page.entries), said) == (3, {3, 4})


@pytest.mark.parametrize(
    ("title", "is_off"),
    [
        *(
            (each, True)
            for each in ("讲座（取消）", "讲座-取消", "讲座已取消", "取消：讲座", "讲座作废")
        ),
        *((each, True) for each in ("讲座 延期", "作废")),
        *((each, False) for each in ("取消收费政策宣讲", "药品取消加成宣传", "延期缴费咨询")),
    ],
)
def test_a_title_that_takes_its_row_back_is_doubted_with_brackets_or_without(title, is_off):
    page = read(f"{EVENTS}\n{EVENT.format(title)}")
    assert len(page.entries) == 1
    assert [each.cell for each in doubts(page)] == ["B2"] * is_off
