"""What a row is by all its cells together, and which tables hold no work at all."""

import datetime as dt

import pytest

from kjr.reading.book import parse_book
from kjr.store.base import Sheet
from tests.typed import CAMPAIGN, UNIT, column, read, skipped, told

EVENTS = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
EVENT = "6月1日 | {} | 科普 | 示例科协 | 示例广场 | 12 | 300"


@pytest.mark.parametrize("row", ["0|0|0|0|0|0|0", "—|—|—|—|—|0|0", "无", "本单位未开展"])
def test_a_row_of_nothing_but_zeros_and_dashes_says_that_nothing_was_done(row):
    page = read(f"{EVENTS}\n{row}")
    assert (page.entries, page.problems, skipped(page)) == ((), (), {2: "nil"})


@pytest.mark.parametrize("title", ["例如科普展", "示范活动", "一、二年级科普课", "暂无标题"])
def test_an_event_may_be_called_like_a_remark(title):
    assert column(read(f"{EVENTS}\n{EVENT.format(title)}"), "名称") == [title]


def test_statistics_over_events_are_no_events():
    page = read("领域|场次|志愿者人数|服务群众人次\n科普|3|30|300\n合计|3|30|300", "主题活动统计")
    assert (page.ledger, page.entries) == (None, ())
    assert "没有找到「主题活动」的表头" in page.problems[0].message


@pytest.mark.parametrize("title", ["2019年主题活动（拟开展）", "各学会计划开展的主题活动"])
def test_events_that_are_only_planned_are_not_read(title):
    page = read(f"{title}\n{EVENTS}\n{EVENT.format('科普大集')}")
    assert page.reason == "看标题是计划，不是已开展的工作"


def test_a_line_that_asks_for_plans_too_is_no_title():
    asked = "请把已开展和计划开展的活动都填入"
    assert len(read(f"{asked}\n{EVENTS}\n{EVENT.format('科普大集')}").entries) == 1


@pytest.mark.parametrize("name", ["座谈会签到", "值班表", "科技工作者花名册"])
def test_lists_of_names_are_no_ledgers(name):
    assert read(f"{EVENTS}\n{EVENT.format('科普大集')}", name).reason == "看名字不是台账"


def test_an_old_town_is_no_old_sheet():
    assert read(f"{EVENTS}\n{EVENT.format('科普大集')}", "主题活动旧城区").ledger == "主题活动"


def test_an_arrow_repeats_a_day_though_it_was_typed_as_a_number():
    first = "5.28 | 科普大集 | 科普 | 示例科协 | 广场 | 3 | 30"
    page = read(f"{EVENTS}\n{first}\n↓ | 农技课 | ↓ | ↓ | 乙村 | 3 | 9")
    assert column(page, "日期") == [dt.date(2019, 5, 28)] * 2


@pytest.mark.parametrize(
    ("remark", "doubts"),
    [
        *(
            (word, ["疑"])
            for word in (
                *("作废", "已取消。", "重复，不计", "不再举办", "流会", "改为6月5日"),
                *("市科协已统计，本表不计", "我单位不再统计", "不应重复填报", "计入上一行"),
            )
        ),
        *((word, []) for word in ("已取消原定讲座", "改为线上", "流动科技馆", "不再赘述")),
        *((word, []) for word in ("科技交流会", "我单位已上报", "不应忽视", "本单位统计")),
    ],
)
def test_a_row_whose_remark_takes_it_back_is_counted_and_doubted(remark, doubts):
    page = read(f"{EVENTS} | 备注\n{EVENT.format('科普大集')} | {remark}")
    assert len(page.entries) == 1
    assert [level for _, level in told(page)] == doubts


@pytest.mark.parametrize("last", ["| | | 2019年6月12日", "| | | 6月12日", "| 示例某 | | 2019/6/12"])
def test_the_day_below_the_signatures_is_theirs(last):
    page = read(f"{EVENTS}\n{EVENT.format('科普大集')}\n填报人：示例某 | | 审核人：示例某\n{last}")
    assert (len(page.entries), page.problems, skipped(page)) == (1, (), {3: "note", 4: "note"})


def test_a_day_alone_below_an_entry_is_still_told():
    page = read(f"{EVENTS}\n{EVENT.format('科普大集')}\n6月2日 | 农技课")
    assert told(page) == [("", "错")]


