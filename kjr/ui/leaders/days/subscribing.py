"""The address by which telephones subscribe to 日程: the office gives it out and takes it back."""

import secrets
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from kjr.access.calendar_word import (
    CalendarWord,
    end_calendar_word,
    find_calendar_word,
    issue_calendar_word,
    may_have_word,
)
from kjr.access.rights import Deed
from kjr.state.acts import ActKind
from kjr.ui import gate, live, presses
from kjr.ui.door.subscription import ENDING, PLACE
from kjr.ui.presses import Press, offer_press
from kjr.values.wording import format_day

TITLE: Final = "手机日历订阅"
WHO_READS: Final = (
    "拿到网址的人不用登录就能看到日程（和领导看到的一样，没有姓名和电话），请只发给要看的人；"
    "发错了就换一个网址，旧的马上失效。"
)
HOW: Final = (
    "iPhone：设置 → 日历 → 账户 → 添加订阅的日历；Outlook：添加日历 → 从 Internet 订阅。"
    "多久更新一次由手机定。"
)
NOT_HERE: Final = "设置登录以后，可以生成一个网址，用手机日历订阅；现在数据只给这台机器看。"


def offer_subscription() -> None:
    """The address, for the office, who hands it on; without a sign-in there is none."""
    if not gate.is_viewer_allowed(Deed.SAVE):
        return
    ours = live.find_settings()
    with st.expander(TITLE, key="subscription"):
        if not may_have_word(ours.sign_in):
            st.caption(NOT_HERE)
            return
        if known := find_calendar_word(ours.database):
            _show(known)
        else:
            st.caption(WHO_READS)
            if press := offer_press(st.button, "生成订阅网址", "subscribe"):
                _issue(press)


def _show(known: CalendarWord) -> None:
    st.code(build_address(known.word), language=None, wrap_lines=True)
    since = known.since.astimezone(live.read_campaign_clock().tzinfo)
    st.caption(f"{format_day(since)}生成。{WHO_READS}")
    st.caption(HOW)
    row = st.container(horizontal=True)
    if press := offer_press(row.button, "换一个网址", "subscribe-anew"):
        _issue(press)
    if press := offer_press(row.button, "停用", "unsubscribe"):
        here, place = gate.authorize_viewer(Deed.SAVE), live.find_settings().database

        def end() -> None:
            end_calendar_word(place)
            gate.record_act(here, ActKind.REVOKED, note=TITLE)

        press.do_once(end)
        presses.begin_anew()


def _issue(press: Press) -> None:
    here, place = gate.authorize_viewer(Deed.SAVE), live.find_settings().database

    def issue() -> None:
        issue_calendar_word(place, gate.read_real_clock(), secrets.token_bytes)
        gate.record_act(here, ActKind.ISSUED, note=TITLE)

    press.do_once(issue)
    presses.begin_anew()


def build_address(word: str) -> str:
    """Where telephones ask: at the address the office named, or where this page stands."""
    home = live.find_settings().address
    if not home:
        here = urlsplit(st.context.url or "")
        base = str(config.get_option("server.baseUrlPath")).strip("/")
        home = f"{here.scheme}://{here.netloc}/{base}"
    return f"{home.rstrip('/')}{PLACE}{word}{ENDING}"
