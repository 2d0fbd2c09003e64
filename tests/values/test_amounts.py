"""What people type where a number is asked for, and what they mean."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kjr.values import amount_rules as rules
from kjr.values import amounts
from kjr.values.numerals import DIGITS, PLACES, round_amount
from kjr.values.readings import Level, Reading
from kjr.values.spelling.amount_spellings import tidy_amount

EXACT = {
    0.0: 0,
    30.0: 30,
    12.5: 12.5,
    "0": 0,
    "零": 0,
    "１２０": 120,
    "1,200": 1200,
    "1，200": 1200,
    " 30 \n": 30,
    "十二": 12,
    "两百": 200,
    "廿五": 25,
    "叁拾": 30,
    "一万二": 12000,
    "3千": 3000,
    "1.2万": 12000,
    "1.2万人次": 12000,
    "10场（次）": 10,
    "10场次": 10,
    "3 份": 3,
    "12人。": 12,
    "共30人": 30,
    "共计 120 人次": 120,
    "30名科技工作者": 30,
    "30人（现场）": 30,
    "53人（其中代表50人）": 53,
    "男12人、女8人，共20人": 20,
    "5月30日30人": 30,
    "94%": 94,
    "贰仟元整": 2000,
    "120①": 120,
    "120²": 120,
    "+120": 120,
    "1e3": 1000,
    "1.2E+03": 1200,
}
SEVERAL = {
    "30人（男18女12）": 30,
    "30(男18，女12)": 30,
    "130（线上100，线下30）": 130,
    "30人：男18人，女12人": 30,
    "男18，女12，合计30": 30,
    "18+12=30": 30,
    "20×3=60": 60,
    "53人（其中代表50人）": 53,
    "30（含志愿者5人）": 30,
    "30人次（3批）": 30,
    "30（5月30日）": 30,
    "应到35实到30": 30,
    "应到35人，实到30人": 30,
    "实到30人/应到35人": 30,
    "35（实到30）": 30,
    "30（应到35）": 30,
    "30（退休职工）": 30,
    "30（未来之星）": 30,
    "30（接待）": 30,
    "共3批90人": 90,
    "合计3镇90人次": 90,
    "共走访5村120人": 120,
    "合计4单位60人次": 60,
    "共2校，3个班，60人次": 60,
    "共90人次3批": 90,
    "总计3个班90人": 90,
    "累计3期共90人": 90,
    "共60人90人次": 90,
    "60（20×3）": 60,
    "30=18+12": 30,
    "共3批90人，其中代表50人": 90,
}
"""Where one of several numbers is the one, and no word is needed."""
ABOUT = {
    "30余人": 30,
    "30多人次": 30,
    "三十多": 30,
    "五人左右": 5,
    "约30": 30,
    "大约30人": 30,
    "近300": 300,
    "近百场": 100,
    "上百人次": 100,
    "百余人": 100,
    "一百五十余人": 150,
    "十几人": 10,
    "3000多份": 3000,
    "3千多份": 3000,
    "2000余本(份)": 2000,
    "1.2万余人次": 12000,
    "30余万": 300000,
    "10万+": 100000,
    "10w+": 100000,
    "超过50人": 50,
    "不足30人": 30,
    "不少于30人": 30,
    "30人以上": 30,
    "30（约）": 30,
    "≥30": 30,
}
DOUBTFUL = {
    "5人，另有家属2人": 5,
    "5人,另有家属2人": 5,
    "20—30人": 20,
    "3-5人": 3,
    "三四人": 3,
    "二三十人": 20,
    "十五六人": 15,
    "数十人": 20,
    "几百份": 200,
    "5+3": 8,
    "1 200": 1200,
    "1\u00a0200人": 1200,
    "12 3": 12,
    "男12人、女8人": 20,
    "男12人、女12人": 24,
    "一线科技人员5人": 5,
    "见附件3": 3,
    "第3期": 3,
    "1批": 1,
    "大米2袋、油2桶": 2,
    "每人1份": 1,
    "3O": 30,
    "5o人": 50,
    "l3": 13,
    "③⑤": 35,
    "③": 3,
    "12（男）18（女）": 30,
    "40（眼科） 38（牙科）": 78,
    "15(上午)、20(下午)": 35,
    "十二（男）十八（女）": 30,
    "30（作废）25": 25,
    "30人（男18女10）": 30,
    "50（取消）": 50,
    "30（计划）": 30,
    "预计30人": 30,
    "30【未到】": 30,
    "30（待核实）": 30,
    "30（去年）": 30,
    "30（更正为28）": 28,
    "30（原25）": 30,
    "18+13=30": 30,
    "应到/实到：35/30": 30,
    "1.500": 1.5,
    "1,2百": 100,
    "一两百人": 100,
    "缺2人，到38人": 2,
    "3、4百人": 300,
    "20人/场×3场": 60,
    "500×3": 1500,
    "30人x2场": 60,
    "20×3=50": 50,
    "60=20×4": 60,
    "30人（取消2人）": 30,
    "30（缺2）": 30,
    "共3批，每批30人": 3,
    "共3批": 3,
    dt.datetime(1900, 1, 30): 30,
}
UNREADABLE = [
    "若干",
    "一些",
    "多人",
    "一批",
    "待统计",
    "详谈",
    "亿壹",
    "三四廿",
    "#REF!",
    "=SUM(F3:F9)",
    True,
    dt.datetime(2019, 5, 30),
    dt.time(9, 30),
]


@pytest.mark.parametrize(("typed", "meant"), EXACT.items())
def test_reads_exact_numbers(typed, meant):
    reading = amounts.parse_amount(typed)
    assert (reading.value, reading.about, reading.complaint) == (meant, False, None)
    assert isinstance(reading.value, type(meant))


@pytest.mark.parametrize(("typed", "meant"), SEVERAL.items())
def test_takes_the_one_of_several_numbers_that_is_meant(typed, meant):
    reading = amounts.parse_amount(typed, "人次")
    assert (reading.value, reading.about) == (meant, False)
    assert reading.complaint is None or reading.complaint.level is Level.HINT


@pytest.mark.parametrize(("typed", "meant"), ABOUT.items())
def test_marks_approximate_numbers_and_says_which_word_did_it(typed, meant):
    reading = amounts.parse_amount(typed)
    assert (reading.value, reading.about, reading.complaint) == (meant, True, None)
    assert "为约数" in reading.rule


@pytest.mark.parametrize(("typed", "meant"), DOUBTFUL.items())
def test_takes_a_doubtful_number_but_says_so(typed, meant):
    reading = amounts.parse_amount(typed)
    assert (reading.value, reading.complaint.level) == (meant, Level.DOUBT)


@pytest.mark.parametrize("typed", UNREADABLE)
def test_refuses_what_is_no_number(typed):
    reading = amounts.parse_amount(typed)
    assert (reading.value, reading.complaint.level) == (None, Level.ERROR)


@pytest.mark.parametrize(
    ("typed", "value", "about"),
    [
        ("226小时", 226, False),
        ("三百四十余小时", 340, True),
        ("约50小时左右", 50, True),
        ("3个小时", 3, False),
        ("共3场36小时", 36, False),
    ],
)
def test_a_column_may_count_in_a_word_of_its_own(typed, value, about):
    reading = amounts.parse_amount(typed, "小时")
    assert (reading.value, reading.about, reading.complaint) == (value, about, None)


@pytest.mark.parametrize("typed", ["3批，合计90", "3期共90", "3个班，累计90"])
def test_a_bare_total_of_another_thing_is_taken_and_doubted_whatever_the_thing(typed):
    reading = amounts.parse_amount(typed, "人次")
    message = "写了几个数，暂按合计的90计，请核实"
    assert (reading.value, reading.complaint.message) == (90, message)


@pytest.mark.parametrize("typed", ["3期共90", "共3期90", "共2校，60"])
def test_a_bare_number_beside_one_of_another_thing_is_no_total_without_a_word(typed):
    assert amounts.parse_amount(typed, "人次").complaint.level is Level.DOUBT


def test_another_thing_than_its_own_is_doubted():
    reading = amounts.parse_amount("226人", "小时")
    assert reading.complaint.message == "写的是“人”，本列按“小时”计，请核实"


@pytest.mark.parametrize(
    "typed", ["-", "—", "——", "/", "//", "无", "无。", "无（口头慰问）", "暂无", "不涉及", "N/A"]
)
def test_tells_not_applicable_from_zero_and_blank(typed):
    assert amounts.parse_amount(typed)[:1] + amounts.parse_amount(typed)[3:5] == (None, True, None)


@pytest.mark.parametrize("typed", [None, "", " \u3000", "\u200b", float("nan")])
def test_reads_blank_as_nothing_at_all(typed):
    assert amounts.parse_amount(typed) == Reading()


def test_takes_the_number_that_has_the_columns_own_counter():
    assert amounts.parse_amount("2场，共服务群众60人次", "场").value == 2
    assert amounts.parse_amount("2场，共服务群众60人次", "人次")[0::4] == (60, None)
    assert amounts.parse_amount("2场120人", "人次").value == 120
    assert amounts.parse_amount("3次，共120人", "人次").value == 120
    assert amounts.parse_amount("2场60人次", "人次").value == 60
    assert amounts.parse_amount("2场60人次", "场").value == 2


@pytest.mark.parametrize(
    ("typed", "counter"),
    [
        ("3箱", "份"),
        ("5户", "人次"),
        ("120次", "人次"),
        ("15天", "场"),
        ("每场60人，共2场", "人次"),
        ("共2场，每场60人", "人次"),
        ("20人/场×3场", "场"),
        ("共30人（每场）", "人次"),
    ],
)
def test_doubts_a_number_of_something_else(typed, counter):
    assert amounts.parse_amount(typed, counter).complaint.level == Level.DOUBT


@pytest.mark.parametrize(
    ("typed", "counter"), [("200册", "份"), ("2期", "场"), ("3项", "件"), ("3个", "支")]
)
def test_takes_one_counter_for_another_where_people_do(typed, counter):
    assert amounts.parse_amount(typed, counter).complaint is None


def test_never_turns_people_into_visits_in_silence():
    reading = amounts.parse_amount("30人", "人次")
    assert (reading.value, reading.complaint.level) == (30, Level.HINT)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [("500元", 500), ("￥1,200.00", 1200), ("0.5万元", 5000), ("五百元整", 500), (2000.5, 2000.5)],
)
def test_reads_money_in_yuan(typed, yuan):
    assert amounts.parse_money(typed)[0::4] == (yuan, None)


def test_money_that_was_not_given_is_doubted():
    assert amounts.parse_money("500元（未发放）")[0] == 500
    assert amounts.parse_money("500元（未发放）").complaint.level is Level.DOUBT
    assert amounts.parse_amount("共3项90件", "件")[0::4] == (90, None)
    assert amounts.parse_money("共3批1500元")[0::4] == (1500, None)


@pytest.mark.parametrize("typed", ["每人500元", "500元/人", "人均500"])
def test_doubts_a_price_given_as_a_sum(typed):
    assert amounts.parse_money(typed).complaint.level == Level.DOUBT


@pytest.mark.parametrize("rule", amounts.RULES, ids=lambda rule: rule.example)
def test_the_example_of_each_rule_is_read_by_that_rule(rule):
    text = tidy_amount(rule.example)
    taken = next(each for each in amounts.RULES if each.read(text, "") is not None)
    assert taken is rule


@pytest.mark.parametrize(
    "typed",
    ["5月30日", "2019-05-30", "2019/5/30", "2019年", "2019年5月", "2019.5.30"],
)
def test_a_cell_that_holds_only_a_date_is_no_amount(typed):
    reading = amounts.parse_amount(typed, "份")
    assert (reading.value, reading.complaint.level) == (None, Level.ERROR)
    assert "现在是日期" in reading.complaint.message


@pytest.mark.parametrize(
    ("typed", "value"), [("5-30", 5), ("2019", 2019), ("5.30", 5.3), ("6月", 6)]
)
def test_what_may_be_an_amount_is_none_the_less(typed, value):
    assert amounts.parse_amount(typed, "份").value == value


def test_of_people_and_visits_the_columns_own_are_taken():
    assert amounts.parse_amount("30人，另接待5人次", "人次").value == 5


def test_binary_noise_goes_from_the_sixth_place_on():
    noisy = 0.1 + 0.2, 0.12345678, 30.0
    assert [*map(round_amount, noisy)] == [0.3, 0.123457, 30]


@given(some.text(DIGITS + PLACES + "数几余多约0123456789.,+-至、人次份 ", max_size=8))
def test_no_heap_of_numerals_is_too_odd_to_be_read(typed):
    reading = amounts.parse_amount(typed, "人次")
    assert isinstance(reading.value, int | float | None)


LESS = (
    "近50人", "不足50", "将近50人", "接近50", "不到50人", "50人以内", "50人以下", "50人不到",
    "近五十人", "50（以内）", "不超过50人", "至多50", "未满50人", "<50",
)  # fmt: skip


@pytest.mark.parametrize("text", LESS)
def test_a_number_of_which_less_is_said_is_known_as_such(text):
    reading = amounts.parse_amount(text, "人")
    assert (reading.value, reading.about, reading.below) == (50, True, True)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        *(
            ("50余人", "余"),
            ("50多人次", "余"),
            ("五十几人", "余"),
            ("50+", "余"),
            ("百余人", "余"),
        ),
        *(("近50人", "近"), ("将近50人", "近"), ("近百人", "近"), ("不到50人", "不到")),
        *(("50人不到", "不到"), ("<50", "不到"), ("50人以内", "不超过"), ("至多50", "不超过")),
        *(("50人以上", "不少于"), ("上百人次", "不少于"), ("超过50人", "超过"), ("逾50人", "超过")),
        *(("男近20人、女近30人", "近"), ("男30余人、女20人", "余"), ("男近20人、女30余人", "")),
        *(
            ("约50", ""),
            ("50人左右", ""),
            ("约50余人", ""),
            ("50来人", ""),
            ("50", ""),
            ("百人", ""),
        ),
    ],
)
def test_on_which_side_of_a_number_the_truth_lies_is_kept_as_it_was_put(text, bound):
    assert amounts.parse_amount(text, "人").bound == bound


@pytest.mark.parametrize(
    "text", ["50余人", "约50", "超过50人", "不少于50人", "50人以上", "50人左右", "上百人次", "50"]
)
def test_a_number_of_which_no_less_is_said_is_not(text):
    assert not amounts.parse_amount(text, "人").below


@pytest.mark.parametrize(
    ("text", "value", "doubted"),
    [
        *(("45人次（另有线上20）", 45, True), ("45人次（线上另有20）", 45, True)),
        *(("45人次（另有资料20份）", 45, False), ("45人次（含线上20）", 45, False)),
        *(("30（累计300）", 30, True), ("30人次（截至6月共300）", 30, True)),
        *(("30（共300）", 300, True), ("30，累计300", 300, True), ("上午30下午20共60", 60, True)),
        *(("上午30下午20共50", 50, False), ("共30人次（教师5人次）", 30, False)),
        *(("30（预）", 30, True), ("30（暂）", 30, True), ("30（报名）", 30, True)),
        *(("30（合并）", 30, True), ("30（预防接种）", 30, False)),
        *(("12OO", 1200, True), ("3oo人次", 300, True)),
    ],
)
def test_what_brackets_add_run_up_or_only_plan_is_doubted(text, value, doubted):
    reading = amounts.parse_amount(text, "人次")
    is_doubted = reading.complaint is not None and reading.complaint.level is Level.DOUBT
    assert (reading.value, is_doubted) == (value, doubted)


def test_what_is_in_brackets_came_really_however_far_its_word_stands():
    assert amounts.parse_amount("30（实到科技工作者28）", "人").value == 28


def test_a_counter_of_the_columns_own_is_named_in_what_is_said():
    reading = amounts.parse_amount("20人（计划3课时）", "课时")
    assert reading.complaint.message == "写的是“人”，本列按“课时”计，请核实"


@pytest.mark.parametrize(
    ("counter", "typed", "rule"),
    [
        *(("人", "30", ""), ("人", "三十", "中文数字"), ("人", "30余人", "「余」为约数")),
        *(("人", "1.2万", "「万」已换算"), ("人", "三十余", "「余」为约数、中文数字")),
        *(("人", "1.2万余", "「余」为约数、「万」已换算"), ("人", "—", "「—」为不适用")),
        *(("人", "数十人", "「数十」按最少计"), ("人", "20—30人", "「20—30人」取下限")),
        *(("人", "20×3", "两个数相乘"), ("人", "男12女8", "几个数相加")),
        *(("人", "12（男）18（女）", "括号里是各部分"), ("人", "12+8=21", "取等号一边的数")),
    ],
)
def test_how_a_number_was_read_is_kept(counter, typed, rule):
    assert amounts.parse_amount(typed, counter).rule == rule


def test_one_part_with_its_label_is_no_sum():
    assert rules.sum_labelled_parts("30(男)", "人") is None
    assert rules.sum_labelled_parts("30(男)5(女)", "人").value == 35


@pytest.mark.parametrize("text", ["近50人+约30人", "约30人+近50人", "近50人+近30人"])
def test_a_sum_may_be_less_where_any_of_its_parts_is_said_to_be_less(text):
    reading = amounts.parse_amount(text)
    assert (reading.value, reading.about, reading.below) == (80, True, True)
    assert not amounts.parse_amount("约50人+约30人").below


@pytest.mark.parametrize("text", ["30人（另有30人）", "30人（外加30人）"])
def test_as_many_again_in_brackets_are_no_part_of_the_number_before_them(text):
    reading = amounts.parse_amount(text, "人")
    assert reading.complaint.level is Level.DOUBT


@pytest.mark.parametrize(
    ("text", "counter", "value", "is_doubted"),
    [
        *(("3场90人（男50女40）", "人", 90, False), ("3场90人（男50女40）", "场", 3, True)),
        *(
            ("3场90人（男50女30）", "人", 90, True),
            ("3场90人次（其中代表50人）", "人次", 90, False),
        ),
        *(("30人40人（男50女40）", "人", 160, True), ("男50女40（共90）", "人", 90, False)),
        *(("人数（男50女40）", "人", 90, True), ("3个班90人（男50女40）", "人", 90, False)),
    ],
)
def test_parts_in_brackets_are_those_of_what_the_column_counts(text, counter, value, is_doubted):
    reading = amounts.parse_amount(text, counter)
    assert (reading.value, reading.complaint is not None) == (value, is_doubted)


@pytest.mark.parametrize(
    ("text", "is_price"), [("30元/人", True), ("每份30元", True), ("30元", False), ("若干", False)]
)
def test_what_one_of_them_costs_is_asked_for_as_a_sum(text, is_price):
    complaint = amounts.parse_money(text).complaint
    assert (complaint is not None and "像是单价" in complaint.message) == is_price


@pytest.mark.parametrize(
    ("cell", "said"), [(True, "勾选框"), (False, "勾选框"), (dt.date(2019, 5, 30), "日期或时间")]
)
def test_a_tick_or_a_day_where_a_number_is_asked_is_told_as_what_it_is(cell, said):
    assert amounts.parse_amount(cell).complaint.message.endswith(f"现在是{said}")
