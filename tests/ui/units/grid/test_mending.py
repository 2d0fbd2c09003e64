"""What is to be mended is told above a grid, line by line; a click leads to the cell."""

import datetime as dt
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from kjr.editing.merging import Conflict, MergeResult
from kjr.reading.page import Level, Page, Problem
from kjr.ui.units.draft import Draft
from kjr.ui.units.grid.mending import HEIGHT, LISTED, NEWS, tell_problem
from tests.plans import FIRST as PLAN
from tests.ui.units.grid.hands import AT, PLACE_NAME, press, rows, somebody_types, type_in
from tests.ui.units.grid.test_editor_grid import DAY, FULL, LEDGER, page
from tests.ui.units.grid.test_editor_grid import ODD as VAGUE

ODD = Problem("甲学会", "走访", 5, "走访人次", "D5", Level.ERROR, "三十多", "应为整数")


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (ODD, "错　第5行「走访人次」“三十多”，应为整数"),
        (
            ODD._replace(suggestion="30（约）"),
            "错　第5行「走访人次」“三十多”，应为整数；建议改为“30（约）”",
        ),
        (ODD._replace(message="“三十多”不是整数"), "错　第5行「走访人次」“三十多”不是整数"),
        (ODD._replace(raw="", message="没有填"), "错　第5行「走访人次」没有填"),
        (ODD._replace(column="", raw="", message="两行一样"), "错　第5行两行一样"),
        (ODD._replace(row=0, raw="", message="没有填"), "错　「走访人次」没有填"),
    ],
    ids=["odd", "advised", "said already", "blank", "a row", "a form"],
)
def test_a_line_names_the_row_the_cell_what_stands_there_and_what_it_should_be(problem, told):
    assert tell_problem(problem) == told


def draw():
    """What stands above a grid."""
    import streamlit as st

    from kjr.ui import presses
    from kjr.ui.units.grid.mending import offer_unplaced, show_row_problems

    at, mine, ledger = (st.session_state[name] for name in ("at", "mine", "ledger"))
    offer_unplaced(at, mine)
    show_row_problems(at, mine, at.base._replace(sheet=mine), ledger)
    presses.end_presses()


def show(seen, unplaced=(), **known):
    """A page with its problems, and what could not be put back into it."""
    at = Draft(seen, seen.sheet, MergeResult((), tuple(unplaced)), "grid", **known)
    viewer = AppTest.from_function(draw, default_timeout=60)
    for name, each in (
        ("at", at),
        ("mine", known.get("written") or seen.sheet),
        ("ledger", LEDGER),
    ):
        viewer.session_state[name] = each
    return viewer.run()


def problem(row, column="人次", level=Level.ERROR, message="读不出"):
    return Problem("甲学会", "走访慰问", row, column, f"E{row}", level, "", message)


def listed(viewer):
    return [each.label for each in viewer.button]


def count(viewer):
    return [each.value for each in viewer.caption]


def box(viewer):
    """How high the list is: as its lines, or so many pixels."""
    (found,) = [each for each in walk(viewer.main) if each.proto.id.endswith("mending")]
    return found.proto.height_config.pixel_height


def walk(block):
    for each in block.children.values():
        if hasattr(each, "children"):
            yield each
            yield from walk(each)


def test_where_nothing_is_to_be_mended_nothing_is_said():
    viewer = show(page(FULL))
    assert (listed(viewer), count(viewer)) == ([], [])


def test_what_is_to_be_mended_is_listed_worst_first_and_then_by_its_row():
    levels = (Level.HINT, Level.ERROR, Level.DOUBT, Level.ERROR)
    found = [problem(row, level=level) for row, level in zip((2, 9, 3, 4), levels, strict=True)]
    viewer = show(page(FULL)._replace(problems=tuple(found)))
    assert [each.split("「")[0] for each in listed(viewer)] == [
        *("错　第4行", "错　第9行", "疑　第3行", "提示　第2行"),
    ]
    meanings = ("改好才计入", "请核实；没有计入的，在那一条里写明", "供参考")
    told = " · ".join(map("{}（{}）".format, ("错 2", "疑 1", "提示 1"), meanings))
    assert count(viewer) == [f"{told}。点一条，改那一格。"]


@pytest.mark.parametrize(("number", "height"), [(3, 0), (4, HEIGHT)])
def test_a_list_of_more_than_three_scrolls_in_little_room(number, height):
    viewer = show(page(FULL)._replace(problems=tuple(map(problem, range(2, number + 2)))))
    assert (len(listed(viewer)), box(viewer)) == (number, height)


@pytest.mark.parametrize(("more", "said"), [(0, []), (2, ["还有 2 条，改了上面的以后接着列出。"])])
def test_of_very_many_the_first_are_listed_and_the_others_counted(more, said):
    viewer = show(page(FULL)._replace(problems=tuple(map(problem, range(2, LISTED + more + 2)))))
    assert len(listed(viewer)) == LISTED == 40
    assert count(viewer)[1:] == said


def led_to(viewer):
    """The cell that can be mended, what stands in it, and its row to know it by."""
    (field,) = viewer.text_input
    return field.label, field.value, count(viewer)[-1]


def test_a_click_leads_to_the_cell_with_its_row_beside_it():
    long = (DAY, "示例园" * 9, *FULL[2:])
    viewer = show(page(long, VAGUE)._replace(problems=(problem(2), problem(3))))
    assert not viewer.text_input
    viewer.button[0].click().run()
    row = f"2019-05-24 · {'示例园' * 4} · 入户 · 一线、青年 · 3 · 50 · 张示例"
    assert led_to(viewer) == ("第2行「人次」", "3", row)
    viewer.button[1].click().run()
    assert led_to(viewer)[:2] == ("第3行「人次」", "30余人")


