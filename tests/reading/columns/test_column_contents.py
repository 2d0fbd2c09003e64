"""What stands in a column, weighed beside its header.  Each test's text is the sheet under test."""

import datetime as dt

import pytest

from kjr.campaign.columns import Choice, Count, Day, Person, Phone
from kjr.reading.columns.column_fits import fits_column
from kjr.store.base import Area
from tests.typed import column, read

HEAD = {
    "走访日期": "5月27日",
    "走访地点/单位": "示例厂",
    "对象类别": "一线",
    "带队人": "示例甲",
    "带队人级别": "市级领导",
    "走访人次": "3",
}


def seen(header, cells, without=(), more=()):
    """A table of visits with one more column, some of the usual ones left out."""
    kept = {name: cell for name, cell in HEAD.items() if name not in without}
    lines = [" | ".join((*kept, *more, header))]
    rows = [" | ".join((*kept.values(), *(" " for _ in more), cell)) for cell in cells]
    return read("\n".join([*lines, *rows]))


def said(page):
    return "".join(problem.message for problem in page.problems)


@pytest.mark.parametrize(
    ("header", "cells", "name", "without"),
    [
        ("哪天", ["5月27日", "5月28日"], "走访日期", ["走访日期"]),
        ("哪天去的", ["5.27", "5.28"], "走访日期", ["走访日期"]),
        ("何许人", ["一线", "老专家、困难"], "对象类别", ["对象类别"]),
        ("几品官", ["市级领导", "市科协主席"], "带队人级别", ["带队人级别"]),
        ("规模", ["3人次", "12人次"], "走访人次", ["走访人次"]),
        ("规模", ["3人", "12位"], "走访人次", ["走访人次"]),
        ("规模", ["9999999人次", "3人次"], "走访人次", ["走访人次"]),
        ("电话号", ["13912345678", "0951-6888888"], "联系电话", []),
        ("给钱多少（元）", ["500", "1000"], "慰问金额（元）", []),
        ("东西", ["3份", "2份"], "慰问品（份）", []),
    ],
)
def test_what_fits_one_free_column_and_no_other_is_read_and_told(header, cells, name, without):
    page = seen(header, cells, without)
    assert page.columns[name] == len(HEAD) - len(without) + 1
    assert None not in column(page, name)
    assert f"“{header}”" in said(page)
    assert f"「{name}」" in said(page)


@pytest.mark.parametrize("link", ["http://a.cn/1 要闻", "www.a.cn/2", "https://a.cn/3"])
def test_links_below_a_header_nobody_knows_are_read(link):
    head = "刊发日期 | 标题 | 报道类型 | 媒体名称 | 媒体级别 | 媒体形式 | 在哪能看到"
    row = "6月3日 | 示例甲 | 活动消息 | 银川日报 | 市级 | 报纸"
    assert column(read(f"{head}\n{row} | {link}"), "链接/版面") == [link]
    assert "链接/版面" not in read(f"{head}\n{row} | http 一二").columns


def test_ticks_below_what_resembles_a_persons_header_are_nobodys_name():
    page = seen("带队人员", ["√", "√"], ["带队人"])
    assert "带队人" not in page.columns


@pytest.mark.parametrize(
    ("header", "cells", "without"),
    [
        ("年龄", ["56", "62"], ["走访人次"]),
        ("时长（小时）", ["2", "3"], ["走访人次"]),
        ("数目", ["3", "2"], []),
        ("编号", ["KX-001", "KX-002"], []),
        ("其中女性多少", ["3人次", "2人次"], ["走访人次"]),
        ("序号", ["3人次", "2人次"], ["走访人次"]),
        ("交通方式", ["步行", "乘车"], []),
        ("慰问人员", ["王小二、李四", "张三"], ["带队人"]),
        ("陪同人员", ["王小二", "张三"], ["带队人"]),
        ("备注说明", ["补充一", "补充二"], []),
        ("填报同志", ["王小二", "张三"], []),
        ("规模", ["3场", "12场"], ["走访人次"]),
        ("得分", ["5.27", "5.28"], ["走访日期"]),
        ("规模", ["10000000人次", "10000009人次"], ["走访人次"]),
        ("规模", ["10000000人次"], ["走访人次"]),
        ("走访领域", ["丙", "丁"], ["带队人"]),
    ],
)
def test_what_fits_none_or_several_is_named_and_not_read(header, cells, without):
    page = seen(header, cells, without)
    assert len(HEAD) - len(without) + 1 not in page.columns.values()
    assert header in said(page)


