"""What leaders are sent: what fell, as the other texts say it, and what is to be decided."""

from kjr.documents.briefs import compose_phone_script
from kjr.documents.reminders.leader_digest import MOST_FALLS, compose_leader_digest
from kjr.figures.changes import compare_overviews
from tests.documents.summary.county_filings import ENTRIES, exhibit, fair, of_county
from tests.documents.summary.county_filings import NOON as COUNTY_NOON
from tests.documents.summary.filings import (
    NOON,
    added_up,
    book,
    filled,
    stale,
    unreadable,
    visit,
)

YESTERDAY = NOON.replace(day=7)
UNIT = "兴庆区科协"
ABOUT = ("走访人次",)


def told(before, now):
    """The day's text, and what it is told from."""
    seen = added_up(*now)
    changes = compare_overviews(added_up(*before, taken=YESTERDAY), seen)
    return compose_leader_digest(seen, changes), seen, changes


def told_in_the_county(before, now):
    """The same of the county's workbooks."""
    seen = of_county(*now)
    then = of_county(*before, taken=COUNTY_NOON.replace(day=22))
    changes = compare_overviews(then, seen)
    return compose_leader_digest(seen, changes), seen, changes


def list_falls(said):
    return said.split("比昨天减少的：")[1].split("。")[0].split("、")


def test_what_fell_by_about_so_many_is_said_in_one_way():
    then = book(UNIT, visit(UNIT, 3, 395, about=ABOUT), visit(UNIT, 4, 12))
    said, seen, changes = told([then], [book(UNIT, visit(UNIT, 3, 383, about=ABOUT))])
    assert "减少走访20余人次（" in compose_phone_script(seen, changes)
    assert "走访科技工作者少20余人次（1家删行）" in list_falls(said)


def test_of_more_that_fell_it_is_said_how_many_and_targets_come_first():
    said, _, changes = told([filled(UNIT)], [book(UNIT, visit(UNIT, 3, 1))])
    fell = [each for each in changes.changes if each.delta < 0]
    falls = list_falls(said)
    assert len(falls) == MOST_FALLS < len(fell)
    assert falls[-1].endswith(f"等{len(fell)}项")
    names = {each.line.measure.name for each in fell if each.line.measure.hard}
    assert names
    assert {each.split("少")[0] for each in falls[: len(names)]} == names


def test_all_that_fell_is_told_where_it_is_little():
    then = book(UNIT, visit(UNIT, 3, 9, 帮办事项数=2, 办理状态="已解决"))
    said, *_ = told([then], [book(UNIT, visit(UNIT, 3, 9, 帮办事项数=1, 办理状态="已解决"))])
    assert list_falls(said) == [
        "为困难科技工作者排忧解难少1件（1家改小）",
        "已解决事项少1件（1家改小）",
    ]


def test_a_workbook_that_broke_is_told_apart_from_one_never_read_as_every_page_does():
    said, seen, _ = told([filled(UNIT)], [stale(UNIT), unreadable("金凤区科协")])
    assert (seen.filling.unreadable, seen.filling.stale) == (1, 1)
    decisions = said.split("要定的事：")[1]
    assert "读取失败的工作簿1本、沿用以前读到的工作簿1本" in decisions


TOWN = "东河镇科协"


def test_in_the_county_what_fell_by_about_so_many_is_said_in_one_way_too():
    about = {"参与人次"}
    then = book(TOWN, fair(TOWN, 4, 395, about=about, 其中青少年=None), exhibit(TOWN, 4, 4))
    now = book(TOWN, fair(TOWN, 4, 373, about=about, 其中青少年=None), exhibit(TOWN, 4, 4))
    said, seen, changes = told_in_the_county([then], [now])
    assert list_falls(said) == ["参与科普活动少20余人次（1家改小）"]
    assert "减少参与群众20余人次（" in compose_phone_script(seen, changes)


def test_in_the_county_targets_that_fell_come_first_too():
    whole = [*ENTRIES[TOWN], fair(TOWN, 6, 80, 活动名称="示例开放日", 形式="开放日")]
    left = book(TOWN, fair(TOWN, 4, 1, 其中青少年=1))
    said, _, changes = told_in_the_county([book(TOWN, *whole)], [left])
    fell = [each for each in changes.changes if each.delta < 0]
    falls = list_falls(said)
    assert len(falls) == MOST_FALLS < len(fell)
    assert falls[-1].endswith(f"等{len(fell)}项")
    names = {each.line.measure.name for each in fell if each.line.measure.hard}
    assert {each.split("少")[0] for each in falls[: len(names)]} == names == {"科普活动", "展教品"}


def test_in_the_county_a_workbook_never_read_is_to_be_decided_too():
    said, seen, _ = told_in_the_county([book(TOWN, *ENTRIES[TOWN])], [unreadable(TOWN)])
    assert (seen.filling.unreadable, seen.filling.stale) == (1, 0)
    assert "读取失败的工作簿1本" in said.split("要定的事：")[1]


def test_what_is_less_because_nobody_can_read_it_is_told_as_that():
    said, *_ = told([book(UNIT, visit(UNIT, 3, 9))], [unreadable(UNIT)])
    assert "走访科技工作者少9人次（1家读取失败）" in list_falls(said)
