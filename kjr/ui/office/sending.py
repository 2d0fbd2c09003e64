"""What the program sends by itself: exactly what goes to whom, a trial, and the sending."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from kjr.app.messages.outbox import Parcel
from kjr.app.messages.parcels import DAILY, TRIAL, pack_reminders, pack_trial
from kjr.app.messages.sending import find_way
from kjr.app.messages.ways import MAIL, MessageSettings, parse_message_settings
from kjr.documents.reminders.reminder import Reminder
from kjr.documents.reminders.splitting import split_message
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.state.acts import ActKind
from kjr.state.chases import Delivery, collect_chases
from kjr.ui import gate, live, presses, widgets
from kjr.ui.presses import ask_for_name, offer_press
from kjr.ui.table_copies import show_list
from kjr.values.escapes import escape_markdown

TICK: Final = 5
"""Seconds between two looks at what is on its way."""
ON_WAY: Final = "on-way"
"""In the session: what was on its way when the page began."""
ON_ITS_WAY: Final = "正在发"
"""Of what was announced and is not given up: its end is still to come."""
OFF: Final = (
    "现在只预览，不会发出去。要发，请管理员在 .streamlit/secrets.toml 的 [messages] 里"
    "写 on = true，再重启。"
)
NO_ADDRESS: Final = "请先选试哪个地址；试邮件的，再写发到哪个邮箱。"
NO_WAY: Final = "没有设发送的地址（群机器人、邮件），只能复制发。怎样设见 deploy/README.md。"


def submit_reminders(overview: Overview, reminders: Sequence[Reminder], who: str) -> str:
    """Have reminders sent soon, as far as there is an address; says how many.

    Raises KjrError where nothing may be sent, or the viewer may not.
    """
    actor, app = gate.find_actor("", who), live.find_app()
    if app.sender is None:
        raise KjrError(OFF)
    rules = parse_message_settings(app.settings.messages)
    packed, left = pack_reminders(overview, rules, app.find_contacts(), reminders, actor.who)
    added = app.sender.submit(packed)
    rest = f"；{len(left)} 条没有地址，请复制发" if left else ""
    return f"{added} 条正在发出，结果记在催办台账里{rest}"


def offer_sending(overview: Overview, reminders: Sequence[Reminder], who: str) -> None:
    """The messages that have an address: as they will be, then sent; and a trial."""
    app = live.find_app()
    try:
        rules = parse_message_settings(app.settings.messages)
    except KjrError as error:
        st.warning(escape_markdown(str(error)))
        return
    st.subheader("由程序发送")
    if not rules.has_way:
        st.caption(NO_WAY)
        return
    on_way = {(each.what, each.to) for each in _list_waiting()}
    ready = [each for each in reminders if (each.rung, each.to) not in on_way]
    packed, left = pack_reminders(overview, rules, app.find_contacts(), ready, who)
    if left:
        st.caption(f"{len(left)} 条没有地址，请在下面复制发。")
    if packed:
        with st.expander(f"预览：{len(packed)} 条从这里发"):
            _preview(rules, packed)
    if app.sender is None:
        st.info(escape_markdown(OFF))
        return
    if packed:
        key = f"send-{'-'.join(each.to for each in packed)[:200]}"
        label, lacking = f"发送这 {len(packed)} 条", ask_for_name(who)
        if press := offer_press(st.button, label, key, lacking=lacking):
            press.do_once(lambda: submit_reminders(overview, ready, who))
            presses.begin_anew()
    _offer_trial(overview, rules, who)
    _follow_waiting()


def _preview(rules: MessageSettings, parcels: Sequence[Parcel]) -> None:
    """Exactly what goes to whom; addresses only to those who may see them."""
    is_personal = gate.sees_personal()
    columns: widgets.Columns[Parcel] = {
        "对谁": (200, lambda each: each.to),
        "催报": (90, lambda each: each.what),
        "从哪里发": (180, lambda each: way.label if (way := find_way(rules, each)) else ""),
        "邮箱": (180, lambda each: "、".join(each.mails) if is_personal else ""),
        "分几条": (60, lambda each: _count_parts(rules, each)),
        "全文": (0, lambda each: each.text),
    }
    show_list("要发的全文", columns, parcels, is_wrapped=True)


def _count_parts(rules: MessageSettings, parcel: Parcel) -> int:
    way = find_way(rules, parcel)
    return len(split_message(parcel.text, way.longest)) if way else 0


def _offer_trial(overview: Overview, rules: MessageSettings, who: str) -> None:
    """One message that says it is a trial, to a robot or to an address one types."""
    with st.expander("试发一条"):
        names = [*rules.robots, *([MAIL] if rules.mail else [])]
        name = st.selectbox("试哪个地址", names, None, key="trial", placeholder="选一个")
        mail = st.text_input("发到哪个邮箱", key="trial-mail") if name == MAIL else ""
        way = rules.mail if name == MAIL else rules.robots.get(name or "")
        is_ready = bool(way) and (name != MAIL or "@" in mail)
        lacking = ask_for_name(who) or ("" if is_ready else NO_ADDRESS)
        press = offer_press(st.button, "试发", f"trial-{name}", lacking=lacking)
        if press and way:
            parcel = pack_trial(
                overview.campaign, way, gate.find_actor("", who).who, (mail,) if mail else ()
            )
            sender = live.find_app().sender
            press.do_once(lambda: sender and sender.submit([parcel]))
            presses.begin_anew()


@st.fragment(run_every=TICK)
def _follow_waiting() -> None:
    """What is on its way, and how the last trial and the leaders' day went.

    The page begins anew with what has left or failed meanwhile.
    """
    gate.recheck_viewer()
    waiting = _list_waiting()
    if waiting:
        later = sum(bool(each.not_before) for each in waiting)
        st.info(f"还有 {len(waiting)} 条在发，其中 {later} 条没有发出、等着再试。")
    told = collect_chases(live.find_app().journal.acts(), (ActKind.TOLD,))
    for what in (TRIAL, DAILY):
        last = next((each for each in reversed(told) if each.what == what), None)
        if last:
            is_out_now = any(each.id == last.parcel for each in waiting)
            is_unsure = last.delivery is Delivery.UNSURE
            end = ON_ITS_WAY if is_out_now and is_unsure else last.delivery
            why = f"：{last.reason}" if last.reason else ""
            told_at = f"{what} {last.moment:%m-%d %H:%M}（{last.channel}）"
            st.caption(escape_markdown(f"{told_at}{end}{why}"))
    stand = tuple((each.id, each.tries) for each in waiting)
    if st.session_state.setdefault(ON_WAY, stand) != stand:
        st.session_state[ON_WAY] = stand
        st.rerun()


def _list_waiting() -> tuple[Parcel, ...]:
    """What is on its way now."""
    sender = live.find_app().sender
    return sender.outbox.list_waiting() if sender else ()
