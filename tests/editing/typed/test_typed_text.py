"""What somebody typed, as a cell, and a cell as the text one edits."""

import datetime as dt

import pytest

from kjr.campaign.columns import Choice, Count, Day, Link, Money, Person, Phone, Text
from kjr.editing.typed.typed_text import read_typed_text, show_typed_cell

DAY = dt.date(2019, 5, 28)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, None),
        ("", None),
        (" \u3000", None),
        (" 前后 ", " 前后 "),
        (3.0, "3"),
        (0, "0"),
        (0.5, "0.5"),
        (True, "是"),
        (DAY, "2019-05-28"),
        (dt.datetime(2019, 5, 28), "2019-05-28"),
        (dt.datetime(2019, 5, 28, 9, 30), "2019-05-28 09:30:00"),
    ],
)
def test_a_cell_is_shown_as_the_text_one_edits(cell, text):
    assert show_typed_cell(cell) == text
    assert read_typed_text(Count("人次"), text, cell) == (cell if text else None)


@pytest.mark.parametrize(
    ("column", "text", "cell"),
    [
        (Count("人次"), "8", 8.0),
        (Count("人次"), " 1,234 ", 1234.0),
        (Count("人次"), "-2", -2.0),
        (Count("人次"), "0", 0.0),
        (Count("人次"), "08", "08"),
        (Count("人次"), "5.30", "5.30"),
        (Count("人次"), "5.3", 5.3),
        (Count("人次"), "30余人", "30余人"),
        (Count("人次"), "8\r\n9", "8\n9"),
        (Money("金额"), "5.30", "5.30"),
        (Money("金额"), "13.30", 13.3),
        (Money("金额"), "1,200.50", 1200.5),
        (Money("金额"), "约500", "约500"),
        (Day("日期"), "2019-5-28", DAY),
        (Day("日期"), "2019/05/28", DAY),
        (Day("日期"), "2019-05/28", "2019-05/28"),
        (Day("日期"), "2019-02-30", "2019-02-30"),
        (Day("日期"), "1900-01-01", dt.date(1900, 1, 1)),
        (Day("日期"), "1899-12-31", "1899-12-31"),
        (Day("日期"), "5月28日", "5月28日"),
        (Text("名称"), "0042", "0042"),
        (Text("名称"), "2019-5-28", "2019-5-28"),
        (Person("姓名"), "张示例", "张示例"),
        (Phone("电话"), "13800001234", "13800001234"),
        (Link("链接"), "https://example.com", "https://example.com"),
        (Choice("类别"), "其他", "其他"),
        (Text("名称"), " ", None),
        (Text("名称"), None, None),
    ],
)
def test_a_plain_number_or_day_is_one_under_its_column_and_all_else_stays_as_typed(
    column, text, cell
):
    assert read_typed_text(column, text) == cell


def test_what_reads_the_same_stays_the_very_cell_it_was():
    moment = dt.datetime(2019, 5, 28)
    assert read_typed_text(Day("日期"), "2019-05-28", moment) is moment
    assert read_typed_text(Count("人次"), "３", "３") == "３"
    assert read_typed_text(Count("人次"), "3", "３") == 3.0
