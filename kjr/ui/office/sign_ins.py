"""登录记录: the record of sign-ins, refusals, looks at personal data and exports."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from kjr.app.records.watch import list_record_faults
from kjr.state.acts import Act, ActKind
from kjr.ui import gate, live, widgets
from kjr.ui.table_copies import show_list

SHOWN, REFUSED = 1000, 200
"""The latest lines, and of refusals so many: whoever is refused again and again hides nothing."""


def show_sign_in_log() -> None:
    """The latest first, and whether anything was changed or cut away."""
    journal = gate.find_access_journal()
    acts = journal.acts()
    ours = live.find_settings()
    for fault in list_record_faults(ours.database, ours.state, journal):
        st.error(fault)
    if not acts:
        st.info("还没有记录。导出记在这里；设置登录后，登录、拒绝、查看个人信息也记。")
        return
    latest = select_latest(acts)
    st.caption(
        f"共 {len(acts)} 条，下面是最近 {len(latest)} 条"
        f"（其中拒绝最多列 {REFUSED} 条，别的不会被挤掉）。"
    )
    zone = ZoneInfo(live.find_app().campaign.timezone)
    columns: widgets.Columns[Act] = {
        "时间": (160, lambda act: f"{act.moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"),
        "谁": (180, lambda act: act.who),
        "做了什么": (110, lambda act: str(act.kind)),
        "单位": (240, lambda act: act.unit),
        "说明": (480, lambda act: act.note),
    }
    show_list("登录记录", columns, latest)


def select_latest(acts: Sequence[Act]) -> list[Act]:
    """The latest first; refusals, which anybody can cause, never keep another line from it."""
    is_refused = [act.kind is ActKind.REFUSED for act in acts]
    refused = [at for at, each in enumerate(is_refused) if each][-REFUSED:]
    others = [at for at, each in enumerate(is_refused) if not each][-(SHOWN - len(refused)) :]
    return [acts[at] for at in sorted([*refused, *others], reverse=True)]
