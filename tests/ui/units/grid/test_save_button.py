"""What becomes of a press on 保存: written, refused in words, or a question cell by cell."""

import os
import time
import zipfile

import pytest

from kjr.store.xlsx.writing.patch import SIGNED
from kjr.ui.units.grid.save_button import MEANWHILE
from kjr.ui.writes import HINDERED
from tests.plans import FIRST as PLAN
from tests.store.files import xlsx
from tests.ui.units.grid.hands import (
    AT,
    PLACE,
    PLACE_NAME,
    page,
    press,
    rows,
    said,
    somebody_types,
    type_in,
)


@pytest.fixture
def viewer(open_grid):
    return open_grid()


def asked(viewer):
    return [(each.label, each.options) for each in viewer.radio]


MINE = {0: {PLACE_NAME: "我园", PLAN.people: "13"}}


def dispute(viewer):
    """Two cells that I and somebody else changed."""
    type_in(viewer, MINE)
    somebody_types((3, PLACE, "他园"), (3, AT, 15.0))
    return press(viewer, "保存")


def is_offered(viewer, label):
    (button,) = [each for each in viewer.button if each.label == label]
    return not button.disabled


def seal(folder):
    """Sign the unit's workbook, as any program may that keeps its parts."""
    with zipfile.ZipFile(folder / f"{PLAN.unit}.xlsx", "a") as book:
        book.writestr("_xmlsignatures/sig1.xml", "<Signature/>")


def test_what_cannot_be_written_at_all_is_said_before_anybody_types_and_typing_stays(
    open_grid, folder, book
):
    seal(folder)
    viewer = open_grid()
    assert said(viewer) == [HINDERED.format(SIGNED)]
    type_in(viewer, MINE)
    press(viewer, "保存")
    assert any("您填写的内容还在" in each for each in said(viewer))
    (folder / f"{PLAN.unit}.xlsx").write_bytes(book)
    again = open_grid(like=viewer)
    assert not any("现在填的存不进去" in each for each in said(again))
    press(again, "保存")
    assert rows()[0] == ("我园", 13.0)


def test_only_who_has_typed_something_can_save_or_let_it_go(viewer):
    assert not is_offered(viewer, "保存")
    assert "放弃未保存的修改" not in [each.label for each in viewer.button]
    type_in(viewer, MINE)
    assert is_offered(viewer, "保存")
    press(viewer, "放弃未保存的修改")
    assert not is_offered(viewer, "保存")
    assert rows()[0] == ("示例园", 3.0)


def test_what_is_saved_waits_for_no_other_window_and_what_is_not_does(viewer, open_grid):
    type_in(viewer, MINE)
    assert any("没有保存的内容已放回表里" in each for each in said(open_grid(like=viewer)))
    press(viewer, "保存")
    assert rows()[0] == ("我园", 13.0)
    assert said(open_grid(like=viewer)) == []


def test_a_press_without_a_name_writes_nothing(open_grid):
    viewer = open_grid(who="")
    type_in(viewer, MINE)
    press(viewer, "保存")
    assert said(viewer) == ["请先写上您的姓名。"]
    assert rows()[0] == ("示例园", 3.0)


def test_each_cell_that_others_changed_too_is_asked_about_and_others_stand_unless_chosen(viewer):
    dispute(viewer)
    assert [each.value for each in viewer.subheader] == ["这些格别人也改了，请选用哪一个"]
    assert asked(viewer) == [
        (f"第3行「{PLACE_NAME}」原为“示例园”", ["别人的：他园", "我的：我园"]),
        (f"第3行「{PLAN.people}」原为“3”", ["别人的：15", "我的：13"]),
    ]
    assert [each.value for each in viewer.radio] == ["别人的：他园", "别人的：15"]
    assert rows()[0] == ("他园", 15.0)
    press(viewer, "按所选保存")
    assert rows()[0] == ("他园", 15.0)
    assert asked(viewer) == []


