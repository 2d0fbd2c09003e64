"""催办台账 on the screen: what is noted of messages and answers, and what was noted so far."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from kjr.documents.reminders.reminder import Reminder
from kjr.editing.saving import Actor
from kjr.figures.overview import Overview
from kjr.state.acts import Act, ActKind
from kjr.state.chases import (
    COPIED,
    Announced,
    Chase,
    ChaseRecord,
    Delivery,
    Records,
    build_answer,
    build_chase,
    build_end,
    collect_chases,
    gather_records,
)
from kjr.ui import gate, live, presses, widgets
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.ui.table_copies import show_list
from kjr.values.escapes import escape_markdown
from kjr.values.wording import format_day

ANSWERS: Final[dict[str, int | None]] = {
    "马上补": 0,
    "今天报": 0,
    "明天报": 1,
    "材料已送": None,
    "没联系上": None,
}
"""What is said most, each with the days until what is promised."""
NO_ANSWER: Final = "请先写答复，或者选答应几号报。"
NAMED: Final = 3
"""Units of one message that the log names."""
LOG: Final[widgets.Columns[Chase | Act]] = {
    "时间": (100, lambda each: f"{_act(each).moment:%m-%d %H:%M}"),
    "谁": (90, lambda each: _act(each).who),
    "对谁": (220, lambda each: _name_units(_act(each))),
    "方式": (100, lambda each: str(each.rung) if isinstance(each, Chase) else "答复"),
    "怎样": (140, lambda each: each.channel if isinstance(each, Chase) else ""),
    "结果": (110, lambda each: str(each.delivery) if isinstance(each, Chase) else ""),
    "说明": (0, lambda each: each.reason if isinstance(each, Chase) else _tell_answer(each)),
}


def find_records() -> Records:
    """What there is about each unit that was asked."""
    return gather_records(live.find_app().journal.acts())


def is_held(overview: Overview, reminder: Reminder, records: Records, now: dt.datetime) -> bool:
    """Whether somebody a message asks was asked within the campaign's pause, or may have been."""
    pause = overview.campaign.reminders.wait
    found = (records[unit] for unit in reminder.units if unit in records)
    return any(record.is_recent(now, pause) for record in found)


def note_copies(press: Press, who: str) -> None:
    """Note the messages the press is about, which somebody copied and sent himself; begin anew.

    On record comes what he had before him, whatever would be said by now: it is out.
    """
    reminders: Sequence[Reminder] = press.about
    actor, journal = gate.find_actor("", who), live.find_app().journal

    def note() -> None:
        for each in reminders:
            said = Announced(each.to, each.units, COPIED, each.rung, each.text)
            journal.append(build_chase(said, *actor))

    press.do_once(note)
    presses.begin_anew()


def note_answer(press: Press, unit: str, words: str, promised: dt.date | None, who: str) -> None:
    """Note what a unit answered, and by when it will hand in, and begin anew."""
    _append(press, lambda actor: build_answer(unit, words, promised, *actor), who)


def settle_delivery(press: Press, chase: Chase, failure: str | None, who: str) -> None:
    """Note that a message is out after all, or why it is not, and begin anew."""
    _append(press, lambda actor: build_end(chase.act.id, *actor, failure), who)


def offer_answers(overview: Overview, units: Sequence[str], who: str) -> None:
    """What a unit said, by one click, or in its own words with the day it promised."""
    st.subheader("记答复")
    unit = st.selectbox("哪一家答复", units, None, key="answering", placeholder="选一家单位")
    if not unit:
        return
    row, today = st.container(horizontal=True), live.read_campaign_clock().date()
    for words, days in ANSWERS.items():
        if press := offer_press(row.button, words, f"{words}-{unit}", lacking=ask_for_name(who)):
            day = None if days is None else today + dt.timedelta(days)
            note_answer(press, unit, words, day, who)
    left, right = st.columns([3, 1])
    own = left.text_input("其他答复", key=f"answer-{unit}", max_chars=200).strip()
    promised = right.date_input("答应几号报", None, key=f"promised-{unit}", format="YYYY-MM-DD")
    lacking = ask_for_name(who) or ("" if own or promised else NO_ANSWER)
    if press := offer_press(st.button, "记下答复", f"note-{unit}", lacking=lacking):
        note_answer(press, unit, own, promised, who)


def offer_unsure(chases: Sequence[Chase], who: str) -> None:
    """Messages of which nobody knows whether they left; only a person can find out."""
    for each in chases:
        st.warning(
            f"{each.moment:%m-%d %H:%M} 发给{escape_markdown(each.to)}的{each.rung}不知道是否发出"
            f"（{escape_markdown(each.channel)}）：请到群里或发件箱看一眼，没有看清以前不会再发。"
        )
        row, id = st.container(horizontal=True), each.act.id
        if press := offer_press(row.button, "已经发出", f"out-{id}", lacking=ask_for_name(who)):
            settle_delivery(press, each, None, who)
        if press := offer_press(row.button, "没有发出", f"lost-{id}", lacking=ask_for_name(who)):
            settle_delivery(press, each, "核对过，没有发出", who)


def show_log() -> None:
    """What was sent and answered so far, newest first."""
    acts = live.find_app().journal.acts()
    found = {each.act.id: each for each in collect_chases(acts)}
    lines: list[Chase | Act] = [
        found.get(act.id, act)
        for act in reversed(acts)
        if act.kind in (ActKind.CHASED, ActKind.ANSWERED)
    ]
    if lines:
        show_list("催办台账", LOG, lines, is_wrapped=True)
    else:
        st.caption("还没有记过。复制发出以后点「已发，记一笔」，下次的话和次数就跟着它走。")


def phrase_record(record: ChaseRecord) -> str:
    """A unit's record in a few words; blank if it was never asked.

    >>> phrase_record(ChaseRecord())
    ''
    """
    words = [f"催过{record.times}次"] if record.times else []
    if record.last:
        words.append(f"上次{record.last.moment:%m-%d %H:%M} {record.last.rung}")
        words += [str(Delivery.UNSURE)] if record.last.delivery is Delivery.UNSURE else []
    if record.promised:
        words.append(f"答应{format_day(record.promised)}")
    if record.answer and record.answer.note:
        words.append(f"答复：{record.answer.note}")
    return "，".join(words)


def _append(press: Press, build: Callable[[Actor], Act], who: str) -> None:
    actor, journal = gate.find_actor("", who), live.find_app().journal
    press.do_once(lambda: journal.append(build(actor)))
    presses.begin_anew()


def _act(line: Chase | Act) -> Act:
    return line.act if isinstance(line, Chase) else line


def _name_units(act: Act) -> str:
    names = [part.unit for part in act.parts]
    more = f"等{len(names)}家" if len(names) > NAMED else ""
    group = act.facts.get("to", "")
    told = "、".join(names[:NAMED]) + more
    return f"{group}：{told}" if group and names != [group] else told


def _tell_answer(act: Act) -> str:
    day = act.facts.get("promised")
    promised = f"答应{format_day(dt.date.fromisoformat(day))}" if day else ""
    return "，".join(filter(None, (act.note, promised)))