TWO = f"{EVENT.format('科普大集')}\n{EVENT.format('农技培训')}"


@pytest.mark.parametrize(
    "row",
    [
        "/ | 全区合计 | / | / | / | 24 | 600",
        "— | 合计 | — | — | — | 24 | 600",
        "累计 | 2场 | 科普、培训 | 各单位 | 各地 | 24 | 600",
        "2019/6/1 汇总 | | | | | 24 | 600",
        "6月1日 汇总 | | | | | 24 | 600",
        " | | | 示例科协 汇总 | | 24 | 600",
        "6月1日 | 全区合计 | 科普 | 示例科协 | 各地 | 24 | 600",
        "共2场 | | | | | 24 | 600",
        "示例科协 计数 | 2 | | | | |",
        "截至5月31日累计 | | | | | 24 | 600",
        "总计 | 2场 | 科普 | 示例科协 | 各地 | 24 | 600",
    ],
)
def test_a_total_in_whatever_words_and_however_filled_is_never_an_entry(row):
    page = read(f"{EVENTS}\n{TWO}\n{row}")
    assert column(page, "服务群众人次") == [300, 300]
    assert skipped(page) == {4: "total"}
    assert page.problems == ()


@pytest.mark.parametrize("row", ["合计 | 县级 | 5.22 | 示例某 | 30", "二、县区 | 合计 | | | 30"])
def test_a_total_is_no_entry_where_its_word_is_first_nor_where_the_row_is_odd(row):
    head = "队伍名称 | 级别 | 组建日期 | 队长 | 人数"
    page = read(f"{head}\n示例队 | 县级 | 5.22 | 示例某 | 30\n{row}", "志愿队伍")
    assert (column(page, "人数"), skipped(page)) == ([30], {3: "total"})


@pytest.mark.parametrize("number", [2, 3, 4])
def test_a_row_named_like_a_total_that_adds_up_the_rows_right_above_it_is_one(number):
    lines = [EVENT.format("科普大集"), *(EVENT.format(f"{n}集") for n in range(number))]
    total = f"6月2日 | 各场汇总 | 科普 | 示例科协 | 各地 | {12 * number} | {300 * number}"
    page = read("\n".join([EVENTS, *lines, total]))
    assert (len(page.entries), skipped(page)) == (number + 1, {number + 3: "total"})


@pytest.mark.parametrize("title", ["意见建议汇总", "全年科技工作总计", "共3场报告会"])
def test_an_event_may_be_called_like_a_total(title):
    page = read(f"{EVENTS}\n{TWO}\n6月2日 | {title} | 科普 | 示例科协 | 示例广场 | 5 | 40")
    assert column(page, "服务群众人次") == [300, 300, 40]


@pytest.mark.parametrize(
    ("row", "doubts"),
    [
        ("其中：线上 | | | | | | 100", []),
        ("其中 | 线上 | | | | | 100", []),
        (" | 其中：老年人 | | | | 2 | 100", []),
        ("平均 | | | | | 12 | 300", []),
        ("6月1日 | 其中：线上 | 科普 | 示例科协 | 示例广场 | 3 | 100", ["疑"]),
    ],
)
def test_what_is_part_of_the_row_above_is_not_counted_and_told_where_it_looks_whole(row, doubts):
    page = read(f"{EVENTS}\n{TWO}\n{row}")
    assert column(page, "服务群众人次") == [300, 300]
    assert skipped(page) == {4: "part"}
    assert [level for _, level in told(page)] == doubts


OPINIONS = "序号 | 来源 | 日期 | 内容 | 类别 | 状态"
LONG_WORDS = "建议各级财政设立专项经费支持基层科协组织开展常态化的科技志愿服务并纳入年度考核"


@pytest.mark.parametrize(
    "words",
    [
        "一、建议完善职称评审",
        "（建议增加经费）",
        "建议简化报销签字手续",
        "建议取消纸质材料盖章",
        LONG_WORDS,
        f"（一）{LONG_WORDS}",
    ],
)
@pytest.mark.parametrize("number", ["1", ""])
def test_an_opinion_with_nothing_beside_it_is_unfinished_and_never_a_note(words, number):
    page = read(f"{OPINIONS}\n{number} | | | {words}")
    assert skipped(page) == {}
    assert [(problem.row, str(problem.level)) for problem in page.problems] == [(2, "错")]


