"""Tables as people draw them.  Each test's text is the sheet under test."""

import datetime as dt

import pytest

from kjr.reading.book import parse_book
from kjr.reading.page import SkippedRow
from kjr.store.base import Area
from tests.typed import CAMPAIGN, column, read, skipped, told, typed

FACTS = "示例厂|一线科技工作者|示例甲|市级领导"


def test_good_rows_become_entries():
    page = read(f"""
        走访日期   | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        2019-05-27 | {FACTS} | 3
        5月28日    | {FACTS} | 30余人次
        5月28日    | {FACTS} | 近50人次
        """)
    assert [entry.row for entry in page.entries] == [2, 3, 4]
    assert column(page, "走访人次") == [3, 30, 50]
    assert [entry.about for entry in page.entries] == [set(), {"走访人次"}, {"走访人次"}]
    assert [entry.below for entry in page.entries] == [set(), set(), {"走访人次"}]
    assert [entry.bounds for entry in page.entries] == [{}, {"走访人次": "余"}, {"走访人次": "近"}]
    assert page.problems == ()


def test_titles_numbers_sections_totals_notes_and_signatures_are_no_entries():
    page = read(f"""
        附件2　银川市科协2019年走访慰问情况统计表
        填报单位（盖章）：贺兰县科协 | | | | 填报日期：2019年6月10日
        序号 | 走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        1 | 2 | 3 | 4 | 5 | 6 | 7
        示例 | 2019-05-24 | {FACTS} | 3
        一、市级
        1 | 5.27 | {FACTS} | 3
          | 小计 | | | | | 3
        二、县区
        2 | 5.28 | {FACTS} | 2
        3
        合  计 | | | | | | 5
        注：以上数据截至6月10日。
        填报人：示例乙 | | | 审核人：示例丙
        """)
    assert [entry.row for entry in page.entries] == [7, 10]
    assert skipped(page) == {
        4: "numbering",
        5: "example",
        6: "section",
        8: "total",
        9: "section",
        12: "total",
        13: "note",
        14: "note",
    }
    assert page.problems == ()


def test_a_total_that_differs_from_our_sum_is_doubted():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3
        5.28 | {FACTS} | 2
        合计 | | | | | 6
        """)
    (problem,) = page.problems
    assert str(problem) == "「Sheet1」第4行「走访人次」现为“6”，合计写的是6，各行相加是5，请核对"


def test_a_total_is_not_doubted_where_a_number_could_not_be_read():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3
        5.28 | {FACTS} | 若干
        合计 | | | | | 6
        """)
    assert told(page) == [("F3", "错")]


def test_a_total_above_the_rows_and_one_without_a_word_are_seen():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问品（份）
        合计 | | | | | 5 | 4
        5.27 | {FACTS} | 3 | 2
        5.28 | {FACTS} | 2 | 2
         | | | | | 5 | 4
        """)
    assert skipped(page) == {2: "total", 5: "total"}
    assert page.problems == ()


def test_a_total_above_the_rows_that_differs_from_their_sum_is_doubted():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        合计 | | | | | 6
        5.27 | {FACTS} | 3
        5.28 | {FACTS} | 2
        """)
    assert told(page) == [("F2", "疑")]
    assert "各行相加是5" in page.problems[0].message


def test_each_block_may_have_its_sum_below_it_or_above_it():
    one, two, three = (f"5.2{n} | {FACTS} | {n}" for n in (6, 7, 8))
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    total = "小计 | | | | | {}"
    below = [one, two, total.format(13), two, three, total.format(15), one, total.format(6)]
    above = [total.format(13), one, two, total.format(15), two, three, total.format(6), one]
    for rows in (below, above):
        page = read("\n".join([head, *rows]))
        assert not any("合计" in problem.message for problem in page.problems)
        assert list(skipped(page).values()) == ["total"] * 3


