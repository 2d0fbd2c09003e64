"""订正 as the office sees it: correct, see what was typed, confirm, withdraw."""

import pytest

from kjr.editing.corrections import locate_corrections
from kjr.editing.review import find_standing_corrections
from kjr.state.acts import ActKind
from kjr.ui import live
from tests.pages.test_editor import (  # noqa: F401
    entries,
    folder,
    press,
    said,
    signed,
    somebody_types,
)
from tests.plans import BOTH

pytestmark = BOTH
PAGE = "pages/office/corrections.py"


@pytest.fixture
def office(opened, folder, plan):  # noqa: F811
    return signed(opened(folder, PAGE, unit=plan.unit))


def correct(viewer, plan, value, why="电话核实"):
    """Correct how many people the first entry reached."""
    column = field(viewer.selectbox, "列")
    if column.value != plan.people:  # else she presses on what she has before her
        column.set_value(plan.people).run()
    field(viewer.text_input, "订正为").set_value(value)
    field(viewer.text_input, "理由（必填，单位看得到）").set_value(why)
    return press(viewer, "订正")


def field(elements, label):
    return next(each for each in elements if each.label == label)


def people(plan):
    return live.find_app().board.now.line(plan.line).done


def listed(viewer):
    """The state of each correction in the list."""
    return [state for table in viewer.dataframe for state in table.value["状态"]]


def choose_first(viewer):
    return field(viewer.selectbox, "撤回或确认哪一条").select_index(0).run()


def test_a_correction_moves_the_board_and_leaves_the_workbook(office, plan):
    correct(office, plan, "30")
    assert said(office) == []
    assert (people(plan), listed(office)) == (42, ["生效"])
    assert entries(plan)[0] == plan.row


@pytest.mark.parametrize(
    ("value", "why", "message"),
    [
        ("30", " ", "请写明订正的理由"),
        ("3", "电话核实", "订正的内容和现在的一样，没有改"),
        ("不少", "电话核实", "订正的内容读不出来：“不少”看不出是多少"),
    ],
)
def test_what_says_nothing_is_refused(office, plan, value, why, message):
    correct(office, plan, value, why)
    assert any(each.startswith(message) for each in said(office))
    assert people(plan) == 15


def test_correcting_again_replaces_the_first(office, plan):
    correct(office, plan, "30")
    correct(office, plan, "40")
    assert (people(plan), listed(office)) == (52, ["生效"])


def test_a_correction_is_withdrawn(office, plan):
    correct(office, plan, "30")
    press(choose_first(office), "撤回")
    assert (people(plan), listed(office)) == (15, [])


def test_a_cell_changed_since_counts_as_typed_until_the_office_confirms(office, plan):
    correct(office, plan, "30")
    somebody_types(plan, 3, plan.at + 1, 5.0)
    live.find_app().board.look()
    choose_first(office.run())
    assert (people(plan), listed(office)) == (17, ["原文已变，请确认"])
    (told,) = field(office.selectbox, "撤回或确认哪一条").options
    assert told.endswith("：订正时“3”，现在“5”，订正为“30”（电话核实）")
    press(office, "仍按订正")
    assert (people(plan), listed(office)) == (42, ["生效"])
    (act,) = live.find_app().board.latest.corrections
    (case,) = locate_corrections(live.find_app().board.latest.books[plan.unit].pages, [act])
    assert (case.was, act.note) == (5.0, "电话核实")


def test_the_unit_reads_who_corrected_what_and_why(office, opened, folder, plan):  # noqa: F811
    correct(office, plan, "30")
    unit = opened(folder, "pages/units/problems.py", unit=plan.unit)
    (problem,) = [row for row in unit.dataframe[0].value["问题"] if "订正" in row]
    assert problem.endswith("订正为“30”：电话核实")


def find_standing():
    return find_standing_corrections(live.find_app().journal.acts())


def act_as_colleague(act, **more):
    """What a colleague does meanwhile, after an act that stands."""
    done = act._replace(who="李示例", **more)
    return live.find_app().journal.append(done)


def test_a_cell_somebody_corrected_meanwhile_is_not_corrected_over_him(office, plan):
    correct(office, plan, "30")
    (known,) = find_standing()
    choose_first(office)
    press(office, "撤回")
    field(office.selectbox, "列").set_value(plan.people).run()
    theirs = act_as_colleague(known, of="")
    correct(office, plan, "31")
    assert find_standing() == (theirs,)
    assert any("李示例在" in each and "订正为“30”" in each for each in said(office))
    correct(office, plan, "31")
    assert [each.who for each in find_standing()] == ["张示例"]


@pytest.mark.parametrize("looked", [False, True], ids=["unseen", "looked"])
def test_a_correction_is_withdrawn_once(office, plan, looked):
    correct(office, plan, "30")
    (known,) = find_standing()
    choose_first(office)
    act_as_colleague(known, kind=ActKind.WITHDRAWN, edits=(), of=known.id)
    if looked:
        live.find_app().board.look()
    press(office, "撤回")
    told = [act.who for act in live.find_app().journal.acts() if act.kind is ActKind.WITHDRAWN]
    assert told == ["李示例"]
    assert any("李示例在" in each and "没有记下" in each for each in said(office))
