"""The one button that saves a grid, and the choice where others changed the same cells."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

import streamlit as st

from kjr.access.rights import Deed
from kjr.editing.merging import Conflict
from kjr.editing.saving import Conflicts, Outcome, Saved, save_page, settle_conflicts
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.store.base import Sheet
from kjr.store.folder.saving import BookOpenError
from kjr.ui import gate, live, presses, writes
from kjr.ui.presses import ask_for_name, offer_press
from kjr.ui.units.draft import Draft, finish_draft, forget_draft
from kjr.values.cells import format_cell
from kjr.values.escapes import escape_markdown

MEANWHILE = "您选的时候又有新的改动，请再看一遍。"


class Dispute(NamedTuple):
    """Which cells others changed too; asked until it is settled."""

    disputed: Conflicts
    is_other: bool
    """Whether it is another one than was answered: somebody changed a cell meanwhile."""


def offer_saving(at: Draft, page: Page, mine: Sheet, who: str) -> None:
    """保存 whatever is typed; where others changed the same cells, the choice."""
    is_changed = mine.rows != at.base.sheet.rows
    if is_changed:
        writes.warn_of_mount()
    row = st.container(horizontal=True)
    look = {"type": "primary", "disabled": not is_changed, "shortcut": "Mod+S"}
    if offer_press(row.button, "保存", f"save-{at.key}", lacking=ask_for_name(who), **look):
        _save(at, mine, who)  # not once: what is typed since the press is saved as well, and merged
    if is_changed and offer_press(row.button, "放弃未保存的修改", f"drop-{at.key}"):
        forget_draft(at.base)
        writes.finish_write(page.sheet.unit)
    dispute: Dispute | None = st.session_state.get(_name(at))
    if dispute and is_changed:
        _offer_choice(at, dispute, mine, who)


@contextmanager
def _tell_refusal(unit: str) -> Iterator[None]:
    """Say why nothing was saved; what is typed stays."""
    try:
        yield
    except BookOpenError as error:
        presses.answer_press(partial(_tell_open, error, unit))
    except KjrError as error:
        presses.refuse_press(f"{error}。您填写的内容还在，可以稍后再保存。")


def _tell_open(error: BookOpenError, unit: str) -> None:
    """Somebody has the workbook open; the mark of a program that crashed can be taken away."""
    st.error(escape_markdown(error))
    if error.is_old and live.find_app().files:
        st.button("清除标记，仍然写入（请再点一次保存）", on_click=_release, args=[unit])


def _save(at: Draft, mine: Sheet, who: str) -> None:
    with _tell_refusal(mine.unit):
        actor = gate.find_actor(mine.unit, who)
        _follow(at, mine, save_page(live.find_app(), mine, at.base, actor))


def _follow(at: Draft, mine: Sheet | None, outcome: Outcome) -> None:
    """Forget what is saved; where others changed the same cells, ask, and say if that is new.

    ``mine`` is what the grid shows, if it is what was saved.
    """
    if isinstance(outcome, Saved):
        if mine:
            finish_draft(at, mine, outcome.act)
        else:
            forget_draft(at.base)
        st.session_state.pop(_name(at), None)
    if disputed := writes.follow_outcome(outcome, at.base.sheet.unit):
        before: Dispute | None = st.session_state.get(_name(at))
        is_other = (
            before is not None and before.disputed.merged.conflicts != disputed.merged.conflicts
        )
        st.session_state[_name(at)] = Dispute(disputed, is_other)
        presses.begin_anew()


def _release(unit: str) -> None:
    gate.authorize_viewer(Deed.SAVE, unit)
    if files := live.find_app().files:
        files.release(unit)


def _offer_choice(at: Draft, dispute: Dispute, mine: Sheet, who: str) -> None:
    disputed, is_other = dispute
    st.subheader("这些格别人也改了，请选用哪一个")
    if is_other:
        st.warning(MEANWHILE)
    chosen = [
        each
        for number, each in enumerate(disputed.merged.conflicts)
        if _choose(at, number, each).startswith("我的")
    ]
    if offer_press(st.button, "按所选保存", f"settle-{at.key}", type="primary"):
        _settle(at, disputed, mine, chosen, who)


def _choose(at: Draft, number: int, each: Conflict) -> str:
    place = f"第{each.row}行「{each.column}」" if each.row else f"「{each.column}」"
    gone = "（这一行已被删除或改动很大）" if each.at is None else ""
    return st.radio(
        f"{place}原为“{escape_markdown(format_cell(each.base))}”{gone}",
        [f"别人的：{format_cell(each.theirs)}", f"我的：{format_cell(each.mine)}"],
        format_func=escape_markdown,
        key=f"choice-{at.key}-{number}-{hash(each)}",
        horizontal=True,
    )


def _settle(at: Draft, disputed: Conflicts, mine: Sheet, chosen: list[Conflict], who: str) -> None:
    """Merge anew what is typed by now: the question may have stood open for long."""
    with _tell_refusal(mine.unit):
        app, actor = live.find_app(), gate.find_actor(mine.unit, who)
        outcome = save_page(app, mine, at.base, actor)
        shown: Sheet | None = mine
        if isinstance(outcome, Conflicts) and outcome.merged.conflicts == disputed.merged.conflicts:
            shown = mine if len(chosen) == len(disputed.merged.conflicts) else None
            outcome = save_page(app, settle_conflicts(outcome, chosen), outcome.theirs, actor)
        _follow(at, shown, outcome)


def _name(at: Draft) -> str:
    return f"question-{at.key}"