def test_ditto_marks_repeat_the_row_above():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 备注
        5.27 | {FACTS} | 3
        同上 | 示例园 | 〃 | 同上 | 同上 | 2 | 同上
        """)
    assert column(page, "走访日期") == [dt.date(2019, 5, 27)] * 2
    assert column(page, "走访地点/单位") == ["示例厂", "示例园"]
    assert "备注" not in page.entries[1].values


def test_what_is_written_in_a_row_with_little_else_is_meant_by_the_next_ones_ditto():
    page = read("""
        来源 | 内容 | 类别 | 承办单位 | 状态
        其他 | 示例社区缺展板 | 生活保障 | 示例学会 | 办理中
        走访 | 示例医院缺设备 | 人才评价
        走访 | 同上 | 政策 | 示例学会 | 办理中
        """)
    assert column(page, "内容") == ["示例社区缺展板", "示例医院缺设备", "示例医院缺设备"]


def test_a_ditto_below_a_heading_or_a_total_means_the_last_entry():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3
        小计 | | | | | 3
        二、县区
        同上 | 示例园 | 同上 | 同上 | 同上 | 2
        """)
    assert column(page, "走访日期") == [dt.date(2019, 5, 27)] * 2
    assert column(page, "走访人次") == [3, 2]


def test_merged_cells_reach_down_but_their_amounts_count_once():
    page = read(
        """
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 6
         | | 困难 | 示例乙 | 县级领导 |
        """,
        merged=(Area(2, 1, 3, 1), Area(2, 2, 3, 2), Area(2, 6, 3, 6)),
    )
    assert column(page, "走访地点/单位") == ["示例厂", "示例厂"]
    assert column(page, "走访人次") == [6, None]
    assert page.problems == ()


def test_a_header_repeated_in_the_middle_is_skipped():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.28 | {FACTS} | 2
        """)
    assert column(page, "走访人次") == [3, 2]
    assert skipped(page) == {}


def test_rows_only_numbered_or_only_naming_the_unit_are_empty():
    page = read(f"""
        序号 | 单位名称 | 走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        1 | 贺兰县科协 | 5.27 | {FACTS} | 3
        2 | 贺兰县科协
        3
        """)
    assert len(page.entries) == 1
    assert page.problems == ()


def test_saying_that_nothing_was_done_is_nil_not_an_error():
    for nothing in ("无 | 无 | 无 | 无 | 无 | 无", "本单位未开展此项工作", "零报告 | | | | | 0"):
        page = read(f"""
            走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
            {nothing}
            """)
        assert (skipped(page), page.problems) == ({2: "nil"}, ())


@pytest.mark.parametrize("nothing", ["无 | | | | |", "— | — | — | — | — | 0", " | 不涉及 | | | |"])
def test_nothing_stays_nothing_beside_a_remark(nothing):
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 备注"
    page = read(f"{head}\n{nothing} | 下周再去")
    assert (skipped(page), page.problems) == ({2: "nil"}, ())


def test_a_row_begun_below_the_signatures_is_no_part_of_them():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3
        填报人：示例乙 | | | 审核人：示例丙
        5.28 | 示例园区办公楼
        """)
    assert [(each.row, str(each.level)) for each in page.problems] == [(4, "错")]


def test_an_error_in_a_required_column_keeps_the_row_out():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        下周一 | {FACTS} | 3
        5.28 | {FACTS} | 若干
        5.29 | 示例厂 | 一线 | | 市级领导 | 2
        """)
    assert page.entries == ()
    assert told(page) == [("A2", "错"), ("F3", "错"), ("D4", "错")]


def test_an_error_elsewhere_leaves_the_rest_of_the_row_counted():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问品（份）
        5.27 | {FACTS} | 5 | 若干
        """)
    assert column(page, "走访人次") == [5]
    assert column(page, "慰问品（份）") == [None]
    assert told(page) == [("G2", "错")]


def test_a_row_hardly_begun_is_one_problem():
    page = read("""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5月27日 | 示例厂
        """)
    assert page.entries == ()
    assert [problem.column for problem in page.problems] == [""]


