"""填报: type into one ledger, see at once what cannot be read, save, settle what others changed."""

from collections.abc import Iterable

import streamlit as st

from kjr.access.rights import Deed
from kjr.campaign.model import Unit
from kjr.editing.merging import Conflict, apply_changes
from kjr.editing.review import LOCKED, find_review_notes, is_locked
from kjr.editing.saving import Conflicts, Saved, save_page, settle_conflicts
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.reading.book import parse_book
from kjr.reading.page import Page, Problem
from kjr.store.base import Sheet
from kjr.store.folder.saving import BookOpenError
from kjr.ui import gate, live, writes
from kjr.ui.units.draft import Draft, forget_draft, open_draft, remember_draft, renew_draft
from kjr.ui.units.grid import build_editor_grid
from kjr.values.cells import format_cell
from kjr.values.escapes import escape_markdown
from kjr.values.readings import Level


def choose_unit(overview: Overview) -> tuple[Unit, str]:
    """Whose workbook, which stands in the URL, and who is typing, which goes into the journal."""
    left, right = st.columns([2, 1])
    names = gate.select_visible_units(unit.name for unit in overview.campaign.units)
    asked = st.query_params.get("unit", "")
    chosen = left.selectbox("单位", names, index=names.index(asked) if asked in names else 0)
    st.query_params["unit"] = chosen
    who = right.text_input("您的姓名", key="who", placeholder="写进改动记录", max_chars=20)
    unit = gate.authorize_unit(chosen) or ""
    gate.sees_personal(unit)
    return overview.campaign.unit(unit), who.strip()


def choose_page(overview: Overview, book: Book) -> Page | None:
    """Which ledger, and above it what is still missing."""
    if book.stale:
        reason = escape_markdown(book.stale.reason)
        st.warning(f"{reason}。下面是 {book.stale.since:%m-%d %H:%M} 读到的内容。")
    pages = {label_page(page): page for page in book.pages if page.ledger}
    if not pages:
        st.info("这本工作簿里还没有可以识别的台账。")
        return None
    filed = {page.ledger for page in book.pages if page.entries}
    missing = [each.name for each in overview.campaign.ledgers if each.name not in filed]
    st.caption(f"还没有填：{'、'.join(missing)}" if missing else "每本台账都有内容了。")
    names = list(pages)
    chosen = st.segmented_control(
        "台账", names, default=names[0], required=True, format_func=escape_markdown
    )
    return pages[chosen]


def label_page(page: Page) -> str:
    """What a page is called in a list: its ledger, and its sheet where that has another name."""
    name = page.sheet.name
    return name if name == page.ledger else f"{page.ledger}（{name}）"


def show_office_note(unit: Unit) -> None:
    """The office's last word, and whether the report is locked."""
    campaign, acts = live.find_app().campaign, live.find_app().journal.acts()
    if note := find_review_notes(acts).get(unit.name):
        tell = st.warning if note.kind == "退回" else st.success
        words = escape_markdown(note.note) or "（没有说明）"
        tell(f"{note.moment:%m-%d %H:%M} {escape_markdown(note.who)}{note.kind}：{words}")
    if is_locked(campaign, acts, unit.name, live.read_campaign_clock().date()):
        last = campaign.deadline
        st.warning(LOCKED.format(last.month, last.day, campaign.office))


def edit_page(overview: Overview, page: Page, who: str) -> None:
    """The grid, what cannot be read in it, and the one button that saves."""
    at = open_draft(page)
    is_outdated = at.base.sheet.rows != page.sheet.rows
    if is_outdated and st.button("别人刚改过这张表，点此换成最新内容（您已填的会放回去）"):
        renew_draft(page)
        st.rerun()
    left, right = st.columns([3, 1])
    with left:
        mine = _type(overview, at)
    remember_draft(at, mine)
    with right:
        _show_problems(_problems(overview, at, mine))
    _say_unplaced(at.unplaced)
    _offer_saving(at, page, mine, who)


def _type(overview: Overview, at: Draft) -> Sheet:
    in_words = st.toggle("按文字填写（如“30余人”“5月28日-31日”）", key=f"words-{at.key}")
    page = at.base._replace(sheet=at.start)
    table = build_editor_grid(page, overview.campaign.ledger(page.ledger or ""), in_words=in_words)
    st.data_editor(
        table.frame,
        key=at.key,
        column_config={name: face.config for name, face in table.faces.items()},
        num_rows="fixed" if page.fields else "dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
    )
    return apply_changes(at.start, table.changes(at.typed))


def _problems(overview: Overview, at: Draft, mine: Sheet) -> list[Problem]:
    pages = parse_book((mine,), overview.campaign)
    problems = [each for page in pages if page.ledger == at.base.ledger for each in page.problems]
    order = list(Level)
    return sorted(problems, key=lambda each: (order.index(each.level), each.row))


def _show_problems(problems: list[Problem]) -> None:
    if not problems:
        st.caption("没有要改的内容。")
        return
    st.caption(f"{len(problems)} 处要看一下，照样可以保存；带“错”的改好才计入")
    with st.container(height=420, border=False):
        for each in problems:
            tell = st.error if each.level is Level.ERROR else st.warning
            tell(f"{each.cell} {escape_markdown(each)}")


def _say_unplaced(unplaced: Iterable[Conflict]) -> None:
    for each in unplaced:
        st.warning(
            f"您上次在「{each.column}」填的“{escape_markdown(format_cell(each.mine))}”没有放回："
            f"这一格已被改为“{escape_markdown(format_cell(each.theirs))}”"
        )


def _offer_saving(at: Draft, page: Page, mine: Sheet, who: str) -> None:
    is_changed = mine.rows != at.base.sheet.rows
    row = st.container(horizontal=True)
    if row.button("保存", type="primary", disabled=not is_changed, key=f"save-{at.key}"):
        if not who:
            st.error("请先在上面写上您的姓名。")
        else:
            _save(at, mine, at.base, who)
    if is_changed and row.button("放弃未保存的修改", key=f"drop-{at.key}"):
        forget_draft(page)
        writes.finish_write(page.sheet.unit)
    disputed: Conflicts | None = st.session_state.get(f"disputed-{at.key}")
    if disputed:
        _offer_choice(at, disputed, who)


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
        say = "{0.cell} {0}".format
        if disputed := writes.follow_outcome(outcome, unit, "已保存", say):
            st.session_state[f"disputed-{at.key}"] = disputed


def _release(unit: str) -> None:
    gate.authorize_viewer(Deed.SAVE, unit)
    if files := live.find_app().files:
        files.release(unit)


def _offer_choice(at: Draft, disputed: Conflicts, who: str) -> None:
    st.subheader("这些格别人也改了，请选用哪一个")
    mine = []
    for number, each in enumerate(disputed.merged.conflicts):
        place = f"第{each.row}行「{each.column}」" if each.row else f"「{each.column}」"
        gone = "（这一行已被删除或改动很大）" if each.at is None else ""
        choice = st.radio(
            f"{place}原为“{escape_markdown(format_cell(each.base))}”{gone}",
            [f"别人的：{format_cell(each.theirs)}", f"我的：{format_cell(each.mine)}"],
            format_func=escape_markdown,
            key=f"choice-{at.key}-{number}",
            horizontal=True,
        )
        mine += [each] if choice.startswith("我的") else []
    if st.button("按所选保存", type="primary", key=f"settle-{at.key}"):
        _save(at, settle_conflicts(disputed, mine), disputed.theirs, who)