def test_opinions_listed_in_the_first_column_are_unfinished_but_a_heading_between_is_none():
    page = read("内容 | 类别\n一、建议完善职称评审制度\n二、建议增加基层项目经费\n建议一 | 政策")
    assert [problem.row for problem in page.problems] == [2, 3]
    page = read(
        "内容 | 类别\n一、政策方面的意见建议\n建议一 | 政策\n二、经费方面的意见建议\n建议二 | 政策"
    )
    assert (skipped(page), page.problems) == ({2: "section", 4: "section"}, ())


@pytest.mark.parametrize(
    "row",
    [
        "填表人：示例 | | | 审核人：示例 | | 2019年6月8日",
        "填报人： | 示例甲 | | 审核人： | 示例乙 | 2019-6-8",
        "贺兰县科协（盖章） | | | 联系电话：0951-1234567",
        "单位负责人签字： | | | | 2019年6月8日",
        "联系人：示例甲 | 电话 | 13900001234",
        "制表人 | 示例某 | | 审核 | 示例某 | 6月12日",
    ],
)
def test_a_line_of_signatures_is_no_entry_wherever_its_cells_stand(row):
    page = read(f"{OPINIONS}\n1 | 座谈 | 5.29 | 建议一 | 政策 | 待梳理\n{row}")
    assert len(page.entries) == 1
    assert (skipped(page), page.problems) == ({3: "note"}, ())


def test_short_words_behind_a_number_are_an_opinion_and_no_heading():
    page = read("序号 | 内容 | 类别\n1 | 缺设备\n2 | 少经费")
    assert [problem.row for problem in page.problems if problem.level == "错"] == [2, 3]


def test_a_numbered_opinion_without_its_kind_is_told_beside_whole_ones():
    rows = "一、完善职称评审的办法 |\n二、增加科研项目的经费 | 政策\n三、设立青年人才专项奖 |"
    page = read(f"内容 | 类别\n{rows}", "意见建议")
    assert column(page, "内容") == ["二、增加科研项目的经费"]
    assert told(page) == [("B2", "错"), ("B4", "错")]


@pytest.mark.parametrize("below", ["1.增加科研项目的经费 | 政策", "增加科研项目的经费 | 政策"])
def test_a_heading_above_opinions_is_no_opinion(below):
    page = read(f"内容 | 类别\n一、关于人才评价方面的建议 |\n{below}", "意见建议")
    assert (len(page.entries), page.problems, skipped(page)) == (1, (), {2: "section"})


def test_long_words_alone_above_others_alone_are_an_opinion_and_above_entries_a_note():
    page = read(f"内容 | 类别\n{LONG_WORDS}\n{LONG_WORDS}，再议\n建议一 | 政策", "意见建议")
    assert (told(page), skipped(page)) == ([("B2", "错")], {3: "note"})


def test_three_columns_make_a_row_that_begins_like_a_note_an_entry_and_two_do_not():
    row = "说明：6月1日 | 科普展"
    page = read(f"{EVENTS}\n{row} | 科普\n{row}", "主题活动")
    assert skipped(page) == {3: "note"}
    assert {problem.row for problem in page.problems} == {2}


def test_an_event_called_like_a_total_with_the_figures_of_the_one_above_is_no_sum():
    rows = f"{TWO}\n6月2日 | 全年科技工作总计 | 科普 | 示例科协 | 示例广场 | 12 | 300"
    page = read(f"{EVENTS}\n{rows}")
    assert (column(page, "服务群众人次"), skipped(page)) == ([300, 300, 300], {})


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        *((" | | | | | | | 见上", {}), (" | | | | | | | | 甲楼", {4: "section"})),
        *((f" | | | | | | | | {'楼' * 8}", {4: "section"}), (" | | | | | | | | 3", {})),
        (f" | | | | | | | | {'楼' * 9}", {4: "note"}),
    ],
)
def test_a_row_with_nothing_in_the_ledgers_own_columns_is_a_heading_or_a_note(row, kinds):
    page = read(f"{EVENTS} | 备注 | 楼号\n{TWO}\n{row}")
    assert (len(page.entries), skipped(page)) == (2, kinds)


