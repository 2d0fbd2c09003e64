"""Two clerks at the same units: what one did not see by what the other did, he does not decide."""

import shutil

import openpyxl
import pytest

from kjr.app.learning import learn_words
from kjr.campaign.learnt.words import LEARNT, LearntWord
from kjr.editing.joint_events import build_settlement, find_standing_settlements
from kjr.figures.work.needs import Need
from kjr.figures.work.worklist import list_work
from kjr.state.acts import Act, ActKind
from kjr.state.chases import COPIED, Announced, Rung, build_chase, collect_chases, digest_text
from kjr.ui import live
from kjr.ui.office.today.desk import Desk
from kjr.values.escapes import escape_markdown
from tests.pages.test_editor import press, said, signed
from tests.plans import BOTH

pytestmark = BOTH
TODAY, REVIEW, CHASING, JOINT, STATUS = (
    f"pages/office/{name}.py" for name in ("today", "review", "reminders", "joint", "status")
)
SEEN_LATER = pytest.mark.parametrize("looked", [False, True], ids=["unseen", "looked"])
"""Whether this process has read what the colleague did before the press is answered."""


MANY = pytest.mark.parametrize("folder", ["example"], indirect=True, ids=["many"])
"""Of these some wait for a decision on their reports; of the few none."""


@pytest.fixture
def folder(request, tmp_path):
    """Workbooks of a few units with nothing done about them yet."""
    of_whom = getattr(request, "param", "small_example")
    return shutil.copytree(request.getfixturevalue(of_whom), tmp_path / "books")


@pytest.fixture
def sit(opened, folder):
    """A clerk at a page."""

    def open_page(page, ticked=(), **query):
        viewer = signed(opened(folder, page, **query))
        if page == TODAY:
            viewer.session_state["desk"] = Desk(ticked={*ticked}, is_deciding=True)
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


@MANY
def test_the_next_unit_is_not_accepted_for_one_that_left_the_list(sit):
    unit, *_ = find_waiting(sit)
    viewer = sit(TODAY, need=str(Need.WAITING))
    append(unit, ActKind.RETURNED, note="请盖章。")
    press(viewer, "采信")
    assert done(sit, ActKind.ACCEPTED) == []
    assert any(each.startswith(f"{unit}没有采信：李示例在") for each in said(viewer))
    press(viewer, "采信")
    assert [act.unit for act in done(sit, ActKind.ACCEPTED)] == [unit]


@MANY
def test_of_many_only_those_are_accepted_that_are_as_they_were_seen(sit):
    waiting = find_waiting(sit)
    viewer = sit(TODAY, ticked=waiting, need=str(Need.WAITING))
    append(waiting[0], ActKind.ACCEPTED)
    press(viewer, "采信")
    ours = [act.unit for act in done(sit, ActKind.ACCEPTED) if act.who != "李示例"]
    assert ours == waiting[1:]
    assert any(each.startswith(f"{waiting[0]}没有采信") for each in said(viewer))


@MANY
def test_one_review_page_does_not_undo_the_other(sit):
    unit, *_ = find_waiting(sit)
    viewer = sit(REVIEW, unit=unit)
    append(unit, ActKind.RETURNED, note="请盖章。")
    press(viewer, "采信")
    assert done(sit, ActKind.ACCEPTED) == []
    assert any("李示例在" in each for each in said(viewer))
    press(viewer, "采信")
    assert [act.unit for act in done(sit, ActKind.ACCEPTED)] == [unit]


@MANY
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


@MANY
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


def settle(kind):
    """What a colleague says of the first pair meanwhile."""
    pair = live.find_app().board.now.snapshot.open_pairs[0]
    act = Act(live.read_campaign_clock(), "李示例", "", kind)
    return live.find_app().journal.append(build_settlement(kind, (pair.two, pair.one), act))


def choose_pair(viewer):
    for box in viewer.selectbox:
        if box.label == "认定哪一对":
            box.select_index(0).run()


@SEEN_LATER
@pytest.mark.parametrize("page", [TODAY, JOINT], ids=["today", "joint"])
@pytest.mark.parametrize("theirs", [ActKind.HOSTED, ActKind.APART, ActKind.DEFERRED])
def test_a_pair_is_settled_once_and_the_second_hears_by_whom_and_how(sit, page, looked, theirs):
    viewer = sit(page)
    choose_pair(viewer)
    pair = live.find_app().board.now.snapshot.open_pairs[0]
    first = settle(theirs)
    if looked:
        live.find_app().board.look()
    press(viewer, f"{pair.one.entry.unit}主办")
    assert find_standing_settlements(acts()) == (first,)
    how = f"{pair.two.entry.unit}主办" if theirs is ActKind.HOSTED else str(theirs)
    told = escape_markdown(f"李示例在{first.moment:%H:%M}已经认定“{how}”，没有记下")
    assert said(viewer) == [told]
    assert said(viewer.run()) == [told]


def test_what_a_colleague_put_off_can_be_settled_by_who_saw_that(sit):
    sit(JOINT)
    settle(ActKind.DEFERRED)
    live.find_app().board.look()
    viewer = sit(JOINT)
    choose_pair(viewer)
    press(viewer, str(ActKind.APART))
    assert said(viewer) == []
    assert [act.kind for act in find_standing_settlements(acts())] == [ActKind.APART]


@SEEN_LATER
def test_a_settlement_is_taken_back_once(sit, looked):
    sit(JOINT)
    first = settle(ActKind.APART)
    live.find_app().board.look()
    viewer = sit(JOINT)
    next(box for box in viewer.selectbox if box.label == "撤回哪一条").select_index(0).run()
    append("", ActKind.UNSETTLED, of=first.id)
    if looked:
        live.find_app().board.look()
    press(viewer, "撤回")
    assert [act.who for act in done(sit, ActKind.UNSETTLED)] == ["李示例"]
    assert any("李示例在" in each and "没有再撤" in each for each in said(viewer))


@pytest.fixture
def stray(folder):
    """A workbook whose name tells nobody's."""
    held = sorted(folder.glob("*.xlsx"))[0]
    return held.rename(folder / "表三.xlsx").name


@SEEN_LATER
@pytest.mark.parametrize("page", [TODAY, STATUS], ids=["today", "status"])
@pytest.mark.parametrize("is_same", [True, False], ids=["same", "other"])
def test_a_file_is_assigned_once_and_the_second_hears_to_whom_and_by_whom(
    sit, stray, page, looked, is_same
):
    viewer, app = sit(page), live.find_app()
    ours, other, *_ = (unit.name for unit in app.campaign.units)
    (box,) = [each for each in viewer.selectbox if stray in each.label]
    box.set_value(ours).run()
    theirs, now = ours if is_same else other, live.read_campaign_clock()
    word = LearntWord("", "", stray, theirs, "李示例", now.date())
    learn_words(app.settings.campaign, app.journal, [word], now)
    before = (app.settings.campaign / LEARNT).read_bytes()
    if looked:
        app.board.look()
    (button,) = [each for each in viewer.button if stray in (each.key or "")]
    button.click().run()
    assert (app.settings.campaign / LEARNT).read_bytes() == before
    told = f"李示例在{now.month}月{now.day}日已经认定文件“{stray}”归到{theirs}"
    assert [told in each for each in said(viewer)] == [True]
