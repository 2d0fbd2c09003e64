"""今日 as one would first write it: the same units and the same facts, the plain way.

Chips, a table whose rows can be ticked, buttons and one unit beside it, all of Streamlit's own.
Only the figures and the list of what is to be done are shared with the real page.
"""

import os

import pandas as pd
import streamlit as st

from kjr.app import settings, wiring
from kjr.documents.fix_lists import sort_problems
from kjr.figures.overview import build_overview
from kjr.figures.work.worklist import list_work


@st.cache_resource
def app():
    return wiring.open_app(settings.read_settings(os.environ, {}))


@st.cache_resource
def figures(version, _snapshot):
    return build_overview(_snapshot)


latest = app().board.latest
overview = figures(latest.version, latest)
acts = app().journal.acts()
items = list_work(overview, acts)

st.set_page_config("今日", layout="wide")
st.title("今日")
st.caption(f"数据截至 {overview.snapshot.taken:%m-%d %H:%M}")
with st.expander(f"要定的事 {len(overview.snapshot.open_pairs) + len(overview.snapshot.strays)}"):
    for stray in overview.snapshot.strays:
        st.write(stray.file, stray.reason)
    for pair in overview.snapshot.open_pairs[:1]:
        st.write(pair.one.title, pair.two.title)

needs = sorted({need for item in items for need in item.needs})
chips, place, name = st.columns([5, 1, 1])
need = chips.segmented_control("要办什么", ["全部", *needs], default="全部")
district = place.selectbox("县（市）区", overview.campaign.districts, None)
who = name.text_input("您的姓名")
shown = [
    item
    for item in items
    if need in (None, "全部", *item.needs) and district in (None, item.standing.unit.district)
]
table = pd.DataFrame(
    {
        "单位": [item.unit for item in shown],
        "县（市）区": [item.standing.unit.district for item in shown],
        "要办": ["、".join(item.needs) for item in shown],
        "台账": [item.standing.filling_word for item in shown],
        "还缺": ["、".join(item.standing.lacking) for item in shown],
        "待改": [item.standing.errors for item in shown],
        "催过": [item.record.times for item in shown],
        "审核": [str(item.note.kind) if item.note else "" for item in shown],
        "最后改动": [item.changed for item in shown],
    }
)
left, right = st.columns([5, 2])
with left:
    row = st.container(horizontal=True)
    for deed in ("催报", "采信", "退回", "锁定", "放开"):
        row.button(deed, disabled=not who)
    st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="multi-row")
    st.download_button("导出 CSV", table.to_csv().encode("utf-8-sig"), "今日.csv")
with right, st.container(border=True):
    one = shown[0]
    st.button("下一家")
    st.subheader(one.unit)
    st.write(one.standing.filling_word, one.standing.filing_word)
    found = sort_problems(each for each in overview.snapshot.problems if each.unit == one.unit)
    for problem in found[:8]:
        st.write(str(problem))
    for act in [act for act in acts if act.unit == one.unit][-8:]:
        st.write(f"{act.moment:%m-%d %H:%M} {act.who} {act.kind}")
