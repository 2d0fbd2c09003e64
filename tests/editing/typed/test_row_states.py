import datetime as dt
from dataclasses import replace

import pytest

from kjr.campaign.columns import Count
from kjr.editing.merging import apply_changes
from kjr.editing.saving import save_page
from kjr.editing.typed.row_states import describe_rows, describe_saved_rows, find_same_page
from tests.desk import HEAD, MINE, A, B, lay_desk, page, pages, put, retyped
from tests.small import VISITS

TODAY = dt.date(2019, 6, 8)


@pytest.fixture
def desk(tmp_path):
    return lay_desk(tmp_path)


def tell_save(desk, act, *others):
    return describe_saved_rows(act, [*pages(desk), *others], desk.campaign, TODAY)


@pytest.mark.parametrize(
    ("row", "word", "read_as"),
    [
        (A, "可计入", ""),
        ((), "", ""),
        ((*A[:2], None), "缺1格", ""),
        ((None, A[1], None), "缺2格", ""),
        ((*A[:2], "若干"), "读不出", ""),
        ((None, A[1], "若干"), "读不出 · 缺1格", ""),
        ((None, A[1], "30箱"), "缺1格", ""),
        ((*A[:2], "30余人次"), "可计入", "30余人次＝约30"),
        (("6月9日", *A[1:]), "走访日期未到", "6月9日＝2019-06-09"),
        (("2109-06-09", *A[1:]), "日期存疑 · 1疑", ""),
        (("5月28日", *A[1:]), "可计入", "5月28日＝2019-05-28"),
        (("5月28日-31日", *A[1:]), "可计入", "5月28日-31日＝2019-05-28 至 2019-05-31"),
    ],
)
def test_beside_a_row_stands_what_becomes_of_it(desk, row, word, read_as):
    put(desk, B, row)
    seen = page(desk)
    (state,) = describe_rows(seen, desk.campaign, [4], TODAY).values()
    assert state == (word, read_as)


def test_a_save_says_how_many_rows_count(desk):
    put(desk, A)
    seen = page(desk)
    outcome = save_page(desk, retyped(seen, A, B, (*B[:2], "若干")), seen, MINE)
    assert tell_save(desk, outcome.act) == "2 行已存，1 行计入，1 行待改"


def test_a_row_that_counts_though_a_cell_of_it_does_not_is_told(desk):
    gifts = Count("慰问品", counter="份")
    ledgers = replace(VISITS, columns=(*VISITS.columns, gifts)), *desk.campaign.ledgers[1:]
    desk = replace(desk, campaign=replace(desk.campaign, ledgers=ledgers))
    put(desk, A, head=(*HEAD, gifts.name))
    seen = page(desk)
    new = (*A[:2], 4.0, "若干"), (*B, 2.0), ("6月1日", "示例园", "若干", "若干")
    outcome = save_page(desk, retyped(seen, *new), seen, MINE)
    assert tell_save(desk, outcome.act) == "3 行已存，2 行计入（其中 1 行有格待改），1 行待改"


def test_a_row_that_says_it_is_planned_is_never_said_to_count(desk):
    put(desk, (*A, "已开展"), (*B, "拟开展"), head=(*HEAD, "开展情况"))
    seen = page(desk)
    states = describe_rows(seen, desk.campaign, [3, 4], TODAY)
    assert [each.word for each in states.values()] == ["可计入", "拟开展"]
    rows = (*A[:2], 4.0, "已开展"), (*B[:2], 13.0, "拟开展")
    outcome = save_page(desk, retyped(seen, *rows), seen, MINE)
    assert tell_save(desk, outcome.act) == "2 行已存，1 行计入，1 行拟开展，0 行待改"


def test_a_row_whose_day_is_still_to_come_is_never_said_to_count(desk):
    put(desk, A)
    seen = page(desk)
    outcome = save_page(desk, retyped(seen, A, ("6月9日", *B[1:])), seen, MINE)
    assert tell_save(desk, outcome.act) == "1 行已存，0 行计入，1 行走访日期未到，0 行待改"


def test_a_row_whose_day_cannot_be_right_is_never_said_to_count(desk):
    put(desk, A)
    seen = page(desk)
    outcome = save_page(desk, retyped(seen, A, ("2109年6月9日", *B[1:])), seen, MINE)
    assert tell_save(desk, outcome.act) == "1 行已存，0 行计入，1 行日期存疑，0 行待改"


def test_rows_of_other_sheets_do_not_count_for_it(desk):
    put(desk, A)
    seen = page(desk)
    act = save_page(desk, retyped(seen, A, (*B[:2], "若干")), seen, MINE).act
    other = seen._replace(
        sheet=seen.sheet._replace(name="另一张"), entries=(seen.entries[0]._replace(row=4),)
    )
    assert tell_save(desk, act, other) == "1 行已存，0 行计入，1 行待改"


def test_a_save_that_clears_or_changes_nothing_says_so(desk):
    put(desk, A, B)
    seen = page(desk)
    outcome = save_page(desk, retyped(seen, A, ()), seen, MINE)
    assert tell_save(desk, outcome.act) == "清空 1 行"
    assert tell_save(desk, None) == "内容和工作簿里的一样，没有要存的。"


def test_the_page_of_a_sheet_is_the_one_under_the_same_header(desk):
    put(desk, A)
    seen = page(desk)
    for row in (1, 40):
        other = seen._replace(header_row=row)
        assert find_same_page([other, seen], seen) is seen
    assert find_same_page([], seen) is None


def test_a_form_that_is_saved_counts_as_one_row(desk):
    put(desk, A)
    seen = page(desk, "总结报送")
    said = apply_changes(seen.sheet, [(*seen.place(0, "书面总结"), "已交")])
    outcome = save_page(desk, said, seen, MINE)
    assert tell_save(desk, outcome.act) == "1 行已存，1 行计入，0 行待改"


FORM = (("书面总结", "未交"), ("电子版", "已交"), ("报送日期", "6月8日"), ("主要做法", "—"))


def test_beside_a_form_stands_how_each_of_its_fields_was_read(desk):
    put(desk, A, summary=FORM)
    seen = page(desk, "总结报送")
    told = describe_rows(seen, desk.campaign, [0, 1], TODAY)
    assert told[0] == ("可计入", "6月8日＝2019-06-08；—＝不适用")
    assert told.keys() == {0, 1}
    put(desk, A, summary=(*FORM[:2], ("报送日期", "某天"), FORM[3]))
    (state,) = describe_rows(page(desk, "总结报送"), desk.campaign, [0], TODAY).values()
    assert state.word != "可计入" or "错" in state.word


def test_a_cell_that_is_no_text_or_reads_as_it_stands_is_not_told_again(desk):
    put(desk, (A[0], "12", 3.0), ("2019-05-28", "示例园", "12"))
    states = describe_rows(page(desk), desk.campaign, [3, 4], TODAY)
    assert [each.read_as for each in states.values()] == ["", ""]


def test_of_an_act_on_a_sheet_that_is_gone_nothing_counts(desk):
    put(desk, A)
    seen = page(desk)
    act = save_page(desk, retyped(seen, A, B), seen, MINE).act
    assert describe_saved_rows(act, [], desk.campaign, TODAY) == "1 行已存，0 行计入，1 行待改"
    both = act._replace(edits=(*act.edits, act.edits[0]._replace(row=9, after={})))
    assert tell_save(desk, both) == "清空 1 行，1 行已存，1 行计入，0 行待改"
