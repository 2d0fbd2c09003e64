"""Which sheet is which ledger, and which sheets are none."""

import dataclasses
import datetime as dt
import inspect

import pytest

from kjr.reading.book import parse_book
from tests.typed import CAMPAIGN, column, read, told, typed

VISITS = """
走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
5月27日 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3
5月28日 | 示例园 | 一线 | 示例甲 | 市级领导 | 2
"""
MORE = """
走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
6月1日 | 示例院 | 一线 | 示例甲 | 市级领导 | 7
"""


def ledgers(*sheets):
    return [page.ledger for page in parse_book(sheets, CAMPAIGN)]


@pytest.mark.parametrize(
    "name", ["Sheet1", "走访慰问", "走访台账", "附件2", "座谈观摩", "2019年走访"]
)
def test_the_header_decides(name):
    assert read(VISITS, name).ledger == "走访慰问"


def test_where_the_header_leaves_it_open_the_sheets_name_decides():
    text = "时间 | 名称 | 地点 | 人数\n5月29日 | 示例活动 | 示例楼 | 20"
    assert read(text, "座谈观摩").ledger == "座谈观摩"
    assert read(text, "主题活动").ledger == "主题活动"
    assert read(text, "Sheet1").ledger is None


def test_every_ledger_is_known_by_its_own_header_alone():
    for ledger in CAMPAIGN.ledgers:
        header = " | ".join(each.name for each in ledger.columns)
        assert read(header, "Sheet1").ledger == ledger.name


def test_a_hidden_sheet_is_left_alone_and_told_the_louder_if_no_other_fills_its_ledger():
    hidden = typed(VISITS, "走访慰问", hidden=True)
    alone = parse_book([hidden], CAMPAIGN)
    beside = parse_book([hidden, typed(VISITS, "走访")], CAMPAIGN)
    assert [page.ledger for page in beside] == [None, "走访慰问"]
    assert (alone[0].problems[0].level, beside[0].problems[0].level) == ("疑", "提示")
    assert "隐藏" in alone[0].reason


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
def test_what_is_no_ledger_is_left_alone(text):
    page = read(text, "Sheet2")
    assert (page.ledger, page.entries) == (None, ())
    assert page.reason


def test_a_ledgers_sheet_without_its_header_is_an_error():
    page = read("5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3", "走访慰问")
    assert page.ledger is None
    assert page.problems[0].level == "错"


def test_a_blank_sheet_under_a_ledgers_name_is_that_ledger_empty():
    page = read("", "走访慰问")
    assert (page.ledger, page.entries, page.problems) == ("走访慰问", (), ())


def test_two_sheets_of_one_ledger_are_both_read():
    pages = parse_book([typed(VISITS, "走访5月"), typed(MORE, "走访6月")], CAMPAIGN)
    assert [column(page, "走访人次") for page in pages] == [[3, 2], [7]]


def test_a_copy_of_a_sheet_is_not_counted_twice():
    pages = parse_book([typed(VISITS, "走访"), typed(VISITS, "走访 (2)")], CAMPAIGN)
    assert [page.ledger for page in pages] == ["走访慰问", None]
    assert "与「走访」内容相同" in pages[1].reason


def test_last_years_sheet_is_told_by_its_days_when_this_years_stands_beside_it():
    last_year = VISITS.replace("5月", "2018年5月")
    assert ledgers(typed(last_year, "Sheet1"), typed(VISITS, "Sheet2")) == [None, "走访慰问"]
    assert ledgers(typed(last_year, "Sheet1")) == ["走访慰问"]


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


def test_last_years_table_below_this_years_is_left_alone():
    text = inspect.cleandoc(VISITS)
    pages = parse_book([typed(f"{text}\n\n2018年走访慰问统计表\n{text}")], CAMPAIGN)
    assert [page.ledger for page in pages] == ["走访慰问", None]


def cumulated(*people, extra=""):
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问品（份）"
    rows = [
        f"5月2{n}日 | 示例{n}厂 | 一线 | 示例甲 | 市领导 | {number} | 3"
        for n, number in enumerate(people, 1)
    ]
    return "\n".join([head, *rows, extra])


