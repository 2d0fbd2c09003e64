"""What people type where a day is asked for, and what they mean."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kjr.values import days
from kjr.values.cells import is_disguised_number, recover_number
from kjr.values.days import Span
from kjr.values.readings import Level, Reading
from kjr.values.spelling.characters import fold_text
from kjr.values.spelling.day_spellings import convert_day_numerals

WINDOW = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
THE_30TH = dt.date(2019, 5, 30)
ALL_THE_30TH = [
    "2019-05-30",
    "2019-5-30",
    "2019/5/30",
    "2019.5.30",
    "2019.05.30",
    "2019年5月30日",
    "2019年05月30日",
    "19年5月30日",
    "19.5.30",
    "5月30日",
    "5月30号",
    "5月30",
    "5.30",
    "5.30日",
    "5/30",
    "5-30",
    "5·30",
    "5。30",
    "2019年5.30",
    "20190530",
    "190530",
    "43615",
    "五月三十日",
    "二〇一九年五月三十日",
    "5月卅日",
    "５月３０日",
    "2019年5月30日上午",
    "2019年5月30日（星期四）",
    "5月30日周四",
    "5月30日9:00-11:30",
    "5月30日下午3点半",
    "2019-05-30T09:00:00",
    "30/5/2019",
    "5/30/19",
    "5月30日晚",
    "2019 年 5 月 30 日",
    "2019-05-30 14:30",
    "2019年5月30日\n上午",
    "2019、5、30",
    "2019，5，30",
    "2019 5 30",
    "2019年5、30",
    "2019–05–30",
    "2019ー05ー30",
    "2019\u201105\u201130",
    "\u200e2019/5/30",
    "30-May-19",
    "30-May-2019",
    "May 30, 2019",
    "30 May 2019",
    "May 30th",
    "30-may",
    "Thu May 30 2019 00:00:00 GMT+0800 (中国标准时间)",
    "2019-05-30T00:00:00.000Z",
    "2019-05-30T23:59:17+08:00",
    "二○一九年五月三十日",
    "二O一九年五月三十日",
    "二0一九年5月30日",
    "二零一九年五月三十日",
    "2019-05-30 09:00:00",
    dt.datetime(2019, 5, 30, 9),
    dt.datetime(2019, 5, 30, 23, 59),
    dt.date(2019, 5, 30),
    43615.0,
    43615.4,
    20190530.0,
]
SPANS = {
    "5月28—31日": ("05-28", "05-31"),
    "2019年5月28日—31日": ("05-28", "05-31"),
    "5月28日-6月2日": ("05-28", "06-02"),
    "5月28日（周二）至30日（周四）": ("05-28", "05-30"),
    "5月28一31日": ("05-28", "05-31"),
    "5.28-31": ("05-28", "05-31"),
    "5.28-6.2": ("05-28", "06-02"),
    "5/28~5/31": ("05-28", "05-31"),
    "5-28-31": ("05-28", "05-31"),
    "2019.5.28-2019.5.31": ("05-28", "05-31"),
    "2019-05-28至2019-05-31": ("05-28", "05-31"),
    "2019-05-28--06-02": ("05-28", "06-02"),
    "20190528-20190531": ("05-28", "05-31"),
    "5月28日、29日": ("05-28", "05-29"),
    "5月28,29,30日": ("05-28", "05-30"),
    "5月31日和6月1日": ("05-31", "06-01"),
    "5.28\n5.29": ("05-28", "05-29"),
    "5月28日 29日": ("05-28", "05-29"),
}
ROUGH = {
    "May-19": ("05-01", "05-31"),
    "May 2019": ("05-01", "05-31"),
    "5月下旬": ("05-21", "05-31"),
    "5月底": ("05-21", "05-31"),
    "6月上旬": ("06-01", "06-10"),
    "2019年5月": ("05-01", "05-31"),
    "5月中下旬": ("05-11", "05-31"),
    "5月下旬至6月上旬": ("05-21", "06-10"),
}
DOUBTFUL = {
    "5.3": THE_30TH,
    5.3: THE_30TH,
    5.2: dt.date(2019, 5, 20),
    6.1: dt.date(2019, 6, 1),
    6.2: dt.date(2019, 6, 2),
    6.3: dt.date(2019, 6, 3),
    "2019-05-29T16:00:00.000Z": THE_30TH,
    "2019-05-29T16:00:00+00:00": THE_30TH,
    "2019-05-29 16:00:00 UTC": THE_30TH,
    "Wed, 29 May 2019 16:00:00 GMT": THE_30TH,
    "2019-05-30T01:00:00Z": THE_30TH,
    "2019年5月30日 星期四 16:00 GMT": THE_30TH,
    "2O19-05-30": THE_30TH,
    "2019-O5-30": THE_30TH,
    "5月30日（改期）": THE_30TH,
    "5月30日（取消）": THE_30TH,
    "5月30日（拟）": THE_30TH,
    "2019-05-30（待定）": THE_30TH,
    "30日": THE_30TH,
    530.0: THE_30TH,
    "5月30日左右": THE_30TH,
    "定于5月30日举行": THE_30TH,
    "5月30日—": THE_30TH,
    "5月30日、": THE_30TH,
    "6/5/2019": dt.date(2019, 6, 5),
    dt.datetime(1900, 1, 5, 7, 12): THE_30TH,
    dt.datetime(1901, 6, 13): THE_30TH,
}
UNREADABLE = [
    "下周一",
    "近期",
    "待定",
    "农历四月廿六",
    "2019-5-32",
    "6月31日",
    "详见通知",
    "6月2日-5月28日",
    "5月十十日",
]


def span(ends):
    return Span(*(dt.date.fromisoformat(f"2019-{end}") for end in ends))


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        *(
            ("2019-05-30", ""),
            ("2019年5月30日", ""),
            ("5月30日", "年份按活动补全"),
            ("19.5.30", "年份按活动补全"),
        ),
        *(("20190530", "八位或六位数字连写"), ("190530", "八位或六位数字连写")),
        *(("30-May-19", "英文月份"), ("30/5/2019", "年份写在最后")),
    ],
)
def test_what_was_added_to_a_day_is_told(typed, rule):
    assert days.parse_day(typed, *WINDOW) == Reading(THE_30TH, rule)


@pytest.mark.parametrize("typed", ALL_THE_30TH)
def test_reads_one_day_however_it_is_written(typed):
    reading = days.parse_day(typed, *WINDOW)
    assert (reading.value, reading.about, reading.complaint) == (THE_30TH, False, None)
    assert type(reading.value) is dt.date


@pytest.mark.parametrize(("typed", "ends"), SPANS.items())
def test_reads_several_days_on_end(typed, ends):
    reading = days.parse_day(typed, *WINDOW)
    assert (reading.value, reading.complaint) == (span(ends), None)


@pytest.mark.parametrize(("typed", "ends"), ROUGH.items())
def test_reads_a_part_of_a_month_as_an_approximate_span(typed, ends):
    reading = days.parse_day(typed, *WINDOW)
    assert (reading.value, reading.about) == (span(ends), True)
    assert reading.complaint.level == Level.DOUBT


@pytest.mark.parametrize(("typed", "meant"), DOUBTFUL.items())
def test_takes_the_likelier_day_but_says_so(typed, meant):
    reading = days.parse_day(typed, *WINDOW)
    assert (reading.value, reading.complaint.level) == (meant, Level.DOUBT)


@pytest.mark.parametrize("typed", [*UNREADABLE, 0.0, 2019.0, True, dt.time(5, 30)])
def test_refuses_what_is_no_day(typed):
    reading = days.parse_day(typed, *WINDOW)
    assert (reading.value, reading.complaint.level) == (None, Level.ERROR)


def test_a_lost_zero_is_only_suspected_where_the_window_asks_for_it():
    assert days.parse_day(5.28, *WINDOW).complaint is None
    assert days.parse_day("6.2", *WINDOW).complaint is None
    assert days.parse_day("6.1", *WINDOW) == days.parse_day("6月1日", *WINDOW)
    assert days.parse_day("5月3日", *WINDOW).value == dt.date(2019, 5, 3)


@pytest.mark.parametrize(
    "typed",
    [
        dt.datetime(2019, 5, 29, 23, 59, 8),
        dt.datetime(2019, 5, 29, 23, 59, 59, 500_000),
        "2019-05-29 23:59:17",
        43614.9997,
        "43614.9997",
    ],
)
def test_a_moment_short_of_midnight_is_midnight(typed):
    reading = days.parse_day(typed, *WINDOW)
    assert (reading.value, reading.complaint.level) == (THE_30TH, Level.HINT)


@pytest.mark.parametrize("typed", [dt.datetime(2019, 5, 30, 16), "2019-05-30 16:00:00"])
def test_our_midnight_at_greenwich_is_told(typed):
    reading = days.parse_day(typed, *WINDOW)
    assert (reading.value, reading.complaint.level) == (THE_30TH, Level.DOUBT)
    assert "2019-05-31" in reading.complaint.message


def test_days_that_do_not_touch_are_doubted():
    reading = days.parse_day("5月28日、30日", *WINDOW)
    assert (reading.value, reading.complaint.level) == (span(("05-28", "05-30")), Level.DOUBT)


def test_serial_days_of_old_mac_books_start_in_1904():
    assert days.parse_day(42153.0, *WINDOW, date1904=True).value == THE_30TH


def test_the_year_is_the_one_nearest_to_the_window():
    over_new_year = dt.date(2019, 12, 20), dt.date(2020, 1, 10)
    assert days.parse_day("1月3日", *over_new_year).value == dt.date(2020, 1, 3)
    assert days.parse_day("12.28-1.3", *over_new_year).value == Span(
        dt.date(2019, 12, 28), dt.date(2020, 1, 3)
    )


@pytest.mark.parametrize(
    "typed", ["12月30日-1月2日", "12.30-1.2", "2019年12月30日至1月2日", "2019-12-30至2020-01-02"]
)
def test_a_span_over_new_year_ends_in_the_next(typed):
    over_new_year = dt.date(2019, 12, 20), dt.date(2020, 1, 10)
    expected = Span(dt.date(2019, 12, 30), dt.date(2020, 1, 2))
    assert days.parse_day(typed, *over_new_year).value == expected


def test_the_day_of_1900_that_never_was_shifts_the_days_before_it():
    days_of = dt.date(1900, 2, 28), dt.date(1900, 3, 1)
    assert [recover_number(day) for day in days_of] == [59, 61]
    assert [recover_number(day, leaps=False) for day in days_of] == [60, 61]


def test_a_day_that_is_only_near_is_about():
    reading = days.parse_day("5月30日左右", *WINDOW)
    assert (reading.value, reading.about) == (THE_30TH, True)


def test_a_day_before_1910_is_a_number_in_disguise():
    days_of = dt.date(1909, 12, 31), dt.date(1910, 1, 1), dt.date(1910, 12, 31)
    assert [is_disguised_number(day) for day in days_of] == [True, False, False]


def test_nothing_and_blank_are_two_things():
    assert days.parse_day("—", *WINDOW).not_applicable
    assert days.parse_day(" ", *WINDOW) == Reading()


@pytest.mark.parametrize("rule", days.RULES, ids=lambda rule: rule.example)
def test_the_example_of_each_rule_is_read_by_that_rule(rule):
    window = Span(*WINDOW)
    taken = next(each for each in days.RULES if each.read(fold_text(rule.example), window))
    assert taken is rule


@given(some.text("0123456789〇一二三四五十廿卅年月日号旬上下底.-/~至、 ", max_size=10))
def test_no_heap_of_digits_is_too_odd_to_be_read(typed):
    reading = days.parse_day(typed, *WINDOW)
    assert isinstance(reading.value, dt.date | Span | None)


@pytest.mark.parametrize(("last", "day"), [(WINDOW[1], "2019-05-30"), (WINDOW[0], "2019-05-21")])
def test_what_is_no_day_is_asked_for_by_one_of_the_campaigns_own(last, day):
    complaint = days.parse_day("下周一", WINDOW[0], last).complaint
    assert f"请写成 {day} 这样的日期" in complaint.message


def test_a_month_in_english_is_of_either_year_of_a_campaign_over_new_year():
    window = dt.date(2026, 12, 20), dt.date(2027, 1, 15)
    read = [days.parse_day(text, *window).value.last for text in ("Dec-26", "Jan-27")]
    assert read == [dt.date(2026, 12, 31), dt.date(2027, 1, 31)]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        *(
            ("2019-05-30", ""),
            ("2019年5月30日", ""),
            ("5月30日", "年份按活动补全"),
            ("19.5.30", "年份按活动补全"),
        ),
        *(("20190530", "八位或六位数字连写"), ("190530", "八位或六位数字连写")),
        *(("30/5/2019", "年份写在最后"), ("30-May-19", "英文月份"), ("5.3", "「5.3」按活动时间读")),
        *(("43615", "「43615」是表格软件的日期序号"), ("30日", "「30日」按活动时间补全")),
        *(("5月底", "「5月底」读作2019-05-21 至 2019-05-31"), ("—", "「—」为不适用")),
        *(("5.28-31", "2019-05-28 至 2019-05-31"), ("2019-05-29T16:00:00Z", "格林尼治时间")),
    ],
)
def test_how_a_day_was_read_is_kept(typed, rule):
    assert days.parse_day(typed, *WINDOW).rule == rule


@pytest.mark.parametrize(
    ("text", "month", "is_doubted"),
    [("12.5.2019", 12, True), ("13.5.2019", 5, False), ("5.5.2019", 5, False)],
)
def test_which_is_the_month_is_asked_where_both_may_be_one(text, month, is_doubted):
    reading = days.parse_day(text, dt.date(2019, 5, 1), dt.date(2019, 5, 31))
    assert (reading.value.month, reading.complaint is not None) == (month, is_doubted)


@pytest.mark.parametrize(("hour", "level"), [(15, None), (16, "疑"), (17, None)])
def test_only_four_in_the_afternoon_sharp_may_be_our_midnight_at_greenwich(hour, level):
    moment = dt.datetime(2019, 5, 30, hour)
    complaint = days.parse_day(moment, dt.date(2019, 5, 1), dt.date(2019, 5, 31)).complaint
    assert (complaint and str(complaint.level)) == level


def test_a_number_that_lost_no_zero_is_its_day_and_one_of_no_month_is_none():
    first, last = dt.date(2019, 2, 1), dt.date(2019, 2, 10)
    assert days.parse_day(2.3, first, last) == Reading(dt.date(2019, 2, 3), "年份按活动补全")
    assert days.parse_day(13.1, first, last).complaint.level is Level.ERROR


def test_a_span_of_one_day_is_that_day_and_lost_no_zero():
    assert days.parse_day("6.1-6.1", *WINDOW)[0::4] == (dt.date(2019, 6, 1), None)


def test_a_day_that_only_a_leap_year_has_is_none_where_no_year_near_the_window_is_one():
    for year, is_day in ((2018, False), (2019, True), (2020, True), (2021, True)):
        reading = days.parse_day("2月29日", dt.date(year, 2, 1), dt.date(year, 3, 10))
        assert reading.value == (dt.date(2020, 2, 29) if is_day else None)


@pytest.mark.parametrize(
    ("text", "spelt"),
    [("三十一日", "31日"), ("廿五日", "25日"), ("五月十日", "5月10日"), ("十十日", "十十日")],
)
def test_numerals_of_a_day_are_figures_and_what_is_no_number_stays(text, spelt):
    assert convert_day_numerals(text) == spelt
