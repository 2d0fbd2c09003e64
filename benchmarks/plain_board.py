"""The board as one would first write it: the same content on the same data, the plain way.

Metrics, a table and Altair charts with shorthand strings, made anew at every rerun.  Only the
figures themselves are shared with the real board, so that what is compared is the page.
"""

import os

import altair as alt
import pandas as pd
import streamlit as st

from kjr.app import settings, wiring
from kjr.figures import counted_rows
from kjr.figures import overview as overviews
from kjr.figures.changes import compare_overviews
from kjr.values import wording


@st.cache_resource
def board():
    return wiring.open_app(settings.read_settings(os.environ, {})).board


@st.cache_resource
def figures(version, _snapshot):
    before = board().past.find_before(_snapshot.taken.date())
    now = overviews.build_overview(_snapshot)
    return now, compare_overviews(overviews.build_overview(before), now) if before else None


latest = board().latest
overview, changes = figures(latest.version, latest)
campaign, tally = overview.campaign, overview.filing

st.set_page_config("科技工作者日", layout="wide")
st.title(f"{campaign.city}{campaign.title}")
st.caption(f"{campaign.theme}　数据截至 {wording.format_moment(overview.snapshot.taken)}")

filed, days, moved = st.columns([5, 2, 5])
filed.metric("报送", f"{tally.filed} / {tally.expected}家", wording.format_percent(tally.rate))
parts = {"按时": tally.on_time, "迟报": tally.late, "未报": tally.missing}
filed.altair_chart(
    alt.Chart(pd.DataFrame({"状态": list(parts), "家": list(parts.values())}))
    .mark_bar()
    .encode(x="家:Q", color="状态:N", tooltip=["状态:N", "家:Q"])
    .properties(height=60)
)
days.metric(f"距{wording.format_day(campaign.deadline)}", f"还有 {overview.days_left} 天")
for change in changes.changes[:4] if changes else ():
    moved.metric(change.line.measure.name, change.line.done, change.delta)

st.subheader("计划硬指标")
paces = [(line, overview.pace(line)) for line in overview.hard_lines]
targets = pd.DataFrame(
    {
        "指标": [line.measure.name for line, _ in paces],
        "完成": [line.done for line, _ in paces],
        "目标": [line.target for line, _ in paces],
        "今日应到": [pace.expected if pace else 0 for _, pace in paces],
        "进度": [line.rate for line, _ in paces],
        "预计达标": [pace.reached_on if pace else None for _, pace in paces],
        "状态": [str(pace.signal) if pace else "" for _, pace in paces],
    }
)
st.dataframe(targets, column_config={"进度": st.column_config.ProgressColumn()}, hide_index=True)
done = alt.Chart(targets).mark_bar().encode(x="进度:Q", y="指标:N", tooltip=["指标:N", "完成:Q"])
due = alt.Chart(targets).mark_tick().encode(x="今日应到:Q", y="指标:N")
st.altair_chart(alt.layer(done, due).resolve_scale(x="independent"))

st.subheader("其他工作量")
plain = [line for line in overview.main_lines if line.target is None]
columns = st.columns(6)
for n, line in enumerate(plain):
    growth = counted_rows.accumulate_by_day(campaign, overview.tables, line.measure)
    columns[n % 6].metric(
        line.measure.name,
        wording.format_figure(line.done, line.measure.counter, about=line.about),
        chart_data=list(growth),
    )

places, work, gaps = st.columns([3, 4, 3])
by_district = pd.DataFrame(
    [
        {"县区": each.unit.district, "已报": each.filing.is_filed}
        for each in overview.standings
        if each.unit.expected
    ]
)
places.altair_chart(
    alt.Chart(by_district.groupby("县区", as_index=False)["已报"].mean())
    .mark_bar()
    .encode(x="已报:Q", y="县区:N", color="已报:Q", tooltip=["县区:N", "已报:Q"])
)
daily = pd.concat(
    counted_rows.count_entries_by_day(ledger, overview.tables[ledger.name])
    .rename("新增")
    .rename_axis("日期")
    .reset_index()
    .assign(类别=ledger.name)
    for ledger in campaign.ledgers
    if ledger.day and not ledger.single
)
spans = pd.DataFrame(
    [("活动期", campaign.first, campaign.last)]
    + [(each.name, each.first, each.last) for each in campaign.occasions],
    columns=["名称", "起", "止"],
)
bands = alt.Chart(spans).mark_rect(opacity=0.2).encode(x="起:T", x2="止:T", tooltip=["名称:N"])
bars = (
    alt.Chart(daily)
    .mark_bar()
    .encode(x="日期:T", y="sum(新增):Q", color="类别:N", tooltip=["日期:T", "类别:N", "新增:Q"])
)
work.altair_chart(bands + bars)
for line in overview.lines:
    if line.target and not line.is_reached:
        gaps.write(f"{line.measure.name}还差 {line.target - line.done}{line.measure.counter}")
missing = [each.unit.name for each in overview.standings if each.owes_report]
gaps.write(f"未报 {len(missing)}家：{wording.format_names(missing)}")
