"""What is said of an address that leads to no page.

Streamlit shows the first page then, and says so in English in a window over it.
"""

from typing import Final

import streamlit as st
from streamlit.commands import navigation
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import ScriptRunContext

ASTRAY: Final = "wrong_address"
"""In the session: whether an address that leads nowhere was asked for last."""
TOLD: Final = "没有这个网址的页面，这里是第一页。请核对网址，或者从菜单里打开要看的页面。"


def tell_wrong_addresses() -> None:
    """From now on every window is told in our words."""
    navigation.send_page_not_found = _note_wrong_address


def is_address_wrong(page: StreamlitPage) -> bool:
    """Whether a window shows the first page for want of another; not once it has opened one."""
    if page.url_path:
        st.session_state.pop(ASTRAY, None)
    return ASTRAY in st.session_state


def _note_wrong_address(ctx: ScriptRunContext) -> None:
    st.session_state[ASTRAY] = True
