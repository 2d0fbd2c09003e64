"""日程: when everything takes place, and what gets in each other's way."""

import streamlit as st

from kjr.campaign.model import Campaign
from kjr.documents.html import charts
from kjr.figures import agenda
from kjr.figures.overview import Key, Overview
from kjr.ui import widgets
from kjr.values import wording
from kjr.values.spans import Span

TITLED = 6
"""Activities a clash names."""


CLASHES: widgets.Columns[agenda.Clash] = {
    "日期": (80, lambda clash: clash.day),
    "为什么": (260, lambda clash: clash.why),
    "活动": (560, lambda clash: "；".join(each.title for each in clash.activities[:TITLED])),
    "单位": (0, lambda clash: "、".join(dict.fromkeys(e.unit for e in clash.activities[:TITLED]))),
    "开展情况": (
        80,
        lambda clash: "、".join(dict.fromkeys(each.word for each in clash.activities)),
    ),
}
ACTIVITIES: widgets.Columns[agenda.Activity] = {
    "开始": (80, lambda each: each.first),
    "结束": (80, lambda each: each.last),
    "台账": (90, lambda each: each.ledger),
    "活动": (400, lambda each: each.title),
    "地点": (260, lambda each: each.place),
    "单位": (0, lambda each: each.unit),
    "开展情况": (70, lambda each: each.word),
}


@st.cache_resource(max_entries=2, show_spinner=False)
def body(key: Key, _overview: Overview) -> bool:
    """The calendar, drawn once per version."""
    held = agenda.list_activities(_overview.snapshot)
    if not held:
        st.info("还没有带日期的条目。各单位在台账里填上日期，这里就按天排出来。")
        return True
    occasions = _occasions(_overview.campaign, held)
    note = f"颜色越深，当天越多；斜线是拟开展和日期未到的。底色为活动期和同期的日子：{occasions}"
    spans = [Span(each.first, each.last) for each in held]
    if outside := agenda.phrase_days_outside(_overview.campaign, spans):
        note = f"{note}。{outside}"
    widgets.show_chart("每天各类活动", charts.draw_calendar(_overview.campaign, held), note)
    found = agenda.find_clashes(held)
    st.subheader(f"要协调的（{len(found)}）")
    if found:
        widgets.show_rows("要协调的活动", CLASHES, found, is_wrapped=True)
    else:
        st.success("没有冲突的安排。")
    told = "，".join(f"{word} {number}" for word, number in agenda.count_states(held).items())
    st.subheader(f"全部活动（{told}）")
    st.caption("各本台账有日期的条目，一条算一项；没有日期的不在这里。")
    widgets.show_rows("全部活动", ACTIVITIES, held)
    return True


def _occasions(campaign: Campaign, held: list[agenda.Activity]) -> str:
    return "　".join(
        f"{number}{each.name} {wording.format_days(each.first, each.last)} "
        f"{agenda.phrase_occasion(campaign, each, held)}"
        for number, each in zip(charts.NUMBERS, campaign.occasions, strict=False)
    )
