"""登录记录: the record of sign-ins, refusals, looks at personal data and exports."""

from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from kjr.state.acts import Act
from kjr.ui import gate, live, tables

SHOWN = 1000
"""The latest lines; the file holds all."""
LAYOUT = tables.TableLayout({"时间": 160, "谁": 180, "做了什么": 110, "单位": 240, "说明": 480})


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
    tables.show_table("登录记录", build_sign_in_table(acts[: -SHOWN - 1 : -1], zone), LAYOUT)


def build_sign_in_table(acts: tuple[Act, ...], zone: ZoneInfo) -> pd.DataFrame:
    """One row per line of the record."""
    return pd.DataFrame(
        {
            "时间": [f"{act.moment.astimezone(zone):%Y-%m-%d %H:%M:%S}" for act in acts],
            "谁": [act.who for act in acts],
            "做了什么": [str(act.kind) for act in acts],
            "单位": [act.unit for act in acts],
            "说明": [act.note for act in acts],
        }
    )
