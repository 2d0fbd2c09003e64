"""Which sheet is which ledger, and which sheets are none."""

import dataclasses
import datetime as dt

import pytest

from kjr.reading.book import parse_book
from tests.plans import BOTH, FIRST, name_plan
from tests.typed import CAMPAIGN, column, make_rows, read, told, typed, write_rows


@pytest.fixture
def rows(plan):
    """Two rows of a ledger under its own header."""
    return write_rows(plan, plan.row, plan.later)


def read_ledgers(plan, *sheets):
    return [page.ledger for page in parse_book(sheets, plan.campaign)]


@BOTH
@pytest.mark.parametrize(
    "name", ["Sheet1", "{ledger}", "{short}台账", "附件2", "{other}", "{year}年{short}"]
)
def test_the_header_decides(plan, rows, name):
    other = next(each.name for each in plan.campaign.ledgers if each.name != plan.ledger)
    said = {"ledger": plan.ledger, "short": plan.short, "year": plan.campaign.year}
    page = read(rows, name.format(other=other, **said), plan.campaign)
    assert (page.ledger, len(page.entries)) == (plan.ledger, 2)


LEFT_OPEN = {
    "first": (
        "时间 | 名称 | 地点 | 人数\n5月29日 | 示例活动 | 示例楼 | 20",
        ("座谈观摩", "主题活动"),
        "有几列像「座谈观摩」，但必填列不够，没有读",
    ),
    "county": (
        "时间 | 名称 | 数量\n9月20日 | 示例甲 | 20",
        ("展教品", "资源包"),
        "有几列像「展教品」「资源包」，分不出是哪一本，没有读",
    ),
}
"""A header that several ledgers could have, two of them, and what is said without a name."""


@BOTH
def test_where_the_header_leaves_it_open_the_sheets_name_decides(plan):
    text, names, said = LEFT_OPEN[name_plan(plan)]
    assert [read(text, name, plan.campaign).ledger for name in names] == [*names]
    page = read(text, "Sheet1", plan.campaign)
    (problem,) = page.problems
    assert (page.ledger, str(problem.level)) == (None, "疑")
    assert problem.message.startswith(said)


@BOTH
def test_every_ledger_is_known_by_its_own_header_alone(plan):
    for ledger in plan.campaign.ledgers:
        header = " | ".join(each.name for each in ledger.columns)
        assert read(header, "Sheet1", plan.campaign).ledger == ledger.name


@BOTH
def test_a_hidden_sheet_is_left_alone_and_told_the_louder_if_no_other_fills_its_ledger(plan, rows):
    hidden = typed(rows, plan.ledger, hidden=True)
    alone = parse_book([hidden], plan.campaign)
    beside = parse_book([hidden, typed(rows, plan.short)], plan.campaign)
    assert [page.ledger for page in beside] == [None, plan.ledger]
    assert (alone[0].problems[0].level, beside[0].problems[0].level) == ("疑", "提示")
    assert "隐藏" in alone[0].reason


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "序号 | 单位 | 姓名 | 职务 | 联系电话\n1 | 贺兰县科协 | 示例甲 | 主席 | 13800001234",
        "填报说明\n一、日期写成 2019-05-30。\n二、没有的写“—”。",
        "单位 | 走访人次 | 讲座场次 | 报道篇数\n贺兰县科协 | 30 | 2 | 5",
        "日期 | 事项 | 金额 | 经办人\n5.28 | 展板制作 | 3000 | 示例甲",
        "县（市）区\n兴庆区\n金凤区",
        "",
    ],
    ids=["contacts", "instructions", "summary", "expenses", "options", "blank"],
)
def test_what_is_no_ledger_is_left_alone(plan, text):
    page = read(text, "Sheet2", plan.campaign)
    assert (page.ledger, page.entries) == (None, ())
    assert page.reason


@BOTH
def test_a_ledgers_sheet_without_its_header_is_an_error(plan, rows):
    page = read(rows.splitlines()[1], plan.ledger, plan.campaign)
    assert page.ledger is None
    assert page.problems[0].level == "错"


