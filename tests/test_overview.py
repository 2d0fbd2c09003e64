import datetime as dt

from kjr import overview
from tests.small import ZONE, book, entry, snapshot


def visit(unit, people, row=3):
    return entry(unit, "走访慰问", row, 走访人次=people)


def added_up(*books):
    return overview.of(snapshot(*books))


def test_the_same_snapshot_shows_no_change():
    same = added_up(book("甲学会", visit("甲学会", 3)))
    changes = overview.compare(same, same)
    assert (changes.changes, changes.filed, changes.newly_filed) == ((), 0, ())


def test_a_new_report_is_named():
    changes = overview.compare(added_up(), added_up(book("甲学会", visit("甲学会", 3))))
    (change,) = changes.changes
    assert (change.delta, change.fell, changes.newly_filed) == (3, False, ("甲学会",))


def test_a_figure_that_fell_somewhere_is_flagged_even_if_the_sum_grew():
    before = added_up(book("甲学会", visit("甲学会", 5)))
    after = added_up(book("甲学会", visit("甲学会", 2)), book("乙学会", visit("乙学会", 9)))
    (change,) = overview.compare(before, after).changes
    assert (change.delta, change.fell, change.by_unit) == (6, True, {"甲学会": -3, "乙学会": 9})


def test_days_left_count_to_the_deadline():
    assert added_up().days_left == 7


def test_a_figure_grows_from_the_first_day_to_today():
    visits = [entry("甲学会", "走访慰问", 3, 走访日期=dt.date(2019, 6, 1), 走访人次=3)]
    one = added_up(book("甲学会", *visits))
    growth = one.growth(one.line("I3"))
    assert len(growth) == (one.today - one.campaign.first).days + 1
    assert (growth[0], growth[-1]) == (0, 3)


def test_growth_ends_with_the_deadline():
    late = dt.datetime(2026, 1, 1, tzinfo=ZONE)
    one = overview.of(snapshot(book("甲学会", visit("甲学会", 3)), taken=late))
    assert len(one.growth(one.line("I3"))) == (one.campaign.deadline - one.campaign.first).days + 1