def test_an_opinion_that_looks_like_a_heading_is_not_lost():
    page = read("""
        序号 | 内容 | 类别 | 状态
        1 | 1.建议开放共享大型检测设备，降低成本 | | 待梳理
        2 | 一、建议各单位：提早印发方案，并多听一线科技工作者的意见 | | 待梳理
        """)
    assert page.entries == ()
    assert told(page) == [("C2", "错"), ("C3", "错")]


def test_a_lone_name_is_unfinished_but_a_lone_heading_is_none():
    page = read("""
        队伍名称 | 级别 | 组建日期 | 队长 | 人数
        县区
        示例科技志愿服务队
        """)
    assert skipped(page) == {2: "section"}
    assert [problem.row for problem in page.problems] == [3]


def test_six_letters_alone_in_the_first_column_are_a_heading_and_seven_a_name():
    page = read("队伍名称 | 级别 | 组建日期 | 队长 | 人数\n" + "\n".join(("甲" * 6, "甲" * 7)))
    assert skipped(page) == {2: "section"}
    assert [problem.row for problem in page.problems] == [3]


def test_what_does_not_apply_is_kept_apart_from_what_is_blank():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问品 | 职称
        5.27 | {FACTS} | 3 | — |
        """)
    assert page.entries[0].not_applicable == {"慰问品（份）"}
    assert "职务职称" not in page.entries[0].values


def test_a_formula_without_a_result_is_told():
    page = read(
        f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS}
        """,
        uncomputed=frozenset({(2, 6)}),
    )
    assert "公式没有算出结果" in page.problems[0].message
    assert told(page) == [("F2", "错")]


def test_what_may_not_exceed_something_else_is_left_out():
    page = read("""
        日期 | 项目 | 承办机构 | 地点 | 场次 | 服务人次 | 建档数
        5月31日 | 眼健康检查 | 示例医院 | 示例楼 | 1 | 50 | 54
        """)
    assert column(page, "服务人次") == [50]
    assert column(page, "建档数") == [None]
    assert told(page) == [("G2", "错")]


def test_an_event_without_its_number_of_sessions_was_held_once_or_so():
    page = read("""
        日期 | 项目 | 承办机构 | 地点 | 场次 | 服务人次
        6月4日 | 心理讲座 | 示例学会 | 示例楼 | | 86
        """)
    assert column(page, "场次") == [1]
    assert page.entries[0].about == {"场次"}
    assert told(page) == [("E2", "提示")]


def test_what_is_needed_only_sometimes_is_doubted_then():
    page = read("""
        刊发日期 | 标题 | 报道类型 | 人物/团队名称 | 媒体名称 | 媒体级别 | 媒体形式 | 状态
        6月2日 | 示例甲 | 典型人物 | | 银川日报 | 市级 | 报纸 | 已刊发
        6月2日 | 示例乙 | 活动消息 | | 银川日报 | 市级 | 报纸 | 已刊发
        """)
    assert len(page.entries) == 2
    assert told(page) == [("D2", "疑")]


def test_hidden_rows_are_read_and_told():
    page = read(
        f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3
        """,
        hidden_rows=frozenset({2}),
    )
    assert len(page.entries) == 1
    assert "隐藏" in page.problems[0].message


def test_personal_numbers_are_problems_and_never_shown():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 备注 | 身份证号
        5.27 | {FACTS} | 3 | 电话13800001234 | 64010219800101123X
        """)
    assert told(page)[1:] == [("G2", "疑"), ("H2", "疑")]
    assert not any("1380000" in str(each) or "640102" in str(each) for each in page.problems)


def test_what_stands_far_right_of_a_narrow_title_and_header_is_seen():
    page = read(f"""
        走访慰问台账
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3 | | | 64010219800101123X
        5.28 | {FACTS} | 2
        """)
    assert told(page) == [("", "提示"), ("I3", "疑")]
    assert "I列（没有表头）" in page.problems[0].message