@BOTH
def test_a_blank_sheet_under_a_ledgers_name_is_that_ledger_empty(plan):
    page = read("", plan.ledger, plan.campaign)
    assert (page.ledger, page.entries, page.problems) == (plan.ledger, (), ())


@BOTH
def test_two_sheets_of_one_ledger_are_both_read(plan, rows):
    more = write_rows(plan, plan.third)
    sheets = [typed(rows, f"{plan.short}上旬"), typed(more, f"{plan.short}下旬")]
    pages = parse_book(sheets, plan.campaign)
    assert [column(page, plan.people) for page in pages] == [[3, 12], [8]]


@BOTH
def test_a_copy_of_a_sheet_is_not_counted_twice(plan, rows):
    sheets = [typed(rows, plan.short), typed(rows, f"{plan.short} (2)")]
    pages = parse_book(sheets, plan.campaign)
    assert [page.ledger for page in pages] == [plan.ledger, None]
    assert f"与「{plan.short}」内容相同" in pages[1].reason


def make_last_year(plan, text):
    return text.replace(f"{plan.campaign.year}-", f"{plan.campaign.year - 1}-")


@BOTH
def test_last_years_sheet_is_told_by_its_days_when_this_years_stands_beside_it(plan, rows):
    last_year = typed(make_last_year(plan, rows), "Sheet1")
    assert read_ledgers(plan, last_year, typed(rows, "Sheet2")) == [None, plan.ledger]
    assert read_ledgers(plan, last_year) == [plan.ledger]


def test_tables_below_each_other_are_pages_of_their_own():
    stacked = typed("""
        贺兰县科协活动台账
        一、走访慰问
        时间 | 地点 | 对象类别 | 带队领导 | 领导级别 | 人数
        5月27日 | 示例厂 | 一线 | 示例甲 | 市领导 | 3

        二、志愿队伍
        队伍名称 | 级别 | 负责人 | 人数 | 成立时间
        示例服务队 | 县级 | 示例乙 | 24人 | 5月22日
        三、意见建议
        序号 | 意见建议 | 办理情况
        1 | 建议开放设备 | 在办
        """)
    pages = parse_book([stacked], CAMPAIGN)
    assert [(page.ledger, len(page.entries)) for page in pages] == [
        ("走访慰问", 1),
        ("志愿队伍", 1),
        ("意见建议", 1),
    ]


def test_what_stands_between_two_tables_is_told_once():
    stacked = typed("""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | 示例厂 | 一线 | 示例甲 | 市领导 | 3
        5.28 | 示例园 | 一线 | 示例甲 | 市领导 | 若干
        合计 | 2处 | 各类 | 示例甲 | 各级 | 3

         | 志愿队伍统计表
        填报单位（盖章）：贺兰县科协 | | | 填报人：示例某
        队伍名称 | 级别 | 负责人 | 人数 | 成立时间
        示例服务队 | 县级 | 示例乙 | 24人 | 5月22日
        """)
    pages = parse_book([stacked], CAMPAIGN)
    assert [(page.ledger, len(page.entries)) for page in pages] == [
        ("走访慰问", 1),
        ("志愿队伍", 1),
    ]
    assert [told(page) for page in pages] == [[("F3", "错")], []]


@BOTH
def test_last_years_table_below_this_years_is_left_alone(plan, rows):
    title = f"{plan.campaign.year - 1}年{plan.ledger}统计表"
    pages = parse_book([typed(f"{rows}\n\n{title}\n{rows}")], plan.campaign)
    assert [page.ledger for page in pages] == [plan.ledger, None]


def cumulated(*people, extra=""):
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问品（份）"
    rows = [
        f"5月2{n}日 | 示例{n}厂 | 一线 | 示例甲 | 市领导 | {number} | 3"
        for n, number in enumerate(people, 1)
    ]
    return "\n".join([head, *rows, extra])


@BOTH
def test_a_second_week_that_repeats_the_first_adds_only_its_new_rows(plan):
    whole = make_rows(plan, 3, 2, 4, 5, 6)
    first = typed(write_rows(plan, *whole[:3]), "第一周")
    second = typed(write_rows(plan, *whole), "第二周")
    pages = parse_book([first, second], plan.campaign)
    assert [page.ledger for page in pages] == [None, plan.ledger]
    assert column(pages[1], plan.people) == [3, 2, 4, 5, 6]
    assert "有3行是同一条" in pages[1].problems[0].message


