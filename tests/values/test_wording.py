"""Figures, days and lists in words, at the edges where they are said otherwise."""

import datetime as dt

import pytest

from kjr.values.wording import (
    Above,
    Approximate,
    Below,
    find_least,
    format_age,
    format_bounded_figure,
    format_change,
    format_day,
    format_days,
    format_figure,
    format_moment,
    format_names,
    format_nearby_day,
    format_percent,
    format_prose_figure,
    format_prose_moment,
    format_row_numbers,
    name_some,
    strip_counter,
)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *((0, "0人"), (1, "约1人"), (9, "约9人"), (10, "约10人"), (11, "10余人"), (19, "10余人")),
        *((20, "约20人"), (999, "990余人"), (1000, "约1000人"), (1001, "1000余人")),
        *((1099, "1000余人"), (1100, "约1100人"), (9999, "9900余人"), (10_000, "约1万人")),
        *((10_999, "1万余人"), (11_000, "约1.1万人"), (123_456, "12.3万余人")),
    ],
)
def test_paper_rounds_an_approximate_figure_down(number, said):
    assert format_prose_figure(number, "人", about=True) == said
    assert format_prose_figure(Approximate(number), "人") == said
    assert format_prose_figure(number, "人") == f"{number}人"


@pytest.mark.parametrize(
    ("number", "least"),
    [
        *((0, 0), (1, 0), (10, 0), (11, 10), (12, 10), (21, 20), (1000, 990), (1001, 1000)),
        *((1100, 1000), (1101, 1100), (10_000, 9900), (10_001, 10_000), (11_001, 11_000)),
    ],
)
def test_about_a_number_surely_reaches_what_paper_says_of_one_less(number, least):
    assert find_least(number) == least


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (Approximate(30) + 5, Approximate, 35),
        (5 + Approximate(30), Approximate, 35),
        (Approximate(30) - 5, Approximate, 25),
        (50 - Approximate(30), Approximate, 20),
        (abs(Approximate(-30)), Approximate, 30),
        (Below(50) + 5, Below, 55),
        (Approximate(30) + Below(50), Below, 80),
        (Above(30) + Below(50), Below, 80),
        (Below(50) - 5, Below, 45),
        (60 - Below(50), Below, 10),
        (abs(Below(-50)), Below, 50),
        (Above(30) + 5, Above, 35),
        (5 + Above(30), Above, 35),
        (Above(30) + Above(20), Above, 50),
        (Above(30) + Approximate(20), Approximate, 50),
        (Above(30) - 5, Approximate, 25),
        (abs(Above(-30)), Above, 30),
    ],
)
def test_what_is_rough_stays_rough_in_sums_and_differences(number, kind, said):
    assert (type(number), int(number)) == (kind, said)


def test_more_than_a_round_number_is_said_so_and_less_never():
    said = [format_prose_figure(each, "人") for each in (Above(50), Below(55), Above(9), Below(9))]
    assert said == ["50余人", "约50人", "约9人", "约9人"]


def test_a_figure_of_a_screen_has_its_target_and_nothing_is_never_about():
    assert format_figure(12_345, "人", target=20_000) == "12,345 / 20,000人"
    assert format_figure(0, "人", about=True, target=0) == "0 / 0人"
    assert format_figure(5, "人", about=True) == "约5人"
    assert format_figure(5, "人") == "5人"


@pytest.mark.parametrize(
    ("number", "bound", "said"),
    [
        *((9900, "余", "9900余人"), (10_000, "余", "1万余人"), (10_050, "余", "10050余人")),
        *((10_100, "近", "近1.01万人"), (120, "超过", "超过120人")),
    ],
)
def test_one_cells_number_is_put_in_ten_thousands_where_that_says_all_of_it(number, bound, said):
    assert format_bounded_figure(number, "人", bound) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        *((0.0, "0.0%"), (0.0001, "0.1%"), (0.0014, "0.1%"), (0.0016, "0.2%"), (0.9984, "99.8%")),
        *((0.99999, "99.9%"), (1.0, "100.0%"), (1.25, "125.0%"), (None, "—")),
    ],
)
def test_a_share_is_never_all_before_it_is_nor_nothing_where_there_is_some(share, said):
    assert format_percent(share) == said


