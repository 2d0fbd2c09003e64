"""A press is answered though its run is stopped before or behind what it does, and done once."""

import ast
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

UI = Path(__file__).parents[2] / "kjr" / "ui"
LOOKS = {"看全部条目", "登录", "用统一登录进入"}
"""Buttons that change nothing: they lead somewhere, or let somebody in."""


def page():
    """A page whose run stops where the session says, as at a press that comes meanwhile."""
    import streamlit as st

    from kjr.ui import presses

    def stop_at(place):
        if st.session_state.get("stop") == place:
            del st.session_state["stop"]
            st.stop()

    done = st.session_state.setdefault("done", [])
    stop_at("before")
    for name in () if st.session_state.get("away") else ("甲", "乙"):
        if press := presses.offer_press(st.button, name, name):
            number = press.do_once(lambda name=name: done.append(name) or len(done))
            stop_at("behind")
            st.session_state["told"] = number
            if st.session_state.get("anew"):
                presses.begin_anew()
            st.caption(f"{name}：{number}")
    presses.end_presses()


@pytest.fixture
def viewer():
    return AppTest.from_function(page).run()


def press(viewer, *names, **wishes):
    """Press buttons in one breath; what is wished is in the session."""
    for name, wish in wishes.items():
        viewer.session_state[name] = wish
    for name in names:
        viewer.button(key=name).click()
    return viewer.run()


def test_a_press_is_answered_at_once(viewer):
    press(viewer, "甲")
    assert viewer.session_state["done"] == ["甲"]
    assert [each.value for each in viewer.caption] == ["甲：1"]


def test_a_press_whose_run_is_stopped_before_its_button_is_answered_in_the_next(viewer):
    press(viewer, "甲", stop="before")
    assert viewer.session_state["done"] == []
    viewer.run()
    assert viewer.session_state["done"] == ["甲"]


@pytest.mark.parametrize("anew", [False, True])
def test_what_is_done_when_the_run_is_stopped_is_told_in_the_next_and_not_done_again(viewer, anew):
    press(viewer, "甲", stop="behind", anew=anew)
    assert "told" not in viewer.session_state
    viewer.run()
    assert viewer.session_state["told"] == 1
    viewer.run()
    assert viewer.session_state["done"] == ["甲"]


def test_two_presses_are_answered_one_after_the_other(viewer):
    press(viewer, "甲", "乙", anew=True)
    assert viewer.session_state["done"] == ["甲", "乙"]


def test_a_press_on_what_is_no_longer_there_is_forgotten(viewer):
    press(viewer, "甲", stop="before")
    viewer.session_state["away"] = True
    viewer.run()
    viewer.session_state["away"] = False
    viewer.run()
    assert viewer.session_state["done"] == []


def test_the_same_button_can_be_pressed_again(viewer):
    for _ in range(2):
        press(viewer, "甲", anew=True)
    assert viewer.session_state["done"] == ["甲", "甲"]


def test_every_button_that_does_something_is_offered_so():
    told = r'(?<!def )\b(?:button|form_submit_button)\(\s*(?:f?"(.*?)"|(\w+))'
    calls = [
        (path.name, call[1] or call[2], text[call.start() : call.start() + 200])
        for path in sorted(UI.rglob("*.py"))
        for text in [path.read_text("utf-8")]
        for call in re.finditer(told, text)
    ]
    left = [(file, label) for file, label, said in calls if "on_click=" not in said]
    assert {label for _, label in left} == LOOKS - {"用统一登录进入"}


TELLS = {"warning", "error", "info", "success"}
ENDS = {"rerun", "begin_anew", "finish_write"}


def list_calls(statement):
    """What a statement calls without a condition: the names of the functions."""
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.With):
        return [name for each in statement.body for name in list_calls(each)]
    if not isinstance(value, ast.Call):
        return []
    called = value.func
    return [called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")]


def test_nothing_is_said_in_a_run_that_then_begins_the_page_anew():
    """Streamlit drops what such a run has drawn; what is to be read is kept for the next one."""
    unseen = [
        f"{path.name}:{statement.lineno}"
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for _, block in ast.iter_fields(node)
        if isinstance(block, list) and all(isinstance(each, ast.stmt) for each in block)
        for at, statement in enumerate(block)
        if TELLS & {*list_calls(statement)}
        and any(ENDS & {*list_calls(later)} for later in block[at + 1 :])
    ]
    assert unseen == []
