"""What is said to have happened to a row, by what stands in it then and now."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.figures.changes import compare_overviews
from kjr.figures.moments.snapshot import Snapshot, Stale
from kjr.figures.moves.row_changes import IN_FILE
from kjr.figures.moves.row_fates import RowFate
from kjr.figures.overview import build_overview
from kjr.state.acts import Act, ActKind, Edit
from tests import settled
from tests.figures.moves.conftest import HOUR
from tests.small import NOON

VISITS, PRESS = "走访慰问", "宣传报道"
MAY_24 = dt.date(2019, 5, 24)


def visit(people=12.0, place="示例医院", day=MAY_24, said=None):
    return day, place, people, said


def article(stage="已刊发", title="种出金豆子", paper="某日报"):
    return MAY_24, title, paper, stage, None, None


@pytest.mark.parametrize(
    ("then", "now", "fate", "old", "new"),
    [
        (visit(12.0), visit(20.0), RowFate.GREW, 12, 20),
        (visit(12.0), visit(4.0), RowFate.SHRANK, 12, 4),
        (visit("若干"), visit(4.0), RowFate.MENDED, 0, 4),
        (visit(12.0), visit("若干"), RowFate.UNREAD, 12, 0),
        (None, visit(4.0), RowFate.ADDED, 0, 4),
        (visit(12.0), None, RowFate.REMOVED, 12, 0),
        (visit(day=dt.date(2019, 6, 10)), visit(), RowFate.HAPPENED, 0, 12),
        (visit(), visit(day=dt.date(2019, 6, 10)), RowFate.PLANNED, 12, 0),
        (visit(), visit(day=dt.date(2109, 5, 24)), RowFate.MISDATED, 12, 0),
        (visit(day=dt.date(2109, 5, 24)), visit(), RowFate.MENDED, 0, 12),
        (visit(said="取消"), visit(said="已开展"), RowFate.INCLUDED, 0, 12),
        (visit(said="已开展"), visit(said="取消"), RowFate.EXCLUDED, 12, 0),
        (visit(said="拟开展"), visit(said="已开展"), RowFate.INCLUDED, 0, 12),
        (visit(said="已开展"), visit(said="拟开展"), RowFate.EXCLUDED, 12, 0),
    ],
)
def test_a_row_of_a_sum_says_what_happened_to_it(desk, then, now, fate, old, new):
    sheets = [{VISITS: [visit(3.0, "示例学校"), *filter(None, [row])]} for row in (then, now)]
    assert desk.fates(*sheets) == [("I3", fate, old, new)]


@pytest.mark.parametrize(
    ("then", "now", "fate"),
    [
        ("若干", 4.0, RowFate.MENDED),
        (None, 4.0, RowFate.ADDED),
        ("—", 4.0, RowFate.INCLUDED),
        (4.0, "若干", RowFate.UNREAD),
        (4.0, None, RowFate.CLEARED),
        (4.0, "—", RowFate.EXCLUDED),
        (0.0, 4.0, RowFate.GREW),
        (4.0, 0.0, RowFate.SHRANK),
    ],
)
def test_only_an_amount_that_was_read_and_is_read_grew_or_shrank(desk, then, now, fate):
    visits = desk.campaign.ledgers[0]
    free = tuple(replace(each, required=each.name == "走访日期") for each in visits.columns)
    ledgers = (replace(visits, columns=free), *desk.campaign.ledgers[1:])
    desk.campaign = replace(desk.campaign, ledgers=ledgers)
    sheets = ({VISITS: [visit(3.0, "示例学校"), visit(people)]} for people in (then, now))
    assert [each for _, each, _, _ in desk.fates(*sheets)] == [fate]


@pytest.mark.parametrize(
    ("then", "now", "fate", "old", "new"),
    [
        (article("待刊发"), article("已刊发"), RowFate.INCLUDED, 0, 1),
        (article("已刊发"), article("待刊发"), RowFate.EXCLUDED, 1, 0),
        (None, article(), RowFate.ADDED, 0, 1),
        (article(), None, RowFate.REMOVED, 1, 0),
    ],
)
def test_a_row_that_counts_once_or_not_never_grows_or_shrinks(desk, then, now, fate, old, new):
    other = article("待刊发", "另一篇")
    sheets = [{PRESS: [other, *filter(None, [row])]} for row in (then, now)]
    assert desk.fates(*sheets) == [("I7", fate, old, new)]


def test_an_article_that_repeated_another_and_is_its_own_now_counts(desk):
    then = [article(), article("已刊发", "种出金豆子", "某日报")]
    now = [article(), article("已刊发", "种出金豆子", "某晚报")]
    assert desk.fates({PRESS: then}, {PRESS: now}) == [("I7", RowFate.INCLUDED, 0, 1)]


@pytest.mark.parametrize(
    ("places", "fate", "old", "new"),
    [
        (("示例学校", "示例医院"), RowFate.INCLUDED, 0, 12),
        (("示例医院", "示例学校"), RowFate.EXCLUDED, 12, 0),
    ],
)
def test_a_row_of_a_sum_that_is_asked_for_now_did_not_grow(plain_desk, places, fate, old, new):
    then, now = ({VISITS: [visit(12.0, place), visit(5.0, "甲企业")]} for place in places)
    assert plain_desk.fates(then, now) == [("I3", fate, old, new)]


@pytest.mark.parametrize(
    ("then", "now", "fate", "told"),
    [
        (visit(), visit(None), RowFate.CLEARED, ("C2", "12", "空")),
        (visit(), visit(place=None), RowFate.CLEARED, ("B2", "示例医院", "空")),
        (visit(), visit("若干"), RowFate.UNREAD, ("C2", "12", "若干")),
        (visit("若干"), visit(), RowFate.MENDED, ("C2", "若干", "12")),
        (visit(None), visit(), RowFate.MENDED, ("C2", "空", "12")),
        (visit(), visit(said="取消"), RowFate.EXCLUDED, ("D2", "空", "取消")),
        (visit(said="取消"), visit(), RowFate.INCLUDED, ("D2", "取消", "空")),
        (visit(), visit(said="拟开展"), RowFate.EXCLUDED, ("D2", "空", "拟开展")),
    ],
)
def test_a_row_that_stands_is_told_by_the_cell_that_made_the_difference(
    desk, then, now, fate, told
):
    rest = visit(3.0, "示例学校", said="已开展")
    (row,) = desk.moved({VISITS: [then, rest]}, {VISITS: [now, rest]})
    assert (row.fate, row.sheet, row.row) == (fate, VISITS, 2)
    assert (row.cell, row.was, row.now) == told


def test_a_unit_that_counts_the_same_by_another_row_is_not_told(desk):
    """An article told in two rows, one of which is deleted, while another unit files one."""
    other = type(desk)()
    other.unit = "乙学会"
    later = dt.date(2019, 6, 3), *article()[1:]
    again = article(), article("待刊发", "另一篇"), later
    moments = []
    for ours, theirs in ((again, ()), (again[1:], (article(title="新的"),))):
        sides = ((desk, ours), (other, theirs))
        books = {each.unit: each.book({PRESS: [*rows]}) for each, rows in sides}
        moments.append(build_overview(Snapshot(desk.campaign, NOON, 1, books)))
    rows = compare_overviews(*moments).rows
    assert [(row.unit, row.fate) for row in rows] == [("乙学会", RowFate.ADDED)]


def test_a_row_that_does_not_count_any_more_is_told_where_it_stands_now(desk):
    others = [visit(3.0, "示例学校"), visit(5.0, "甲企业")]
    (row,) = desk.moved({VISITS: [visit(), *others]}, {VISITS: [*others, visit("若干")]})
    assert (row.row, row.cell, row.was, row.now) == (4, "C4", "12", "若干")


def test_who_emptied_a_cell_in_the_app_is_told(desk):
    before = {"走访日期": MAY_24, "走访地点/单位": "示例医院", "走访人次": 12.0}
    after = {name: cell for name, cell in before.items() if name != "走访人次"}
    edits = (Edit(2, before, after),)
    act = Act(NOON, "张示例", desk.unit, ActKind.SAVED, VISITS, edits, ledger=VISITS)
    (row,) = desk.moved({VISITS: [visit()]}, {VISITS: [visit(None)]}, [act])
    assert (row.fate, row.who) == (RowFate.CLEARED, "张示例")


def test_a_day_that_came_is_nobodys_doing(desk):
    ahead = {VISITS: [visit(day=dt.date(2019, 6, 10))]}
    (row,) = desk.moved(ahead, ahead, days=3)
    assert (row.fate, row.who, row.when) == (RowFate.HAPPENED, "", None)
    assert (row.old, row.new) == (0, 12)


def test_a_workbook_nobody_can_read_lost_its_rows_by_itself(desk):
    then = desk.book({VISITS: [visit()]})
    broken = replace(then, pages=(), stale=Stale(NOON, "文件加了密码"))
    (row,) = desk.moved(then, broken)
    assert (row.fate, row.who, row.when) == (RowFate.LOST, "", None)
    assert (row.old, row.new, row.now) == (12, 0, "")


@pytest.mark.parametrize("then", ["unreadable", "nobody's"])
def test_rows_that_stood_in_a_book_nobody_could_read_are_not_new(desk, then):
    read = desk.book({VISITS: [visit()]})
    broken = replace(read, pages=(), stale=Stale(NOON, "文件加了密码"))
    (row,) = desk.moved(broken if then == "unreadable" else None, read)
    assert (row.fate, row.who, row.when) == (RowFate.FOUND, "", None)
    assert (row.old, row.new, row.now) == (0, 12, "12")


def test_a_book_saved_since_has_new_rows(desk):
    (row,) = desk.moved(None, {VISITS: [visit()]})
    assert row.fate is RowFate.ADDED


def test_a_whole_workbook_taken_away_is_rows_removed(desk):
    (row,) = desk.moved({VISITS: [visit()]}, None)
    assert (row.fate, row.old, row.new) == (RowFate.REMOVED, 12, 0)


HOST, PARTNER = "东区科协", "甲学会"
TOGETHER = settled.seen(
    settled.filed(HOST, settled.event()), settled.filed(PARTNER, settled.event(280.0))
)
SAID = settled.settle(TOGETHER, HOST)
BACK = SAID._replace(kind=ActKind.UNSETTLED, of=SAID.id, id="back", who="另一人")


def compared(before, after):
    """(unit, fate, old, new, who) of what moved between two sets of settlements."""
    then, now = (build_overview(replace(TOGETHER, settlements=each)) for each in (before, after))
    rows = compare_overviews(then, now, (SAID, BACK)).rows
    return [(row.unit, row.fate, row.old, row.new, row.who) for row in rows]


def test_a_row_that_became_anothers_event_was_settled():
    assert compared((), (SAID,)) == [(PARTNER, RowFate.SETTLED, 1, 0, "组宣部")]


def test_a_row_that_is_its_own_event_again_was_settled_by_who_took_it_back():
    assert compared((SAID,), ()) == [(PARTNER, RowFate.SETTLED, 0, 1, "另一人")]


def test_another_host_is_told_of_both_rows():
    other = settled.settle(TOGETHER, PARTNER)._replace(id="other", of=SAID.id, who="第三人")
    then, now = (build_overview(replace(TOGETHER, settlements=(each,))) for each in (SAID, other))
    rows = compare_overviews(then, now, (SAID, other)).rows
    assert [(row.unit, row.fate, row.old, row.new, row.who) for row in rows] == [
        (HOST, RowFate.SETTLED, 1, 0, "第三人"),
        (PARTNER, RowFate.SETTLED, 0, 1, "第三人"),
    ]


def test_no_row_changes_after_its_workbook_was_read(desk):
    later = desk.book({VISITS: [visit(4.0)]}, NOON + HOUR)
    ahead = replace(later, held=later.held._replace(changed=NOON + 9 * HOUR))
    (row,) = desk.moved({VISITS: [visit()]}, ahead)
    assert (row.who, row.when) == (IN_FILE, NOON + HOUR)
