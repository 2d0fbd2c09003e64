"""催报: the messages that are due, each with what is known of its unit, to copy and to note."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

import streamlit as st

from kjr.app.messages.contacts import Contact, ContactBook
from kjr.documents.html.parts import render
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.owing import explain_group_names, explain_recipients
from kjr.documents.reminders.reminder import Reminder
from kjr.documents.reminders.rungs import find_due_rung, list_fitting_rungs
from kjr.documents.reminders.splitting import split_message
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.figures.overview import Overview
from kjr.state.chases import NO_RECORD, ChaseRecord, Delivery, Records, Rung, collect_chases
from kjr.ui import addresses, gate, live, widgets
from kjr.ui.office import chasing, sending
from kjr.ui.presses import ask_for_name, offer_press
from kjr.ui.table_copies import offer_copies
from kjr.values.escapes import escape_markdown

BY_RECORD: Final = "按各家记录"
"""Each unit gets the rung that its own record and the day ask for."""


class DueMessage(NamedTuple):
    """One message that is due, with what is known of whom it goes to."""

    reminder: Reminder
    record: ChaseRecord
    contact: Contact
    is_held: bool
    """Whether somebody it asks was asked a short while ago."""

    @property
    def is_group(self) -> bool:
        """Whether it asks several units at once."""
        return self.reminder.units != (self.reminder.to,)


COLUMNS: Final[widgets.Columns[DueMessage]] = {
    "对谁": (0, lambda due: due.reminder.to),
    "刚催过": (0, lambda due: "刚催过" if due.is_held else ""),
    "催报": (0, lambda due: "" if due.is_group else str(due.reminder.rung)),
    "记录": (0, lambda due: chasing.phrase_record(due.record)),
    "联系": (0, lambda due: _phrase_contact(due.contact)),
    "文字": (0, lambda due: due.reminder.text),
}
TITLE: Final = ("对谁", "刚催过", "催报", "记录")
"""What stands over a message that is folded."""


def show_chasing(overview: Overview, who: str) -> None:
    """What is to be sent, and beside it what was answered and the log."""
    tell_unsure(who)
    due, record = st.tabs(["要发的", "答复和台账"])
    with due:
        show_reminders(overview, choose_way(overview), who)
    with record:
        show_record(overview, who)


def choose_way(overview: Overview) -> str:
    """How firmly to ask: as each unit's record says, or one rung for all; it stands in the URL."""
    ways = [BY_RECORD, *(str(each) for each in list_fitting_rungs(overview))]
    is_early = find_due_rung(overview) is Rung.GENTLE
    addresses.fit_address("way", ways)
    chosen: str = st.segmented_control(
        "催报方式",
        ways,
        default=str(Rung.GENTLE) if is_early else BY_RECORD,
        required=True,
        key="way",
        bind="query-params",
        help="温馨提醒每个群一条；其余每家一条。按各家记录：没有催过的从头问，催过的再进一步。",
    )
    return chosen


def show_reminders(overview: Overview, way: str, who: str) -> None:
    """The messages that are due, to copy and to note."""
    records = chasing.find_records()
    reminders = compose_due(overview, way, records)
    if not reminders:
        unknown = overview.filing.unsure
        is_whole = overview.filing.filed == overview.filing.expected
        st.success("总结都报齐了，没有要催的。" if is_whole else "没有要催的。")
        if unknown:
            st.info(f"{unknown} 家是否已报待核实，核实前不催。")
        return
    _explain(overview, way, reminders)
    now = live.read_campaign_clock()
    held = {each.to for each in reminders if chasing.is_held(overview, each, records, now)}
    rest = [each for each in reminders if each.to not in held]
    if held:
        hours = overview.campaign.reminders.pause
        st.caption(f"{len(held)} 条里有 {hours} 小时内催过的单位，标着「刚催过」，排在后面。")
    _offer_note_all(rest, who)
    sending.offer_sending(overview, rest, who)
    st.subheader("逐条复制")
    contacts = live.find_app().find_contacts()
    for wrong in contacts.wrong:
        st.warning(escape_markdown(wrong))
    book = contacts if gate.sees_personal() else ContactBook()
    messages = [
        DueMessage(each, records.get(each.to, NO_RECORD), book.find(each.to), each.to in held)
        for each in (*rest, *(each for each in reminders if each.to in held))
    ]
    offer_copies("要发的催报", partial(widgets.build_list, COLUMNS, messages))
    st.html(render("screens.folded", map(_describe, messages)))
    for each in messages:
        _show(each, who)


def compose_due(overview: Overview, way: str, records: Records) -> list[Reminder]:
    """What is due in this way: one message for each group, or for each unit."""
    app = live.find_app()
    recipients = app.find_recipients()
    if way == Rung.GENTLE:
        return compose_group_reminders(overview, app.settings.address, recipients)
    rung = None if way == BY_RECORD else Rung(way)
    return compose_unit_reminders(overview, rung, recipients, records)


def tell_unsure(who: str) -> None:
    """The messages of which nobody knows whether they left, for a person to find out."""
    app = live.find_app()
    waiting = {each.id for each in app.sender.outbox.list_waiting()} if app.sender else set()
    chases = collect_chases(app.journal.acts())
    unsure = [each for each in chases if each.delivery is Delivery.UNSURE]
    chasing.offer_unsure([each for each in unsure if each.parcel not in waiting], who)


def show_record(overview: Overview, who: str) -> None:
    """What was answered, and the whole log."""
    chases = collect_chases(live.find_app().journal.acts())
    asked = {unit for each in chases for unit in each.units}
    known = [each.unit.name for each in overview.standings if each.unit.name in asked]
    if known:
        chasing.offer_answers(overview, known, who)
    st.subheader("催办台账")
    chasing.show_log()


def _explain(overview: Overview, way: str, reminders: Sequence[Reminder]) -> None:
    if way == Rung.GENTLE:
        word, why = overview.campaign.district_word, explain_group_names(overview)
        st.caption(f"每个{word}或者群发一条，点名的：{why}")
    else:
        why = explain_recipients(overview, Rung.WARNING if way == Rung.WARNING else Rung.PERSONAL)
        st.caption(f"{len(reminders)} 家单位各发一条：{why}")


def _offer_note_all(reminders: Sequence[Reminder], who: str) -> None:
    label = f"下面 {len(reminders)} 条都发了，记一笔"
    look = {"disabled": not reminders, "lacking": ask_for_name(who)}
    if press := offer_press(st.button, label, "note-all", about=tuple(reminders), **look):
        chasing.note_copies(press, who)


def _show(due: DueMessage, who: str) -> None:
    reminder = due.reminder
    is_open = due.is_group and not due.is_held
    with st.expander(escape_markdown(_phrase_title(due)), expanded=is_open):
        if line := _phrase_contact(due.contact):
            st.caption(escape_markdown(line))
        for part in split_message(reminder.text):
            st.code(part, language=None, wrap_lines=True)
        label, key = "已发，记一笔", f"out-{reminder.to}"
        if press := offer_press(st.button, label, key, about=[reminder], lacking=ask_for_name(who)):
            chasing.note_copies(press, who)


def _describe(due: DueMessage) -> tuple[str, str, str]:
    return _phrase_title(due), _phrase_contact(due.contact), due.reminder.text


def _phrase_title(due: DueMessage) -> str:
    return "　".join(filter(None, (str(COLUMNS[head][1](due)) for head in TITLE)))


def _phrase_contact(contact: Contact) -> str:
    words = (contact.liaison, contact.phone, "、".join(contact.mails), contact.group)
    return "　".join(filter(None, words))