def test_days_leave_out_what_goes_without_saying():
    may, june = dt.date(2019, 5, 28), dt.date(2019, 6, 2)
    assert [format_day(may), format_days(may, may)] == ["5月28日", "5月28日"]
    assert format_days(may, dt.date(2019, 5, 31)) == "5月28—31日"
    assert format_days(may, june) == "5月28日—6月2日"
    assert format_nearby_day(may, june) == "5月28日"
    assert format_nearby_day(may, dt.date(2020, 5, 28)) == "2019年5月28日"


def test_moments_tell_their_year_only_where_it_is_another():
    when = dt.datetime(2019, 6, 8, 9, 5)
    assert [format_moment(when, year) for year in (None, 2019)] == ["6月8日 09:05"] * 2
    assert format_moment(when, 2020) == "2019年6月8日 09:05"
    assert format_prose_moment(when, 2020) == "2019年6月8日9时05分"
    assert format_prose_moment(when.replace(minute=0), 2019) == "6月8日9时"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        *((0, "0分钟前"), (0.99, "0分钟前"), (59, "59分钟前"), (60, "1小时前"), (119, "1小时前")),
        *((1439, "23小时前"), (1440, "1天前"), (2879, "1天前"), (2880, "2天前")),
    ],
)
def test_how_long_ago_is_told_in_the_largest_unit_that_is_whole(minutes, said):
    assert format_age(dt.timedelta(minutes=minutes)) == said


def test_a_difference_has_its_sign_and_thousands():
    told = [format_change(each) for each in (1, 0, -1, 1234, Approximate(20), Approximate(-20))]
    assert told == ["+1", "0", "−1", "+1,234", "+约20", "−约20"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [([], ""), ([4], "4"), ([5, 4], "4—5"), ([4, 6], "4、6"), ([9, 4, 5, 6, 12], "4—6、9、12")],
)
def test_rows_on_end_are_one_stretch(rows, said):
    assert format_row_numbers(rows) == said


def test_some_are_named_and_all_are_counted():
    letters = list("甲乙丙丁戊己庚")
    assert format_names(letters[:6]) == "甲、乙、丙、丁、戊、己"
    assert format_names(letters) == "甲、乙、丙、丁、戊、己等7家"
    assert [name_some(letters[:n], 2) for n in range(4)] == ["", "甲", "甲、乙", "甲、乙等3项"]
    assert (name_some(letters, 0), name_some(letters, 1, "人", "，")) == ("", "甲等7人")


def test_what_is_counted_loses_the_counter_its_figure_brings():
    told = [strip_counter(*each) for each in (("走访次数", "次"), ("讲座场次", "场次"))]
    assert told == ["走访", "讲座"]
    assert [strip_counter("人数", "场"), strip_counter("参数", "次")] == ["人数", "参数"]


def test_a_sum_may_be_less_as_soon_as_one_of_its_parts_may():
    for total in (Approximate(35) + Below(50), Below(50) + Approximate(35), 135 - Below(50)):
        assert format_prose_figure(total, "人") == "约80人"
    assert format_prose_figure(Approximate(35) + Approximate(50), "人") == "80余人"
    assert format_prose_figure(Above(10), "人") == "10余人"
    assert format_prose_figure(Above(9), "人") == "约9人"


def test_of_many_units_six_are_named():
    assert format_names("甲乙丙丁戊己") == "甲、乙、丙、丁、戊、己"
    assert format_names("甲乙丙丁戊己庚") == "甲、乙、丙、丁、戊、己等7家"


def test_a_difference_is_as_rough_as_what_it_is_made_of():
    assert format_figure(Approximate(395) - 95, "人") == "约300人"
    assert format_figure(395 - Approximate(95), "人") == "约300人"
    assert format_figure(Approximate(395) - Approximate(395), "人") == "0人"