def test_an_entry_knows_the_raw_cell_it_comes_from():
    page = read(f"""

        | | 走访人次 | 走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别
        | | 30余人次 | 5.27 | {FACTS}
        """)
    (entry,) = page.entries
    assert page.raw(entry.row, "走访人次") == "30余人次"
    assert page.address(entry.row, "走访人次") == "C2"


ADVICE = "日期 | 内容 | 类别"


def test_a_day_written_once_for_several_rows_is_not_guessed_and_the_blanks_are_doubted_once():
    rows = "5月29日 | 甲 | 政策\n | 乙 | 政策\n— | 丙 | 政策\n5月30日 | 丁 | 政策\n | 戊 | 政策"
    page = read(f"{ADVICE}\n{rows}")
    assert column(page, "日期")[1:3] == [None, None]
    assert told(page) == [("A3", "疑")]
    assert "如与上面一行同一天" in page.problems[0].message
    assert "也是：A6" in page.problems[0].message


def test_rows_without_any_day_above_may_stay_without():
    page = read(f"{ADVICE}\n | 甲 | 政策\n | 乙 | 政策\n5月30日 | 丁 | 政策")
    assert (len(page.entries), told(page)) == (3, [])


def test_ditto_may_be_typed_with_spaces():
    page = read(f"{ADVICE}\n5月29日 | 甲 | 政策")
    sheet = page.sheet._replace(rows=(*page.sheet.rows, ("  同上\u3000", "乙", "同 上")))
    (again,) = parse_book([sheet], CAMPAIGN)
    assert again.entries[1].values["日期"] == dt.date(2019, 5, 29)
    assert again.entries[1].values["类别"] == "政策"


def test_numbers_of_columns_are_skipped_as_text_too():
    header = "|".join(("日期", "内容", "类别"))
    assert skipped(read(f"{header}\n第1列|第2列|第3列\n5月29日|甲|政策")) == {2: "numbering"}