@pytest.mark.parametrize("chosen", [(0,), (1,), (0, 1)], ids=["place", "people", "both"])
def test_of_the_cells_asked_about_only_the_chosen_ones_are_written(viewer, chosen):
    dispute(viewer)
    for number in chosen:
        viewer.radio[number].set_value(viewer.radio[number].options[1])
    press(viewer.run(), "按所选保存")
    assert rows()[0] == ("我园" if 0 in chosen else "他园", 13.0 if 1 in chosen else 15.0)
    assert not is_offered(viewer, "保存")
    goes_on = f"grid-{PLAN.unit}-{PLAN.ledger}-0" in viewer.session_state
    assert goes_on == (len(chosen) == 2)  # else it shows another thing than is typed in it


def test_a_question_is_asked_anew_only_where_it_is_another_one(viewer):
    dispute(viewer)
    press(viewer, "保存")
    assert said(viewer) == []
    somebody_types((3, AT, 16.0))
    press(viewer, "按所选保存")
    assert said(viewer) == [MEANWHILE]
    assert asked(viewer)[1][1] == ["别人的：16", "我的：13"]
    assert rows()[0] == ("他园", 16.0)


def test_a_question_goes_with_what_it_was_about(viewer):
    dispute(viewer)
    press(viewer, "放弃未保存的修改")
    assert asked(viewer) == []


def test_of_a_row_that_is_gone_it_is_told_and_it_can_be_written_anew(viewer):
    type_in(viewer, MINE)
    somebody_types(*((3, column, None) for column in range(1, AT + 1)))
    press(viewer, "保存")
    told = [label for label, _ in asked(viewer)]
    assert told == [
        f"第3行「{PLACE_NAME}」原为“示例园”（这一行已被删除或改动很大）",
        f"第3行「{PLAN.people}」原为“3”（这一行已被删除或改动很大）",
    ]
    for radio in viewer.radio:
        radio.set_value(radio.options[1])
    press(viewer.run(), "按所选保存")
    assert sorted(rows()) == [("我园", 13.0), ("示例医院", 12.0)]


def test_a_forms_field_is_asked_about_by_its_name(open_grid, folder):
    ledger, name = "总结报送", "书面总结"
    lines = tuple((each.name, None) for each in PLAN.campaign.ledger(ledger).columns)
    (folder / f"{PLAN.unit}.xlsx").write_bytes(xlsx({ledger: lines}))
    viewer = open_grid(ledger)
    place = page(ledger).fields[name]
    type_in(viewer, {0: {name: "已交"}}, ledger=ledger)
    somebody_types((*place, "未交"), ledger=ledger)
    press(viewer, "保存")
    assert [label for label, _ in asked(viewer)] == [f"「{name}」原为“”"]


def leave_open(folder, days):
    """Somebody opened the workbook so long ago."""
    mark = folder / f"~${PLAN.unit}.xlsx"
    mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
    moment = time.time() - days * 24 * 3600
    os.utime(mark, (moment, moment))
    return mark


RELEASE = "清除标记，仍然写入（请再点一次保存）"


def test_the_mark_of_a_program_that_crashed_can_be_taken_away(viewer, folder):
    type_in(viewer, MINE)
    mark = leave_open(folder, days=3)
    press(viewer, "保存")
    assert rows()[0] == ("示例园", 3.0)
    press(viewer, RELEASE)
    assert not mark.exists()
    press(viewer, "保存")
    assert rows()[0] == ("我园", 13.0)


def test_who_has_the_workbook_open_now_is_told_and_left_alone(viewer, folder):
    type_in(viewer, MINE)
    leave_open(folder, days=0)
    press(viewer, "保存")
    (why,) = said(viewer)
    assert why.startswith("李示例正用 WPS 或 Excel 打开着")
    assert RELEASE not in [each.label for each in viewer.button]


def test_why_nothing_was_saved_is_told_and_what_is_typed_stays(viewer, folder):
    type_in(viewer, MINE)
    (folder / f"{PLAN.unit}.xlsx").unlink()
    press(viewer, "保存")
    assert any(each.endswith("您填写的内容还在，可以稍后再保存。") for each in said(viewer))
    assert is_offered(viewer, "保存")