def test_a_column_under_a_group_that_is_named_like_one_already_read_is_not_read_by_its_cells():
    head, cells = " | ".join(HEAD), " | ".join(HEAD.values())
    parts = " |" * len(HEAD) + " 人次 | 户数"
    wide = len(HEAD) + 1
    page = read(
        f"{head} | 规模 |\n{parts}\n{cells} | 3份 | 2户",
        merged=(Area(1, wide, 1, wide + 1),),
    )
    assert (page.header_row, page.columns["走访人次"]) == (2, len(HEAD))
    assert "慰问品（份）" not in page.columns
    assert "规模｜人次" in said(page)


def test_people_who_were_visited_never_led_though_all_other_people_are_known():
    page = seen("慰问人员", ["王小二", "张三"], ["带队人"], more=("姓名", "填报人"))
    assert "带队人" not in page.columns


def test_a_column_that_only_numbers_the_rows_is_not_worth_a_word():
    page = seen("编号", ["1", "2"])
    assert "编号" not in said(page)


def test_a_header_that_resembles_a_count_is_not_believed_over_names():
    page = seen("慰问人员", ["王小二、李四", "张三"], ["走访人次"])
    assert "走访人次" not in page.columns
    page = seen("走访人员数", ["王小二、李四", "张三"], ["走访人次"])
    assert "走访人次" not in page.columns
    assert "走访人员数" in said(page)


def test_one_figure_among_words_is_enough_to_believe_a_header():
    page = seen("走访人员数", ["张明", "3"], ["走访人次"])
    assert page.columns["走访人次"] == len(HEAD)
    assert column(page, "走访人次") == [3]


@pytest.mark.parametrize("header", ["带队人数", "走访对象数"])
def test_a_header_that_resembles_a_persons_is_not_believed_over_numbers(header):
    page = seen(header, ["3", "5"], ["带队人"])
    assert len(HEAD) not in page.columns.values()
    assert header in said(page)


@pytest.mark.parametrize(
    ("header", "level"), [("走访人次数", "提示"), ("应走访人次", "疑"), ("走访人次目标", "疑")]
)
def test_a_header_that_says_more_than_its_column_is_doubted(header, level):
    page = seen(header, ["3", "5"], ["走访人次"])
    assert [str(problem.level) for problem in page.problems if problem.row == 1] == [level]


@pytest.mark.parametrize(
    "text",
    [
        "日期 | 物品 | 数量 | 单价\n5.27 | 大米 | 20 | 50\n5.28 | 油 | 30 | 60",
        "日期 | 活动内容 | 地点 | 负责人 | 人数\n5月29日 | 开幕式 | 会议室 | 张三 | 30",
        "姓名 | 性别 | 电话 | 单位 | 级别 | 加入日期\n张三 | 男 | 13912345678 | 甲厂 | 市级 | 5.22",
        "日期 | 用车单位 | 目的地 | 司机 | 人数 | 公里数\n5.27 | 科协 | 甲厂 | 张三 | 3 | 20",
    ],
)
def test_what_columns_hold_makes_no_ledger_of_another_list(text):
    page = read(text)
    assert (page.ledger, page.entries) == (None, ())
    assert [str(problem.level) for problem in page.problems] == ["疑"]


def test_a_list_of_figures_of_several_ledgers_is_none_of_them():
    page = read("县区 | 走访人次 | 座谈场次 | 主题活动\n兴庆区 | 30 | 2 | 3\n金凤区 | 40 | 3 | 4")
    assert (page.ledger, page.entries) == (None, ())
    assert [str(problem.level) for problem in page.problems] == ["疑"]


def test_one_long_story_among_figures_is_no_figure_and_no_trouble():
    page = seen("规模", [*["3人次"] * 4, f"{'长' * 1001}3"], ["走访人次"])
    assert column(page, "走访人次")[:4] == [3] * 4
    assert "太长" in said(page)


def test_rows_that_are_hardly_filled_say_nothing_of_what_a_column_holds():
    alone = " |" * (len(HEAD) - 1) + " 详见附表"
    rows = [" | ".join([*(cell for name, cell in HEAD.items() if name != "走访人次"), "3人次"])]
    head = " | ".join([*(name for name in HEAD if name != "走访人次"), "规模"])
    page = read("\n".join([head, *rows, *[alone] * 3]))
    assert page.columns["走访人次"] == len(HEAD)