def test_each_click_leads_the_eye_anew():
    viewer = show(page(FULL)._replace(problems=(problem(2),)))
    for number in (1, 2):
        viewer.button[0].click().run()
        (script,) = [each for each in viewer.get("html") if "mending-field" in each.proto.body]
        assert f"/* {number} */" in script.proto.body


@pytest.mark.parametrize(("row", "label"), [((*FULL[:4], None, 5.0), "人次"), (FULL, "日期")])
def test_what_is_said_of_a_whole_row_leads_to_its_first_blank_cell(row, label):
    viewer = show(page(row)._replace(problems=(problem(2, ""),)))
    viewer.button[0].click().run()
    assert led_to(viewer)[0] == f"第2行「{label}」"


def form(*cells):
    """A form of a day and a number."""
    rows = tuple(zip(("日期", "人次"), cells, strict=True))
    fields = {"日期": (1, 2), "人次": (2, 2)}
    return Page(page().sheet._replace(rows=rows), "走访慰问", fields=fields)


@pytest.mark.parametrize(("column", "label"), [("人次", "「人次」"), ("", "「日期」")])
def test_in_a_form_a_click_leads_to_its_field(column, label):
    viewer = show(form(None, "若干")._replace(problems=(problem(2, column),)))
    viewer.button[0].click().run()
    assert led_to(viewer) == (label, "若干" if column else "", "若干")


def test_a_cell_that_is_no_column_of_the_sheet_leads_nowhere():
    viewer = show(page(FULL)._replace(problems=(problem(2, "单位"),)))
    viewer.button[0].click().run()
    assert not viewer.text_input


def test_a_click_in_one_table_leads_to_no_cell_of_another():
    viewer = show(page(FULL)._replace(problems=(problem(2),)))
    viewer.button[0].click().run()
    at = viewer.session_state["at"]
    sheet = at.base.sheet
    for other in (
        at.base._replace(sheet=sheet._replace(unit="乙学会")),
        at.base._replace(sheet=sheet._replace(name="另一张")),
        at.base._replace(ledger="宣传报道"),
    ):
        viewer.session_state["at"] = replace(at, base=other)
        assert not viewer.run().text_input
    viewer.session_state["at"] = at
    assert led_to(viewer.run())[0] == "第2行「人次」"


def test_what_is_mended_is_typed_and_its_field_is_gone(open_grid):
    viewer = open_grid()
    type_in(viewer, {0: {PLAN.people: "若干", PLACE_NAME: "我园"}})
    (line,) = [each for each in viewer.button if "若干" in each.label]
    line.click().run()
    (field,) = viewer.text_input
    field.set_value("30余人次")
    press(viewer, "改这一格")
    assert not viewer.text_input
    assert not any("若干" in each.label for each in viewer.button)
    press(viewer, "保存")
    assert rows()[0] == ("我园", "30余人次")


def conflict(row, column="人次", theirs=15.0, mine=13.0, **more):
    return Conflict(row, **{"at": row, **more}, column=column, base=3.0, theirs=theirs, mine=mine)


def told(viewer):
    return [each.value for kind in (viewer.info, viewer.warning) for each in kind]


def test_what_found_no_place_is_told_row_by_row_with_both_versions():
    lost = (conflict(2), conflict(4, "地点", None, "示例\\*园", at=None), conflict(2, "金额"))
    viewer = show(page(FULL), lost)
    both = "您填的“13”，现在是“15”"
    assert told(viewer) == [
        f"没有放回：「人次」{both}；「金额」{both}",
        "没有放回：「地点」您填的“示例\\\\\\*园”，这一行已不在",
    ]
    assert listed(viewer) == ["用我填的", "不要了"] * 2


SINCE = dt.datetime(2019, 6, 7, 8, 5)
BACK = "06-07 08:05 填的、没有保存的内容已放回表里，请看过后保存。"


@pytest.mark.parametrize(
    ("number", "more"),
    [
        (0, ""),
        (1, "这以后别人改了：第0处"),
        (NEWS, f"这以后别人改了：{'；'.join(f'第{n}处' for n in range(8))}"),
        (NEWS + 1, f"这以后别人改了：{'；'.join(f'第{n}处' for n in range(8))}；等9处"),
    ],
)
def test_what_came_back_is_told_with_what_others_changed_since(number, more):
    news = tuple(f"第{n}处" for n in range(number))
    typed = page(FULL, VAGUE).sheet
    assert told(show(page(FULL), since=SINCE, news=news, written=typed)) == [BACK + more]


def test_what_came_back_and_is_as_it_stands_is_not_told():
    assert told(show(page(FULL), since=SINCE)) == []
    assert told(show(page(FULL), written=page(FULL, VAGUE).sheet)) == []


@pytest.mark.parametrize(("answer", "people"), [("用我填的", 13.0), ("不要了", 15.0)])
def test_what_found_no_place_is_put_there_or_let_go(open_grid, answer, people):
    viewer = open_grid()
    type_in(viewer, {0: {PLAN.people: "13"}, 1: {PLACE_NAME: "我院"}})
    somebody_types((3, AT, 15.0))
    again = open_grid(like=viewer)
    assert f"没有放回：「{PLAN.people}」您填的“13”，现在是“15”" in told(again)
    press(again, answer)
    assert not any("没有放回" in each for each in told(again))
    press(again, "保存")
    assert rows() == [("示例园", people), ("我院", 12.0)]
    assert told(open_grid(like=again)) == []
