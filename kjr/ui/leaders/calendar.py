"""日程: when everything takes place, and what gets in each other's way."""

import pandas as pd
import streamlit as st

from kjr.campaign.model import Campaign
from kjr.documents.html import charts
from kjr.figures import agenda
from kjr.figures.overview import Key, Overview
from kjr.ui import cards, tables
from kjr.values import wording

CLASHES = tables.TableLayout({"日期": 80, "为什么": 260, "活动": 560}, is_wrapped=True)
ACTIVITIES = tables.TableLayout({"开始": 80, "结束": 80, "台账": 90, "活动": 400, "地点": 260})


@st.cache_resource(max_entries=2, show_spinner=False)
def body(key: Key, _overview: Overview) -> bool:
    """The calendar, drawn once per version."""
    held = agenda.list_activities(_overview.snapshot)
    if not held:
        st.info("还没有带日期的条目。各单位在台账里填上日期，这里就按天排出来。")
        return True
    note = f"颜色越深，当天越多。底色为活动期和同期的日子：{_occasions(_overview.campaign, held)}"
    cards.show_chart("每天各类活动", charts.draw_calendar(_overview.campaign, held), note)
    found = agenda.find_clashes(held)
    st.subheader(f"要协调的（{len(found)}）")
    if found:
        tables.show_table("要协调的活动", _clashes(found), CLASHES)
    else:
        st.success("没有冲突的安排。")
    st.subheader(f"全部活动（{len(held)}）")
    tables.show_table("全部活动", _activities(held), ACTIVITIES)
    return True


def _occasions(campaign: Campaign, held: list[agenda.Activity]) -> str:
    during = agenda.count_occasion_activities(campaign, held)
    return "　".join(
        f"{number}{each.name} {wording.format_days(each.first, each.last)} {during[each.name]}项"
        for number, each in zip(charts.NUMBERS, campaign.occasions, strict=False)
    )


def _clashes(found: list[agenda.Clash]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "日期": [clash.day for clash in found],
            "为什么": [clash.why for clash in found],
            "活动": ["；".join(each.title for each in clash.activities[:6]) for clash in found],
            "单位": [
                "、".join(dict.fromkeys(each.unit for each in clash.activities[:6]))
                for clash in found
            ],
        }
    )


def _activities(held: list[agenda.Activity]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "开始": [each.first for each in held],
            "结束": [each.last for each in held],
            "台账": [each.ledger for each in held],
            "活动": [each.title for each in held],
            "地点": [each.place for each in held],
            "单位": [each.unit for each in held],
        }
    )
