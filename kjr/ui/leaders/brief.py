"""汇报: what to say on the phone and what to send, ready to copy."""

from __future__ import annotations

import streamlit as st

from kjr.documents import briefs
from kjr.figures.overview import Overview
from kjr.ui import live


def show(overview: Overview) -> None:
    """Both texts, each with a button that copies it."""
    changes = live.changes(overview)
    for title, text in [
        ("60秒电话稿", briefs.phone_script(overview, changes)),
        ("100字微信", briefs.wechat_text(overview, changes)),
    ]:
        st.subheader(title)
        st.code(text, language=None, wrap_lines=True)
        st.caption(f"{len(text)} 字，点右上角复制")
