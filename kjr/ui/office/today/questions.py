"""What is asked before a deed is done: about doubts, for a reason, whether a lock is meant."""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kjr.documents.fix_lists import compose_return_reason
from kjr.documents.phrases import NAME
from kjr.figures.work.worklist import is_doubtful, list_doubts
from kjr.state.acts import ActKind
from kjr.ui.office.today.copying import ask_about_texts
from kjr.ui.office.today.dealing import Dealing, do_deed
from kjr.ui.presses import ask_for_name, offer_press
from kjr.ui.widgets import CHOOSE
from kjr.values.escapes import escape_markdown
from kjr.values.wording import format_day

NAMED: Final = 6
"""Units a question names."""
NO_REASON: Final = "请先写退回的理由。"
OTHER: Final = "自己写"


def ask_first(dealing: Dealing) -> None:
    """Whatever has to be known before the deed that was begun is done, and the way back."""
    with st.container(border=True, key="card-asked"):
        match ActKind(dealing.desk.asked):
            case ActKind.ACCEPTED:
                _ask_about_doubts(dealing)
            case ActKind.CHASED:
                ask_about_texts(dealing)
            case ActKind.RETURNED:
                _ask_for_reason(dealing)
            case kind:
                _announce_lock(dealing, kind)
        st.button("不办了", key="leave", on_click=_leave, args=[dealing])


def _leave(dealing: Dealing) -> None:
    dealing.desk.asked = ""


def _ask_about_doubts(dealing: Dealing) -> None:
    for doubt in list_doubts(dealing.chosen):
        st.warning(escape_markdown(doubt))
    row = st.container(horizontal=True)
    clear = [item.unit for item in dealing.chosen if not is_doubtful(item)]
    if clear:
        _offer(row, dealing, f"只采信没有疑问的 {len(clear)} 家", ActKind.ACCEPTED, clear, "clear")
    _offer(row, dealing, f"照样采信 {len(dealing.units)} 家", ActKind.ACCEPTED, dealing.units)


def _ask_for_reason(dealing: Dealing) -> None:
    st.markdown(escape_markdown(f"退回{_name(dealing.units)}，单位打开填报页时会看到理由。"))
    reasons = [*dealing.overview.campaign.returns, OTHER]
    template = st.selectbox("理由", reasons, format_func=_shorten, key="reason", placeholder=CHOOSE)
    more = st.text_area("补充的话", key="more-words", height=80).strip()
    words = {unit: _say_reason(dealing, unit, template) + more for unit in dealing.units}
    for unit in dealing.units[:1]:
        st.caption(escape_markdown(f"{unit}看到的：{words[unit] or '还没有写理由'}"))
    lacking = ask_for_name(dealing.who) or ("" if all(words.values()) else NO_REASON)
    label, look = f"退回 {len(words)} 家", {"type": "primary", "lacking": lacking}
    if press := offer_press(st.button, label, "sure-return", **look):
        do_deed(press, dealing, ActKind.RETURNED, words)


def _shorten(template: str) -> str:
    return NAME.sub("…", template)


def _say_reason(dealing: Dealing, unit: str, template: str) -> str:
    return "" if template == OTHER else compose_return_reason(dealing.overview, unit, template)


def _announce_lock(dealing: Dealing, kind: ActKind) -> None:
    """What it does, to whom, and from when."""
    overview, names = dealing.overview, _name(dealing.units)
    day = format_day(overview.campaign.deadline)
    if kind is ActKind.LOCKED:
        since = "从现在起" if overview.is_overdue else f"过了截止日{day}以后"
        told = f"锁定{names}：{since}不能再在网页上保存和报送，直到放开。文件夹里的文件不受影响。"
    else:
        told = f"放开{names}：过了截止日{day}也能在网页上保存和报送。"
    st.markdown(escape_markdown(told))
    _offer(st.container(), dealing, f"{kind} {len(dealing.units)} 家", kind, dealing.units)


def _offer(
    place: DeltaGenerator,
    dealing: Dealing,
    label: str,
    kind: ActKind,
    units: Sequence[str],
    key: str = "all",
) -> None:
    if press := offer_press(
        place.button, label, f"sure-{kind}-{key}", lacking=ask_for_name(dealing.who)
    ):
        do_deed(press, dealing, kind, dict.fromkeys(units, ""))


def _name(units: Sequence[str]) -> str:
    more = "等" if len(units) > NAMED else ""
    return f" {len(units)} 家（{'、'.join(units[:NAMED])}{more}）"
