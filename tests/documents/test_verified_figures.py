"""A figure that looks odd and that the office says is right: no face calls it doubtful any more."""

from dataclasses import replace

from kjr.documents.loose_ends import collect_loose_ends, compose_loose_ends, list_odd_figures
from kjr.figures.moments import frozen
from kjr.figures.moments.rereading import follow_acts
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import build_overview
from kjr.reading.page import Problem
from kjr.state.acts import Act, ActKind
from kjr.values.readings import Level
from tests.small import NOON, SMALL, book, entry

UNIT = "甲学会"
ODD = Problem(UNIT, "走访慰问", 3, "走访人次", "C3", Level.DOUBT, "5000", "比平常大得多，请核实")
OTHER = ODD._replace(row=4, cell="C4", raw="6000")
WRONG = ODD._replace(row=5, cell="C5", level=Level.ERROR, raw="若干", message="读不懂")


def seen(*problems):
    row = entry(UNIT, "走访慰问", 3, 走访人次=5000)
    held = book(UNIT, row, problems=problems)
    return Snapshot(SMALL, NOON, 1, {UNIT: held})


def verify(*problems, unit=UNIT):
    return [Act(NOON, "张示例", unit, ActKind.VERIFIED, note=str(each)) for each in problems]


def test_neither_the_brief_nor_the_list_to_mend_nor_today_asks_about_it_again():
    before = seen(ODD, OTHER)
    now = build_overview(follow_acts(before, verify(ODD)))
    was = build_overview(before)
    assert [collect_loose_ends(each)["填报存疑"] for each in (was, now)] == ["2处", "1处"]
    assert list_odd_figures(now) == [OTHER]
    assert list(now.snapshot.problems) == [OTHER]
    none = build_overview(follow_acts(before, verify(ODD, OTHER)))
    told = ["".join(each.text for each in compose_loose_ends(now)) for now in (was, none)]
    assert ["存疑" in each for each in told] == [True, False]


def test_once_it_is_otherwise_or_another_units_it_is_asked_about():
    moved = ODD._replace(raw="5001")
    said = verify(ODD)
    assert list(follow_acts(seen(moved), said).problems) == [moved]
    assert list(follow_acts(seen(ODD), verify(ODD, unit="乙学会")).problems) == [ODD]


def test_nobody_says_of_what_does_not_count_that_it_is_right():
    assert list(follow_acts(seen(WRONG), verify(WRONG)).problems) == [WRONG]


def test_it_is_news_once():
    before = seen(ODD)
    now = follow_acts(before, verify(ODD))
    assert now.version == before.version + 1
    assert follow_acts(now, verify(ODD)) is now


def test_a_frozen_moment_keeps_what_was_said_to_be_right(tmp_path):
    now = follow_acts(seen(ODD), verify(ODD))
    again = frozen.open_frozen_snapshot(tmp_path, frozen.freeze_snapshot(now, tmp_path), SMALL)
    assert again.verified == now.verified
    renamed = replace(SMALL.units[1], name="甲协会", aliases=(UNIT,))
    later = replace(SMALL, units=(SMALL.units[0], renamed, *SMALL.units[2:]))
    name = frozen.freeze_snapshot(now, tmp_path)
    assert frozen.load_frozen_snapshot(tmp_path, name, later).verified == {("甲协会", str(ODD))}
