from dataclasses import replace

from kjr.documents.html import moves
from kjr.figures.changes import compare_overviews
from kjr.figures.moments.snapshot import Stale
from tests.shown import seen, text, visit
from tests.small import NOON, book


def test_a_figure_that_fell_names_the_unit():
    changes = compare_overviews(
        seen(book("甲学会", visit("甲学会", 5))), seen(book("甲学会", visit("甲学会", 2)))
    )
    assert "▼ −3 人次 走访科技工作者（甲学会改小）" in text(moves.render_changes(changes))


def test_a_figure_that_fell_for_want_of_a_workbook_blames_nobody():
    before = seen(book("甲学会", visit("甲学会", 5)))
    unreadable = replace(book("甲学会"), pages=(), stale=Stale(NOON, "文件打不开"))
    said = text(moves.render_changes(compare_overviews(before, seen(unreadable))))
    assert "甲学会读取失败" in said
    assert "改小" not in said


def test_without_an_earlier_snapshot_the_card_says_when_there_will_be_one():
    assert "明天起可比" in text(moves.render_changes(None))