@BOTH
@pytest.mark.parametrize(
    "names", [("{}", "{}（修改后）"), ("{} 最终稿", "{}"), ("{} 上报稿", "{}草稿")]
)
def test_of_a_row_corrected_in_a_copy_the_newer_one_counts_and_is_told(plan, names):
    is_first = names[0].endswith("稿")
    corrected, old = (write_rows(plan, *make_rows(plan, 3, n, 4)) for n in (20, 2))
    books = (corrected, old) if is_first else (old, corrected)
    sheets = [typed(text, name.format(plan.short)) for text, name in zip(books, names, strict=True)]
    (page,) = [page for page in parse_book(sheets, plan.campaign) if page.ledger]
    assert column(page, plan.people) == [3, 20, 4]
    (doubt,) = [each for each in page.problems if each.level == "疑"]
    assert (doubt.row, doubt.column) == (3, plan.people)


@BOTH
def test_rows_only_the_older_sheet_has_are_kept(plan):
    same = make_rows(plan, 3, 2, 4)
    older = typed(write_rows(plan, *same, plan.third), "甲")
    newer = typed(write_rows(plan, *same, make_rows(plan, *[7] * 6)[-1]), "乙")
    pages = parse_book([older, newer], plan.campaign)
    assert [column(page, plan.people) for page in pages] == [[8], [3, 2, 4, 7]]


def test_a_corrected_row_is_the_one_it_resembles_most():
    head = f"{cumulated().strip()} | 帮办事项数"
    row = "5月21日 | 示例厂 | 一线 | 示例甲 | 市领导 | {} | {} | 1"
    same = "\n".join(
        f"5月2{n}日 | 示例{n}厂 | 老专家 | 示例乙 | 县领导 | 2 | 2 | 2" for n in (2, 3, 4)
    )
    older = typed(f"{head}\n{same}\n{row.format(3, 3)}", "走访")
    newer = typed(f"{head}\n{same}\n{row.format(5, 9)}\n{row.format(3, 4)}", "走访（修改后）")
    page = parse_book([older, newer], CAMPAIGN)[1]
    assert column(page, "走访人次") == [2, 2, 2, 5, 3]
    (said,) = [each for each in page.problems if "以这里的为准" in each.message]
    assert (said.row, said.column) == (6, "慰问品（份）")


def test_what_only_one_of_two_versions_of_a_row_says_is_told():
    whole = cumulated(3, 2, 4).strip()
    less = whole.removesuffix("3")
    for old, new in ((less, whole), (whole, less)):
        page = parse_book([typed(old, "甲"), typed(new, "乙")], CAMPAIGN)[1]
        assert "第4行是同一条而慰问品（份）不同" in page.problems[-1].message


def test_an_older_sheet_whose_error_stands_nowhere_else_stays_to_say_so():
    wrong = "5月28日 | 示例园 | 一线 | 示例甲 | 市领导 | 若干 | 3"
    first, second = typed(cumulated(3, 2, extra=wrong), "甲"), typed(cumulated(3, 2), "乙")
    pages = parse_book([first, second], CAMPAIGN)
    assert ("F4", "错") in told(pages[0])


def test_what_is_told_of_a_newer_sheet_stands_in_the_order_of_its_rows():
    wrong = "5月28日 | 示例园 | 一线 | 示例甲 | 市领导 | 若干 | 3"
    sheets = [typed(cumulated(3, 2), "甲"), typed(cumulated(3, 2, 4, extra=wrong), "乙")]
    problems = parse_book(sheets, CAMPAIGN)[1].problems
    assert problems[-1].raw == "若干"
    assert [each.row for each in problems] == [1, problems[-1].row]


def test_an_older_sheet_with_a_hint_alone_gives_way():
    sheets = [
        typed(cumulated(*each).strip().replace("（份）", "（份） | 难易") + " | 难", name)
        for each, name in (((3, 2), "甲"), ((3, 2, 4), "乙"))
    ]
    assert [page.ledger for page in parse_book(sheets, CAMPAIGN)] == [None, "走访慰问"]


