"""The sign-in page, the line that says who is here, and the way out."""

from typing import Final

import streamlit as st

from kjr.access.rights import PAGES, Role, Viewer
from kjr.access.sessions import LASTS
from kjr.access.sign_in import SignInMethod
from kjr.documents.html.parts import render
from kjr.errors import KjrError
from kjr.ui import gate, live, widgets
from kjr.values.escapes import escape_markdown

NOT_HERE: Final = (
    "这台服务器还没有设置登录，只能在它本机打开。请管理员按 deploy/README.md 设置登录后再来。"
)
NOT_THROUGH_PROXY: Final = "没有收到单位统一登录的身份，请从统一登录入口打开。"
NO_ROLE: Final = "已经登录，但统一登录没有说明您是哪家单位或什么角色，请联系活动办。"
START: Final = f"pages/{PAGES['今日'].file}.py"
"""Where the office begins its day."""
LOST: Final = "手机、电脑丢了，或在别人的机器上忘了退出：用这个名称登录的都要重新登录。"
OVER: Final = (
    "以前的登录已经结束（退出了、换了码、到期了，或者 {:g} 小时没有打开过页面），请再登录一次。"
)
LOCAL_NOTE: Final = "仅本机可见 · 没有设置登录，别的电脑打不开"


def show_sign_in_page(*, is_start: bool) -> None:
    """What somebody meets who has not come in: the way in, and nothing else.

    ``is_start`` says that nobody asked for a certain page: then the office begins its day.
    """
    match live.find_settings().sign_in.way:
        case SignInMethod.LOCAL:
            st.error(NOT_HERE)
        case SignInMethod.PASSCODES:
            _form(is_start=is_start)
        case SignInMethod.OIDC:
            _at_provider()
        case SignInMethod.HEADER:
            st.error(NOT_THROUGH_PROXY)


def lead_in(here: Viewer, *, is_start: bool) -> None:
    """Whoever a provider or a proxy has just let in begins where the form would lead."""
    if gate.take_arrival():
        _begin_day(here, is_start=is_start)


def show_viewer(here: Viewer) -> None:
    """Who is here, in small letters, and the way out."""
    way = live.find_settings().sign_in.way
    if way is SignInMethod.LOCAL:
        with st.container(key="local-line"):
            widgets.show_html(render("parts.note", LOCAL_NOTE))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="viewer-line"):
        name = here.name if here.name == here.role else f"{here.role} {here.name}"
        st.caption(escape_markdown(name), width="content")
        if way is not SignInMethod.HEADER:
            st.button("退出", type="tertiary", on_click=_leave)
            st.button(gate.EVERYWHERE, type="tertiary", on_click=_leave, args=[True], help=LOST)


def sync_cookie() -> None:
    """Keep the browser's note as the session has it: set after signing in, gone after leaving."""
    note = st.session_state.get(gate.NOTE)
    if note is None:
        return
    seconds = int(LASTS.total_seconds()) if note else 0
    is_safe = (st.context.url or "").startswith("https:")
    name, secure = (gate.SAFE_COOKIE, ";Secure") if is_safe else (gate.COOKIE, "")
    widgets.set_cookie(f"{name}={note};max-age={seconds};path=/;SameSite=Strict{secure}")


def _form(*, is_start: bool) -> None:
    _, middle, _ = st.columns([1, 2, 1])
    if gate.is_sign_in_over():
        middle.info(_tell_end())
    with middle, st.form("sign-in"):
        st.subheader("登录")
        asked = st.query_params.get("account", "")
        account = st.text_input("单位名称（领导、活动办填这几个字）", asked, max_chars=60)
        code = st.text_input("登录码", type="password", max_chars=40, autocomplete="off")
        if st.form_submit_button("登录", type="primary"):
            _try(account, code, is_start=is_start)


def _try(account: str, code: str, *, is_start: bool) -> None:
    try:
        here = gate.sign_in_viewer(account, code)
    except KjrError as error:
        st.error(escape_markdown(error))
    else:
        st.query_params.pop("account", None)
        _begin_day(here, is_start=is_start)
        st.rerun()


def _begin_day(here: Viewer, *, is_start: bool) -> None:
    """Lead the office to its day, unless it asked for a certain page."""
    if is_start and here.role is Role.OFFICE:
        st.switch_page(START)


def _tell_end() -> str:
    return OVER.format(live.find_settings().sign_in.idle.total_seconds() / 3600)


def _at_provider() -> None:
    is_over = gate.is_sign_in_over()
    if is_over:
        st.info(_tell_end())
    if gate.read_request().claims and not is_over:
        st.error(NO_ROLE)
        st.button("退出", on_click=_leave)
    else:
        st.button("用统一登录进入", type="primary", on_click=st.login)


def _leave(is_everywhere: bool = False) -> None:
    gate.sign_out_viewer(is_everywhere=is_everywhere)
    if live.find_settings().sign_in.way is SignInMethod.OIDC:
        st.logout()
