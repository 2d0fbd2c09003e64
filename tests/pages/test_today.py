"""今日 as the office sees it: whom to deal with, and what is done with many at once."""

import csv
import io

import pytest

from kjr.figures.work.needs import Need
from kjr.figures.work.worklist import list_work
from kjr.state.acts import ActKind
from kjr.state.chases import Announced, Rung, build_chase, build_end, gather_records
from kjr.ui import live
from kjr.ui.office.today.desk import Desk
from kjr.ui.presses import NAMELESS
from tests.faces import read_page, strip_tags
from tests.pages.test_editor import press, said, signed
from tests.plans import BOTH

pytestmark = BOTH
PAGE = "pages/office/today.py"


@pytest.fixture
def desk(opened, example):
    """A clerk who has said her name, with these units ticked, at those who need something."""

    def sit(*units, **query):
        viewer = signed(opened(example, PAGE, **query))
        sit.since = len(live.find_app().journal.acts())
        viewer.session_state["desk"] = Desk(ticked=set(units))
        return viewer.run()

    return sit


def work():
    app = live.find_app()
    return list_work(app.board.now, app.journal.acts())


def needing(need):
    return [item.unit for item in work() if need in item.needs]


def done(desk, kind):
    """What was done of this kind since the clerk sat down."""
    return [act for act in live.find_app().journal.acts()[desk.since :] if act.kind is kind]


def count_of(viewer, chip):
    (chips,) = [each for each in viewer.get("button_group") if each.label == "要办什么"]
    return next(int(each.split()[-1]) for each in chips.options if chip in each)


def test_the_chips_count_what_the_figures_say(desk):
    viewer = desk()
    for need in (Need.NOT_BEGUN, Need.WAITING, Need.LACKING):
        assert count_of(viewer, need) == len(needing(need))
    assert said(viewer) == []


def test_many_are_asked_in_one_go_each_on_record_with_its_own_text(desk):
    desk()
    late = needing(Need.NOT_BEGUN)
    viewer = desk(*late)
    press(viewer, "催报")
    press(viewer, f"复制并记一笔（{len(late)} 家）")
    records = gather_records(live.find_app().journal.acts())
    assert {unit: records[unit].times for unit in late} == dict.fromkeys(late, 1)
    texts = viewer.session_state["desk"].texts.values()
    assert len(set(texts)) == len(late)
    assert all(any(unit in text for text in texts) for unit in late)


def test_accepting_asks_about_open_errors_and_not_about_the_rest(desk):
    viewer = desk()
    waiting, wrong = needing(Need.WAITING), set(needing(Need.MENDING))
    assert waiting
    viewer = desk(*waiting)
    press(viewer, "采信")
    clear = [unit for unit in waiting if unit not in wrong]
    if len(clear) < len(waiting):
        assert done(desk, ActKind.ACCEPTED) == []
        assert any("还有没改的错" in each.value for each in viewer.warning)
        press(viewer, f"只采信没有疑问的 {len(clear)} 家")
    assert [act.unit for act in done(desk, ActKind.ACCEPTED)] == clear
    assert [each.value for each in viewer.success] == [f"采信 {len(clear)} 家，已记下。"]


def test_a_report_goes_back_with_the_campaigns_reason_about_its_own_cells(desk):
    desk()
    unit = next(item.unit for item in work() if item.standing.errors)
    viewer = desk(unit)
    press(viewer, "退回")
    press(viewer, "退回 1 家")
    (act,) = done(desk, ActKind.RETURNED)
    assert act.unit == unit
    assert act.note.startswith("有要改的格，改好才计入：「")
    assert "{" not in act.note


def test_a_lock_says_first_whom_it_meets_and_from_when(desk):
    desk()
    units = [item.unit for item in work()][:2]
    viewer = desk(*units)
    press(viewer, "锁定")
    told = next(each.value for each in viewer.markdown if "锁定 2 家" in each.value)
    assert all(unit in told for unit in units)
    assert "过了截止日" in told
    assert done(desk, ActKind.LOCKED) == []
    press(viewer, "锁定 2 家")
    assert sorted(act.unit for act in done(desk, ActKind.LOCKED)) == sorted(units)


