"""报送: a unit says that it is done, who answers for it, or that nothing took place."""

from typing import Final

import streamlit as st

from kjr.campaign.model import FilingColumns
from kjr.editing import filing, review
from kjr.editing.filing import FilingForm
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.state.acts import Act
from kjr.ui import gate, live, presses, writes
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.ui.units.draft import renew_saved
from kjr.values.escapes import escape_markdown

FILING_PART: Final = "filing"


def offer_filing(overview: Overview, book: Book, who: str) -> None:
    """What would be missing, the ticks, who answers for it, and the two buttons."""
    declared = overview.campaign.filing
    if declared is None:
        return
    with st.expander("报送", key=FILING_PART):
        writes.show_last_write(book.unit, FILING_PART)
        last = review.find_last_filings(live.find_app().journal.acts()).get(book.unit)
        if last:
            st.caption(_told(last))
        for gap in filing.list_filing_gaps(overview.campaign, book.pages):
            st.caption(gap)
        writes.warn_of_mount()
        form = _form(overview, declared, book)
        row = st.container(horizontal=True)
        for label, is_nil, look in (
            ("报送", False, {"type": "primary"}),
            ("零报告", True, {"help": "确实没有开展活动"}),
        ):
            key = f"{label}-{book.unit}"
            if press := offer_press(row.button, label, key, lacking=ask_for_name(who), **look):
                _file(press, book, form._replace(is_nil=is_nil), who)


def _told(act: Act) -> str:
    who, note = escape_markdown(act.who), escape_markdown(act.note)
    return f"{act.moment:%m-%d %H:%M} {who}已报（{act.kind}）：{note}"


def _form(overview: Overview, declared: FilingColumns, book: Book) -> FilingForm:
    there = filing.read_filing_ticks(declared, overview.campaign, book.pages)
    columns = st.columns(len(declared.ticks) + 1)
    ticked = [
        name
        for column, name in zip(columns, declared.ticks, strict=False)
        if column.checkbox(f"{name}已交", name in there, key=f"tick-{book.unit}-{name}")
    ]
    person = columns[-1].text_input("责任人", key=f"person-{book.unit}", max_chars=20)
    return FilingForm(frozenset(ticked), person.strip())


def _file(press: Press, book: Book, form: FilingForm, who: str) -> None:
    try:
        actor = gate.find_actor(book.unit, who)
        outcome = press.do_once(
            lambda: filing.file_report(live.find_app(), book.pages, form, actor)
        )
    except KjrError as error:
        presses.refuse_press(error)
    else:
        for page in book.pages:
            renew_saved(outcome, page)
        if writes.follow_outcome(outcome, book.unit, "已报送", FILING_PART):
            presses.refuse_press("总结表刚被别人改过，请刷新后再报送。")