def test_a_small_table_below_the_rows_is_told_once():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3

        慰问品清单
        品名 | 单价 | 数量
        大米 | 60 | 20
        食用油 | 80 | 20
        """)
    assert column(page, "走访人次") == [3]
    assert told(page) == [("", "疑")]
    assert (page.problems[0].row, "第5至7行" in page.problems[0].message) == (5, True)


def test_a_small_table_below_a_ledger_that_asks_for_little_is_told_once_too():
    page = read(
        f"{ADVICE}\n5.29 | 甲 | 政策\n5.31 | 乙 |\n\n物品 | | 数量\n大米 | | 20袋\n油 | | 10桶"
    )
    assert (len(page.entries), told(page)) == (1, [("C3", "错"), ("", "疑")])
    assert "第5至7行" in page.problems[1].message


def test_two_rows_that_fit_nothing_are_a_table_one_is_a_row():
    two, one = "大米 | | 20袋\n油 | | 10桶", "大米 | | 20袋"
    table = read(f"{ADVICE}\n5.29 | 甲 | 政策\n\n{two}")
    assert told(table) == [("", "疑")]
    assert "第4至5行" in table.problems[0].message
    assert "" not in dict(told(read(f"{ADVICE}\n5.29 | 甲 | 政策\n\n{one}")))


def test_of_three_required_columns_a_row_of_a_small_table_may_fit_one():
    rows = "走访日期 | 走访地点 | 走访人次\n5.27 | 示例厂 | 3\n\n | 大米 | 张明 \n | 食用油 | 李明"
    page = read(rows, "走访慰问")
    assert "第4至5行像另一张小表" in "".join(problem.message for problem in page.problems)
    page = read(rows.replace("张明", "20"), "走访慰问")
    assert "小表" not in "".join(problem.message for problem in page.problems)


def test_an_entry_of_one_cell_above_the_next_table_is_no_title_of_it():
    head = "日期 | 名称 | 类型 | 层级 | 地点 | 参加人数 | 意见建议条数"
    text = f"日期 | 内容 | 答复日期\n | 建议甲\n | 建议乙\n{head}\n"
    page, _ = parse_book([typed(text, "意见建议")], CAMPAIGN)
    assert column(page, "内容") == ["建议甲", "建议乙"]
    assert SkippedRow(3, "title") not in page.skipped


@pytest.mark.parametrize(
    ("above", "is_told"),
    [
        ("贺兰县 | 2019年 | 第2期", False),
        ("贺兰县 | 2019年 | 第2期 | 甲", True),
        ("甲 | 乙 | 丙 | 丁", False),
    ],
)
def test_what_fills_more_than_half_of_a_tables_columns_above_its_header_is_told(above, is_told):
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    page = read(f"{above}\n{head}\n5.27 | {FACTS} | 3")
    assert bool(page.problems) == is_told


@pytest.mark.parametrize(("gap", "yuan"), [(3, 20_000), (4, 2)])
def test_the_unit_of_numbers_stands_in_one_of_the_four_rows_above_the_header(gap, yuan):
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问金额"
    between = "\n甲" * gap
    page = read(f"单位：万元{between}\n{head}\n5.27 | {FACTS} | 3 | 2")
    assert column(page, "慰问金额（元）") == [yuan]


def test_two_cells_above_the_next_table_are_an_unfinished_row_and_no_title():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    page, _ = parse_book([typed(f"{ADVICE}\n5.29 | 甲 | 政策\n5.29 | 乙\n{head}\n")], CAMPAIGN)
    assert told(page) == [("C3", "错")]


@pytest.mark.parametrize(
    ("below", "row"),
    [
        ("哪天去的 | 去了谁家 | 去了几回\n5.27 | 示例厂 | 3", 3),
        ("去了谁家 | 去了几回\n示例厂 | 3", 0),
        ("5.28 | 示例意见 | 政策", 0),
        ("28 | 3 | 5", 0),
        ("", 0),
    ],
)
def test_another_ledgers_title_ends_the_table_only_above_a_header_of_three_words(below, row):
    page = read(f"{ADVICE}\n5.29 | 甲 | 政策\n附件3 走访慰问统计表\n{below}")
    told_once = [each.row for each in page.problems if "认不出表头" in each.message]
    assert ("第3至5行像「走访慰问」" in "".join(each.message for each in page.problems)) == bool(
        row
    )
    assert told_once == [row] * bool(row)


def test_a_title_of_the_tables_own_ledger_ends_it_nowhere():
    rows = "附件3 意见建议统计表\n哪天说的 | 说了什么 | 哪一类\n5.30 | 乙 | 政策"
    page = read(f"{ADVICE}\n5.29 | 甲 | 政策\n{rows}")
    assert "乙" in column(page, "内容")


def test_opinions_below_a_gap_are_no_small_table():
    page = read(f"{ADVICE}\n5.29 | 甲 | 政策\n\n5.31 | 乙 |\n5.31 | 丙 |")
    assert told(page) == [("C4", "错"), ("C5", "错")]


def test_unfinished_rows_right_below_the_others_are_told_each():
    page = read(f"""
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.27 | {FACTS} | 3
        下周 | 示例厂
        下周 | 示例园
        """)
    assert {problem.row for problem in page.problems} == {3, 4}


def test_a_column_that_is_required_is_told_as_lacking_and_not_as_an_optional_one():
    page = read("日期 | 内容 | 难易\n5.29 | 甲 | 难", "意见建议")
    lacking, strange = (each.message for each in page.problems)
    assert "缺少这一必填列" in lacking
    assert (
        strange == "没有对上的列：难易；没有找到的选填列：来源、拟办意见、承办单位、状态、答复日期"
    )


def test_all_of_many_hidden_rows_are_named():
    rows = "\n".join(f"5.29 | 意见{n} | 政策" for n in range(12))
    (problem,) = read(f"{ADVICE}\n{rows}", hidden_rows=frozenset((*range(3, 9), 12))).problems
    assert problem.message == "第3至8、12行是隐藏的，已照常读取"


def test_hidden_rows_are_named_from_above():
    rows = "\n".join(f"5.29 | 意见{n} | 政策" for n in range(3))
    (problem,) = read(f"{ADVICE}\n{rows}", hidden_rows=frozenset((4, 2))).problems
    assert problem.message.startswith("第2、4行")


def test_hidden_rows_in_which_nothing_stands_are_not_told():
    assert not read(f"{ADVICE}\n5.29 | 甲 | 政策", hidden_rows=frozenset((3, 64))).problems


EVENT_HEAD = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"


def test_an_event_is_one_where_its_day_its_name_and_its_people_are_merged():
    text = f"{EVENT_HEAD}\n6月1日 | 科普大集 | 科普 | 示例科协 | 一小 | 3 | 300\n | | | | 二小 | |"
    page = read(text, merged=[Area(2, at, 3, at) for at in (1, 2, 7)])
    assert column(page, "地点") == ["一小、二小"]


def test_one_event_in_two_places_is_one_entry_where_its_facts_are_merged():
    text = f"{EVENT_HEAD}\n6月1日 | 科普大集 | 科普 | 示例科协 | 一小 | 3 | 300\n | | | | 二小 | |"
    areas = [Area(2, at, 3, at) for at in (1, 2, 3, 4, 6, 7)]
    page = read(text, merged=areas)
    assert (column(page, "地点"), column(page, "服务群众人次")) == (["一小、二小"], [300])
    assert (page.problems, skipped(page)) == ((), {3: "part"})
    apart = read(text.replace("二小 | |", "二小 | 4 | 50"), merged=areas[:4])
    assert column(apart, "服务群众人次") == [300, 50]


def test_work_above_the_header_that_was_found_is_told():
    page = read(f"""
        走访慰问台账
        填报单位：贺兰县科协 | | | 填报日期：2019年6月10日 | | 单位：人
        哪天 | 何处 | 何人 | 谁 | 何级 | 几人
        2019-05-27 | {FACTS} | 3
        走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        5.28 | {FACTS} | 2
        """)
    assert column(page, "走访人次") == [2]
    (problem,) = page.problems
    assert (problem.row, str(problem.level)) == (4, "疑")
    assert "第4行在表头上面，没有读" in problem.message


def test_of_many_rows_of_work_above_the_header_ten_are_named():
    rows = "\n".join(f"5.{n} | {FACTS} | 3" for n in range(11, 23))
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    page = read(f"{rows}\n{head}\n5.28 | {FACTS} | 2")
    (problem,) = page.problems
    assert problem.message.startswith("第1、2、3、4、5、6、7、8、9、10行在表头上面")


@pytest.mark.parametrize("row", ["已交 | | ", "已交 | 路上 | 6月12日", " | 已交 | "])
def test_one_part_of_the_closing_report_counts_whatever_the_other_says(row):
    page = read(f"书面总结 | 电子版 | 报送日期 | 备注\n{row} | ", "总结报送")
    (entry,) = page.entries
    assert [name for name in ("书面总结", "电子版") if name in entry.values] == [
        "电子版" if row.startswith(" ") else "书面总结"
    ]
    assert not any(problem.is_blank for problem in page.problems)


def test_a_closing_report_that_tells_of_no_part_is_not_counted():
    page = read("书面总结 | 电子版 | 报送日期 | 工作方案\n | | 6月12日 | 已制定", "总结报送")
    assert page.entries == ()
    assert told(page) == [("A2", "错"), ("B2", "错")]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        *(("1.开放设备\n2.减免费用\n3.职称评审", 3), ("一、开放设备；二、减免费用", 2)),
        *(("（1）开放设备。（2）减免费用", 2), ("1、开放设备 2、减免费用", 2)),
        *(("1.开放设备", 0), ("2.减免费用\n3.职称评审", 0), ("开放设备1.5万台；2.5万台", 0)),
    ],
)
def test_several_suggestions_in_one_cell_count_as_one_and_are_told(asked, number):
    text = asked.replace("\n", "⏎")
    page = read(f"来源 | 日期 | 内容 | 类别\n座谈 | 5月29日 | {text} | 政策")
    told = [each.message for each in page.problems if each.cell == "C2"]
    assert len(page.entries) == 1
    assert told == [f"一格里写了{number}条，只计一条，请一条一行"] * bool(number)


@pytest.mark.parametrize("asked", ["暂无意见建议", "无意见", "没有建议", "未收到相关意见和建议。"])
def test_words_that_nothing_was_suggested_are_no_suggestion(asked):
    page = read(f"来源 | 日期 | 内容 | 类别\n座谈 | 5月29日 | {asked} | 政策")
    assert [(each.cell, each.level) for each in page.problems] == [("C2", "疑")]
    assert "内容" not in page.entries[0].values


def test_a_number_in_the_header_itself_is_no_persons_in_its_column():
    text = "日期 | 内容 | 类别 | 门牌13800001234\n5.29 | 建议甲 | 政策 | 3"
    page = read(text, "意见建议")
    assert not any("手机号" in problem.message for problem in page.problems)


def test_rows_below_a_gap_are_told_each_where_nothing_above_them_counts():
    page = read("日期 | 内容 | 类别\n\n大米 | | 20袋\n油 | | 10桶", "意见建议")
    assert {problem.row for problem in page.problems} == {3, 4}


def test_of_rough_numbers_a_total_may_be_a_tenth_off_and_no_more():
    row = "5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 约100"
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    said = {
        total: [each.row for each in read(f"{head}\n{row}\n合计 | | | | | {total}").problems]
        for total in (89, 90, 110, 111)
    }
    doubted = {total: [row for row in rows if row == 3] for total, rows in said.items()}
    assert doubted == {89: [3], 90: [], 110: [], 111: [3]}


def test_a_line_with_one_cell_above_the_next_table_is_its_title():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    page, _ = parse_book(
        [typed(f"{ADVICE}\n5.29 | 甲 | 政策\n | 走访的情况如下\n{head}\n")], CAMPAIGN
    )
    assert (skipped(page), told(page)) == ({}, [])
    assert SkippedRow(3, "title") in page.skipped


def test_a_header_over_two_rows_that_is_repeated_is_skipped_whole():
    head = "走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问 |"
    head += "\n | | | | | | 品（份） | 金额（元）"
    row = "5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3 | 2 | 500"
    page = read(f"{head}\n{row}\n{head}\n{row}")
    assert column(page, "慰问金额（元）") == [500, 500]
    assert [each.row for each in page.skipped if each.why == "header"] == [1, 2, 4, 5]


def test_a_list_of_telephones_below_a_gap_is_a_small_table():
    rows = "组长 | 13800001234 | 张明\n组员 | 13900001234 | 李明"
    page = read(f"走访日期 | 走访地点 | 走访人次\n5.27 | 示例厂 | 3\n\n{rows}", "走访慰问")
    assert "第4至5行像另一张小表" in "".join(each.message for each in page.problems)
    assert {each.row for each in page.problems} == {1, 4}
    assert skipped(page) == {4: "note", 5: "note"}


@pytest.mark.parametrize(("second", "level"), [("14:00", "提示"), ("5月29日", "疑")])
def test_a_second_column_of_days_is_told_unless_all_of_it_says_at_what_hour(second, level):
    head = "日期 | 时间 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
    row = "科普 | 示例科协 | 广场 | 3 | 300"
    page = read(f"{head}\n6月1日 | 9:00 | 科普大集 | {row}\n6月2日 | {second} | 农技课 | {row}")
    assert str(page.problems[0].level) == level


def test_a_required_day_that_is_blank_is_missing_and_not_also_undated():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    page = read(f"{head}\n5.27 | {FACTS} | 3\n | {FACTS} | 2")
    assert told(page) == [("A3", "错")]


def test_a_number_beside_the_signatures_is_none_of_a_column_that_nobody_asked_for():
    signed = "填报人：示例某 | | | 13800001234"
    page = read(f"{ADVICE} | 门牌\n5.29 | 甲 | 政策 | 3\n{signed}")
    assert not any("手机号" in problem.message for problem in page.problems)


def test_hidden_columns_are_named_in_the_ledgers_words():
    page = read(f"{ADVICE}\n5.29 | 甲 | 政策", hidden_columns=frozenset({2, 3}))
    assert [each.message for each in page.problems] == ["内容、类别这几列是隐藏的，已照常读取"]
    assert read(f"{ADVICE}\n5.29 | 甲 | 政策", hidden_rows=frozenset({1})).problems == ()


def test_a_total_between_the_rows_may_be_that_of_all_of_them():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    rows = f"5.27 | {FACTS} | 3\n合计 | | | | | {{}}\n5.28 | {FACTS} | 4"
    said = {total: read(f"{head}\n{rows.format(total)}").problems for total in (3, 4, 7, 8)}
    assert {total: len(problems) for total, problems in said.items()} == {3: 0, 4: 0, 7: 0, 8: 1}
    assert "合计写的是8，各行相加是7" in said[8][0].message


@pytest.mark.parametrize(
    ("header", "cell"), [("反映的困难诉求", "1.缺钱⏎2.缺人"), ("拟办意见", "1.转办⏎2.答复")]
)
def test_only_what_is_to_be_dealt_with_one_by_one_is_asked_for_in_a_row_each(header, cell):
    visits = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    is_visit = header == "反映的困难诉求"
    head, row = (visits, f"5.27 | {FACTS} | 3") if is_visit else (ADVICE, "5.29 | 甲 | 政策")
    page = read(f"{head} | {header}\n{row} | {cell}")
    assert page.problems == ()


@pytest.mark.parametrize(("lines", "told_rows"), [(4, set()), (5, {3})])
def test_four_lines_above_the_next_table_may_be_its_titles(lines, told_rows):
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    titles = "\n".join([" | 走访的情况如下"] * lines)
    page, _ = parse_book([typed(f"{ADVICE}\n5.29 | 甲 | 政策\n{titles}\n{head}\n")], CAMPAIGN)
    assert {each.row for each in page.problems} == told_rows


def test_a_row_with_a_figure_of_its_own_is_no_part_of_the_event_above():
    text = (
        f"{EVENT_HEAD}\n6月1日 | 科普大集 | 科普 | 示例科协 | 一小 | 3 | 300\n | | | | 二小 | 4 |"
    )
    page = read(text, merged=[Area(2, at, 3, at) for at in (1, 2, 3, 4, 7)])
    assert column(page, "志愿者人数") == [3, 4]
    assert column(page, "地点") == ["一小", "二小"]


def test_what_was_not_computed_is_told_at_its_cell_and_no_blank_beside_it_is():
    head = (
        "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问品（份） | 备注"
    )
    page = read(f"{head}\n5.27 | {FACTS} | | | 甲", uncomputed=frozenset({(2, 6)}))
    assert told(page) == [("F2", "错")]


def test_a_total_may_be_that_of_all_rows_above_it_though_another_total_and_rows_follow():
    head = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    rows = [f"5.27 | {FACTS} | 3", "小计 | | | | | 3", f"5.28 | {FACTS} | 4"]
    said = {
        total: read("\n".join([head, *rows, f"合计 | | | | | {total}", f"5.29 | {FACTS} | 5"]))
        for total in (4, 5, 7, 12, 9, 3)
    }
    doubts = {total: [each.row for each in page.problems] for total, page in said.items()}
    assert doubts == {4: [], 5: [], 7: [], 12: [], 9: [5], 3: [5]}
