"""登录记录: the record of sign-ins, refusals, looks at personal data and exports."""

from zoneinfo import ZoneInfo

import streamlit as st

from kjr.state.acts import Act
from kjr.ui import gate, live, widgets
from kjr.ui.table_copies import show_list

SHOWN = 1000
"""The latest lines; the file holds all."""


def show_sign_in_log() -> None:
    """The latest first, and whether anything was changed or cut away."""
    journal = gate.find_access_journal()
    acts = journal.acts()
    for fault in journal.faults():
        st.error(fault)
    if not acts:
        st.info("还没有记录。导出记在这里；设置登录后，登录、拒绝、查看个人信息也记。")
        return
    st.caption(f"共 {len(acts)} 条，下面是最近 {min(len(acts), SHOWN)} 条。")
    zone = ZoneInfo(live.find_app().campaign.timezone)
    columns: widgets.Columns[Act] = {
        "时间": (160, lambda act: f"{act.moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"),
        "谁": (180, lambda act: act.who),
        "做了什么": (110, lambda act: str(act.kind)),
        "单位": (240, lambda act: act.unit),
        "说明": (480, lambda act: act.note),
    }
    show_list("登录记录", columns, acts[: -SHOWN - 1 : -1])
