"""The one button that saves a grid, and the choice where others changed the same cells."""

import streamlit as st

from kjr.access.rights import Deed
from kjr.editing.merging import Conflict
from kjr.editing.saving import Conflicts, Saved, save_page, settle_conflicts
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.store.base import Sheet
from kjr.store.folder.saving import BookOpenError
from kjr.ui import gate, live, presses, writes
from kjr.ui.presses import offer_press
from kjr.ui.units.draft import Draft, forget_draft
from kjr.values.cells import format_cell
from kjr.values.escapes import escape_markdown

MEANWHILE = "您选的时候又有新的改动，请再看一遍。"


def offer_saving(at: Draft, page: Page, mine: Sheet, who: str) -> None:
    """保存 whatever is typed; where others changed the same cells, the choice."""
    is_changed = mine.rows != at.base.sheet.rows
    row = st.container(horizontal=True)
    look = {"type": "primary", "disabled": not is_changed, "shortcut": "Mod+S"}
    if offer_press(row.button, "保存", f"save-{at.key}", **look):
        if not who:
            st.error("请先在上面写上您的姓名。")
        else:  # not once: what is typed since the press is saved as well, and merged
            _save(at, mine, at.base, who)
    if is_changed and offer_press(row.button, "放弃未保存的修改", f"drop-{at.key}"):
        forget_draft(at.base)
        writes.finish_write(page.sheet.unit)
    disputed: Conflicts | None = st.session_state.get(f"disputed-{at.key}")
    if disputed and is_changed:
        _offer_choice(at, disputed, mine, who)


def _save(at: Draft, mine: Sheet, base: Page, who: str) -> None:
    unit = base.sheet.unit
    try:
        outcome = save_page(live.find_app(), mine, base, gate.find_actor(unit, who))
    except BookOpenError as error:
        st.error(escape_markdown(error))
        if error.is_old and live.find_app().files:
            st.button("清除标记，仍然写入（请再点一次保存）", on_click=_release, args=[unit])
    except KjrError as error:
        st.error(f"{escape_markdown(error)}。您填写的内容还在，可以稍后再保存。")
    else:
        if isinstance(outcome, Saved):
            forget_draft(at.base)
        if disputed := writes.follow_outcome(outcome, unit):
            st.session_state[f"disputed-{at.key}"] = disputed


def _release(unit: str) -> None:
    gate.authorize_viewer(Deed.SAVE, unit)
    if files := live.find_app().files:
        files.release(unit)


def _offer_choice(at: Draft, disputed: Conflicts, mine: Sheet, who: str) -> None:
    st.subheader("这些格别人也改了，请选用哪一个")
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
    try:
        outcome = save_page(live.find_app(), mine, at.base, gate.find_actor(mine.unit, who))
    except KjrError as error:
        st.error(f"{escape_markdown(error)}。您填写的内容还在，可以稍后再保存。")
        return
    if isinstance(outcome, Saved):
        forget_draft(at.base)
        writes.follow_outcome(outcome, mine.unit)
    elif outcome.merged.conflicts == disputed.merged.conflicts:
        _save(at, settle_conflicts(outcome, chosen), outcome.theirs, who)
    else:
        st.session_state[f"disputed-{at.key}"] = outcome
        st.warning(MEANWHILE)
        presses.begin_anew()
