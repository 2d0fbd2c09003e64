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

    from kjr.errors import KjrError
    from kjr.ui import presses

    def stop_at(place):
        if st.session_state.get("stop") == place:
            del st.session_state["stop"]
            st.stop()

    def do(name):
        if why := st.session_state.pop("refused", None):
            raise KjrError(why)
        done.append(name)
        return len(done)

    done = st.session_state.setdefault("done", [])

    def answer(name, press):
        try:
            number = press.do_once(lambda: do(name))
        except KjrError as error:
            st.error(str(error))
            return
        stop_at("behind")
        st.session_state["told"] = number
        if st.session_state.get("anew"):
            presses.begin_anew()
        presses.answer_press(lambda: st.caption(f"{name}：{number}"))

    stop_at("before")
    lacking = st.session_state.get("lacking", "")
    for name in () if st.session_state.get("away") else ("甲", "乙"):
        if press := presses.offer_press(st.button, name, name, lacking=lacking):
            answer(name, press)
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


def read_answers(viewer):
    """What a page says beside its buttons."""
    return [each.value for each in (*viewer.caption, *viewer.error)]


@pytest.mark.parametrize(("wish", "told"), [({}, "甲：1"), ({"refused": "没有保存"}, "没有保存")])
def test_an_answer_stays_until_the_next_press(viewer, wish, told):
    press(viewer, "甲", **wish)
    for _ in range(3):
        assert read_answers(viewer) == [told]
        viewer.run()
    press(viewer, "乙", anew=True)
    assert read_answers(viewer) == []


def test_an_answer_is_gone_when_its_button_is(viewer):
    press(viewer, "甲", refused="没有保存")
    for is_away in (True, False):
        viewer.session_state["away"] = is_away
        viewer.run()
        assert read_answers(viewer) == []


def test_what_was_refused_is_not_done_by_itself(viewer):
    press(viewer, "甲", refused="没有保存")
    viewer.run()
    assert viewer.session_state["done"] == []


def test_a_press_before_what_it_needs_is_typed_is_refused_until_it_is(viewer):
    press(viewer, "甲", lacking="请先写*姓名*")
    assert read_answers(viewer) == [r"请先写\*姓名\*"]
    press(viewer, "乙")
    assert read_answers(viewer) == [r"请先写\*姓名\*"]
    viewer.session_state["lacking"] = "请先写理由"
    viewer.run()
    assert read_answers(viewer) == ["请先写理由"]
    for lacking in ("", "请先写理由"):
        viewer.session_state["lacking"] = lacking
        viewer.run()
        assert read_answers(viewer) == []
    assert viewer.session_state["done"] == []
    press(viewer, "甲", lacking="")
    assert viewer.session_state["done"] == ["甲"]


def test_what_was_done_before_its_name_went_is_told(viewer):
    press(viewer, "甲", stop="behind")
    viewer.session_state["lacking"] = "请先写姓名"
    viewer.run()
    assert read_answers(viewer) == ["甲：1"]


def test_no_button_waits_disabled_for_what_is_typed():
    """Clicked from the field itself, such a button would hear nothing."""
    typed = re.compile(r"disabled\W+not \(?(?:dealing\.)?(?:who|own|words|mail)\b")
    waiting = [
        f"{path.name}: {found[0]}"
        for path in sorted(UI.rglob("*.py"))
        for found in typed.finditer(path.read_text("utf-8"))
    ]
    assert waiting == ['copying.py: disabled": not dealing.who']  # what it copies must be noted


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


def list_inner(function):
    """The names of all that a function calls, wherever in it."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {call.attr if isinstance(call, ast.Attribute) else call.id for call in calls}


def test_whatever_follows_a_press_says_so_until_the_next_one():
    """What is only drawn is gone with the next look at the figures; an answer is kept."""
    functions = [
        (path.name, node)
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    brief = [
        f"{name}:{node.name}"
        for name, node in functions
        if {"press"} & {each.arg for each in node.args.args} and TELLS & list_inner(node)
    ]
    assert brief == []