def test_what_is_begun_can_be_left(desk):
    desk()
    viewer = desk(work()[0].unit)
    press(viewer, "锁定")
    press(viewer, "不办了")
    assert done(desk, ActKind.LOCKED) == []
    assert "锁定 1 家" not in [each.label for each in viewer.button]


def test_a_forged_tick_reaches_nobody_who_is_not_shown(desk):
    viewer = desk("没有的单位", need=str(Need.NOT_BEGUN))
    press(viewer, "锁定")
    late = needing(Need.NOT_BEGUN)
    press(viewer, "锁定 1 家")
    assert [act.unit for act in done(desk, ActKind.LOCKED)] == late[:1]


def test_without_a_name_nothing_can_be_done(opened, example):
    viewer = opened(example, PAGE)
    viewer.session_state["who"] = ""
    viewer.run()
    before = live.find_app().journal.acts()
    for label in ("催报", "采信", "退回", "锁定", "放开"):
        press(viewer, label)
        assert [each.value for each in viewer.error] == [NAMELESS]
    assert live.find_app().journal.acts() == before


def test_the_unit_beside_the_table_says_where_it_stands(desk):
    desk()
    item = work()[0]
    told = " ".join(strip_tags(each.proto.body) for each in desk().get("html"))
    assert item.unit in told
    assert item.standing.is_unreadable
    assert "待改 0 处" not in told
    assert "待改和要核实的" not in told


def test_whom_the_buttons_meet_where_nobody_is_ticked_is_said_by_its_full_name(desk):
    desk()
    first = work()[0].unit
    assert f"没有选，只办{first}" in [each.value for each in desk().markdown]


def test_beside_the_table_it_says_how_much_a_unit_has_to_mend(desk):
    desk()
    item = next(item for item in work() if Need.MENDING in item.needs)
    told = read_page(desk(need=Need.MENDING))
    assert item.unit in told
    assert f"{item.standing.entries} 条，待改 {item.standing.to_mend} 处" in told


def test_what_is_to_be_decided_is_drawn_once_unfolded_and_stays_so_when_less_is_left(desk):
    viewer = desk()
    (pair, *_) = live.find_app().board.now.snapshot.open_pairs
    hosted = f"{pair.one.entry.unit}主办"
    (panel,) = [each for each in viewer.expander if each.label.startswith("要定的事")]
    assert hosted not in [each.label for each in viewer.button]
    viewer.session_state["desk"].is_deciding = True
    press(viewer.run(), hosted)
    (fewer,) = [each for each in viewer.expander if each.label.startswith("要定的事")]
    assert fewer.label != panel.label
    assert fewer.proto.expanded
    assert hosted not in [each.label for each in viewer.button]
    assert any(each.label.endswith("退回核实") for each in viewer.button)


def test_a_message_that_did_not_leave_is_told_as_such_beside_the_unit(desk):
    desk()
    journal, now, unit = live.find_app().journal, live.read_campaign_clock(), work()[0].unit
    said = Announced(unit, (unit,), "邮件", Rung.GENTLE, "请报送。")
    chase = journal.append(build_chase(said, "李示例", now))
    for told in ("不知道是否发出", "没有发出"):
        shown = " ".join(strip_tags(each.proto.body) for each in desk().get("html"))
        assert f"李示例 催报（{told}）" in shown
        journal.append(build_end(chase.id, "李示例", now, "邮件服务器不收（550）"))


def test_what_is_ticked_is_what_is_taken_away_and_printed(files, desk):
    def taken():
        lines = csv.reader(io.StringIO(files["今天要办的单位", "csv"]().decode("utf-8-sig")))
        return [row[0] for row in lines][1:]

    desk()
    every = [item.unit for item in work()]
    assert taken() == every
    viewer = desk(every[3], every[1])
    assert taken() == [every[1], every[3]]
    press(viewer, "打印")
    (sheet,) = [each.proto.body for each in viewer.get("html") if '"k-sheet"' in each.proto.body]
    assert "今天要办的单位，选出的（2 行）" in sheet
