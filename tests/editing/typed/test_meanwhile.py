import pytest

from kjr.editing.typed.meanwhile import describe_changes_since, read_seen_rows
from kjr.reading.page import Page
from kjr.store.base import Sheet
from tests.desk import NEW, SUMMARY, A, B, C, lay_desk, page, put


@pytest.fixture
def desk(tmp_path):
    return lay_desk(tmp_path)


def told(desk, *rows, ledger="走访慰问", **other):
    """What is told of these rows to somebody who saw A, B and C."""
    put(desk, A, B, C)
    seen = read_seen_rows(page(desk, ledger))
    put(desk, *rows, **other)
    return list(describe_changes_since(seen, page(desk, ledger)))


def test_a_cell_somebody_changed_is_told_where_it_stands_now(desk):
    assert told(desk, C, A, (*B[:2], 40.0)) == ["第5行「走访人次」12→40"]
    assert told(desk, A, (*B[:2], None), C) == ["第4行「走访人次」12→空"]


def test_what_changed_is_told_from_the_top_of_the_table_as_it_is_now(desk):
    assert told(desk, (*C[:2], 9.0), (*A[:2], 7.0), B) == [
        "第3行「走访人次」5→9",
        "第4行「走访人次」3→7",
    ]


def test_rows_that_came_and_went_are_told(desk):
    assert told(desk, A, C, NEW) == [
        "第5行新增：2019-06-03 · 示例社区 · 8",
        "原第4行没有了：2019-05-28 · 示例医院 · 12",
    ]


def test_a_sorted_table_is_no_news(desk):
    assert told(desk, C, B, A, ("合计", None, 20.0)) == []


def test_a_forms_field_is_told(desk):
    summary = (("书面总结", "已交"), *SUMMARY[1:])
    assert told(desk, A, B, C, ledger="总结报送", summary=summary) == ["「书面总结」空→已交"]


def test_a_row_is_told_by_its_first_three_cells():
    (day, *_), (*new, number) = A, ("示例社区", "赵示例", "科普", 8.0)
    head = ("日期", "地点", "姓名", "方式", "人次")
    columns = {name: at for at, name in enumerate(head, 1)}
    before, after = (
        Page(Sheet("甲学会", "走访", rows), "走访", header_row=1, columns=columns)
        for rows in ((head,), (head, (day, *new, number)))
    )
    told = list(describe_changes_since(read_seen_rows(before), after))
    assert told == ["第2行新增：2019-05-24 · 示例社区 · 赵示例"]
    told = list(describe_changes_since(read_seen_rows(after), before))
    assert told == ["原第2行没有了：2019-05-24 · 示例社区 · 赵示例"]
