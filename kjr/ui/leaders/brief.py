"""汇报: what to say on the phone and what to send, ready to copy."""

import streamlit as st

from kjr.documents import briefs
from kjr.figures.overview import Overview
from kjr.ui import live


def show_brief(overview: Overview) -> None:
    """Both texts, each with a button that copies it."""
    changes = live.find_changes_today(overview)
    for title, text in [
        ("60秒电话稿", briefs.compose_phone_script(overview, changes)),
        ("100字微信", briefs.compose_wechat_text(overview, changes)),
    ]:
        st.subheader(title)
        st.code(text, language=None, wrap_lines=True)
        st.caption(f"{len(text)} 字，点右上角复制")