def test_a_figure_alone_is_a_total_and_one_with_words_an_entry_that_lacks_the_rest():
    page = read(f"{EVENTS}\n{TWO}\n | | | | | | 600")
    assert (skipped(page), page.problems) == ({4: "total"}, ())
    page = read(f"{EVENTS}\n{TWO}\n | | | | | | 600人次")
    assert (skipped(page), {problem.row for problem in page.problems}) == ({}, {4})


def test_words_that_go_on_in_the_next_row_are_told():
    page = read(f"{EVENTS} | 佐证\n{EVENT.format('科普大集')} | 照片\n | | | | | | | 和签到表")
    assert len(page.entries) == 1
    assert [(each.row, str(each.level)) for each in page.problems] == [(3, "疑")]


@pytest.mark.parametrize("mark", ["↓", "…", "……", "⬇", "〞"])
def test_an_arrow_repeats_words_but_never_figures(mark):
    row = f"{mark} | 农技课 | {mark} | {mark} | 乙村 | 3 | "
    page = read(f"{EVENTS}\n{EVENT.format('科普大集')}\n{row}40")
    assert (column(page, "主办"), page.problems) == (["示例科协", "示例科协"], ())
    page = read(f"{EVENTS}\n{EVENT.format('科普大集')}\n{row}{mark}")
    assert [problem.column for problem in page.problems] == ["服务群众人次"]


@pytest.mark.parametrize(
    ("remark", "doubts"),
    [
        ("因疫情取消", 1),
        ("由于天气原因，未能如期举办", 1),
        ("推迟到下半年举办", 1),
        ("延期", 1),
        ("由市科协上报", 1),
        ("已由示例学会统一填报。", 1),
        ("与示例学会的活动重复", 1),
        ("与市科协联合开展，由市科协统计", 1),
        ("重复，见第3行", 1),
        ("此项不算", 1),
        ("活动未举行", 1),
        ("不纳入统计", 1),
        ("已并入上一行", 1),
        ("数据有误，待核", 1),
        ("改到6.5", 1),
        ("计划中", 1),
        ("由于疫情没搞成", 1),
        ("去年的", 1),
        ("因下雨改在室内举办", 0),
        ("改到报告厅，座无虚席", 0),
        ("待遇政策宣讲", 0),
        ("计划生育协会协办", 0),
        ("无误", 0),
        ("与去年相比人数翻番", 0),
        ("由示例科协主办", 0),
        ("未成年人专场", 0),
        ("取消纸质问卷，改用手机填", 0),
    ],
)
def test_a_remark_that_takes_its_row_back_in_more_words_is_doubted_too(remark, doubts):
    page = read(f"{EVENTS} | 备注\n{EVENT.format('科普大集')} | {remark}")
    assert len(page.entries) == 1
    assert len(page.problems) == doubts
    assert len(read(f"{EVENTS}\n{EVENT.format(f'科普大集（{remark}）')}").problems) == doubts


@pytest.mark.parametrize(
    ("header", "cell", "doubts"),
    [
        ("是否完成", "否", 1),
        ("是否实施", "×", 1),
        ("完成情况", "未完成", 1),
        ("办理说明", "因故取消", 1),
        ("是否完成", "是", 0),
        *(("是否完成", "0", 1), ("是否完成", "1", 0), ("是否收费", "0", 0)),
        ("是否收费", "否", 0),
    ],
)
def test_an_own_column_that_says_it_was_not_done_is_doubted(header, cell, doubts):
    page = read(f"{EVENTS} | {header}\n{EVENT.format('科普大集')} | {cell}")
    found = [problem for problem in page.problems if problem.level == "疑"]
    assert [problem.cell for problem in found] == ["H2"] * doubts


def test_every_column_that_holds_something_and_is_not_read_is_named():
    page = read(f"{EVENTS} | 天气 | 温度 | \n{EVENT.format('科普大集')} | 晴 | | 某某", "主题活动")
    (problem,) = page.problems
    assert "天气" in problem.message
    assert "J列（没有表头）" in problem.message


def test_a_lone_moment_where_words_are_asked_is_an_unfinished_row():
    rows = (("承办机构", "日期"), (dt.datetime(2019, 6, 4, 9, 30, 0, 1),))
    (page,) = parse_book([Sheet(UNIT, "健康服务", rows)], CAMPAIGN)
    assert page.entries == ()


