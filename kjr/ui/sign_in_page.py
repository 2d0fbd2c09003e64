"""The door: the form that lets people in, the line that says who is here, and the way out."""

from __future__ import annotations

from typing import Final

import streamlit as st

from kjr.access.rights import Viewer
from kjr.access.sessions import LASTS
from kjr.access.sign_in import Way
from kjr.documents.html import parts
from kjr.errors import KjrError
from kjr.ui import gate
from kjr.values.markdown import literal

NOT_HERE: Final = (
    "这台服务器还没有设置登录，只能在它本机打开。请管理员按 deploy/README.md 设置登录后再来。"
)
NOT_THROUGH_PROXY: Final = "没有收到单位统一登录的身份，请从统一登录入口打开。"
NO_ROLE: Final = "已经登录，但统一登录没有说明您是哪家单位或什么角色，请联系组宣部。"
LOCAL_NOTE: Final = "仅本机可见 · 没有设置登录，别的电脑打不开"


def show() -> None:
    """What somebody meets who has not come in: the way in, and nothing else."""
    match gate.settings().sign_in.way:
        case Way.LOCAL:
            st.error(NOT_HERE)
        case Way.PASSCODES:
            _form()
        case Way.OIDC:
            _at_provider()
        case Way.HEADER:
            st.error(NOT_THROUGH_PROXY)


def strip(here: Viewer) -> None:
    """Who is here, in small letters, and the way out."""
    way = gate.settings().sign_in.way
    if way is Way.LOCAL:
        st.html(parts.whole(f'<div class="k-note">{LOCAL_NOTE}</div>'))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="door"):
        name = here.name if here.name == here.role else f"{here.role} {here.name}"
        st.caption(literal(name), width="content")
        if way is not Way.HEADER:
            st.button("退出", type="tertiary", on_click=_leave)


def remember() -> None:
    """Keep the browser's note as the session has it: set after signing in, gone after leaving."""
    note = st.session_state.get(gate.NOTE)
    if note is None:
        return
    seconds = int(LASTS.total_seconds()) if note else 0
    secure = ";Secure" if (st.context.url or "").startswith("https:") else ""
    cookie = f"{gate.COOKIE}={note};max-age={seconds};path=/;SameSite=Strict{secure}"
    st.html(f"<script>document.cookie={cookie!r}</script>", unsafe_allow_javascript=True, width=1)


def _form() -> None:
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.form("sign-in"):
        st.subheader("登录")
        asked = st.query_params.get("account", "")
        account = st.text_input("单位名称（领导、组宣部填这几个字）", asked, max_chars=60)
        code = st.text_input("登录码", type="password", max_chars=40, autocomplete="off")
        if st.form_submit_button("登录", type="primary"):
            _try(account, code)


def _try(account: str, code: str) -> None:
    try:
        gate.sign_in(account, code)
    except KjrError as error:
        st.error(literal(error))
    else:
        st.query_params.pop("account", None)
        st.rerun()


def _at_provider() -> None:
    if gate.request().claims:
        st.error(NO_ROLE)
        st.button("退出", on_click=_leave)
    else:
        st.button("用统一登录进入", type="primary", on_click=st.login)


def _leave() -> None:
    gate.sign_out()
    if gate.settings().sign_in.way is Way.OIDC:
        st.logout()