@BOTH
@pytest.mark.parametrize(("corrected", "kept"), [((), [8, 9]), ((7,), [9])])
def test_three_rows_of_five_that_are_the_same_make_a_copy(plan, corrected, kept):
    same, others = (3, 2, 4), make_rows(plan, *[6] * 9)[len(corrected) - 2 :]
    older = typed(write_rows(plan, *make_rows(plan, *same, 8, 9)), "甲")
    newer = typed(write_rows(plan, *make_rows(plan, *same, *corrected), *others), "乙")
    pages = parse_book([older, newer], plan.campaign)
    people = [*same, *corrected, *[6] * len(others)]
    assert [column(page, plan.people) for page in pages] == [kept, people]


@BOTH
def test_sheets_that_share_little_are_read_apart(plan, rows):
    sheets = [typed(write_rows(plan, *make_rows(plan, 3, 2, 4, 8)), "甲"), typed(rows, "乙")]
    assert [len(page.entries) for page in parse_book(sheets, plan.campaign)] == [4, 2]


@BOTH
def test_a_campaign_over_new_year_counts_both_years_sheets(plan):
    year = plan.campaign.year
    over = dataclasses.replace(
        plan.campaign, first=dt.date(year, 12, 20), last=dt.date(year + 1, 1, 10)
    )
    days = dt.date(year, 12, 27), dt.date(year, 12, 28), dt.date(year + 1, 1, 1)
    rows = [
        (day, *row[1:]) for day, row in zip(days, (plan.row, plan.later, plan.third), strict=True)
    ]
    sheets = [
        typed(write_rows(plan, *rows[:2]), "12月"),
        typed(write_rows(plan, *rows[2:]), "1月"),
    ]
    assert [len(page.entries) for page in parse_book(sheets, over)] == [2, 1]


@BOTH
def test_a_sheet_with_work_that_no_ledger_takes_is_told(plan):
    text = "编号 | 甲项 | 乙项 | 丙项\n1 | 某 | 某 | 30\n2 | 某 | 某 | 40"
    page = read(text, "Sheet9", plan.campaign)
    assert (page.ledger, [str(each.level) for each in page.problems]) == (None, ["疑"])
    assert "2行没有读" in page.problems[0].message


def test_a_sheet_of_two_columns_that_no_ledger_takes_is_mentioned():
    page = read("甲项 | 乙项\n某 | 30\n某 | 40", "Sheet9")
    assert (page.ledger, [str(each.level) for each in page.problems]) == (None, ["提示"])
    assert read("甲项\n某\n某", "Sheet9").problems == ()


def test_the_line_right_below_a_table_may_be_the_title_of_another_years():
    text = f"{cumulated(3).strip()}\n2018年走访慰问统计表\n{cumulated(4)}"
    pages = parse_book([typed(text)], CAMPAIGN)
    assert [page.ledger for page in pages] == ["走访慰问", None]
    assert "2018年" in pages[1].reason


def test_sums_by_day_below_a_table_are_no_second_table_for_a_title_far_above():
    rows = f"走访慰问统计表\n{cumulated(3, 2, 4, 5)}\n\n走访日期 | 走访人次\n5月21日 | 3"
    (page,) = parse_book([typed(rows, "Sheet1")], CAMPAIGN)
    assert column(page, "走访人次") == [3, 2, 4, 5]


@pytest.mark.parametrize(
    ("rows", "level"), [("子 | 丑 | 寅\n卯 | 辰", "疑"), ("子 | 丑\n卯 | 辰", "提示")]
)
def test_rows_nobody_can_read_are_work_where_any_of_them_is_full(rows, level):
    (problem,) = read(f"甲 | 乙 | 丙\n{rows}").problems
    assert (str(problem.level), "2行没有读" in problem.message) == (level, True)


@pytest.mark.parametrize(("down", "ledger"), [(1000, "意见建议"), (1001, None)])
def test_a_header_is_looked_for_in_the_first_thousand_rows(down, ledger):
    above = "甲" + "\n" * (down - 1)
    assert read(f"{above}日期 | 内容 | 类别\n5.29 | 建议甲 | 政策").ledger == ledger