def test_a_second_week_that_repeats_the_first_adds_only_its_new_rows():
    first, second = typed(cumulated(3, 2, 4), "第一周"), typed(cumulated(3, 2, 4, 5, 6), "第二周")
    pages = parse_book([first, second], CAMPAIGN)
    assert [page.ledger for page in pages] == [None, "走访慰问"]
    assert column(pages[1], "走访人次") == [3, 2, 4, 5, 6]
    assert "有3行是同一条" in pages[1].problems[0].message


@pytest.mark.parametrize(
    "names", [("走访", "走访（修改后）"), ("走访 最终稿", "走访"), ("走访 上报稿", "走访草稿")]
)
def test_of_a_row_corrected_in_a_copy_the_newer_one_counts_and_is_told(names):
    is_first = names[0].endswith("稿")
    books = [cumulated(3, 20, 4), cumulated(3, 2, 4)][:: 1 if is_first else -1]
    pages = parse_book([typed(*each) for each in zip(books, names, strict=True)], CAMPAIGN)
    (page,) = [page for page in pages if page.ledger]
    assert column(page, "走访人次") == [3, 20, 4]
    (doubt,) = [each for each in page.problems if each.level == "疑"]
    assert (doubt.row, doubt.column) == (3, "走访人次")


def test_rows_only_the_older_sheet_has_are_kept():
    more = cumulated(3, 2, 4, extra="5月30日 | 示例园 | 老专家 | 示例乙 | 市领导 | 9 | 1")
    newer = cumulated(3, 2, 4, extra="6月1日 | 示例校 | 困难 | 示例丙 | 市领导 | 7 | 2")
    pages = parse_book([typed(more, "甲"), typed(newer, "乙")], CAMPAIGN)
    assert [column(page, "走访人次") for page in pages] == [[9], [3, 2, 4, 7]]


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


def test_an_older_sheet_whose_error_stands_nowhere_else_stays_to_say_so():
    wrong = "5月28日 | 示例园 | 一线 | 示例甲 | 市领导 | 若干 | 3"
    first, second = typed(cumulated(3, 2, extra=wrong), "甲"), typed(cumulated(3, 2), "乙")
    pages = parse_book([first, second], CAMPAIGN)
    assert ("F4", "错") in told(pages[0])


def test_an_older_sheet_with_a_hint_alone_gives_way():
    sheets = [
        typed(cumulated(*each).strip().replace("（份）", "（份） | 难易") + " | 难", name)
        for each, name in (((3, 2), "甲"), ((3, 2, 4), "乙"))
    ]
    assert [page.ledger for page in parse_book(sheets, CAMPAIGN)] == [None, "走访慰问"]


def test_sheets_that_share_little_are_read_apart():
    pages = parse_book([typed(cumulated(3, 2, 4, 8), "甲"), typed(VISITS, "乙")], CAMPAIGN)
    assert [len(page.entries) for page in pages] == [4, 2]


def test_a_campaign_over_new_year_counts_both_years_sheets():
    over = dataclasses.replace(
        CAMPAIGN, year=2019, first=dt.date(2019, 12, 20), last=dt.date(2020, 1, 10)
    )
    sheets = [
        typed(VISITS.replace("5月", "2019年12月"), "12月"),
        typed(MORE.replace("6月", "2020年1月"), "1月"),
    ]
    assert [len(page.entries) for page in parse_book(sheets, over)] == [2, 1]


def test_a_sheet_with_work_that_no_ledger_takes_is_told():
    page = read("编号 | 甲项 | 乙项 | 丙项\n1 | 某 | 某 | 30\n2 | 某 | 某 | 40", "Sheet9")
    assert (page.ledger, [str(each.level) for each in page.problems]) == (None, ["疑"])
    assert "2行没有读" in page.problems[0].message


def test_a_sheet_of_two_columns_that_no_ledger_takes_is_mentioned():
    page = read("甲项 | 乙项\n某 | 30\n某 | 40", "Sheet9")
    assert (page.ledger, [str(each.level) for each in page.problems]) == (None, ["提示"])
    assert read("甲项\n某\n某", "Sheet9").problems == ()
