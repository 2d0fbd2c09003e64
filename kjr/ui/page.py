"""What every page has: its head, the ticker that keeps it live, and words for what goes wrong."""

import logging
from base64 import b64encode
from copy import copy
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kjr.access import rights
from kjr.access.rights import Role, Viewer
from kjr.app.settings import ROOT
from kjr.documents.html import parts
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import Overview
from kjr.ui import gate, live, presses, sign_in_page, widgets
from kjr.ui.door import wrong_addresses
from kjr.values import wording
from kjr.values.escapes import escape_markdown

TICK = 6
"""Seconds between two looks at whether the figures moved; every viewer pays for his own."""

_PICTURE: Final = b64encode((ROOT / "assets" / "icon.png").read_bytes()).decode()
ICON: Final = f"data:image/png;base64,{_PICTURE}"
"""Not a file of Streamlit's: those are for whoever has come in."""

HEADINGS: Final = {"leaders": "", "units": "填报单位", "office": "活动办"}
"""Above the pages of each audience in the menu."""

FIRST_STEP = (
    "台账文件夹里还没有工作簿。先运行 `python -m kjr templates --folder 文件夹`，"
    "把空白工作簿发给各单位；收回来放进台账文件夹，看板会自己更新。"
)
FIRST_STEP_AT_GOOGLE = (
    "Google 文件夹里还没有认得出的表格。请给每家建一份空表，用单位全称命名，"
    "再运行 `python -m kjr templates` 填上表头。"
)

FIRST_LOOK = "正在第一次读取各单位的工作簿，读到的随时显示。"
"""Until the first look is through nobody knows whether there are workbooks."""

log = logging.getLogger(__name__)


def build_menu(here: Viewer) -> dict[str, list[StreamlitPage]]:
    """Every page, in the menu of those who may open it.

    It stays known to everybody, so that a link sent to the wrong person leads to a sentence.
    """
    menu: dict[str, list[StreamlitPage]] = {heading: [] for heading in HEADINGS.values()}
    shown = tuple(title for title in rights.PAGES if rights.may_open_page(here, title))
    for page, kept in zip(rights.PAGES.values(), _list_menu_pages(shown), strict=True):
        menu[HEADINGS[page.audience]].append(copy(kept))  # Streamlit marks the one that is run
    return menu


def run_page(here: Viewer, page: StreamlitPage) -> None:
    """Run a page, or show the sign-in page.

    What goes wrong in a page is told in a sentence, and the rest of the app lives.
    """
    st.html(parts.STYLE)
    _reload_a_cold_deep_link()
    sign_in_page.sync_cookie()
    try:
        if here.role is Role.NOBODY:
            sign_in_page.show_sign_in_page(is_start=not page.url_path)
        else:
            is_astray = wrong_addresses.is_address_wrong(page)
            sign_in_page.lead_in(here, is_start=not page.url_path and not is_astray)
            sign_in_page.show_viewer(here)
            if is_astray:
                st.info(wrong_addresses.TOLD)
            page.run()
    except KjrError as error:
        st.error(escape_markdown(error))
    except Exception:
        log.exception("A page failed")
        st.error(
            "这一页没能显示，其他页面不受影响。请稍后重试；如仍不行，请把时间告诉管理员查日志。"
        )
    presses.end_presses()


def begin_page(title: str) -> Overview:
    """Begin a page: the figures of this moment, its head, and a ticker that follows them.

    Every page file starts here.  What is told only now and then stands in a box of its own: coming
    and going it would move all below, and the browser would draw anew what somebody types into.
    """
    gate.enter_page(title)
    has_looked = live.find_app().board.has_looked  # asked first: what it saw is then in the figures
    overview = gate.find_overview()
    # Set before the ticker first runs, else its own rerun would start it over for ever.
    st.session_state["seen"] = (*overview.key, has_looked, live.find_app().board.slow_since)
    _ticking_head(title)
    presses.list_presses().begin_run(title, st.empty())
    with st.container():
        _tell_troubles(overview.snapshot)
        _tell_emptiness(overview.snapshot, has_looked=has_looked)
    return overview


def _tell_emptiness(snapshot: Snapshot, *, has_looked: bool) -> None:
    """Why there is nothing to see: nobody has looked yet, or there is nothing."""
    if snapshot.books or snapshot.unread or snapshot.outage:
        return
    if has_looked:
        st.info(FIRST_STEP if live.find_app().files else FIRST_STEP_AT_GOOGLE)
    elif not snapshot.version:
        st.info(FIRST_LOOK)


def follow_unit(unit: str) -> None:
    """Keep a unit's figures fresh while its page is open, where changes are told late."""
    if live.find_app().files is None:
        _following(unit)


@st.fragment(run_every=TICK)
def _following(unit: str) -> None:
    live.find_app().follow(unit)


def _tell_troubles(snapshot: Snapshot) -> None:
    if snapshot.unread:
        read, unread = len(snapshot.books), len(snapshot.unread)
        st.info(f"正在第一次读取：已读 {read} 家，还有 {unread} 家，没读到的先列在读取失败里。")
    since = wording.format_moment(snapshot.taken)
    if snapshot.version and not (snapshot.unread or live.find_app().board.has_looked):
        st.info(
            f"系统刚启动：下面是{since}读到后保存的数据，正在查看各单位的工作簿，看完自动更新。"
        )
    if slow := live.find_app().board.slow_since:
        st.info(f"从 {slow:%H:%M:%S} 起一直在查看工作簿，还没有看完：网络盘很慢，或没有回应。")
    for trouble in filter(None, (snapshot.outage, live.find_app().board.failure)):
        st.warning(f"{escape_markdown(trouble.rstrip('。'))}。下面是{since}读到的数据。")


def _reload_a_cold_deep_link() -> None:
    """Load the first deep link of a server once more.

    Until st.navigation has run once, Streamlit takes every address for a missing page, because
    there is a folder pages/, and says so in English over the page.
    """
    untouched = _cold_server()
    if untouched and untouched.pop() and urlsplit(st.context.url or "").path.strip("/"):
        st.html("<script>location.reload()</script>", unsafe_allow_javascript=True)
        st.stop()


@st.cache_resource(show_spinner=False)
def _list_menu_pages(shown: tuple[str, ...]) -> list[StreamlitPage]:
    """Every page as its menu has it, for those who may open these: each is a look at the disk."""
    return [
        st.Page(
            f"pages/{page.file}.py",
            title=page.title,
            url_path=page.address if number else None,
            default=not number,
            visibility="visible" if page.title in shown else "hidden",
        )
        for number, page in enumerate(rights.PAGES.values())
    ]


@st.cache_resource(show_spinner=False)
def _cold_server() -> list[bool]:
    return [True]


@st.fragment(run_every=TICK)
def _ticking_head(title: str) -> None:
    overview = gate.find_overview()
    widgets.show_html(parts.render("board.screen_head", overview, title))
    board = live.find_app().board
    stand = (*overview.key, board.has_looked, board.slow_since)  # another one begins a page anew
    if stand != st.session_state["seen"]:
        st.session_state["seen"] = stand
        st.rerun()