@pytest.mark.parametrize(
    ("cells", "is_read"), [(["√"], False), (["√", "√", "王小二"], True), (["王小二", "√"], True)]
)
def test_a_persons_column_is_given_up_where_there_are_ticks_and_nothing_else(cells, is_read):
    assert ("带队人" in seen("带队人", cells, ["带队人"]).columns) == is_read


@pytest.mark.parametrize("cells", [["3", "王小二"], ["王小二", "3"]])
def test_one_name_among_numbers_is_enough_to_believe_a_persons_header(cells):
    page = seen("带队人数", cells, ["带队人"])
    assert page.columns["带队人"] == len(HEAD)


@pytest.mark.parametrize(
    ("cells", "is_read"), [(["缺设备"], True), (["√", "缺钱"], True), (["√"], False)]
)
def test_a_header_that_is_also_an_option_heads_words_unless_only_ticks_stand_there(cells, is_read):
    page = seen("困难", cells)
    assert ("反映的困难诉求" in page.columns) == is_read


def test_several_options_with_a_word_among_them_that_is_none_fit_no_column_of_options():
    window = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
    tags = Choice("标签", many=True, options=("树典型", "办实事"))
    cells = ["树典型、办实事", "办实事、论坛"]
    assert [fits_column(tags, "什么", each, window) for each in (cells[:1], cells[1:])] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("cells", "is_read"), [(["甲等"], True), (["3", "5"], False), (["3", "市级领导"], True)]
)
def test_a_slip_in_the_header_of_a_choice_is_believed_over_words_nobody_knows(cells, is_read):
    head = "日期 | 名称 | 类型 | 层级 | 地点 | 参加人数 | 意见建议条数 | 出席领导级另"
    row = "5.29 | 座谈 | 座谈会 | 县级 | 会议室 | 30 | 4"
    page = read("\n".join([head, *(f"{row} | {cell}" for cell in cells)]))
    assert ("出席领导级别" in page.columns) == is_read


@pytest.mark.parametrize(
    ("cells", "is_read"), [(["5月27日", "示例厂"], True), (["5月27日"], False)]
)
def test_a_row_tells_what_a_column_holds_with_half_as_many_cells_as_columns_are_known(
    cells, is_read
):
    blanks = " |" * (len(HEAD) - len(cells))
    page = read(f"{' | '.join(HEAD)} | 给钱多少（元）\n{' | '.join(cells)} |{blanks} 500")
    assert ("慰问金额（元）" in page.columns) == is_read


@pytest.mark.parametrize(("fitting", "is_read"), [(20, True), (19, False)])
def test_twenty_of_the_first_twenty_four_cells_are_enough_to_tell_what_a_column_holds(
    fitting, is_read
):
    cells = ["3人次"] * fitting + ["长短"] * (24 - fitting) + ["3人次"] * (24 - fitting)
    assert ("走访人次" in seen("规模", cells, ["走访人次"]).columns) == is_read


@pytest.mark.parametrize(
    ("header", "cells", "is_day"),
    [
        *(("去过", ["5.27", "5.28"], True), ("去过", [5.27, 5.28], False)),
        *(("哪天", [5.27, 5.28], True), ("去过", ["2019-05-27"], True), ("去过", ["人多"], False)),
    ],
)
def test_a_number_is_a_day_only_under_a_header_that_asks_when(header, cells, is_day):
    window = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
    assert fits_column(Day("日期"), header, cells, window) == is_day


@pytest.mark.parametrize(
    ("column", "cells", "is_fitting"),
    [
        (Choice("注册", options=("是", "否")), ["是", "否"], False),
        (Phone("电话"), ["6888888"], True),
        (Count("场次", counter="场"), ["5月27日", "5月28日"], False),
        (Count("场次", counter="场"), ["3场", "2场"], True),
        *((Phone("电话"), [each], False) for each in ("12345", "955881")),
        (Person("姓名", many=True), ["张三、李四"], True),
        (Person("姓名", many=True), ["张三", "李四", "王五", "赵六", "农机"], True),
        (Person("姓名", many=True), ["张三", "李四", "王五", "农机"], False),
        (Person("姓名", many=True), ["张三、农机"], False),
    ],
)
def test_what_is_plainly_one_of_a_kind(column, cells, is_fitting):
    window = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
    assert fits_column(column, "什么", cells, window) == is_fitting
