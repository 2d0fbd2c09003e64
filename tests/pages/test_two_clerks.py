"""Two clerks at the same units: what one did not see by what the other did, he does not decide."""

import shutil

import openpyxl
import pytest

from kjr.figures.work.needs import Need
from kjr.figures.work.worklist import list_work
from kjr.state.acts import Act, ActKind
from kjr.state.chases import COPIED, Announced, Rung, build_chase, collect_chases, digest_text
from kjr.ui import live
from kjr.ui.office.today.desk import Desk
from tests.pages.test_editor import press, said, signed
from tests.plans import BOTH

pytestmark = BOTH
TODAY, REVIEW, CHASING = (f"pages/office/{name}.py" for name in ("today", "review", "reminders"))


@pytest.fixture
def folder(example, tmp_path):
    """The example's workbooks with nothing done about them yet."""
    return shutil.copytree(example, tmp_path / "books")


@pytest.fixture
def sit(opened, folder):
    """A clerk at a page."""

    def open_page(page, ticked=(), **query):
        viewer = signed(opened(folder, page, **query))
        if page == TODAY:
            viewer.session_state["desk"] = Desk(ticked={*ticked})
            viewer.run()
        sit_down.since = len(acts())
        return viewer

    sit_down = open_page
    return open_page


def acts():
    return live.find_app().journal.acts()


def done(sit, kind):
    return [act for act in acts()[sit.since :] if act.kind is kind]


def find_needing(need):
    app = live.find_app()
    return [item.unit for item in list_work(app.board.now, acts()) if need in item.needs]


def append(unit, kind, **more):
    """What a colleague does meanwhile."""
    live.find_app().journal.append(Act(live.read_campaign_clock(), "李示例", unit, kind, **more))


def ask(*units, text="请报送。"):
    """A colleague copies a message to each of these units meanwhile."""
    for unit in units:
        message = Announced(unit, (unit,), COPIED, Rung.GENTLE, text)
        live.find_app().journal.append(build_chase(message, "李示例", live.read_campaign_clock()))


def find_waiting(sit):
    sit(TODAY)
    return find_needing(Need.WAITING)


def test_the_next_unit_is_not_accepted_for_one_that_left_the_list(sit):
    unit, *_ = find_waiting(sit)
    viewer = sit(TODAY, need=str(Need.WAITING))
    append(unit, ActKind.RETURNED, note="请盖章。")
    press(viewer, "采信")
    assert done(sit, ActKind.ACCEPTED) == []
    assert any(each.startswith(f"{unit}没有采信：李示例在") for each in said(viewer))
    press(viewer, "采信")
    assert [act.unit for act in done(sit, ActKind.ACCEPTED)] == [unit]


def test_of_many_only_those_are_accepted_that_are_as_they_were_seen(sit):
    waiting = find_waiting(sit)
    viewer = sit(TODAY, ticked=waiting, need=str(Need.WAITING))
    append(waiting[0], ActKind.ACCEPTED)
    press(viewer, "采信")
    ours = [act.unit for act in done(sit, ActKind.ACCEPTED) if act.who != "李示例"]
    assert ours == waiting[1:]
    assert any(each.startswith(f"{waiting[0]}没有采信") for each in said(viewer))


def test_one_review_page_does_not_undo_the_other(sit):
    unit, *_ = find_waiting(sit)
    viewer = sit(REVIEW, unit=unit)
    append(unit, ActKind.RETURNED, note="请盖章。")
    press(viewer, "采信")
    assert done(sit, ActKind.ACCEPTED) == []
    assert any("李示例在" in each for each in said(viewer))
    press(viewer, "采信")
    assert [act.unit for act in done(sit, ActKind.ACCEPTED)] == [unit]


@pytest.mark.parametrize("page", [TODAY, REVIEW], ids=["today", "review"])
def test_what_changed_after_it_was_seen_is_not_accepted(sit, folder, page):
    unit, *_ = find_waiting(sit)
    viewer = sit(TODAY, ticked=[unit]) if page == TODAY else sit(REVIEW, unit=unit)
    file = folder / live.find_app().board.now.snapshot.books[unit].held.file
    book = openpyxl.load_workbook(file)
    book.worksheets[-1].cell(1, 30, "后来写的")
    book.save(file)
    live.find_app().board.look()
    press(viewer, "采信")
    assert done(sit, ActKind.ACCEPTED) == []
    assert any("看过以后工作簿又改了" in each for each in said(viewer))
    press(viewer, "采信")
    assert [act.unit for act in done(sit, ActKind.ACCEPTED)] == [unit]


def test_who_was_just_asked_by_a_colleague_is_not_on_record_twice(sit):
    sit(TODAY)
    late = find_needing(Need.LACKING)[:4]
    viewer = sit(TODAY, ticked=late)
    press(viewer, "催报")
    (shown,) = [each.value for each in viewer.code]
    ask(*late[:2])
    press(viewer, f"复制并记一笔（{len(late)} 家）")
    ours = [each for each in collect_chases(acts()[sit.since :]) if each.act.who != "李示例"]
    assert [each.units[0] for each in ours] == late[2:]
    assert {each.act.facts["digest"] for each in ours} == {
        digest_text(text) for text in shown.split("\n\n") if any(unit in text for unit in late[2:])
    }
    assert sum("没有催报：李示例在" in each for each in said(viewer)) == 2
    assert any("不要发出去" in each.value for each in viewer.warning)


def test_what_is_noted_as_sent_is_what_was_shown(sit):
    viewer = sit(CHASING)
    viewer.segmented_control[0].set_value("按各家记录").run()
    shown = viewer.expander[0]
    unit = next(unit for unit in find_needing(Need.LACKING) if shown.label.startswith(unit))
    text = shown.code[0].value
    ask(unit)
    before = len(acts())
    shown.button[0].click()
    viewer.run()
    (noted,) = collect_chases(acts()[before:])
    assert (noted.units, noted.act.facts["digest"]) == ((unit,), digest_text(text))