def test_of_two_versions_of_a_form_the_newer_is_told_for_the_whole_sheet():
    form = "书面总结 | 已交\n电子版 | 已交\n报送日期 | 2019-06-10\n字数 | {}"
    sheets = [typed(form.format(n), name) for n, name in ((2600, "总结"), (2700, "总结修订"))]
    old, new = parse_book(sheets, FIRST.campaign)
    assert (old.entries, len(new.entries)) == ((), 1)
    assert [(each.row, str(each.level)) for each in new.problems] == [(0, "提示"), (1, "疑")]


def test_each_of_several_sheets_of_other_years_is_left_alone_beside_this_years():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    row = "{}-05-27 | 示例{}厂 | 一线 | 示例甲 | 市级领导 | 3"
    sheets = [
        typed(f"{head}\n{row.format(year, n)}", f"表{n}")
        for n, year in enumerate((2017, 2018, 2019))
    ]
    pages = parse_book(sheets, FIRST.campaign)
    assert [page.reason for page in pages] == ["看日期是2017年的表", "看日期是2018年的表", ""]
    without = parse_book(sheets[:2], FIRST.campaign)
    assert [page.reason for page in without] == ["", ""]


def test_of_two_rows_like_a_corrected_one_the_second_stays():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    row = "5月27日 | 示例厂 | 一线 | 示例甲 | 市级领导 | {}"
    same = [row.format(n).replace("厂", f"{n}园") for n in (7, 8)]
    old, new = parse_book(
        [
            typed("\n".join([head, *same, row.format(3), row.format(4)]), "走访"),
            typed("\n".join([head, *same, row.format(5)]), "走访修订"),
        ],
        FIRST.campaign,
    )
    assert (column(old, "走访人次"), column(new, "走访人次")) == ([4], [7, 8, 5])


def test_a_list_of_another_year_counts_where_only_another_ledger_has_this_years():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    visits = typed(f"{head}\n2018-05-27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3", "走访")
    opinions = typed("日期 | 内容 | 类别\n2019-05-29 | 甲 | 政策", "意见建议")
    pages = parse_book([visits, opinions], FIRST.campaign)
    assert [len(page.entries) for page in pages] == [1, 1]


def test_what_is_said_of_a_hidden_sheet_is_about_all_of_it():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    sheet = typed(f"{head}\n5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3", "走访", hidden=True)
    (page,) = parse_book([sheet], FIRST.campaign)
    assert [(each.row, each.cell, str(each.level)) for each in page.problems] == [(0, "", "疑")]


def test_two_sheets_with_other_headers_share_a_row_only_if_all_of_it_is_the_same():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    row = "5月27日 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3"
    sheets = typed(f"{head}\n{row}", "表一"), typed(f"{head} | 慰问品（份）\n{row} | 5", "表二")
    one, two = parse_book(sheets, FIRST.campaign)
    assert (len(one.entries), len(two.entries)) == (1, 1)
    assert [each.row for each in two.problems if "是否同一条" in each.message] == [2]


def test_rows_that_agree_in_three_of_four_things_are_one_row_corrected():
    text = "日期 | 内容 | 类别 | 状态\n5.28 | 甲 | 政策 | 待梳理\n5.29 | 乙 | 政策 | {}"
    sheets = typed(text.format("待梳理"), "意见"), typed(text.format("已办结"), "意见修订")
    old, new = parse_book(sheets, FIRST.campaign)
    assert (old.reason, len(new.entries)) == ("各行都在「意见修订」里，以那张为准，不重复计入", 2)


def test_a_row_of_which_the_newer_sheet_says_much_more_is_another():
    head = "日期 | 内容 | 类别 | 状态 | 来源"
    text = f"{head}\n5.28 | 甲 | 政策 | 待梳理 | 座谈会\n5.29 | 乙 | 政策 | {{}}"
    sheets = typed(text.format(" |"), "意见"), typed(text.format("待梳理 | 座谈会"), "意见修订")
    pages = parse_book(sheets, FIRST.campaign)
    assert [len(page.entries) for page in pages] == [2, 2]
