"""改动记录: who changed what, how to take it back, earlier versions, what an old copy undid."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final

import pandas as pd
import streamlit as st

from kjr.app.records.watch import list_record_faults
from kjr.editing.merging import Conflict
from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.page_rows import find_act_page
from kjr.editing.saving import Actor, Outcome, repeat_act, undo_act
from kjr.editing.whole_books import restore_unit_book
from kjr.figures.moments.snapshot import Book
from kjr.reading.page import Page
from kjr.state.acts import WRITES, Act, ActKind, Edit
from kjr.ui import gate, live, presses, widgets, writes
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.ui.table_copies import offer_copies
from kjr.ui.units.draft import renew_draft, renew_saved
from kjr.values.cells import format_cell
from kjr.values.escapes import escape_markdown

SHOWN: Final = 20
"""Acts that can be taken back with one click."""
LINES: Final = 300
"""Cells the table above these shows: one act may have sixty thousand, and the page would send them
with every look."""
OLDER: Final = "上面是最近 {} 格改动，更早的也在导出和打印的内容里。"
NAMED: Final = 20
"""Rows a sentence names."""
RECORD: Final = "changes"
RESTORED: Final = "已换回 {}的版本；换下来的也留在历史版本里。"
TITLE: Final = "改动记录"
LAYOUT: Final = widgets.TableLayout(
    {"时间": 100, "行": 50, "列": 120, "原来": 200, "改为": 200, "说明": 240}
)
VANISHED: Final = "在这里填的内容不见了，可能是有人删了，也可能被旧文件覆盖"
UNWRITTEN: Final = "保存的时候断开了，后来读到的工作簿里没有这些内容"


def offer_vanished_edits(book: Book, page: Page, who: str) -> None:
    """What the app wrote and the workbook no longer holds, to be written once more."""
    acts = live.find_app().journal.acts(page.sheet.unit)
    for act in find_overwritten_acts(page, book.pages, acts, book.read_at):
        lines = _name_edits(act.edits)
        what = VANISHED if act.outcome else UNWRITTEN
        st.warning(
            f"{escape_markdown(act.who)} {act.moment:%m-%d %H:%M} {what}：{escape_markdown(lines)}"
        )
        row = st.container(horizontal=True)
        if press := offer_press(row.button, "补回", f"again-{act.id}", lacking=ask_for_name(who)):
            _repeat(press, page, act, gate.find_actor(book.unit, who))
        if press := offer_press(
            row.button, "不用补回", f"never-{act.id}", lacking=ask_for_name(who)
        ):
            name, moment = gate.find_actor(book.unit, who)
            drop = act._replace(kind=ActKind.DROPPED, of=act.id, moment=moment, who=name, id="")
            press.do_once(partial(live.find_app().journal.append, drop))
            presses.begin_anew()


def show_journal(book: Book, who: str) -> None:
    """Everything done to a unit's workbook through the app, newest first."""
    with st.expander("改动记录和历史版本", key=RECORD):
        writes.show_last_write(book.unit, RECORD)
        acts = [
            act
            for act in reversed(live.find_app().journal.acts(book.unit))
            if act.outcome is not ActKind.FAILED
        ]
        if acts:
            _show_newest(acts)
            offer_copies(TITLE, partial(_table, acts), book.unit)
        else:
            st.caption("还没有人在这里改过。")
        ours = live.find_settings()
        for fault in list_record_faults(ours.database, ours.state, live.find_app().journal):
            st.error(f"{fault}，请告诉管理员。")
        _offer_undo(book, [act for act in acts if act.kind in WRITES][:SHOWN], who)
        _offer_versions(book, who)


def _show_newest(acts: Sequence[Act]) -> None:
    lines = _table(acts, LINES + 1)
    widgets.show_table(TITLE, lines.head(LINES), LAYOUT)
    if len(lines) > LINES:
        st.caption(OLDER.format(LINES))


def _offer_undo(book: Book, acts: list[Act], who: str) -> None:
    labels = {
        act.id: f"{act.moment:%m-%d %H:%M} {act.who} {act.kind}「{act.sheet}」" for act in acts
    }
    if not acts:
        return
    chosen = st.selectbox(
        "撤销哪一次", list(labels), None, format_func=labels.__getitem__, placeholder="选一次改动"
    )
    act = next((act for act in acts if act.id == chosen), None)
    page = act and find_act_page(book.pages, act)
    if act and page:
        st.caption(escape_markdown(_name_edits(act.edits)))
        if press := offer_press(
            st.button, "撤销这一次", f"undo-{act.id}", lacking=ask_for_name(who)
        ):
            actor, app = gate.find_actor(book.unit, who), live.find_app()
            _follow(press.do_once(lambda: undo_act(app, page, act, actor)), page, RECORD)


def _offer_versions(book: Book, who: str) -> None:
    files = live.find_app().files
    if files is None:
        st.caption(live.describe_google_location(book.unit))
        return
    versions = {
        f"{each.moment.astimezone(live.read_campaign_clock().tzinfo):%m-%d %H:%M:%S} 之前": each
        for each in files.kept(book.unit)
    }
    if not versions:
        return
    chosen = st.selectbox("恢复整本工作簿", list(versions), None, placeholder="选一个历史版本")
    if not chosen:
        return
    key = f"restore-{book.unit}-{chosen}"
    if press := offer_press(st.button, "恢复这个版本", key, lacking=ask_for_name(who)):
        actor, app = gate.find_actor(book.unit, who), live.find_app()
        version = versions[chosen]
        press.do_once(lambda: restore_unit_book(app, files, book.unit, version, actor))
        for page in book.pages:
            renew_draft(page)
        writes.finish_write(book.unit, RESTORED.format(chosen), RECORD)


def _repeat(press: Press, page: Page, act: Act, actor: Actor) -> None:
    app = live.find_app()
    _follow(press.do_once(lambda: repeat_act(app, page, act, actor)), page)


def _follow(outcome: Outcome, page: Page, part: str = "") -> None:
    renew_saved(outcome, page)
    disputed = writes.follow_outcome(outcome, page.sheet.unit, part=part)
    if disputed:
        presses.answer_press(partial(_tell_disputed, disputed.merged.conflicts))


def _tell_disputed(conflicts: Sequence[Conflict]) -> None:
    for each in conflicts:
        now = f"现在是“{format_cell(each.theirs)}”" if each.at is not None else "这一行已不在"
        st.error(
            f"「{each.column}」后来又被改过（{escape_markdown(now)}），没有动它；请直接在表里改。"
        )


def _table(acts: Sequence[Act], most: int | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        islice((line for act in acts for line in _lines(act)), most),
        columns=["时间", "谁", "做了什么", "工作表", "行", "列", "原来", "改为", "说明"],
    )


def _lines(act: Act) -> Iterator[tuple[object, ...]]:
    head = (f"{act.moment:%m-%d %H:%M}", act.who, str(act.kind), act.sheet)
    cells = [(edit.row, *cell) for edit in act.edits for cell in edit.cells]
    for row, name, before, after in cells:
        yield (*head, str(row or ""), name, format_cell(before), format_cell(after), act.note)
    if not cells:
        yield (*head, "", "", "", "", act.note)


def _name_edits(edits: Sequence[Edit]) -> str:
    named = "；".join(map(_line, edits[:NAMED]))
    return named if len(edits) <= NAMED else f"{named}；等 {len(edits)} 行"


def _line(edit: Edit) -> str:
    cells = "，".join(
        f"{name} {format_cell(old) or '空'}→{format_cell(new) or '空'}"
        for name, old, new in edit.cells
    )
    return f"第{edit.row}行 {cells}" if edit.row else cells