def test_a_total_in_the_days_column_is_one_though_its_sums_are_others():
    page = read(f"{EVENTS}\n{TWO}\n累计 | 2场 | 科普 | 各单位 | 各地 | 30 | 700")
    assert (len(page.entries), skipped(page)) == (2, {4: "total"})
    assert told(page) == [("F4", "疑"), ("G4", "疑")]


def test_a_full_row_that_begins_like_a_signature_is_an_entry_that_lacks_its_day():
    page = read(f"{EVENTS}\n{TWO}\n负责人：示例某 | 农业技术培训 | 科普 | 示例科协 | 乙村 | 3 | 9")
    assert (skipped(page), told(page)) == ({}, [("A4", "错")])


def test_a_sum_of_rows_may_be_nothing_in_one_of_its_figures():
    lines = [f"6月1日 | {n}集 | 科普 | 示例科协 | 广场 | 0 | 300" for n in range(2)]
    page = read("\n".join([EVENTS, *lines, "6月2日 | 各场汇总 | 科普 | 示例科协 | 各地 | 0 | 600"]))
    assert (len(page.entries), skipped(page)) == (2, {4: "total"})


@pytest.mark.parametrize(("host", "is_total"), [("", True), ("示例科协", False)])
def test_a_row_called_like_a_total_is_one_unless_three_columns_tell_of_work(host, is_total):
    page = read(f"{EVENTS}\n{TWO}\n6月2日 | 各场汇总 | 科普 | {host} | | 20 | 500")
    assert (len(page.entries), skipped(page)) == (2, {4: "total"} if is_total else {})


@pytest.mark.parametrize(("letters", "kinds"), [(25, {}), (26, {3: "note"})])
def test_a_name_alone_is_unfinished_up_to_so_many_letters_and_a_longer_text_is_a_note(
    letters, kinds
):
    head = "队伍名称 | 级别 | 组建日期 | 队长 | 人数"
    page = read(f"{head}\n示例队 | 县级 | 5.22 | 示例某 | 30\n{'队' * letters}")
    assert (skipped(page), {each.row for each in page.problems}) == (kinds, set() if kinds else {3})


@pytest.mark.parametrize("words", ["注：以上为初稿", "填报人：示例某"])
def test_a_note_below_the_opinions_is_none_of_them_whatever_column_it_stands_in(words):
    page = read(f"日期 | 内容 | 类别\n5.29 | 甲 | 政策\n | {words} | ")
    assert (skipped(page), page.problems) == ({3: "note"}, ())


@pytest.mark.parametrize(
    ("row", "told_rows"), [("5.28 | 农技课 | 科普", {4}), ("5.28 | 某某", set())]
)
def test_below_the_signatures_three_cells_begin_an_entry_and_two_belong_to_them(row, told_rows):
    page = read(f"{EVENTS}\n{EVENT.format('科普大集')}\n填报人：示例某 | | 审核人：示例某\n{row}")
    assert {problem.row for problem in page.problems} == told_rows


def test_a_note_stays_one_though_cells_that_mean_nothing_stand_beside_it():
    page = read(f"{EVENTS}\n{TWO}\n备注：下周补报 | | | | | 若干 | 若干")
    assert (skipped(page), page.problems) == ({4: "note"}, ())


def test_a_numbered_line_above_a_row_with_a_number_alone_is_read_without_trouble():
    page = read("序号 | 内容 | 类别\n1 | 甲 | 政策\n | 一、增加科研项目经费\n2", "意见建议")
    assert (len(page.entries), skipped(page)) == (1, {3: "section"})


@pytest.mark.parametrize(
    ("words", "kinds"), [("增加科研项目费", {3: "section"}), ("增加科研项目的费", {})]
)
def test_a_numbered_line_among_others_is_an_opinion_from_ten_letters_on(words, kinds):
    page = read(f"内容 | 类别 | 日期\n甲 | 政策 | 5.29\n一、{words}\n二、减少各种会议的次数")
    assert skipped(page) == kinds
    assert {problem.row for problem in page.problems} == {3, 4} - kinds.keys()


def test_a_word_for_nothing_beside_what_means_nothing_says_that_nothing_was_done():
    page = read(f"{EVENTS}\n{TWO}\n无 | | | | | 若干 |")
    assert (skipped(page), page.problems) == ({4: "nil"}, ())
